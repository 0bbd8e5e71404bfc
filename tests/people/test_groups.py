"""Making groups and moving people: nobody's work is overwritten, and the last making comes undone."""

from datetime import UTC, datetime

import pytest

from people import groups as read
from people.actions import groups, states
from people.actions.refusals import GroupsChanged, GroupsRefused, MovedMeanwhile, NotInGroups
from people.models import Group, GroupMembership, Role, State
from tests.factories import (
    make_dossier,
    make_group,
    make_organiser,
    make_participation,
    make_workshop,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 18, tzinfo=UTC)
COUNTRIES = ("MNG", "PAK", "KAZ", "UZB")


@pytest.fixture
def workshop():
    """Eight people of four countries who have arrived."""
    workshop = make_workshop()
    for number in range(8):
        make_participation(
            workshop=workshop, name=f"Person {number}", country=COUNTRIES[number % 4]
        )
    return workshop


def make(workshop, count: int = 2, **options):
    given = {"seed": 1, "seen": read.mark_of(workshop), "by": None, "now": NOW}
    return groups.make(workshop, count, **given | options)


def arranged(workshop) -> dict[int, list[str]]:
    """The names in each group, by its number."""
    return {
        group.number: sorted(str(row) for row in group.members.all())
        for group in workshop.groups.all()
    }


def test_everybody_gets_a_group_with_nobody_of_the_same_country(workshop):
    making = make(workshop, by=make_organiser())
    found = [
        [row.sending_country_id for row in group.members.all()] for group in workshop.groups.all()
    ]
    assert [sorted(countries) for countries in found] == [sorted(COUNTRIES)] * 2
    assert (making.by.username, making.seed, making.before) == ("organiser", 1, {})


def test_only_who_is_coming_or_there_is_grouped():
    workshop = make_workshop()
    for state in State:
        make_participation(workshop=workshop, name=state, state=state)
    make_participation(workshop=workshop, name="Staff", role=Role.STAFF, state=State.ARRIVED)
    make(workshop, 1)
    assert arranged(workshop) == {1: ["accepted", "arrived", "completed"]}


def test_names_stay_and_a_group_too_many_goes_unless_it_has_something_of_its_own(workshop):
    make_group(workshop=workshop, number=1, name="Silk", slogan_ru="Вместе")
    make_group(workshop=workshop, number=2)
    make_group(workshop=workshop, number=3, name_ru="Степь")
    make_group(workshop=workshop, number=4)
    make(workshop, 2)
    kept = [(group.number, group.name_en, group.members.count()) for group in Group.objects.all()]
    assert kept == [(1, "Silk", 4), (2, None, 4), (3, None, 0)]


def test_who_is_kept_stays_when_groups_are_made_again(workshop):
    make(workshop)
    first = workshop.groups.first()
    stay = first.memberships.first()
    groups.keep(stay.participation, True, seen=first.pk)
    for seed in range(5):
        make(workshop, 4, seed=seed)
        again = GroupMembership.objects.get(participation=stay.participation)
        assert (again.group, again.is_fixed) == (first, True)
    groups.keep(stay.participation, False, seen=first.pk)
    assert GroupMembership.objects.filter(is_fixed=True).count() == 0


def test_a_group_with_somebody_who_is_kept_does_not_go(workshop):
    make(workshop, 4)
    last = workshop.groups.last()
    stay = last.memberships.first().participation
    groups.keep(stay, True, seen=last.pk)
    with pytest.raises(GroupsRefused) as refused:
        make(workshop, 3)
    assert str(refused.value) == (
        f"{stay} stay in groups that would go. Make more groups, or let them move."
    )
    make(workshop, 4)


@pytest.mark.parametrize("count", [0, 9, 61])
def test_a_number_of_groups_that_cannot_be_is_refused(workshop, count):
    with pytest.raises(GroupsRefused) as refused:
        make(workshop, count)
    assert str(refused.value) == "There are 8 people: make between 1 and 8 groups."
    assert Group.objects.count() == 0


def test_without_people_there_is_nobody_to_group():
    with pytest.raises(GroupsRefused) as refused:
        make(make_workshop(), 1)
    assert str(refused.value) == "Nobody has accepted or arrived yet, so there is nobody to group."


def test_making_over_what_somebody_else_did_meanwhile_is_refused(workshop):
    make(workshop)
    seen = read.mark_of(workshop)
    one = workshop.groups.first().memberships.first()
    groups.move(one.participation, workshop.groups.last(), seen=one.group_id)
    before = arranged(workshop)
    with pytest.raises(GroupsChanged):
        make(workshop, seen=seen)
    assert arranged(workshop) == before
    make(workshop, seen=read.mark_of(workshop))


def test_the_last_making_comes_undone_whatever_was_moved_since(workshop):
    make_group(workshop=workshop, number=1, name="Silk", members=workshop.participations.all()[:3])
    make_group(workshop=workshop, number=2, members=workshop.participations.all()[3:4])
    stay = workshop.groups.first().memberships.first()
    groups.keep(stay.participation, True, seen=stay.group_id)
    before = arranged(workshop)
    making = make(workshop, 4)
    one = workshop.groups.get(number=2).memberships.first()
    groups.move(one.participation, None, seen=one.group_id)
    groups.undo(making, seen=read.mark_of(workshop), by=None, now=NOW)
    assert arranged(workshop) == before
    assert [row.participation for row in GroupMembership.objects.filter(is_fixed=True)] == [
        stay.participation
    ]
    with pytest.raises(GroupsRefused) as refused:
        groups.undo(making, seen=read.mark_of(workshop), by=None, now=NOW)
    assert str(refused.value) == "Only the last making can be undone, and only once."


def test_an_earlier_making_is_not_undone(workshop):
    first = make(workshop)
    second = make(workshop, 4)
    with pytest.raises(GroupsRefused):
        groups.undo(first, seen=read.mark_of(workshop), by=None, now=NOW)
    groups.undo(second, seen=read.mark_of(workshop), by=None, now=NOW)
    assert list(arranged(workshop)) == [1, 2]


def test_undoing_over_a_change_that_was_not_seen_is_refused(workshop):
    making = make(workshop)
    seen = read.mark_of(workshop)
    one = workshop.groups.first().memberships.first()
    groups.move(one.participation, None, seen=one.group_id)
    with pytest.raises(GroupsChanged):
        groups.undo(making, seen=seen, by=None, now=NOW)


# Moving


def test_one_person_is_moved_in_and_out_of_groups(workshop):
    one = workshop.participations.first()
    first, second = make_group(workshop=workshop), make_group(workshop=workshop, number=2)
    for seen, to in ((None, first), (first.pk, second), (second.pk, None)):
        groups.move(one, to, seen=seen)
        assert list(Group.objects.filter(members=one)) == ([to] if to else [])


def test_two_organisers_at_once_do_not_overwrite_each_other(workshop):
    one = workshop.participations.first()
    first, second = make_group(workshop=workshop), make_group(workshop=workshop, number=2)
    groups.move(one, first, seen=None)
    with pytest.raises(MovedMeanwhile) as refused:
        groups.move(one, second, seen=None)
    assert str(refused.value) == "Person 0 is in group 1 by now: somebody moved them."
    groups.move(one, None, seen=first.pk)
    with pytest.raises(MovedMeanwhile) as refused:
        groups.keep(one, True, seen=first.pk)
    assert str(refused.value) == "Person 0 is in no group any more: somebody moved them."


def test_nobody_is_moved_to_a_group_of_another_workshop(workshop):
    elsewhere = make_group(workshop=make_workshop())
    with pytest.raises(NotInGroups) as refused:
        groups.move(workshop.participations.first(), elsewhere, seen=None)
    assert str(refused.value) == "Person 0 is in another workshop."


def test_who_withdrew_has_no_place_but_can_be_taken_out(workshop):
    group = make_group(workshop=workshop)
    one = make_participation(workshop=workshop, name="Saran Dorj", state=State.ACCEPTED)
    groups.move(one, group, seen=None)
    states.change(one, State.WITHDRAWN, by=None, now=NOW)
    board = read.board(workshop)
    assert [card.name for card in board.columns[0].gone] == ["Saran Dorj"]
    assert board.columns[0].cards == ()
    groups.move(one, None, seen=group.pk)
    with pytest.raises(NotInGroups) as refused:
        groups.move(one, group, seen=None)
    assert str(refused.value) == "Saran Dorj is “Withdrawn” and has no place in a group."


def test_those_no_longer_there_are_removed_together(workshop):
    make(workshop)
    gone = workshop.participations.first()
    states.change(gone, State.LEFT_EARLY, by=None, now=NOW)
    assert groups.remove_gone(workshop) == 1
    assert GroupMembership.objects.count() == 7
    assert not GroupMembership.objects.filter(participation=gone).exists()


def test_those_who_come_late_go_where_they_fit_best(workshop):
    make(workshop)
    late = [
        make_participation(workshop=workshop, name=f"Late {number}", country=country)
        for number, country in enumerate(["CHN", "CHN"])
    ]
    placed = groups.place_late(workshop)
    assert [row for row, _group in placed] == late
    assert len({group.pk for _row, group in placed}) == 2
    assert groups.place_late(workshop) == []


def test_without_groups_nobody_is_placed(workshop):
    with pytest.raises(GroupsRefused) as refused:
        groups.place_late(workshop)
    assert str(refused.value) == "There are no groups yet."


def test_a_group_added_has_the_next_number(workshop):
    make_group(workshop=workshop, number=4)
    assert groups.add(workshop).number == 5


# Reading


def test_the_board_says_how_mixed_the_groups_are(workshop):
    people = list(workshop.participations.all())
    for row in people:
        make_dossier(participation=row, sector="ministry" if row in people[:4] else "academia")
    make_group(workshop=workshop, number=1, members=[people[0], people[4]])
    make_group(workshop=workshop, number=2, members=[people[1], people[2]])
    board = read.board(workshop)
    assert [(said.name, said.words, said.percent) for said in board.mixes] == [
        ("Country", "1 pair more than need be", 50),
        ("Stream", "as mixed as can be", 100),
        ("Sector", "as mixed as can be", 100),
        ("Organisation", "as mixed as can be", 100),
    ]
    assert [(said.name, said.words) for said in board.columns[0].varieties] == [
        ("Country", "1 of 2"),
        ("Stream", "1 of 1"),
        ("Sector", "2 of 2"),
        ("Organisation", "1 of 1"),
    ]
    assert (board.grouped, len(board.without), board.people) == (4, 4, 8)


@pytest.mark.parametrize("people", [5, 40])
def test_the_board_asks_as_much_for_few_as_for_many(people, django_assert_num_queries):
    workshop = make_workshop()
    for number in range(people):
        row = make_participation(workshop=workshop, name=f"Person {number}")
        make_dossier(participation=row)
    make(workshop, people // 5)
    with django_assert_num_queries(4):
        read.board(workshop)

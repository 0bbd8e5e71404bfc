"""Two records of one person become one: everything moves, what differs is chosen, nothing is lost without trace."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from evaluations import box
from evaluations.models import Invitation
from people import names
from people.actions import merging, outbox, selection, states
from people.actions.refusals import NotMergeable
from people.models import Gate, MergedRecord, Participation, Person, State
from tests.evaluations.make import make_form
from tests.factories import (
    make_access_link,
    make_allocation,
    make_country,
    make_dossier,
    make_facet,
    make_group,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_stream,
    make_user,
    make_workshop,
)
from tests.workshops.office import organiser_client

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def user():
    return make_organiser("merger")


def merge(kept: Person, other: Person, *take: str, by=None) -> MergedRecord:
    return merging.merge(kept, other, take=take, by=by, now=NOW)


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


# What moves


def make_history(person: Person) -> Participation:
    """A participation with one of everything that hangs on one."""
    workshop = make_workshop(title="Trade before")
    row = make_participation(workshop=workshop, person=person, state=State.ARRIVED, directory=True)
    user = make_organiser(f"organiser-{person.pk}")
    states.begin(row, by=None, now=NOW, reason="")
    make_dossier(participation=row)
    make_facet(participation=row)
    make_access_link(participation=row)
    make_group(workshop=workshop, members=[row])
    selection.note(row, "Strong", by=user, now=NOW)
    selection.decide_gate(row, Gate.LANGUAGE, passed=True, reason="Call", by=user, now=NOW)
    outbox.put(
        key=f"k{row.pk}", kind="offer", workshop=workshop, to_address="a@b.org", subject="S",
        body="B", now=NOW, participation=row,
    )  # fmt: skip
    row.attendances.create(day=date(2024, 5, 20), at=NOW)
    form = make_form(workshop)
    box.open_questionnaire(form, by=None, now=NOW)
    return row


def hanging_on(row: Participation) -> dict[str, int]:
    """How many rows of each kind belong to a participation, in every package."""
    return {
        relation.related_model.__name__: relation.related_model._base_manager.filter(
            **{relation.field.name: row}
        ).count()
        for relation in Participation._meta.related_objects
        if not relation.many_to_many
    }


def test_everything_that_hangs_on_the_other_record_moves_with_it(user):
    kept, other = make_person("Lei Jun"), make_person("Jun Lei")
    row = make_history(other)
    before = hanging_on(row)
    said = {move.label: move.count for move in merging.preview(kept, other).moves}
    merge(kept, other, by=user)
    row.refresh_from_db()
    assert (row.person, hanging_on(row), row.directory) == (kept, before, True)
    assert not Person.objects.filter(pk=other.pk).exists()
    assert Invitation.objects.get().participation == row
    assert said == {
        "Access links": 1, "Attendances": 1, "Changes of state": 1, "Decisions on criteria": 1,
        "Dossiers": 1, "Facets": 1, "Invitations": 1, "Memberships in groups": 1, "Messages": 1,
        "Selectors’ notes": 1,
    }  # fmt: skip


def test_nothing_else_points_at_a_person():
    pointing = {
        relation.related_model.__name__
        for relation in Person._meta.related_objects
        if not relation.related_model.__name__.startswith("Historical")
    }
    assert pointing == {"Participation", "MergedRecord"}, "say in merging.py how it moves"


def test_a_person_has_several_roles_in_one_workshop_afterwards():
    workshop = make_workshop()
    kept, other = make_person("Lei Jun"), make_person("Jun Lei")
    make_participation(workshop=workshop, person=kept, state=State.ARRIVED)
    make_participation(workshop=workshop, person=other, role="resource_person")
    merge(kept, other)
    assert sorted(kept.participations.values_list("role", flat=True)) == [
        "participant", "resource_person",
    ]  # fmt: skip


def test_rival_nominations_stand_beside_each_other_and_are_pointed_out():
    stream = make_stream()
    kept, other = make_person("Lei Jun"), make_person("Jun Lei")
    for person, country in ((kept, "MNG"), (other, "PAK")):
        make_nominee(allocation=make_allocation(stream=stream, country=country), person=person)
    assert merging.preview(kept, other).twice == (str(stream.workshop),)
    merge(kept, other)
    assert kept.participations.count() == 2


def test_lists_of_the_past_print_the_old_name_and_lists_to_come_the_new_one():
    kept, other = make_person("Lei Jun"), make_person("Jun Lei")
    past = make_participation(workshop=make_workshop(), person=other)
    printed = make_participation(workshop=make_workshop(), person=other, printed_name="LEI J.")
    coming = make_participation(
        workshop=make_workshop(starts_on=date(2099, 5, 1)), person=other, state=State.ACCEPTED
    )
    merge(kept, other)
    assert [Participation.objects.get(pk=row.pk).printed_name for row in (past, printed, coming)] == [
        "Jun Lei", "LEI J.", "",
    ]  # fmt: skip


# What is chosen


def test_what_differs_is_chosen_field_by_field():
    kept = make_person("Lei Jun", email="old@example.org", phone="1", gender="male")
    other = make_person("Jun Lei", email="new@example.org", phone="2", native_name="雷军")
    differing = [difference.field for difference in merging.preview(kept, other).differences]
    assert differing == ["display_name", "email", "phone"]
    record = merge(kept, other, "email")
    kept = fresh(kept)
    assert (kept.display_name, kept.email, kept.phone, kept.native_name, kept.gender) == (
        "Lei Jun", "new@example.org", "1", "雷军", "male",
    )  # fmt: skip
    assert record.left_behind == {
        "display_name": "Jun Lei", "email": "old@example.org", "phone": "2",
    }  # fmt: skip


def test_a_choice_is_shown_in_words():
    kept = make_person("A", gender="male", nationality=make_country("MNG"))
    other = make_person("A", gender="female", nationality=make_country("PAK"))
    assert [(d.label, d.kept, d.other) for d in merging.preview(kept, other).differences] == [
        ("Gender", "Male", "Female"),
        ("Nationality", "Mongolia", "Pakistan"),
    ]


def test_the_kept_record_is_found_by_what_it_took_over():
    kept, other = make_person("Lei Jun"), make_person("Lei Jun", native_name="雷军")
    for person in (kept, other):
        names.refresh(person)
    merge(kept, other)
    assert fresh(kept).searchable == names.searchable_for(fresh(kept))
    assert "雷军" in fresh(kept).searchable


# The trace


def test_a_merge_can_be_traced(user):
    kept, other = make_person("Lei Jun"), make_person("Jun Lei")
    row = make_participation(person=other)
    merge(kept, other, by=user)
    record = MergedRecord.objects.get()
    assert (record.person, record.uuid, record.name, record.by, record.at) == (
        kept, other.uuid, "Jun Lei", user, NOW,
    )  # fmt: skip
    assert record.participations == [str(row.uuid)]


def test_what_was_merged_before_stays_traceable(user):
    first, second, third = (make_person(name) for name in ("A A", "B B", "C C"))
    merge(second, third, by=user)
    merge(first, second, by=user)
    assert sorted(first.merged_records.values_list("name", flat=True)) == ["B B", "C C"]


# Refusals


def test_two_live_participants_of_one_workshop_are_not_made_one():
    workshop = make_workshop(title="Trade now")
    kept, other = make_person("Lei Jun"), make_person("Jun Lei")
    for person in (kept, other):
        make_participation(workshop=workshop, person=person, state=State.ACCEPTED)
    with pytest.raises(NotMergeable) as refusal:
        merge(kept, other)
    assert str(refusal.value) == (
        "Both are participants of “Trade now” now: Lei Jun and Jun Lei. Withdraw one of the two there first."
    )
    assert merging.preview(kept, other).refusal == str(refusal.value)
    assert Person.objects.count() == 2
    Participation.objects.filter(person=other).update(state=State.WITHDRAWN)
    merge(kept, other)
    assert kept.participations.count() == 2


def test_a_record_is_not_merged_with_itself_or_with_what_is_gone():
    kept, other = make_person("Lei Jun"), make_person("Jun Lei")
    with pytest.raises(NotMergeable):
        merge(kept, kept)
    merge(kept, other)
    other.pk = 10**6
    with pytest.raises(NotMergeable):
        merge(kept, other)
    assert MergedRecord.objects.count() == 1


# The pages


def page(person: Person, other: Person | None = None) -> str:
    address = reverse("admin:people_person_merge", args=[person.pk])
    return f"{address}?with={other.pk}" if other else address


@pytest.fixture
def twins() -> tuple[Person, Person]:
    kept = make_person("Aziz Karimov", email="aziz@example.org")
    other = make_person("Karimov Aziz", email="karimov@example.org", phone="2")
    for person in (kept, other):
        names.refresh(person)
    make_participation(person=other, workshop=make_workshop(title="Trade before"))
    return kept, other


def test_likely_records_are_shown_on_the_persons_page_and_lead_to_the_merge(twins):
    kept, other = twins
    html = organiser_client().get(reverse("admin:people_person_change", args=[kept.pk])).text
    assert "Perhaps the same person" in html
    assert f'href="{page(kept, other)}"' in html


def test_a_record_is_looked_for_by_name(twins):
    kept, _other = twins
    unlike = make_person("Somebody Else")
    names.refresh(unlike)
    client = organiser_client()
    html = client.get(page(kept)).text
    assert f"?with={unlike.pk}" not in html
    assert f"?with={unlike.pk}" in client.get(f"{page(kept)}?q=somebody").text
    assert "No record fits." in client.get(f"{page(kept)}?q=nobody-like-this").text


def test_a_merge_is_shown_before_it_is_made(twins):
    kept, other = twins
    client = organiser_client()
    html = client.get(page(kept, other)).text
    for words in (
        "“Karimov Aziz” becomes part of it",
        "Trade before (2024)",
        "karimov@example.org",
    ):
        assert words in html
    assert Person.objects.count() == 2
    answer = client.post(
        page(kept, other), {"email": "other", "display_name": "kept", "uuid": "other"}
    )
    assert answer["Location"] == reverse("admin:people_person_change", args=[kept.pk])
    assert [str(m) for m in get_messages(answer.wsgi_request)] == [
        "The record “Karimov Aziz” is part of this one now."
    ]
    kept = fresh(kept)
    assert (kept.display_name, kept.email, kept.phone) == (
        "Aziz Karimov",
        "karimov@example.org",
        "2",
    )
    assert "Karimov Aziz" in client.get(answer["Location"]).text


def test_a_merge_posted_twice_has_one_effect(twins):
    kept, other = twins
    client = organiser_client()
    for _ in range(2):
        client.post(page(kept, other), {})
    assert (MergedRecord.objects.count(), kept.participations.count()) == (1, 1)


def test_a_refused_merge_is_said_and_offers_no_button(twins):
    kept, other = twins
    workshop = make_workshop(title="Trade now")
    for person in twins:
        make_participation(workshop=workshop, person=person, state=State.ACCEPTED)
    client = organiser_client()
    html = client.get(page(kept, other)).text
    assert "Both are participants of “Trade now” now" in html
    assert 'value="Merge"' not in html
    client.post(page(kept, other), {})
    assert Person.objects.count() == 2


@pytest.mark.parametrize("rights", [["change_person"], ["delete_person"], ["view_person"]])
def test_only_those_who_may_change_and_delete_people_merge(twins, rights):
    kept, other = twins
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(clerk)
    assert client.get(page(kept, other)).status_code == 403
    assert client.post(page(kept, other)).status_code == 403
    assert Person.objects.count() == 2


@pytest.mark.parametrize("raw", ["x", "0", "9" * 40, "-1", ""])
def test_a_record_that_is_none_leads_to_the_choice(twins, raw):
    answer = organiser_client().get(f"{page(twins[0])}?with={raw}")
    assert (answer.status_code, "preview" in answer.context) == (200, False)

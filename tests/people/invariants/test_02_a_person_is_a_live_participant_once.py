"""2. A person is a live participant at most once in a workshop; other roles may stand beside it."""

import pytest
from django.db.models import Count

from people.models import LIVE, Participation, Role, State
from tests.factories import make_nominee, make_participation
from tests.people.invariants.paths import CARELESS, by_import, entering, replacing_paths
from tests.people.invariants.promises import without
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db
ALREADY = "Bat Erdene is a participant already."
PROMISE = "person_is_a_live_participant_once"


def broken() -> list[str]:
    """People who are live participants twice in one workshop."""
    rows = Participation.objects.participants().filter(state__in=LIVE).order_by()
    twice = rows.values("workshop", "person__display_name").annotate(rows=Count("pk"))
    return [found["person__display_name"] for found in twice if found["rows"] > 1]


def two_nominations(first: str, second: str, starts_in: int = 30):
    """One person put forward by two countries, in these states, each with a seat of its own."""
    workshop = preparing(starts_in=starts_in)
    mine = seats_for(workshop).seats.get()
    other = seats_for(workshop, country="KAZ").seats.get()
    one = holder_of(mine, state=first)
    two = make_nominee(allocation=other.allocation, person=one.person, state=second, seat=other)
    return one, two


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_nobody_is_selected_beside_themselves(path):
    _one, two = two_nominations(State.ACCEPTED, State.ENDORSED)
    tried = path.go(two, State.SELECTED)
    assert (tried.refused, broken()) == (path.refusal(ALREADY, PROMISE), [])


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_a_rival_nomination_is_selected_once_the_other_is_over(path):
    _one, two = two_nominations(State.WITHDRAWN, State.ENDORSED)
    assert path.go(two, State.SELECTED).done


@pytest.mark.parametrize("path", entering(State.ARRIVED), ids=str)
def test_nobody_arrives_late_beside_themselves(path):
    _one, two = two_nominations(State.ACCEPTED, State.NO_SHOW, starts_in=-3)
    tried = path.go(two, State.ARRIVED)
    assert (tried.refused, broken()) == (path.refusal(ALREADY, PROMISE), [])


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_nobody_replaces_somebody_while_a_participant(path):
    _one, two = two_nominations(State.ACCEPTED, State.ENDORSED)
    leaving = holder_of(two.seat, name="Gone One", state=State.WITHDRAWN)
    tried = path.go(leaving, two)
    assert (tried.refused, broken()) == (path.refusal(ALREADY, PROMISE), [])


@pytest.mark.parametrize("role", [Role.STAFF, Role.RESOURCE_PERSON, Role.GUEST, Role.INTERPRETER])
def test_a_participant_may_have_a_further_role(role):
    one, _two = two_nominations(State.ACCEPTED, State.ENDORSED)
    make_participation(workshop=one.workshop, person=one.person, role=role)
    assert broken() == []


def test_an_import_of_somebody_who_is_there_makes_no_second_participant():
    one, _two = two_nominations(State.ACCEPTED, State.WITHDRAWN)
    assert by_import(one.workshop, "Bat Erdene", "MNG", State.ACCEPTED).done
    live = one.workshop.participations.participants().filter(state__in=LIVE)
    assert (list(live), broken()) == ([one], [])


# The control


@pytest.mark.parametrize("path", entering(State.SELECTED, raw=True), ids=str)
def test_without_the_promise_somebody_is_there_twice_and_the_watch_sees_it(path):
    _one, two = two_nominations(State.ACCEPTED, State.ENDORSED)
    with without(PROMISE):
        assert path.go(two, State.SELECTED).done
    assert broken() == ["Bat Erdene"]


def test_a_page_without_a_guard_would_be_found():
    with without(PROMISE), pytest.raises(AssertionError):
        test_nobody_is_selected_beside_themselves(CARELESS)

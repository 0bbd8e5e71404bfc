"""8. Completed implies arrived implies accepted, in that order and no other."""

import pytest
from django.utils import timezone

from people.models import CAME, Participation, State, StateChange
from tests.people.invariants.paths import CARELESS, entering
from tests.people.invariants.promises import without
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db
STEPS = [
    (State.SELECTED, State.ARRIVED),
    (State.SELECTED, State.COMPLETED),
    (State.ACCEPTED, State.COMPLETED),
    (State.ACCEPTED, State.LEFT_EARLY),
    (State.NO_SHOW, State.COMPLETED),
    (State.ENDORSED, State.ACCEPTED),
    (State.ENDORSED, State.ARRIVED),
]
NEXT = [
    (State.SELECTED, State.ACCEPTED),
    (State.ACCEPTED, State.ARRIVED),
    (State.ARRIVED, State.COMPLETED),
    (State.ARRIVED, State.LEFT_EARLY),
]
REST = [State.DECLINED, State.WITHDRAWN, State.REPLACED, State.COMPLETED, State.LEFT_EARLY]
APP = entering(*State.values, raw=False)
RAW = entering(*State.values, raw=True)
PROMISE = "completed_implies_arrived"


def broken() -> list[str]:
    """Who came by their history without having accepted, or completed without having arrived."""
    before = {State.ARRIVED: {State.ACCEPTED, State.NO_SHOW}}
    before |= {state: {State.ARRIVED} for state in (State.COMPLETED, State.LEFT_EARLY)}
    rows = StateChange.objects.exclude(participation__channel="historical")
    return [
        str(row.participation)
        for row in rows.filter(to_state__in=before).exclude(from_state="")
        if row.from_state not in before[row.to_state]
    ]


def somebody(state: str) -> Participation:
    seat = seats_for(preparing(starts_in=-3)).seats.get()
    return holder_of(seat, name="Saran Dorj", state=state)


def skips(row: Participation, to: str) -> set[tuple[str, ...]]:
    """What somebody reads who would skip a step: the action's word, or the form's, which does not offer it."""
    return {
        (f"Saran Dorj is “{row.get_state_display()}”; that does not lead to “{State(to).label}”.",),
        (f"Select a valid choice. {to} is not one of the available choices.",),
    }


@pytest.mark.parametrize(("before", "to"), STEPS)
@pytest.mark.parametrize("path", APP, ids=str)
def test_no_step_is_skipped(path, before, to):
    row = somebody(before)
    assert path.go(row, to).refused in skips(row, to)
    assert Participation.objects.get(pk=row.pk).state == before


@pytest.mark.parametrize(("before", "to"), [step for step in STEPS if step[1] in CAME])
@pytest.mark.parametrize("path", RAW, ids=str)
def test_no_step_is_skipped_past_the_actions(path, before, to):
    row = somebody(before)
    assert path.go(row, to).refused == (PROMISE,)


@pytest.mark.parametrize(("before", "to"), NEXT)
@pytest.mark.parametrize("path", APP + RAW, ids=str)
def test_every_next_step_is_taken(path, before, to):
    row = somebody(before)
    assert path.go(row, to).done
    assert (Participation.objects.get(pk=row.pk).state, broken()) == (to, [])


@pytest.mark.parametrize("state", REST)
@pytest.mark.parametrize("path", APP, ids=str)
def test_what_is_over_leads_nowhere(path, state):
    row = somebody(state)
    assert path.go(row, State.ARRIVED).refused in skips(row, State.ARRIVED)


def test_a_record_of_the_past_may_be_set_as_it_was():
    row = somebody(State.ACCEPTED)
    Participation.objects.update(channel="historical")
    assert APP[1].go(row, State.COMPLETED, reason="as printed").done


# The control


def test_without_the_promise_steps_are_skipped_and_the_watch_sees_it():
    row = somebody(State.ACCEPTED)
    with without(PROMISE):
        assert CARELESS.go(row, State.COMPLETED).done
    made = {"from_state": State.ACCEPTED, "to_state": State.COMPLETED, "at": timezone.now()}
    StateChange.objects.create(participation=row, **made)
    assert broken() == ["Saran Dorj"]


def test_a_page_without_a_guard_would_be_found():
    with without(PROMISE), pytest.raises(AssertionError):
        test_no_step_is_skipped(CARELESS, State.ACCEPTED, State.COMPLETED)

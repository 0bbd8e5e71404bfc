"""The life cycle: one function changes state, keeps who and when, and refuses by name."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from people.actions import states
from people.models import Participation, State, StateChange
from tests.factories import (
    make_allocation,
    make_organiser,
    make_participation,
    make_stream,
    make_workshop,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 22, 9, tzinfo=UTC)  # the third day: one of grace is over
LIFE_CYCLE = {
    "draft": "submitted withdrawn",
    "submitted": "endorsed under_review returned withdrawn ineligible",
    "endorsed": "under_review returned withdrawn selected reserve not_selected ineligible",
    "under_review": "endorsed returned withdrawn selected reserve not_selected ineligible",
    "returned": "submitted withdrawn",
    "reserve": "selected released withdrawn",
    "not_selected": "under_review",
    "ineligible": "under_review",
    "released": "under_review",
    "selected": "accepted declined expired withdrawn",
    "declined": "",
    "expired": "selected withdrawn",
    "accepted": "arrived withdrawn replaced no_show",
    "withdrawn": "",
    "replaced": "",
    "arrived": "completed left_early",
    "completed": "",
    "left_early": "",
    "no_show": "arrived",
}


def test_a_change_keeps_actor_time_and_reason():
    participation = make_participation(state=State.ACCEPTED)
    organiser = make_organiser()
    states.change(participation, State.NO_SHOW, by=organiser, now=NOW, reason="visa")
    kept = StateChange.objects.get()
    assert (kept.from_state, kept.to_state, kept.actor, kept.at, kept.reason) == (
        State.ACCEPTED,
        State.NO_SHOW,
        organiser,
        NOW,
        "visa",
    )
    assert participation.state == State.NO_SHOW


def leads(participation: Participation, to: str) -> bool:
    """Whether the change is made, which is then taken back; a refused one leaves nothing behind."""
    before = participation.state
    try:
        with transaction.atomic():
            states.change(participation, to, by=None, now=NOW)
            assert (Participation.objects.get().state, StateChange.objects.count()) == (to, 1)
            transaction.set_rollback(True)
    except states.NotNext:
        assert (Participation.objects.get().state, StateChange.objects.count()) == (before, 0)
        return False
    participation.refresh_from_db()
    return True


@pytest.mark.parametrize(("before", "after"), LIFE_CYCLE.items())
def test_a_state_leads_where_the_life_cycle_says_and_nowhere_else(before, after):
    stream = make_stream()
    participation = make_participation(
        workshop=stream.workshop,
        stream=stream,
        seat=make_allocation(stream=stream).seats.first(),
        state=before,
    )
    assert {to for to in State.values if leads(participation, to)} == set(after.split())


def test_the_life_cycle_knows_every_state():
    assert set(LIFE_CYCLE) == set(State.values)


def test_selecting_without_a_seat_is_refused():
    with pytest.raises(states.NoSeat):
        states.change(make_participation(state=State.ENDORSED), State.SELECTED, by=None, now=NOW)


def test_a_seat_that_went_to_another_meanwhile_is_refused_by_name():
    workshop = make_workshop()
    late = make_participation(workshop=workshop, state=State.ACCEPTED)
    states.change(late, State.NO_SHOW, by=None, now=NOW)
    make_participation(workshop=workshop, name="Saran Dorj", seat=late.seat)
    with pytest.raises(states.SeatTaken):
        states.change(late, State.ARRIVED, by=None, now=NOW)
    assert Participation.objects.get(pk=late.pk).state == State.NO_SHOW


def test_a_late_arrival_overrides_a_no_show_while_the_seat_is_free():
    late = make_participation(state=State.ACCEPTED)
    states.change(late, State.NO_SHOW, by=None, now=NOW)
    states.change(late, State.ARRIVED, by=None, now=NOW)
    assert [c.to_state for c in late.changes.all()] == [State.NO_SHOW, State.ARRIVED]


def test_a_historical_record_may_be_set_and_others_may_not():
    record = make_participation(channel=Participation.Channel.HISTORICAL)
    states.record(record, State.WITHDRAWN, by=None, now=NOW, reason="the report says so")
    assert Participation.objects.get().state == State.WITHDRAWN
    nominee = make_participation(channel=Participation.Channel.NOMINATION, name="Saran Dorj")
    with pytest.raises(states.NotNext):
        states.record(nominee, State.WITHDRAWN, by=None, now=NOW, reason="")

"""A withdrawal that was a mistake is taken back the same day, on the seat that is still free, or not at all."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from people.actions import states, succession
from people.models import HOLDING, Participation, State, StateChange
from tests.factories import make_country, make_fund, make_nominee
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.paths import organiser
from tests.people.invariants.scenes import holder_of, preparing, seats_for
from tests.people.invariants.ways_door import on_page_of_act

pytestmark = pytest.mark.django_db
OVER = "Only a withdrawal that the office entered today can be taken back."


def by_action(row: Participation) -> Outcome:
    return outcome.of_call(
        lambda: succession.reinstate(row, by=organiser(), now=timezone.now(), reason="A slip")
    )


def on_page(row: Participation) -> Outcome:
    return on_page_of_act(row, "reinstate", reason="A slip")


Way = Callable[[Participation], Outcome]
BOTH = pytest.mark.parametrize("take_back", [by_action, on_page])


def withdrawn(state: str = State.ACCEPTED, **fields: object) -> Participation:
    """Somebody whom the office withdrew just now."""
    row = holder_of(seats_for(preparing()).seats.get(), state=state, **fields)
    succession.withdraw(row, by=organiser(), now=timezone.now(), reason="Ill")
    return Participation.objects.get(pk=row.pk)


def now_is(row: Participation) -> str:
    return Participation.objects.get(pk=row.pk).state


@BOTH
@pytest.mark.parametrize("state", [State.SELECTED, State.ACCEPTED, State.ENDORSED, State.DRAFT])
def test_all_is_as_it_was(take_back: Way, state: str):
    row = withdrawn(state)
    assert take_back(row).done
    kept = StateChange.objects.filter(participation=row).latest("pk")
    assert (now_is(row), kept.from_state, kept.reason) == (state, State.WITHDRAWN, "A slip")


@BOTH
def test_who_waited_comes_to_the_end_of_the_reserve(take_back: Way):
    allocation = seats_for(preparing())
    first, _second = (
        make_nominee(allocation=allocation, name=name, state=State.RESERVE)
        for name in ("First One", "Second One")
    )
    succession.withdraw(first, by=organiser(), now=timezone.now(), reason="Ill")
    assert take_back(first).done
    order = Participation.objects.in_reserve()
    assert [str(row) for row in order] == ["Second One", "First One"]


@BOTH
def test_a_seat_that_somebody_has_by_now_stays_theirs(take_back: Way):
    row = withdrawn()
    holder = holder_of(row.seat, name="Somebody Else")
    assert take_back(row).refused == (
        "Somebody Else has the seat of Bat Erdene by now, and no other is free. "
        "Raise the allocation, or free a seat.",
    )
    rows = Participation.objects.filter(state__in=HOLDING)
    assert (now_is(row), list(rows)) == (State.WITHDRAWN, [holder])


@BOTH
def test_who_was_replaced_stays_out(take_back: Way):
    row = withdrawn()
    holder_of(row.seat, name="Somebody Else", replaces=row, state=State.DECLINED)
    assert take_back(row).refused == ("Bat Erdene was replaced by Somebody Else.",)
    assert now_is(row) == State.WITHDRAWN


@BOTH
def test_who_takes_part_by_another_nomination_stays_out(take_back: Way):
    row = withdrawn()
    other = holder_of(seats_for(row.workshop, country="KAZ").seats.get(), name="Another Row")
    Participation.objects.filter(pk=other.pk).update(person=row.person_id)
    assert take_back(row).refused == ("Bat Erdene is a participant already.",)


@BOTH
def test_a_fund_that_pays_for_others_by_now_is_no_seat(take_back: Way):
    row = withdrawn()
    fund = make_fund(workshop=row.workshop, only_country=make_country("KAZ"))
    allocation = row.seat.allocation
    allocation.fund = fund
    allocation.save()
    (refused,) = take_back(row).refused
    assert refused.endswith("for Kazakhstan only, not for Bat Erdene.")
    assert now_is(row) == State.WITHDRAWN


@BOTH
def test_a_seat_that_was_given_back_is_gone(take_back: Way):
    row = withdrawn()
    row.seat.allocation.seats.update(state="returned")
    assert take_back(row).refused != ()
    assert now_is(row) == State.WITHDRAWN


@BOTH
def test_a_withdrawal_of_yesterday_stands(take_back: Way):
    row = withdrawn()
    StateChange.objects.update(at=timezone.now() - timedelta(days=1))
    assert take_back(row).refused == (OVER,)


@BOTH
def test_what_a_ministry_withdrew_stands(take_back: Way):
    row = withdrawn()
    StateChange.objects.update(acted_as="focal_point")
    assert take_back(row).refused == (OVER,)


@BOTH
def test_who_did_not_withdraw_has_nothing_to_take_back(take_back: Way):
    row = holder_of(seats_for(preparing()).seats.get())
    states.change(row, State.REPLACED, by=organiser(), now=timezone.now(), reason="Ill")
    assert take_back(row).refused == (OVER,)

"""1. A seat has at most one holder, and a participant who holds a seat has one."""

import pytest

from people.models import Participation, Role, State
from tests.factories import make_nominee
from tests.people.invariants import outcome
from tests.people.invariants.paths import (
    CARELESS,
    coming,
    entering,
    on_form,
    on_page_of_seat,
    on_page_of_state_with_seat,
    replacing_paths,
)
from tests.people.invariants.promises import without
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db
NOT_OFFERED = "Select a valid choice. That choice is not one of the available choices."
HELD = (
    "Bat Erdene has the seat of Saran Dorj by now, and no other is free. "
    "Raise the allocation, or free a seat."
)
NO_SEAT = "There is no free seat for Saran Dorj. The reserve is open."
NO_SEAT_IN_FILE = (
    "There is no free seat for Mongolia in this stream. Import or raise the allocation first."
)


def broken() -> list[str]:
    """Seats with two holders, and participants who hold without a seat."""
    holding = Participation.objects.holding_a_seat()
    held = [str(row.seat) for row in holding.select_related("seat__allocation__country")]
    return [seat for seat in set(held) if held.count(seat) > 1 or seat == "None"]


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_nobody_else_is_selected_onto_a_held_seat(path):
    seat = seats_for(preparing()).seats.get()
    holder_of(seat)
    second = make_nominee(allocation=seat.allocation, seat=seat)
    tried = path.go(second, State.SELECTED)
    assert (tried.refused, broken()) == (path.refusal(HELD, "seat_has_one_holder"), [])


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_a_seat_is_given_once_it_is_free(path):
    seat = seats_for(preparing()).seats.get()
    holder_of(seat, state=State.WITHDRAWN)
    second = make_nominee(allocation=seat.allocation, seat=seat)
    assert path.go(second, State.SELECTED).done
    assert Participation.objects.holding_a_seat().get().pk == second.pk


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_nobody_is_selected_without_a_seat(path):
    seat = seats_for(preparing()).seats.get()
    holder_of(seat)
    second = make_nominee(allocation=seat.allocation)
    tried = path.go(second, State.SELECTED)
    assert (tried.refused, broken()) == (path.refusal(NO_SEAT, "participant_holds_a_seat"), [])


@pytest.mark.parametrize("path", entering(State.ARRIVED), ids=str)
def test_a_late_arrival_does_not_take_the_seat_from_whom_it_went_to(path):
    seat = seats_for(preparing(starts_in=-3)).seats.get()
    holder_of(seat)
    late = holder_of(seat, name="Saran Dorj", state=State.NO_SHOW)
    tried = path.go(late, State.ARRIVED)
    assert (tried.refused, broken()) == (path.refusal(HELD, "seat_has_one_holder"), [])


@pytest.mark.parametrize("path", entering(State.ARRIVED), ids=str)
def test_a_late_arrival_has_the_old_seat_while_it_is_free(path):
    seat = seats_for(preparing(starts_in=-3)).seats.get()
    late = holder_of(seat, state=State.NO_SHOW)
    assert path.go(late, State.ARRIVED).done
    assert Participation.objects.holding_a_seat().get().seat == seat


@pytest.mark.parametrize("path", coming(State.ACCEPTED), ids=str)
def test_nobody_comes_in_onto_a_held_seat(path):
    workshop = preparing()
    seat = seats_for(workshop).seats.get()
    holder_of(seat)
    tried = path.go(workshop, "Saran Dorj", "MNG", State.ACCEPTED, seat=seat)
    assert tried.refused == path.refusal(NO_SEAT_IN_FILE, "seat_has_one_holder")
    assert (broken(), Participation.objects.count()) == ([], 1)


@pytest.mark.parametrize("path", coming(State.ACCEPTED, raw=True), ids=str)
def test_nobody_comes_in_without_a_seat(path):
    workshop = preparing()
    seats_for(workshop)
    tried = path.go(workshop, "Saran Dorj", "MNG", State.ACCEPTED)
    assert tried.refused == ("participant_holds_a_seat",)


@pytest.mark.parametrize("path", coming(State.ACCEPTED), ids=str)
def test_somebody_comes_in_onto_a_free_seat(path):
    workshop = preparing()
    seat = seats_for(workshop).seats.get()
    assert path.go(workshop, "Saran Dorj", "MNG", State.ACCEPTED, seat=seat).done
    assert Participation.objects.holding_a_seat().get().seat == seat


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_a_replacement_does_not_get_a_seat_that_went_to_somebody_else(path):
    seat = seats_for(preparing()).seats.get()
    gone = holder_of(seat, name="Gone One", state=State.WITHDRAWN)
    holder_of(seat)
    second = make_nominee(allocation=seat.allocation)
    tried = path.go(gone, second)
    sentence = "Bat Erdene holds this seat."
    assert (tried.refused, broken()) == (path.refusal(sentence, "seat_has_one_holder"), [])


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_a_replacement_gets_the_seat_of_who_left(path):
    seat = seats_for(preparing()).seats.get()
    gone = holder_of(seat, state=State.WITHDRAWN)
    second = make_nominee(allocation=seat.allocation)
    assert path.go(gone, second).done
    assert Participation.objects.holding_a_seat().get().seat == seat


def test_the_form_of_the_office_gives_no_held_seat():
    allocation = seats_for(preparing(), seats=2)
    first, free = allocation.seats.all()
    holder_of(first)
    second = make_nominee(allocation=allocation)
    assert on_form(second, seat=first.pk).done
    assert Participation.objects.get(pk=second.pk).seat is None
    assert on_page_of_state_with_seat(second, State.SELECTED, first).refused == (NOT_OFFERED,)
    assert on_page_of_state_with_seat(second, State.SELECTED, free).done
    assert Participation.objects.get(pk=second.pk).seat == free


def test_nobody_moves_to_a_held_seat():
    allocation = seats_for(preparing(), seats=3)
    first, second, free = allocation.seats.all()
    holder_of(first)
    mover = holder_of(second, name="Saran Dorj")
    assert on_page_of_seat(mover, first).refused == (NOT_OFFERED,)
    assert on_page_of_seat(mover, free).done
    assert Participation.objects.get(pk=mover.pk).seat == free


def test_the_form_of_the_office_does_not_take_a_seat_from_its_holder():
    holder = holder_of(seats_for(preparing()).seats.get())
    assert on_form(holder, seat="").done
    assert Participation.objects.get(pk=holder.pk).seat == holder.seat


def test_who_needs_no_seat_has_none():
    holder = holder_of(seats_for(preparing()).seats.get())
    rows = Participation.objects.filter(pk=holder.pk)
    tried = outcome.of_call(lambda: rows.update(role=Role.STAFF))
    assert tried.refused == ("only_participants_hold_seats",)


# The control: what would happen without the promise, and that these tests would tell


@pytest.mark.parametrize("path", entering(State.SELECTED, raw=True), ids=str)
def test_without_the_promise_two_hold_a_seat_and_the_watch_sees_it(path):
    seat = seats_for(preparing()).seats.get()
    holder_of(seat)
    second = make_nominee(allocation=seat.allocation, seat=seat)
    with without("seat_has_one_holder"):
        assert path.go(second, State.SELECTED).done
    assert broken() == ["Mongolia 1"]


@pytest.mark.parametrize(
    "test",
    [
        test_nobody_else_is_selected_onto_a_held_seat,
        test_nobody_is_selected_without_a_seat,
    ],
)
def test_a_page_without_a_guard_would_be_found(test):
    with (
        without("seat_has_one_holder", "participant_holds_a_seat"),
        pytest.raises(AssertionError),
    ):
        test(CARELESS)

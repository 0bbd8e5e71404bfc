"""4. Seats never exceed capacity; lowering an allocation takes free seats only, or says who sits there."""

import pytest
from django.utils import timezone

from people.actions import seats as actions
from people.models import Allocation, Call, Seat, State
from tests.factories import make_call, make_nominee
from tests.people.invariants import outcome
from tests.people.invariants.paths import (
    LEAVING,
    RESIZING,
    Path,
    entering,
    in_list_of_seats,
    office,
    on_page_of_seats,
    organiser,
    resize_by_import,
    update_seat,
)
from tests.people.invariants.promises import without
from tests.people.invariants.scenes import holder_of, preparing, seats_for
from tests.workshops.office import address, form_of
from workshops.actions import imports, trash

pytestmark = pytest.mark.django_db
FULL = "The workshop has 2 places, and 2 seats are given out."
NAMES = "Seats have names on them: Bat Erdene. 1 is the least."
PLACES = "seats_fit_the_places"
PROMISE = "held_seat_stays_in_force"
SITS = "Bat Erdene sits there. Withdraw or replace that person first."


def broken() -> list[str]:
    """Workshops with more seats than places, and seats out of force that somebody holds."""
    found = []
    for call in Call.objects.exclude(capacity=None):
        seats = Seat.objects.in_force().filter(allocation__stream__workshop=call.workshop_id)
        if seats.count() > call.capacity:
            found.append(f"{seats.count()} seats in {call.capacity} places")
    out = Seat.objects.exclude(state__in=Seat.IN_FORCE).held()
    return found + [f"{seat} is {seat.state} and held" for seat in out]


def full():
    """Two seats for Mongolia in a workshop of two places."""
    workshop = preparing()
    make_call(workshop=workshop, capacity=2, language_level="")
    return seats_for(workshop, seats=2)


@pytest.mark.parametrize("path", RESIZING, ids=str)
def test_an_allocation_is_not_raised_above_the_places(path):
    allocation = full()
    assert (path.go(allocation, 3).refused, broken()) == ((FULL,), [])
    assert allocation.seats.count() == 2


@pytest.mark.parametrize("path", RESIZING, ids=str)
def test_an_allocation_is_raised_up_to_the_places(path):
    allocation = full()
    Call.objects.update(capacity=3)
    assert path.go(allocation, 3).done
    assert (allocation.seats.count(), broken()) == (3, [])


def test_seats_that_left_do_not_come_back_on_top():
    allocation = full()
    now, by = timezone.now(), organiser()
    gone = actions.cancel(allocation.seats.all()[:1], by=by, now=now, reason="cut")
    other = seats_for(allocation.stream.workshop, country="KAZ", seats=1)
    back = outcome.of_call(lambda: actions.bring_back(gone, by=by, now=now, reason=""))
    assert (back.refused, broken()) == ((FULL,), [])
    Call.objects.update(capacity=3)
    assert outcome.of_call(lambda: actions.bring_back(gone, by=by, now=now, reason="")).done
    assert other.seats.count() + allocation.seats.in_force().count() == 3


def test_pages_bring_no_seat_back_on_top():
    allocation = full()
    gone = actions.cancel(
        allocation.seats.all()[:1], by=organiser(), now=timezone.now(), reason="cut"
    )
    seats_for(allocation.stream.workshop, country="KAZ", seats=1)
    for back in (
        lambda: on_page_of_seats(allocation, "back", number=1),
        lambda: in_list_of_seats(gone[0], "bring_back"),
    ):
        assert (back().refused, broken()) == ((FULL,), [])
    Call.objects.update(capacity=3)
    assert on_page_of_seats(allocation, "back", number=1).done


def test_an_allocation_is_not_added_on_top():
    stream = full().stream
    values = {"stream": stream.pk, "country": "KAZ", "seat_count": 1}
    assert (add_on_form(Allocation, **values).refused, broken()) == ((FULL,), [])
    Call.objects.update(capacity=3)
    assert add_on_form(Allocation, **values).done


def add_on_form(model: type, **values) -> outcome.Outcome:
    client, page = office(), address(model, "add")
    data = form_of(client.get(page).text, f"{model._meta.model_name}_form")
    return outcome.of_answer(client.post(page, data | values))


def test_places_are_not_lowered_under_the_seats():
    call = full().stream.workshop.call
    client, page = office(), address(Call, "change", call.pk)
    data = form_of(client.get(page).text, "call_form")
    told = outcome.of_answer(client.post(page, data | {"capacity": 1}))
    assert told.refused == ("2 seats are given out. Lower allocations first.",)
    assert (outcome.of_answer(client.post(page, data | {"capacity": 2})).done, broken()) == (
        True,
        [],
    )


def test_a_call_with_too_few_places_is_not_added():
    allocation = seats_for(preparing(), seats=2)
    values = {"workshop": allocation.stream.workshop_id, "capacity": 1}
    told = add_on_form(Call, **values)
    assert told.refused == ("2 seats are given out. Lower allocations first.",)
    assert add_on_form(Call, **values | {"capacity": 2}).done


def test_returned_seats_are_not_reallocated_on_top():
    allocation = full()
    now, by = timezone.now(), organiser()
    gone = actions.give_back(allocation.seats.all()[:1], by=by, now=now, reason="cut")
    other = seats_for(allocation.stream.workshop, country="KAZ", seats=1)
    moved = outcome.of_call(lambda: actions.reallocate(gone, other, by=by, now=now, reason=""))
    assert (moved.refused, broken()) == ((FULL,), [])
    Call.objects.update(capacity=3)
    assert outcome.of_call(lambda: actions.reallocate(gone, other, by=by, now=now, reason="")).done


@pytest.mark.parametrize(
    "change",
    [
        lambda a: Seat.objects.create(allocation=a, number=3),
        lambda a: Seat.objects.bulk_create([Seat(allocation=a, number=n) for n in (3, 4)]),
        lambda a: Call.objects.update(capacity=1),
    ],
    ids=["seat", "seats", "places"],
)
def test_the_places_hold_past_the_actions(change):
    allocation = full()
    assert (outcome.of_call(lambda: change(allocation)).refused, broken()) == ((PLACES,), [])


def test_a_seat_out_of_force_takes_no_place_until_it_is_offered_again():
    allocation = full()
    seat = Seat.objects.create(allocation=allocation, number=3, state=Seat.State.CANCELLED)
    rows = Seat.objects.filter(pk=seat.pk)
    back = outcome.of_call(lambda: rows.update(state=Seat.State.OFFERED))
    assert (back.refused, broken()) == ((PLACES,), [])
    Call.objects.update(capacity=3)
    assert outcome.of_call(lambda: rows.update(state=Seat.State.OFFERED)).done


def test_seats_of_an_allocation_that_was_deleted_do_not_come_back_on_top():
    allocation = full()
    other = seats_for(allocation.stream.workshop, country="KAZ", seats=0)
    by, now = organiser(), timezone.now()
    item = trash.throw_away(other, by=by, now=now)
    assert outcome.of_call(lambda: trash.restore(item, by=by, now=now)).done
    Call.objects.update(capacity=3)
    other = Allocation.objects.get(country="KAZ")
    actions.resize(other, 1, by=by, now=now)
    item = trash.throw_away(other, by=by, now=now)
    Call.objects.update(capacity=2)
    with pytest.raises(trash.TrashRefused):
        trash.restore(item, by=by, now=now)
    assert (broken(), Seat.objects.count()) == ([], 2)


def test_an_import_that_took_seats_is_not_undone_on_top():
    allocation = full()
    workshop = allocation.stream.workshop
    assert resize_by_import(allocation, 1).done
    lowered = workshop.import_runs.get()
    actions.resize(
        seats_for(workshop, country="KAZ", seats=0), 1, by=organiser(), now=timezone.now()
    )
    with pytest.raises(imports.UndoRefused):
        imports.undo(lowered, by=organiser(), now=timezone.now())
    assert (broken(), Seat.objects.in_force().count()) == ([], 2)


@pytest.mark.parametrize("path", RESIZING, ids=str)
def test_lowering_takes_nobodys_seat(path):
    allocation = seats_for(preparing(), seats=2)
    holder = holder_of(allocation.seats.last())
    assert (path.go(allocation, 0).refused, broken()) == ((NAMES,), [])
    assert path.go(allocation, 1).done
    assert list(allocation.seats.in_force()) == [holder.seat]


@pytest.mark.parametrize("path", LEAVING, ids=str)
def test_a_seat_with_somebody_on_it_does_not_leave(path):
    allocation = seats_for(preparing())
    holder = holder_of(allocation.seats.get())
    said = {
        "page of the ministry that gives back": (
            "Select a valid choice. 1 is not one of the available choices."
        ),
        "row deleted past the actions": "needed by Bat Erdene",
        "update past the actions": PROMISE,
    }.get(path.name, SITS)
    assert (path.go(holder.seat).refused, broken()) == ((said,), [])
    assert Seat.objects.get(pk=holder.seat_id).state == Seat.State.OFFERED


@pytest.mark.parametrize("path", LEAVING, ids=str)
def test_a_free_seat_leaves(path):
    seat = seats_for(preparing()).seats.get()
    assert path.go(seat).done
    assert not Seat.objects.in_force().filter(pk=seat.pk).exists()


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_nobody_comes_onto_a_seat_that_has_left(path):
    seat = seats_for(preparing()).seats.get()
    Seat.objects.update(state=Seat.State.CANCELLED)
    row = make_nominee(allocation=seat.allocation, seat=seat)
    sentence = "There is no free seat for Saran Dorj. The reserve is open."
    assert (path.go(row, State.SELECTED).refused, broken()) == (path.refusal(sentence, PROMISE), [])


# The control


def test_without_the_promise_a_held_seat_leaves_and_the_watch_sees_it():
    holder = holder_of(seats_for(preparing()).seats.get())
    with without(PROMISE):
        assert update_seat(holder.seat).done
    assert broken() == ["Mongolia 1 is returned and held"]


def test_without_the_promise_there_are_more_seats_than_places_and_the_watch_sees_it():
    full()
    with without(PLACES):
        Call.objects.update(capacity=1)
    assert broken() == ["2 seats in 1 places"]


def test_a_page_without_a_guard_would_be_found():
    careless = Path("page without a guard", update_seat, frozenset())
    with without(PROMISE), pytest.raises(AssertionError):
        test_a_seat_with_somebody_on_it_does_not_leave(careless)

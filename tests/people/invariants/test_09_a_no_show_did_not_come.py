"""9. A no-show only after the start and the days of grace, of nobody who came or is expected; it frees the seat."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import Attendance, Participation, Seat, State
from tests.factories import make_call, make_nominee
from tests.people.invariants.paths import Path, by_update, entering
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db
PATHS = entering(State.NO_SHOW, raw=False)


def broken() -> list[str]:
    """No-shows who were there, or whom the days of grace still wait for; and those whose seat is not lost."""
    today = timezone.now().date()
    rows = Participation.objects.filter(state=State.NO_SHOW).select_related("workshop", "seat")
    return [
        str(row)
        for row in rows
        if row.attendances.exists()
        or row.workshop.starts_on >= today
        or (row.expected_on and row.expected_on > today)
    ]


def expected(starts_in: int, **fields) -> Participation:
    """Somebody who accepted, in a workshop whose first day is so many days away."""
    seat = seats_for(preparing(starts_in=starts_in)).seats.get()
    return holder_of(seat, **fields)


def day(offset: int) -> str:
    return (timezone.now().date() + timedelta(days=offset)).isoformat()


@pytest.mark.parametrize(("starts_in", "until"), [(5, 6), (1, 2), (0, 1)])
@pytest.mark.parametrize("path", PATHS, ids=str)
def test_nobody_is_a_no_show_before_the_days_of_grace_are_over(path, starts_in, until):
    row = expected(starts_in)
    sentence = f"Bat Erdene may still come: nobody is a no-show before {day(until)}."
    assert (path.go(row, State.NO_SHOW).refused, broken()) == ((sentence,), [])


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_a_workshop_may_wait_longer(path):
    row = expected(-3)
    make_call(workshop=row.workshop, grace_days=4)
    sentence = f"Bat Erdene may still come: nobody is a no-show before {day(1)}."
    assert path.go(row, State.NO_SHOW).refused == (sentence,)


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_nobody_who_was_there_is_a_no_show(path):
    row = expected(-3)
    Attendance.objects.create(participation=row, day=row.workshop.starts_on, at=timezone.now())
    assert (path.go(row, State.NO_SHOW).refused, broken()) == (("Bat Erdene was there.",), [])


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_nobody_who_is_expected_later_is_a_no_show(path):
    row = expected(-3, expected_on=timezone.now().date() + timedelta(days=2))
    sentence = f"Bat Erdene is expected on {day(2)}."
    assert (path.go(row, State.NO_SHOW).refused, broken()) == ((sentence,), [])


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_a_no_show_frees_the_seat(path):
    row = expected(-3)
    assert path.go(row, State.NO_SHOW).done
    seat = Seat.objects.get(pk=row.seat_id)
    assert (seat.state, list(Seat.objects.free())) == (Seat.State.LOST, [seat])


@pytest.mark.parametrize("path", entering(State.ARRIVED, raw=False), ids=str)
def test_who_comes_after_all_needs_a_free_seat(path):
    row = expected(-3)
    other = make_nominee(allocation=row.allocation)
    assert PATHS[0].go(row, State.NO_SHOW).done
    assert entering(State.SELECTED)[0].go(other, State.SELECTED).done
    sentence = (
        "Saran Dorj has the seat of Bat Erdene by now, and no other is free. "
        "Raise the allocation, or free a seat."
    )
    assert path.go(row, State.ARRIVED).refused == (sentence,)
    Seat.objects.create(allocation=row.allocation, number=2)
    assert path.go(row, State.ARRIVED).done
    assert Participation.objects.get(pk=row.pk).seat.number == 2


# The control


def test_a_page_without_a_guard_would_be_found():
    careless = Path("page without a guard", by_update, frozenset())
    with pytest.raises(AssertionError):
        test_nobody_who_was_there_is_a_no_show(careless)
    assert broken() == ["Bat Erdene"]

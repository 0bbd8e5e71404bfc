"""7. The order of the reserve is unique; nobody is skipped without a reason, and nothing expires silently."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.actions import selection
from people.models import Message, Participation, State, StateChange
from tests.factories import (
    make_allocation,
    make_focal_point,
    make_fund,
    make_nominee,
    make_stream,
)
from tests.people.invariants import outcome
from tests.people.invariants.paths import (
    Path,
    by_update,
    coming,
    entering,
    office,
    on_form,
    organiser,
    replacing_paths,
)
from tests.people.invariants.promises import without
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db
FIRST = "First One would come first. Say why not."
ORDER, RANKED = "reserve_order_is_unique", "reserve_has_an_order"


def broken() -> list[str]:
    """People in the reserve without a place in it, or with one that another has too."""
    rows = Participation.objects.filter(state=State.RESERVE)
    places = Counter(rows.values_list("stream", "reserve_rank"))
    return [
        str(row)
        for row in rows
        if places[row.stream_id, row.reserve_rank] > 1 or not row.reserve_rank
    ]


def reserve(seats: int = 1):
    """An allocation with two in its reserve, the first and the second."""
    allocation = seats_for(preparing(), seats=seats)
    return allocation, *(
        make_nominee(allocation=allocation, name=name, state=State.RESERVE)
        for name in ("First One", "Second One")
    )


@pytest.mark.parametrize("path", entering(State.RESERVE, raw=False), ids=str)
def test_who_comes_into_the_reserve_is_last(path):
    allocation, *_two = reserve()
    third = make_nominee(allocation=allocation, name="Third One")
    assert path.go(third, State.RESERVE).done
    third.refresh_from_db()
    assert (third.reserve_rank, broken()) == (3, [])


@pytest.mark.parametrize("path", entering(State.RESERVE, raw=True), ids=str)
@pytest.mark.parametrize(("place", "promise"), [(1, ORDER), (None, RANKED)])
def test_nobody_has_the_place_of_another_or_none(path, place, promise):
    allocation, *_two = reserve()
    third = make_nominee(allocation=allocation, name="Third One", reserve_rank=place)
    assert (path.go(third, State.RESERVE).refused, broken()) == ((promise,), [])


@pytest.mark.parametrize("path", entering(State.SELECTED, raw=False), ids=str)
def test_nobody_is_promoted_over_another_without_a_reason(path):
    _allocation, first, second = reserve()
    assert path.go(second, State.SELECTED).refused == (FIRST,)
    assert path.go(first, State.SELECTED).done


@pytest.mark.parametrize("path", entering(State.SELECTED, raw=False), ids=str)
def test_somebody_is_promoted_with_a_reason_which_is_kept(path):
    _allocation, _first, second = reserve()
    assert path.go(second, State.SELECTED, reason="Speaks Russian").done
    kept = StateChange.objects.get(participation=second)
    assert (kept.to_state, kept.reason) == (State.SELECTED, "Speaks Russian")


@pytest.mark.parametrize("path", coming(State.SELECTED, raw=False), ids=str)
def test_a_file_promotes_nobody(path):
    allocation, *_two = reserve()
    workshop = allocation.stream.workshop
    path.go(workshop, "Second One", "MNG", "Selected", channel="nomination")
    assert (in_order(allocation), allocation.seats.held().count()) == (
        ["First One", "Second One"],
        0,
    )


@pytest.mark.parametrize("path", entering(State.SELECTED, raw=False), ids=str)
def test_the_order_holds_over_the_countrys_allocations(path):
    """Whoever waits for the same country in the same stream comes first, for the seat of another fund too."""
    allocation, first, _second = reserve(seats=0)
    other = seats_for(allocation.stream.workshop, fund=make_fund(workshop=first.workshop))
    third = make_nominee(allocation=other, name="Third One", state=State.RESERVE)
    Participation.objects.filter(pk=third.pk).update(allocation=None)
    third.refresh_from_db()
    told = path.go(third, State.SELECTED).refused
    assert told == ("First One, Second One would come first. Say why not.",)
    assert path.go(third, State.SELECTED, reason="The fund pays for nobody else").done


@pytest.mark.parametrize("path", replacing_paths(raw=False), ids=str)
def test_nobody_replaces_past_the_reserve_without_a_reason(path):
    allocation, first, second = reserve()
    out = holder_of(allocation.seats.get())
    for row in (second, make_nominee(allocation=allocation, name="Outside One")):
        told = path.go(out, row).refused
        names = "First One" if row == second else "First One, Second One"
        assert told == (f"{names} would come first. Say why not.",)
    assert path.go(out, first).done


@pytest.mark.parametrize("path", replacing_paths(raw=False), ids=str)
def test_somebody_replaces_past_the_reserve_with_a_reason(path):
    allocation, _first, second = reserve()
    out = holder_of(allocation.seats.get())
    assert path.go(out, second, reason="Works on the same things").done


def test_a_place_in_the_reserve_is_another_countrys_in_another_allocation():
    allocation, *_two = reserve()
    workshop = allocation.stream.workshop
    other = seats_for(workshop, country="KAZ")
    third = make_nominee(allocation=other, name="Third One", state=State.RESERVE)
    for path in entering(State.SELECTED, raw=False)[:1]:
        assert path.go(third, State.SELECTED).done


def in_order(allocation) -> list[str]:
    rows = Participation.objects.in_reserve().filter(allocation=allocation)
    return [str(row) for row in rows]


def test_the_page_of_the_reserve_gives_another_place_and_the_others_close_up():
    allocation, _first, second = reserve()
    page = reverse("admin:people_participation_selection_reserve", args=[second.workshop_id])
    moved = outcome.of_answer(office().post(page, {"row": second.pk, "to": 1, "reason": "Fits"}))
    assert (moved.done, in_order(allocation), broken()) == (True, ["Second One", "First One"], [])
    assert StateChange.objects.get().reason == "Place in the reserve: 2 → 1. Fits"


def test_who_is_not_in_the_reserve_gets_no_place_in_it():
    allocation, *_two = reserve()
    other = make_nominee(allocation=allocation, name="Third One")
    page = reverse("admin:people_participation_selection_reserve", args=[other.workshop_id])
    told = outcome.of_answer(office().post(page, {"row": other.pk, "to": 1}))
    assert (told.refused, broken()) == (("Third One is not in the reserve.",), [])


@pytest.mark.parametrize("place", [1, 2])
def test_who_comes_from_another_stream_waits_at_the_end(place):
    """The form changes the stream of somebody who waits, whatever place they had."""
    allocation, first, _second = reserve()
    elsewhere = make_stream(workshop=first.workshop, code="other")
    old = make_allocation(stream=elsewhere, country="MNG", seats=1)
    waiting = {"allocation": old, "state": State.RESERVE}
    moved, stays = (make_nominee(name=name, **waiting) for name in ("Third One", "Fourth One"))
    for row, rank in ((moved, place), (stays, 3 - place)):
        Participation.objects.filter(pk=row.pk).update(reserve_rank=rank)
    said = {"allocation": allocation.pk, "stream": allocation.stream_id}
    assert (on_form(moved, **said).done, broken()) == (True, [])
    assert in_order(allocation) == ["First One", "Second One", "Third One"]
    stays.refresh_from_db()
    assert stays.reserve_rank == 1


def test_who_is_released_leaves_no_gap():
    allocation, first, second = reserve()
    selection.release(first, by=organiser(), now=timezone.now())
    second.refresh_from_db()
    assert (second.reserve_rank, in_order(allocation)) == (1, ["Second One"])


# Nothing expires silently


def test_an_offer_that_ran_out_is_kept_and_told():
    allocation = seats_for(preparing())
    make_focal_point(allocation)
    row = holder_of(allocation.seats.get(), state=State.SELECTED, answer_by=timezone.now())
    assert outcome.of_command("run_offers").done
    row.refresh_from_db()
    kept = row.changes.get()
    assert (row.state, kept.to_state, kept.acted_as) == ("expired", "expired", "system")
    assert Message.objects.filter(kind__startswith="offer-expired").exists()


def test_an_offer_whose_time_is_not_over_stands():
    allocation = seats_for(preparing())
    later = timezone.now() + timedelta(days=3)
    row = holder_of(allocation.seats.get(), state=State.SELECTED, answer_by=later)
    assert outcome.of_command("run_offers").done
    row.refresh_from_db()
    assert (row.state, row.changes.count()) == ("selected", 0)


# The control


@pytest.mark.parametrize(("place", "promise"), [(1, ORDER), (None, RANKED)])
def test_without_the_promise_the_order_is_lost_and_the_watch_sees_it(place, promise):
    allocation, *_two = reserve()
    third = make_nominee(allocation=allocation, name="Third One", reserve_rank=place)
    with without(promise):
        assert by_update(third, State.RESERVE).done
    assert broken() == (["First One", "Third One"] if place else ["Third One"])


def test_a_page_without_a_guard_would_be_found():
    careless = Path("page without a guard", take_a_seat, frozenset())
    with pytest.raises(AssertionError):
        test_nobody_is_promoted_over_another_without_a_reason(careless)


def take_a_seat(row: Participation, to: str) -> outcome.Outcome:
    """Select somebody as a page would that asks nobody."""
    rows = Participation.objects.filter(pk=row.pk)
    return outcome.of_call(lambda: rows.update(state=to, seat=row.allocation.seats.first()))

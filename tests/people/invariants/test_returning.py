"""What comes back from the trash, or from an import that is undone, breaks nothing that holds by then."""

import pytest
from django.utils import timezone

from people.actions import states
from people.models import Participation, Seat, State
from tests.factories import make_nominee
from tests.people.invariants import outcome
from tests.people.invariants.paths import by_import, office, organiser
from tests.people.invariants.scenes import holder_of, preparing, seats_for
from tests.workshops.office import address
from workshops.actions import imports, trash
from workshops.models import TrashedItem

pytestmark = pytest.mark.django_db


def throw_away(row, **options) -> TrashedItem:
    return trash.throw_away(row, by=organiser(), now=timezone.now(), **options)


def by_action(item: TrashedItem) -> tuple[str, ...]:
    try:
        trash.restore(item, by=organiser(), now=timezone.now())
    except trash.TrashRefused as refusal:
        return (str(refusal),)
    return ()


def in_the_list(item: TrashedItem) -> tuple[str, ...]:
    sent = {"action": "bring_back", "_selected_action": [item.pk]}
    return outcome.of_answer(office().post(address(TrashedItem, "changelist"), sent)).refused


def on_its_page(item: TrashedItem) -> tuple[str, ...]:
    """Asked to come back as it was; the page offers ways where that is not possible."""
    answer = office().post(address(TrashedItem, "change", item.pk), {})
    told = outcome.of_answer(answer).refused
    return told or (() if answer.status_code == 302 else ("the page asks how",))


WAYS = [by_action, in_the_list, on_its_page]


def test_nobody_who_holds_a_seat_is_deleted_from_under_it():
    row = holder_of(seats_for(preparing()).seats.get())
    with pytest.raises(trash.CannotDelete) as refused:
        throw_away(row)
    assert str(refused.value).startswith("Bat Erdene holds a seat in")
    answer = office().post(address(Participation, "delete", row.pk), {"post": "yes"})
    assert outcome.of_answer(answer).refused != ()
    assert Participation.objects.get() == row


def test_who_is_withdrawn_first_comes_back_without_the_seat():
    row = holder_of(seats_for(preparing()).seats.get())
    key = row.pk
    item = throw_away(row, ways=True)
    second = make_nominee(allocation=row.allocation)
    states.change(second, State.SELECTED, by=organiser(), now=timezone.now())
    assert by_action(item) == ()
    assert list(Participation.objects.holding_a_seat()) == [second]
    assert Participation.objects.get(pk=key).state == State.WITHDRAWN


@pytest.mark.parametrize("way", WAYS)
def test_a_place_in_the_reserve_that_another_has_now_does_not_come_back(way):
    allocation = seats_for(preparing())
    row = make_nominee(allocation=allocation, name="First One", state=State.RESERVE)
    item = throw_away(row)
    make_nominee(allocation=allocation, name="Second One", state=State.RESERVE, reserve_rank=1)
    assert way(item) != ()
    assert Participation.objects.filter(state=State.RESERVE).count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_place_in_the_reserve_that_is_free_comes_back(way):
    row = make_nominee(allocation=seats_for(preparing()), state=State.RESERVE)
    item = throw_away(row)
    assert way(item) == ()
    assert Participation.objects.get().reserve_rank == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_replacement_whose_place_another_has_now_does_not_come_back(way):
    seat = seats_for(preparing()).seats.get()
    gone = holder_of(seat, name="Gone One", state=State.WITHDRAWN)
    first = holder_of(seat, name="First One", state=State.DECLINED, replaces=gone)
    item = throw_away(first)
    holder_of(seat, name="Second One", replaces=gone)
    assert way(item) != ()
    assert [str(row) for row in Participation.objects.exclude(replaces=None)] == ["Second One"]


def test_a_workshop_comes_back_with_everybody_on_their_seats():
    row = holder_of(seats_for(preparing()).seats.get())
    item = throw_away(row.workshop)
    assert Seat.objects.count() == 0
    assert by_action(item) == ()
    assert Participation.objects.holding_a_seat().get().seat == Seat.objects.get()


def test_an_import_is_not_undone_from_under_somebody_who_was_moved_on_since():
    workshop = preparing()
    seats_for(workshop)
    assert by_import(workshop, "Saran Dorj", "MNG", State.ACCEPTED).done
    run = workshop.import_runs.get()
    row = Participation.objects.get()
    states.change(row, State.WITHDRAWN, by=organiser(), now=timezone.now(), reason="ill")
    with pytest.raises(imports.UndoRefused):
        imports.undo(run, by=organiser(), now=timezone.now())
    assert Participation.objects.get().state == State.WITHDRAWN


def test_an_import_that_nothing_rests_on_is_undone_and_frees_its_seats():
    workshop = preparing()
    seat = seats_for(workshop).seats.get()
    assert by_import(workshop, "Saran Dorj", "MNG", State.ACCEPTED).done
    imports.undo(workshop.import_runs.get(), by=organiser(), now=timezone.now())
    assert (Participation.objects.count(), list(Seat.objects.free())) == (0, [seat])

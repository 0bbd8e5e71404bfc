"""Who follows on a seat that somebody left: on the office's page, and by the action behind it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.actions import succession
from people.models import HOLDING, Participation, Person, Seat, State, StateChange
from tests.factories import make_country, make_fund, make_nominee
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.paths import office, organiser
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db


def by_action(row: Participation, seat: Seat, *, reason: str = "") -> Outcome:
    now = timezone.now()
    return outcome.of_call(
        lambda: succession.promote(row, seat, by=organiser(), now=now, reason=reason)
    )


def on_page(row: Participation, seat: Seat, *, reason: str = "") -> Outcome:
    page = reverse("admin:people_participation_following", args=[row.workshop_id])
    later = (timezone.now() + timedelta(days=7)).date().isoformat()
    own = {"row": row.pk, "day": later, "clock": "18:00", "reason": reason}
    sent = {f"seat-{seat.pk}-{name}": value for name, value in own.items()}
    return outcome.of_answer(office().post(page, {"seat": seat.pk} | sent))


Way = Callable[..., Outcome]
BOTH = pytest.mark.parametrize("offer", [by_action, on_page])


def left_seat(*names: str, **fields: object) -> tuple[Seat, list[Participation]]:
    """A seat that somebody declined, and who waits for it in order."""
    allocation = seats_for(preparing(), **fields)
    seat = allocation.seats.get()
    holder_of(seat, state=State.DECLINED)
    rows = [make_nominee(allocation=allocation, name=one, state=State.RESERVE) for one in names]
    return seat, rows


def holders(seat: Seat) -> list[str]:
    rows = Participation.objects.filter(seat=seat, state__in=HOLDING)
    return [str(row) for row in rows.order_by("pk")]


@BOTH
def test_a_seat_has_one_holder(offer: Way):
    seat, (first, second) = left_seat("First One", "Second One")
    assert offer(first, seat).done
    refused = offer(second, seat, reason="Both should come").refused
    assert (refused, holders(seat)) == (("First One holds this seat.",), ["First One"])


@BOTH
def test_a_person_is_a_live_participant_once(offer: Way):
    seat, (row,) = left_seat("First One")
    elsewhere = holder_of(seats_for(row.workshop, country="KAZ").seats.get())
    Participation.objects.filter(pk=elsewhere.pk).update(person=row.person_id)
    refused = offer(row, seat).refused
    assert (refused, holders(seat)) == (("First One is a participant already.",), [])


@BOTH
def test_who_follows_is_endorsed(offer: Way):
    seat, (row,) = left_seat("First One")
    Participation.objects.filter(pk=row.pk).update(endorsement=None)
    said = "First One is not endorsed. Enter the endorsement, or waive it with a reason."
    assert (offer(row, seat).refused, holders(seat)) == ((said,), [])


@BOTH
def test_the_fund_pays_for_who_follows(offer: Way):
    seat, (row, other) = left_seat("First One", "Second One")
    fund = make_fund(workshop=row.workshop, only_country=make_country("MNG"))
    seat.allocation.country, seat.allocation.body, seat.allocation.fund = None, "A bank", fund
    seat.allocation.save()
    Participation.objects.filter(pk=row.pk).update(sending_country=make_country("KAZ"))
    row = Participation.objects.get(pk=row.pk)
    (refused,) = offer(row, seat).refused
    assert refused.endswith("for Mongolia only, not for First One.")
    assert holders(seat) == []
    assert offer(other, seat, reason="The fund pays for nobody else").done


@BOTH
def test_who_follows_replaces_one_and_is_replaced_by_one(offer: Way):
    seat, (row,) = left_seat("First One")
    left = seat.participations.get(state=State.DECLINED)
    assert offer(row, seat).done
    assert Participation.objects.get(pk=row.pk).replaces == left
    assert Participation.objects.filter(replaces=left).count() == 1


@BOTH
def test_nobody_of_the_reserve_is_passed_over_without_a_reason(offer: Way):
    seat, (_first, second) = left_seat("First One", "Second One")
    refused = offer(second, seat).refused
    assert (refused, holders(seat)) == (("First One would come first. Say why not.",), [])
    assert offer(second, seat, reason="Speaks Russian").done
    kept = StateChange.objects.get(participation=second, to_state=State.SELECTED)
    assert kept.reason == "Speaks Russian"


@BOTH
def test_a_seat_of_a_country_goes_to_whom_it_sends(offer: Way):
    seat, _nobody = left_seat()
    other = make_nominee(
        allocation=seats_for(seat.allocation.stream.workshop, country="KAZ", seats=0),
        name="From Elsewhere",
        state=State.RESERVE,
    )
    assert not offer(other, seat).done
    assert (holders(seat), Person.objects.filter(display_name="From Elsewhere").count()) == ([], 1)

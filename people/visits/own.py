"""The visits still to come, as a participant finds them on their own page: the ride, and signing up."""

from dataclasses import dataclass
from datetime import date, datetime

from people.actions.visits import closes_at
from people.models import Participation, VehicleSeat
from people.visits.party import COME_ALONG, sign_ups_of, waits_as
from workshops import dates
from workshops.agenda import agenda_for
from workshops.content import Text, text_of
from workshops.items import Item
from workshops.models import SiteVisit, Transport


@dataclass(frozen=True)
class OwnRide:
    """The vehicle that somebody has a seat in."""

    label: Text
    meeting_point: Text
    leaves_at: str


@dataclass(frozen=True)
class OwnVisit:
    """One visit and how this person stands to it. `waits` is the place in the waiting list, 0 for none."""

    pk: int
    item: Item
    needs_sign_up: bool
    signed_up: bool
    waits: int
    left: int | None
    is_open: bool
    closes: str
    ride: OwnRide | None


def own_visits(row: Participation, now: datetime) -> tuple[OwnVisit, ...]:
    """Of what readers know of the agenda, from today on; nothing for who does not come, or is not told yet."""
    workshop = row.workshop
    if not workshop.is_public or row.state not in COME_ALONG:
        return ()
    items = items_to_come(row, workshop.today(now), now)
    live = (
        SiteVisit.objects.filter(session__in=items, session__workshop=workshop)
        .select_related("session__workshop")
        .order_by("pk")
    )
    visits = {visit.session_id: visit for visit in live}
    rides = rides_of(row)
    orders = orders_of(visits.values())
    return tuple(
        own_visit(row, visits[key], item, rides, orders, now)
        for key, item in items.items()
        if key in visits
    )


def items_to_come(row: Participation, today: date, now: datetime) -> dict[int, Item]:
    agenda = agenda_for(row.workshop, now=now)
    return {item.id: item for item in agenda.visits if item.date >= today and not item.is_cancelled}


def rides_of(row: Participation) -> dict[int, Transport]:
    seats = VehicleSeat.objects.filter(participation=row).select_related("transport")
    return {seat.visit_id: seat.transport for seat in seats.order_by("pk")}


def orders_of(visits) -> dict[int, tuple[int, ...]]:
    """Who signed up, in order, by visit; those who do not come to the workshop any more left out."""
    signed = sign_ups_of(visits)
    keys = {key for found in signed.values() for key in found}
    coming = Participation.objects.filter(pk__in=keys, state__in=COME_ALONG)
    there = set(coming.values_list("pk", flat=True))
    return {visit: tuple(key for key in found if key in there) for visit, found in signed.items()}


def own_visit(
    row: Participation,
    visit: SiteVisit,
    item: Item,
    rides: dict[int, Transport],
    orders: dict[int, tuple[int, ...]],
    now: datetime,
) -> OwnVisit:
    order = orders.get(visit.pk, ())
    number = order.index(row.pk) + 1 if row.pk in order else 0
    closing = closes_at(visit)
    vehicle = rides.get(visit.pk)
    return OwnVisit(
        pk=visit.pk,
        item=item,
        needs_sign_up=visit.needs_sign_up,
        signed_up=bool(number),
        waits=waits_as(number, visit),
        left=None if visit.places is None else max(0, visit.places - len(order)),
        is_open=visit.needs_sign_up and now < closing,
        closes=dates.moment(closing, visit.session.workshop.zone),
        ride=ride_of(vehicle) if vehicle else None,
    )


def ride_of(vehicle: Transport) -> OwnRide:
    return OwnRide(
        label=text_of(vehicle, "label"),
        meeting_point=text_of(vehicle, "meeting_point"),
        leaves_at=f"{vehicle.leaves_at:%H:%M}" if vehicle.leaves_at else "",
    )

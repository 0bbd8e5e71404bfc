"""Coming along on a site visit: signing up, a place in a vehicle, being counted aboard."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from people.actions.actors import Actor, user_of
from people.actions.own_facts import taking_part
from people.actions.refusals import NoSignUp, NotOnVisit, SignUpOver, VehicleFull
from people.models import HeadCount, Participation, VehicleSeat, VisitSignUp
from people.visits import vehicles
from people.visits.party import COME_ALONG, gathered, waits_as
from workshops import turns
from workshops.models import SiteVisit, Transport


@dataclass(frozen=True)
class Dealt:
    """What a proposal did: how many got a seat, and how many found none."""

    seated: int
    left: int


@transaction.atomic
def sign_up(row: Participation, visit: SiteVisit, *, by: Actor, now: datetime) -> int:
    """Sign up, last in the order; the place in the waiting list, 0 for a place on the visit.

    Who is signed up already stays where they are. Raises NotTakingPart, NoSignUp, NotOnVisit or SignUpOver.
    """
    locked, visit = taking_part(row), fresh(visit, row)
    check_open(visit, signs=by, now=now)
    there = VisitSignUp.objects.filter(visit=visit)
    if not there.filter(participation=locked).exists():
        last = there.aggregate(last=Max("number"))["last"] or 0
        VisitSignUp.objects.create(visit=visit, participation=locked, number=last + 1, at=now)
    return waits_as(number_of(locked, visit), visit)


@transaction.atomic
def withdraw(row: Participation, visit: SiteVisit, *, by: Actor, now: datetime) -> bool:
    """Take a sign-up back, and the place in a vehicle with it; the next in the order moves up.

    False where there was none. Raises NoSignUp, NotOnVisit or SignUpOver.
    """
    turns.take(row)
    visit = fresh(visit, row)
    check_open(visit, signs=by, now=now)
    VehicleSeat.objects.filter(visit=visit, participation=row).delete()
    gone, _by_model = VisitSignUp.objects.filter(visit=visit, participation=row).delete()
    return bool(gone)


@transaction.atomic
def count(
    row: Participation,
    visit: SiteVisit,
    leg: str,
    *,
    by: Actor,
    now: datetime,
    vehicle: Transport | None = None,
) -> bool:
    """Somebody is aboard, in the vehicle they were given unless another is said; False where that was known.

    Raises NotOnVisit.
    """
    visit = fresh(visit, row)
    check_vehicle(vehicle, visit)
    given = VehicleSeat.objects.filter(visit=visit, participation=row).first()
    _row, new = HeadCount.objects.get_or_create(
        visit=visit,
        participation=row,
        leg=leg,
        defaults={
            "transport_id": vehicle.pk if vehicle else given and given.transport_id,
            "at": now,
            "by": user_of(by),
        },
    )
    return new


@transaction.atomic
def uncount(row: Participation, visit: SiteVisit, leg: str) -> bool:
    """Somebody is not aboard after all; False where that was known."""
    gone, _by_model = HeadCount.objects.filter(visit=visit, participation=row, leg=leg).delete()
    return bool(gone)


@transaction.atomic
def ride(row: Participation, visit: SiteVisit, vehicle: Transport | None) -> None:
    """Give somebody a place in a vehicle, or none. Raises NotOnVisit or VehicleFull."""
    turns.take(row)
    visit = fresh(visit, row)
    check_vehicle(vehicle, visit)
    mine = VehicleSeat.objects.filter(visit=visit, participation=row)
    if vehicle is None:
        mine.delete()
        return
    others = vehicle.vehicle_seats.exclude(participation=row)
    if others.filter(participation__state__in=COME_ALONG).count() >= vehicle.seats:
        raise VehicleFull(
            _("%(vehicle)s is full: it has %(seats)s seats.")
            % {"vehicle": vehicle, "seats": vehicle.seats}
        )
    VehicleSeat.objects.update_or_create(
        visit=visit, participation=row, defaults={"transport": vehicle}
    )


@transaction.atomic
def deal(visit: SiteVisit, *, now: datetime) -> Dealt:
    """Give everybody who comes along and has no vehicle yet a seat; who has one keeps it."""
    turns.take(visit)
    workshop = visit.session.workshop
    party = gathered(workshop, [visit]).party(visit, workshop.today(now))
    taken = [one.vehicle for one in party.everybody if one.vehicle]
    there = [
        vehicles.Vehicle(row.pk, row.seats, taken.count(row.pk)) for row in visit.transports.all()
    ]
    riders = [
        vehicles.Rider(one.pk, one.country)
        for one in party.listed
        if not one.vehicle and not one.waits
    ]
    placed = vehicles.deal(riders, there)
    VehicleSeat.objects.bulk_create(
        VehicleSeat(visit=visit, transport_id=vehicle, participation_id=key)
        for key, vehicle in placed.items()
    )
    return Dealt(seated=len(placed), left=len(riders) - len(placed))


@transaction.atomic
def empty(visit: SiteVisit) -> int:
    """Nobody has a vehicle any more; how many had one."""
    turns.take(visit)
    return VehicleSeat.objects.filter(visit=visit).delete()[0]


def fresh(visit: SiteVisit, row: Participation) -> SiteVisit:
    """The visit as it is now. Raises NotOnVisit where the person is in another workshop."""
    visit = SiteVisit.objects.select_related("session__workshop").get(pk=visit.pk)
    if visit.session.workshop_id != row.workshop_id:
        raise NotOnVisit(_("%(name)s is in another workshop.") % {"name": row})
    return visit


def check_vehicle(vehicle: Transport | None, visit: SiteVisit) -> None:
    if vehicle is not None and vehicle.visit_id != visit.pk:
        raise NotOnVisit(_("%(vehicle)s goes on another visit.") % {"vehicle": vehicle})


def check_open(visit: SiteVisit, *, signs: Actor, now: datetime) -> None:
    """The deadline binds who signs up for themselves, not the office."""
    if not visit.needs_sign_up:
        raise NoSignUp(_("The whole group comes along; nobody has to sign up."))
    if isinstance(signs, Participation) and now >= closes_at(visit):
        raise SignUpOver(_("The time to sign up or to withdraw has ended. Ask the organisers."))


def closes_at(visit: SiteVisit) -> datetime:
    """When signing up ends: as the visit says, or as it begins, or with the day before."""
    session = visit.session
    begins = datetime.combine(
        session.date,
        visit.meets_at or session.starts_at or time.min,
        tzinfo=session.workshop.tzinfo,
    )
    return visit.sign_up_until or begins


def number_of(row: Participation, visit: SiteVisit) -> int:
    """The place in the order among those who still come; 0 for who has not signed up."""
    order = VisitSignUp.objects.filter(visit=visit, participation__state__in=COME_ALONG)
    keys = list(order.order_by("number").values_list("participation", flat=True))
    return keys.index(row.pk) + 1 if row.pk in keys else 0

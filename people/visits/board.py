"""The visits of a workshop for the office: who hosts, who drives, who comes along, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import HeadCount
from people.visits.party import Party, gathered
from workshops.models import SessionOrganisation, SiteVisit, Stop, Workshop
from workshops.punctuality import Punctuality, times_of

Leg = HeadCount.Leg


@dataclass(frozen=True)
class VisitLine:
    """One visit on the board."""

    visit: SiteVisit
    hosts: tuple[str, ...]
    people: int
    waiting: int
    seats: int
    seated: int
    out: int
    back: int
    missing: tuple[str, ...]
    punctuality: Punctuality

    @property
    def is_short(self) -> bool:
        """Whether the vehicles have fewer seats than people come along."""
        return bool(self.visit.transports.all()) and self.seats < self.people


@dataclass(frozen=True)
class Board:
    workshop: Workshop
    lines: tuple[VisitLine, ...]


def visits_of(workshop: Workshop) -> QuerySet:
    """With all that a page says of them."""
    return (
        SiteVisit.objects.filter(session__workshop=workshop)
        .select_related("session__workshop", "session__venue")
        .prefetch_related(
            "stops",
            "transports",
            Prefetch(
                "session__session_organisations",
                SessionOrganisation.objects.filter(
                    role=SessionOrganisation.Role.HOST
                ).select_related("organisation"),
            ),
        )
        .order_by("session__date", "session__position", "session__number", "pk")
    )


def board(workshop: Workshop, *, now: datetime) -> Board:
    """As many queries for 40 visits and 500 people as for one of each."""
    visits = list(visits_of(workshop))
    known = gathered(workshop, visits)
    today = workshop.today(now)
    return Board(
        workshop, tuple(line_of(visit, known.party(visit, today), today) for visit in visits)
    )


def line_of(visit: SiteVisit, party: Party, today: date) -> VisitLine:
    """What is missing is said while it can still be seen to."""
    listed = party.listed
    return VisitLine(
        visit=visit,
        hosts=hosts_of(visit),
        people=len(listed),
        waiting=len(party.waiting),
        seats=sum(vehicle.seats for vehicle in visit.transports.all()),
        seated=sum(one.vehicle is not None for one in listed),
        out=sum(one.is_aboard(Leg.OUT) for one in party.everybody),
        back=sum(one.is_aboard(Leg.BACK) for one in party.everybody),
        missing=tuple(missing(visit, party)) if visit.session.date >= today else (),
        punctuality=times_of(visit).punctuality,
    )


def hosts_of(visit: SiteVisit) -> tuple[str, ...]:
    return tuple(map(str, visit.session.session_organisations.all()))


def missing(visit: SiteVisit, party: Party) -> Iterator[str]:
    """What an organiser still has to see to before the visit sets out."""
    stops, vehicles = visit.stops.all(), visit.transports.all()
    if not hosts_of(visit) and not any(stop.organisation_id for stop in stops):
        yield _("a host")
    if not visit.host_contact:
        yield _("who receives us")
    if not stops:
        yield _("stops")
    elif not any(stop.arrives_at for stop in stops):
        yield _("planned times")
    if not visit.activities:
        yield _("what participants do there")
    if not visit.meeting_point and not any(vehicle.meeting_point for vehicle in vehicles):
        yield _("a meeting point")
    if not visit.meets_at and not any(vehicle.leaves_at for vehicle in vehicles):
        yield _("when to meet")
    yield from missing_seats(visit, party)


def missing_seats(visit: SiteVisit, party: Party) -> Iterator[str]:
    vehicles, people = visit.transports.all(), len(party.listed)
    if not vehicles:
        yield _("transport")
        return
    short = people - sum(vehicle.seats for vehicle in vehicles)
    if short > 0:
        yield ngettext("%(count)s seat", "%(count)s seats", short) % {"count": short}
    if not all(vehicle.guide for vehicle in vehicles):
        yield _("a guide in each vehicle")
    seatless = sum(one.vehicle is None for one in party.listed)
    if seatless and len(vehicles) > 1:
        yield ngettext(
            "a vehicle for %(count)s person", "vehicles for %(count)s people", seatless
        ) % {"count": seatless}


def meals_of(visit: SiteVisit) -> tuple[Stop, ...]:
    return tuple(stop for stop in visit.stops.all() if stop.kind == Stop.Kind.MEAL)

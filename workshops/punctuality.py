"""Planned times of visits against real ones: minutes late, of each stop and of each visit.

Late is positive, early negative. A stop without a planned or without an actual time says nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from workshops.models import SiteVisit, Stop, Workshop

ON_TIME = 5  # minutes that are no delay
HALF_DAY, DAY = 12 * 60, 24 * 60


@dataclass(frozen=True)
class Moment:
    """One time that was planned, with what became of it."""

    planned: time | None
    actual: time | None

    @property
    def late(self) -> int | None:
        return minutes_late(self.planned, self.actual)

    @property
    def is_on_time(self) -> bool:
        return self.late is not None and self.late <= ON_TIME


@dataclass(frozen=True)
class StopTimes:
    """One stop's arrival and departure."""

    pk: int
    name: str
    arrival: Moment
    departure: Moment

    @property
    def moments(self) -> tuple[Moment, Moment]:
        return self.arrival, self.departure


@dataclass(frozen=True)
class Punctuality:
    """One visit, or several together."""

    moments: tuple[Moment, ...]

    @property
    def known(self) -> tuple[int, ...]:
        """Minutes late of every time that was both planned and noted."""
        return tuple(moment.late for moment in self.moments if moment.late is not None)

    @property
    def on_time(self) -> int:
        return sum(moment.is_on_time for moment in self.moments)

    @property
    def worst(self) -> int | None:
        return max(self.known, default=None)

    @property
    def mean(self) -> int | None:
        """Rounded to whole minutes; early ones count as on time, so that they hide no delay."""
        return (
            round(sum(max(0, late) for late in self.known) / len(self.known))
            if self.known
            else None
        )


@dataclass(frozen=True)
class VisitTimes:
    """One visit with the times of its stops."""

    pk: int
    title: str
    date: date
    stops: tuple[StopTimes, ...]

    @property
    def punctuality(self) -> Punctuality:
        return Punctuality(tuple(moment for stop in self.stops for moment in stop.moments))

    @property
    def says_something(self) -> bool:
        """Whether any time of it is known, planned or real."""
        return any(moment.planned or moment.actual for moment in self.punctuality.moments)


@dataclass(frozen=True)
class Report:
    """All visits of a workshop."""

    visits: tuple[VisitTimes, ...]

    @property
    def punctuality(self) -> Punctuality:
        return Punctuality(
            tuple(moment for visit in self.visits for moment in visit.punctuality.moments)
        )

    @property
    def says_something(self) -> bool:
        return any(visit.says_something for visit in self.visits)


def minutes_late(planned: time | None, actual: time | None) -> int | None:
    """Nobody is half a day early or late: what looks so is on the other side of midnight."""
    if planned is None or actual is None:
        return None
    late = minutes(actual) - minutes(planned)
    return (late + HALF_DAY) % DAY - HALF_DAY


def minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def report(workshop: Workshop) -> Report:
    """In two queries."""
    visits = SiteVisit.objects.filter(session__workshop=workshop)
    rows = visits.select_related("session").prefetch_related("stops")
    return Report(tuple(map(times_of, rows.order_by("session__date", "session__position", "pk"))))


def times_of(visit: SiteVisit) -> VisitTimes:
    return VisitTimes(
        pk=visit.pk,
        title=str(visit.session),
        date=visit.session.date,
        stops=stops_of(visit.stops.all()),
    )


def stops_of(stops: Iterable[Stop]) -> tuple[StopTimes, ...]:
    return tuple(
        StopTimes(
            pk=stop.pk,
            name=str(stop),
            arrival=Moment(stop.arrives_at, stop.arrived_at),
            departure=Moment(stop.leaves_at, stop.left_at),
        )
        for stop in stops
    )

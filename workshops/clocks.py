"""Moments as a page shows them: in words for the reader, with their offset for programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from workshops import dates

DAY_BEGINS = time(4)  # so that late receptions stay on their day
AREAS = {
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian",
    "Pacific",
}  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """A moment: with its offset, and as a clock shows it. `day` in words where it is not the programme's."""

    iso: str
    time: str
    day: str = ""


@dataclass(frozen=True)
class When:
    """From and to when a session lasts, by the clock or else by its part of the day.

    `begins` and `finishes` are what a reader is shown: None where no clock time is known.
    """

    starts: str
    ends: str
    begins: Clock | None = None
    finishes: Clock | None = None


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The day of a programme that a moment belongs to: one lasts until 04:00."""
    there = moment.astimezone(zone)
    return there.date() if there.time() >= DAY_BEGINS else there.date() - timedelta(days=1)


def moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """A clock time on a day of the programme; one before 04:00 is of the night that ends the day."""
    late = timedelta(days=1) if clock < DAY_BEGINS else timedelta(0)
    return datetime.combine(day + late, clock, tzinfo=zone)


def span(day: date, start: time, end: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """Both moments; an end that is not later by the clock is of the next day."""
    first, last = moment(day, start, zone), moment(day, end, zone)
    return first, last if last > first else moment(day + timedelta(days=1), end, zone)


def shown(value: datetime, zone: tzinfo, day: date) -> Clock:
    """A moment in a zone, on the page of a day; the venue's own small hours belong to that day."""
    there = value.astimezone(zone)
    elsewhere = there.date() != day and (zone is not value.tzinfo or day_of(there, zone) != day)
    return Clock(
        iso=there.isoformat(timespec="minutes"),
        time=f"{there:%H:%M}",
        day=dates.day(there.date()) if elsewhere else "",
    )


@cache
def zones() -> tuple[str, ...]:
    """All zones that a reader may choose, by name."""
    return ("UTC", *sorted(places()))


def places() -> Iterator[str]:
    return (name for name in available_timezones() if name.partition("/")[0] in AREAS)


def zone_named(name: str) -> ZoneInfo | None:
    """The zone that a reader chose, or None for anything else."""
    return ZoneInfo(name) if name in zones() else None

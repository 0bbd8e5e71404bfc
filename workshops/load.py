"""How full a programme is: hours, days, evenings, free half-days. Counted here and nowhere else.

Page, rules and report read these figures; whatever has a date, a part of the day, a kind and hours counts.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Protocol

from workshops.models import PartOfDay, Session

DAY_BEGINS = time(4)  # what begins before belongs to the day before, as late receptions do
NOT_WORK = (Session.Kind.OFF, Session.Kind.BREAK)
HALVES = (PartOfDay.MORNING, PartOfDay.AFTERNOON)
WEEK = 7


class Counted(Protocol):
    """A session, as far as it is counted."""

    date: date
    part_of_day: str
    kind: str
    hours: Decimal
    on_site: bool
    starts_at: time | None


@dataclass(frozen=True)
class DayLoad:
    """One day: its hours by part of the day, and which of its half-days are free."""

    number: int
    date: date
    hours: Decimal
    parts: frozenset[str]

    @property
    def has_programme(self) -> bool:
        return bool(self.parts)

    @property
    def has_evening(self) -> bool:
        return PartOfDay.NIGHT in self.parts

    @property
    def free_halves(self) -> int:
        """Of morning and afternoon, how many hold nothing."""
        if PartOfDay.DAYTIME in self.parts:
            return 0
        return sum(half not in self.parts for half in HALVES)


@dataclass(frozen=True)
class Load:
    """A programme in figures. `days` holds every date from the first to the last."""

    days: tuple[DayLoad, ...]
    on_site: Decimal

    @property
    def hours(self) -> Decimal:
        return sum((day.hours for day in self.days), Decimal(0))

    @property
    def programme_days(self) -> tuple[DayLoad, ...]:
        return tuple(day for day in self.days if day.has_programme)

    @property
    def hours_a_day(self) -> Decimal:
        """On a day with a programme."""
        days = len(self.programme_days)
        return self.hours / days if days else Decimal(0)

    @property
    def evenings(self) -> tuple[DayLoad, ...]:
        return tuple(day for day in self.days if day.has_evening)

    @property
    def runs(self) -> tuple[tuple[DayLoad, ...], ...]:
        """Evenings that follow each other, run by run."""
        runs: list[list[DayLoad]] = []
        for day in self.evenings:
            if runs and runs[-1][-1].number + 1 == day.number:
                runs[-1].append(day)
            else:
                runs.append([day])
        return tuple(tuple(run) for run in runs)

    @property
    def longest_run(self) -> int:
        return max((len(run) for run in self.runs), default=0)

    @property
    def weeks(self) -> tuple[tuple[DayLoad, ...], ...]:
        """Seven days each from the first day on; the last may be shorter."""
        weeks = groupby(self.days, key=lambda day: (day.number - 1) // WEEK)
        return tuple(tuple(days) for _number, days in weeks)

    @property
    def free_halves(self) -> int:
        """Free mornings and afternoons of days that have a programme."""
        return sum(day.free_halves for day in self.programme_days)


def programme_day(session: Counted) -> date:
    """The day that a session counts to."""
    return session.date - timedelta(days=1) if in_small_hours(session) else session.date


def in_small_hours(session: Counted) -> bool:
    return session.starts_at is not None and session.starts_at < DAY_BEGINS


def load_of(sessions: Iterable[Counted], starts_on: date, ends_on: date) -> Load:
    """The load of these sessions; days outside of the dates count where something is on them."""
    hours: dict[date, Decimal] = defaultdict(Decimal)
    parts: dict[date, set[str]] = defaultdict(set)
    on_site = Decimal(0)
    for session in sessions:
        if session.kind in NOT_WORK:
            continue
        day = programme_day(session)
        hours[day] += session.hours
        parts[day].add(PartOfDay.NIGHT if in_small_hours(session) else session.part_of_day)
        on_site += session.hours if session.on_site else 0
    span = {starts_on + timedelta(days=n) for n in range((ends_on - starts_on).days + 1)}
    days = sorted(span | set(parts))
    return Load(
        days=tuple(
            DayLoad((day - starts_on).days + 1, day, hours[day], frozenset(parts[day]))
            for day in days
        ),
        on_site=on_site,
    )

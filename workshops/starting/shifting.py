"""What becomes of the days of a workshop that is held again on other dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from workshops.models import Workshop
from workshops.starting.pattern import DAYS_OF_A_WEEK, SATURDAY


@dataclass(frozen=True)
class Shifted:
    """One day of the old programme: when it was, when it will be, and what it holds.

    `now` is None where the new programme has no such day.
    """

    number: int
    was: date
    now: date | None
    sessions: int

    @property
    def weekend_moves(self) -> bool:
        """Whether a weekend becomes a working day or the other way round."""
        if self.now is None:
            return False
        return (self.was.weekday() >= SATURDAY) != (self.now.weekday() >= SATURDAY)

    @property
    def warning(self) -> str:
        """Day 6 was a Saturday, is now a Thursday."""
        if not self.weekend_moves:
            return ""
        return _("Day %(number)s was a %(before)s, is now a %(now)s.") % {
            "number": self.number,
            "before": WEEKDAYS[self.was.weekday()],
            "now": WEEKDAYS[self.now.weekday()],
        }


def shifted(past: Workshop, first: date, days: int) -> tuple[Shifted, ...]:
    """Every day of a workshop that has a number, beside its new date."""
    held = list(past.sessions.listed().order_by().values_list("date", flat=True))
    span = (past.ends_on - past.starts_on).days + 1
    return tuple(
        Shifted(
            number=number,
            was=past.starts_on + timedelta(days=number - 1),
            now=first + timedelta(days=number - 1) if number <= days else None,
            sessions=held.count(past.starts_on + timedelta(days=number - 1)),
        )
        for number in range(1, span + 1)
    )


def same_weekday(past: Workshop, first: date) -> tuple[date, ...]:
    """The first days nearest to this one that keep every weekday; nothing where it keeps them itself."""
    off = (first - past.starts_on).days % DAYS_OF_A_WEEK
    if not off:
        return ()
    return first - timedelta(days=off), first + timedelta(days=DAYS_OF_A_WEEK - off)


def left_out(days: Sequence[Shifted]) -> int:
    """How many sessions lie on days that the new programme does not have."""
    return sum(day.sessions for day in days if day.now is None)

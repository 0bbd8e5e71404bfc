"""Where an agenda departs from the recommended pattern: for organisers to see, never to be stopped by."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.agenda import Agenda, Day
from workshops.items import Item
from workshops.models import PartOfDay, Session
from workshops.starting.pattern import (
    BLOCK_MINUTES,
    LONGEST_STRETCH,
    QUESTIONS_MINUTES,
    SATURDAY,
    SUNDAY,
    USUAL_EVENINGS,
    working_days,
)

Kind = Session.Kind
LEISURE = (Kind.TOUR, Kind.SITE_VISIT, Kind.NETWORKING)
IDLE = (Kind.OFF, Kind.BREAK)
IN_BLOCKS = (Kind.LECTURE, Kind.DISCUSSION)
A_BREAK = 10  # minutes between two sessions that count as one


@dataclass(frozen=True)
class Deviation:
    """One way in which an agenda departs from the pattern, and the days on which it does."""

    code: str
    text: str
    days: tuple[int, ...] = ()

    @property
    def on_days(self) -> str:
        """Day 3; Days 3, 9 and so on."""
        if not self.days:
            return ""
        numbers = ", ".join(map(str, self.days))
        return ngettext("Day %(numbers)s", "Days %(numbers)s", len(self.days)) % {
            "numbers": numbers
        }


def deviations(agenda: Agenda) -> tuple[Deviation, ...]:
    """Everything that departs, in the order of a week; nothing of an agenda without sessions."""
    if not any(busy(day) for day in agenda.days):
        return ()
    looks = (
        weekdays,
        saturdays,
        sundays,
        evenings,
        running,
        night_lectures,
        ceremonies,
        preparation,
        blocks,
        questions,
        stretches,
    )
    return tuple(found for look in looks if (found := look(agenda)))


def busy(day: Day) -> list[Item]:
    """What takes place on a day."""
    return [item for item in day.items if item.kind not in IDLE]


def at_night(day: Day) -> list[Item]:
    return [item for item in busy(day) if item.part_of_day == PartOfDay.NIGHT]


def by_day(day: Day) -> list[Item]:
    return [item for item in busy(day) if item.part_of_day != PartOfDay.NIGHT]


def numbers(days: Iterable[Day]) -> tuple[int, ...]:
    return tuple(day.number for day in days)


def named(code: str, text: str, days: Sequence[Day]) -> Deviation | None:
    return Deviation(code, text, numbers(days)) if days else None


def within(agenda: Agenda, weekday: int) -> list[Day]:
    """Days of this weekday between the first and the last working day."""
    working = working_days([day.date for day in agenda.days])
    return [
        day
        for day in agenda.days
        if day.date.weekday() == weekday and working[0] < day.date < working[-1]
    ]


def weekdays(agenda: Agenda) -> Deviation | None:
    free = [day for day in agenda.days if day.date.weekday() < SATURDAY and not by_day(day)]
    return named("weekdays", _("A weekday without a programme by day."), free)


def saturdays(agenda: Agenda) -> Deviation | None:
    """A cultural visit, and nothing that is work."""
    astray = [
        day
        for day in within(agenda, SATURDAY)
        if not by_day(day) or any(item.kind not in LEISURE for item in by_day(day))
    ]
    return named("saturdays", _("A Saturday that is not a cultural visit."), astray)


def sundays(agenda: Agenda) -> Deviation | None:
    worked = [day for day in within(agenda, SUNDAY) if busy(day)]
    return named("sundays", _("A Sunday with a programme."), worked)


def evenings(agenda: Agenda) -> Deviation | None:
    late = [day for day in agenda.days if at_night(day)]
    if len(late) <= USUAL_EVENINGS:
        return None
    said = _("%(count)s evenings have a programme; the pattern has %(usual)s at most.")
    return named("evenings", said % {"count": len(late), "usual": USUAL_EVENINGS}, late)


def running(agenda: Agenda) -> Deviation | None:
    """Evenings that follow each other; the pattern leaves one free between."""
    late = {day.date: day for day in agenda.days if at_night(day)}
    one = timedelta(days=1)
    pairs = [day for when, day in late.items() if when - one in late or when + one in late]
    return named("running", _("Evenings follow each other without a free one between."), pairs)


def night_lectures(agenda: Agenda) -> Deviation | None:
    taught = [
        day for day in agenda.days if any(item.kind == Kind.LECTURE for item in at_night(day))
    ]
    return named("night-lectures", _("A lecture in the evening."), taught)


def ceremonies(agenda: Agenda) -> Deviation | None:
    """One to open on the first day of work, one to close on the last."""
    days = [day for day in agenda.days if any(item.kind not in LEISURE for item in busy(day))]
    lacking = [
        day
        for day in (*days[:1], *days[1:][-1:])
        if not any(item.kind == Kind.CEREMONY for item in day.items)
    ]
    return named("ceremonies", _("No ceremony to open or to close the workshop."), lacking)


def preparation(agenda: Agenda) -> Deviation | None:
    """Groups that are formed and report, and have no time in between."""
    work = [item for item in agenda.items if item.kind == Kind.GROUP_WORK]
    if not work or len(work) > 2:
        return None
    number = agenda.workshop.day_number(work[-1].date)
    return Deviation("preparation", _("No time to prepare the group reports."), (number,))


def blocks(agenda: Agenda) -> Deviation | None:
    long = [
        day
        for day in agenda.days
        if any(item.kind in IN_BLOCKS and minutes(item) > BLOCK_MINUTES for item in day.items)
    ]
    said = _("A block longer than %(minutes)s minutes.") % {"minutes": BLOCK_MINUTES}
    return named("blocks", said, long)


def questions(agenda: Agenda) -> Deviation | None:
    """Lectures of which something says how long they are for questions, and it is too little."""
    short = [
        day
        for day in agenda.days
        if any(
            item.kind == Kind.LECTURE
            and item.questions_minutes is not None
            and item.questions_minutes < QUESTIONS_MINUTES
            for item in day.items
        )
    ]
    said = _("A lecture with less than %(minutes)s minutes for questions.")
    return named("questions", said % {"minutes": QUESTIONS_MINUTES}, short)


def stretches(agenda: Agenda) -> Deviation | None:
    long = [day for day in agenda.days if longest_stretch(day.items) > LONGEST_STRETCH]
    said = _("More than %(minutes)s minutes without a break.") % {"minutes": LONGEST_STRETCH}
    return named("stretches", said, long)


def minutes(item: Item) -> int:
    """How long a session lasts; 0 where its clock times are not known."""
    if not (item.starts_at and item.ends_at):
        return 0
    return between(item.starts_at, item.ends_at)


def between(start: time, end: time) -> int:
    """Minutes from one time to another, which may be after midnight."""
    day = date(2000, 1, 1)
    span = datetime.combine(day, end) - datetime.combine(day, start)
    return int(span.total_seconds() // 60) % (24 * 60)


def longest_stretch(items: Sequence[Item]) -> int:
    """Minutes of the longest row of sessions without a break; visits and evenings are their own."""
    longest = stretch = 0
    before: Item | None = None
    for item in timed(items):
        joined = before is not None and between(before.ends_at, item.starts_at) < A_BREAK
        stretch = minutes(item) + (stretch if joined else 0)
        longest, before = max(longest, stretch), item
    return longest


def timed(items: Sequence[Item]) -> Iterator[Item]:
    """Sessions that one sits through, by the clock."""
    sat = (item for item in items if item.kind not in (*IDLE, *LEISURE) and minutes(item))
    return iter(sorted(sat, key=lambda item: item.starts_at))

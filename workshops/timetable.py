"""The agenda laid out as a page: days with their parts, what runs now, the programme at a glance."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from workshops import dates
from workshops.agenda import Agenda, Day
from workshops.items import Item
from workshops.models import Session


@dataclass(frozen=True)
class PartView:
    """One part of a day as `components/part_rail.html` shows it."""

    label: str
    time_range: str
    sessions: tuple[Item, ...]


@dataclass(frozen=True)
class DayView:
    """One day as `components/day.html` shows it."""

    number: int
    date: date
    anchor: str
    is_off: bool
    is_today: bool
    note: str
    parts: tuple[PartView, ...]


@dataclass(frozen=True)
class Moment:
    """Where a programme stands. `anchor` is the session that carries #now, if it is under way."""

    running: tuple[Item, ...]
    following: tuple[Item, ...]
    following_label: str
    anchor: Item | None


@dataclass(frozen=True)
class Timetable:
    """A whole agenda page."""

    days: tuple[DayView, ...]
    moment: Moment
    has_sessions: bool
    has_times: bool
    days_begin: time
    under_way: bool

    @property
    def has_now(self) -> bool:
        return bool(self.moment.running)


@dataclass(frozen=True)
class KindView:
    """One block of the programme at a glance."""

    kind: str
    label: str


@dataclass(frozen=True)
class CellView:
    """One part of one day at a glance."""

    part: str
    label: str
    kinds: tuple[KindView, ...]


@dataclass(frozen=True)
class ColumnView:
    """One day at a glance."""

    date: date
    url: str
    is_off: bool
    is_today: bool
    parts: tuple[CellView, ...]


def timetable(agenda: Agenda, *, now: datetime) -> Timetable:
    """The agenda as a page at `now`; the sessions that run are marked."""
    today = agenda.today(now)
    moment = moment_of(agenda, now)
    running = {item.id for item in moment.running}
    return Timetable(
        days=tuple(day_view(day, today, running) for day in agenda.days),
        moment=moment,
        has_sessions=bool(agenda.items),
        has_times=any(item.starts_at for item in agenda.items),
        days_begin=time(4),
        under_way=is_under_way(agenda, today),
    )


def is_under_way(agenda: Agenda, today: date) -> bool:
    return agenda.days[0].date <= today <= agenda.days[-1].date


def moment_of(agenda: Agenda, now: datetime) -> Moment:
    """What runs and what follows, while the workshop does; nothing before and after."""
    today = agenda.today(now)
    if not is_under_way(agenda, today):
        return Moment((), (), "", None)
    running = tuple(replace(item, is_now=True) for item in agenda.now(now))
    following = agenda.following(now)
    return Moment(
        running=running,
        following=following,
        following_label=beginning(following[0], today) if following else "",
        anchor=(running or following or (None,))[0],
    )


def beginning(item: Item, today: date) -> str:
    """When it begins: a clock time or the part of the day, with the date unless it is today's."""
    clock = f"{item.starts_at:%H:%M}" if item.starts_at else item.part_label
    if item.date == today:
        return clock
    return _("%(day)s, %(time)s") % {"day": dates.day(item.date), "time": clock}


def day_view(day: Day, today: date, running: set[int]) -> DayView:
    """A day; one on which nothing is planned yet is not a day off."""
    return DayView(
        number=day.number,
        date=day.date,
        anchor=day.anchor,
        is_off=bool(day.items) and day.is_off,
        is_today=day.date == today,
        note=next((item.title for item in day.items if item.is_off), ""),
        parts=tuple(
            PartView(part.label, "", tuple(mark(item, running) for item in part.items))
            for part in day.parts
        ),
    )


def mark(item: Item, running: set[int]) -> Item:
    return replace(item, is_now=True) if item.id in running else item


def at_a_glance(agenda: Agenda, *, today: date, agenda_url: str) -> tuple[ColumnView, ...]:
    """The programme as columns of days; a click leads to the day on the agenda."""
    return tuple(
        ColumnView(
            date=day.date,
            url=f"{agenda_url}#{day.anchor}",
            is_off=bool(day.items) and day.is_off,
            is_today=day.date == today,
            parts=tuple(
                CellView(
                    part.code,
                    part.label,
                    tuple(KindView(item.kind, item.kind_label) for item in part.items),
                )
                for part in day.parts
            ),
        )
        for day in agenda.days
    )


def kinds_in(agenda: Agenda) -> list[tuple[str, str]]:
    """The kinds that occur, for a key, in the order the model lists them."""
    present = {item.kind for item in agenda.items}
    return [(kind, str(label)) for kind, label in Session.Kind.choices if kind in present]

"""The agenda laid out as a page: days with their parts, what runs now, the programme at a glance."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo

from django.utils.translation import gettext as _

from workshops import clocks, dates
from workshops.agenda import Agenda, Day
from workshops.items import Item
from workshops.models import Session
from workshops.rows import Dress, Row, rows


@dataclass(frozen=True)
class PartView:
    """One part of a day as `components/part_rail.html` shows it."""

    label: str
    time_range: str
    rows: tuple[Row, ...]

    @property
    def is_hidden(self) -> bool:
        return all(row.is_hidden for row in self.rows)


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
    is_hidden: bool = False


@dataclass(frozen=True)
class Moment:
    """Where a programme stands. `anchor` is the session that carries #now, if it is under way.

    `until` is when something else runs or follows, in ISO: what a page says holds until then.
    """

    running: tuple[Item, ...]
    following: tuple[Item, ...]
    following_label: str
    anchor: Item | None
    until: str = ""


@dataclass(frozen=True)
class Timetable:
    """A whole agenda page."""

    days: tuple[DayView, ...]
    today: date
    moment: Moment
    has_sessions: bool
    has_times: bool
    days_begin: time
    under_way: bool

    @property
    def has_now(self) -> bool:
        return bool(self.moment.running)

    @property
    def is_hidden(self) -> bool:
        """Whether a filter leaves nothing."""
        return all(day.is_hidden for day in self.days)


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


def timetable(
    agenda: Agenda,
    *,
    now: datetime,
    zone: tzinfo | None = None,
    shows: Callable[[Item], bool] | None = None,
) -> Timetable:
    """The agenda as a page at `now`; the sessions that run are marked.

    `zone`: whose clock times are shown, if not the venue's; days remain the venue's. `shows`: which
    sessions a reader looks for; the others are there and hidden.
    """
    today = agenda.today(now)
    moment = moment_of(agenda, now, zone=zone)
    dress = Dress(agenda, frozenset(item.id for item in moment.running), zone, shows)
    return Timetable(
        days=tuple(day_view(day, today, dress) for day in agenda.days),
        today=today,
        moment=moment,
        has_sessions=bool(agenda.items),
        has_times=any(item.starts_at for item in agenda.items),
        days_begin=clocks.DAY_BEGINS,
        under_way=is_under_way(agenda, today),
    )


def is_under_way(agenda: Agenda, today: date) -> bool:
    return agenda.days[0].date <= today <= agenda.days[-1].date


def moment_of(agenda: Agenda, now: datetime, *, zone: tzinfo | None = None) -> Moment:
    """What runs and what follows, while the workshop does; nothing before and after."""
    today = agenda.today(now)
    if not is_under_way(agenda, today):
        return Moment((), (), "", None)
    dress = Dress(agenda, zone=zone)
    running = tuple(replace(dress.line(item), is_now=True) for item in agenda.now(now))
    following = tuple(dress.line(item) for item in agenda.following(now))
    turns = [agenda.ends(item) for item in running] + [agenda.starts(item) for item in following]
    return Moment(
        running=running,
        following=following,
        following_label=beginning(following[0], today) if following else "",
        anchor=(running or following or (None,))[0],
        until=min(turns).isoformat(timespec="minutes") if turns else "",
    )


def beginning(item: Item, today: date) -> str:
    """When it begins: a clock time or the part of the day, with the date unless it is today's."""
    clock = item.when.begins.time if item.when and item.when.begins else item.part_label
    if item.date == today:
        return clock
    return _("%(day)s, %(time)s") % {"day": dates.day(item.date), "time": clock}


def day_view(day: Day, today: date, dress: Dress) -> DayView:
    """A day; one on which nothing is planned yet is not a day off. A filter hides both."""
    parts = tuple(
        PartView(part.label, "", rows([dress.line(item) for item in part.items]))
        for part in day.parts
    )
    return DayView(
        number=day.number,
        date=day.date,
        anchor=day.anchor,
        is_off=bool(day.items) and day.is_off,
        is_today=day.date == today,
        note=next((item.title for item in day.items if item.is_off), ""),
        parts=parts,
        is_hidden=dress.shows is not None and all(part.is_hidden for part in parts),
    )


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

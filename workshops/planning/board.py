"""The planning board: days down, parts of the day across, sessions as cards. Of the working copy."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from hashlib import blake2b
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from workshops import dates
from workshops.agenda import dates_of, nominal_hours, place_in_part
from workshops.content import Text, html_lang
from workshops.models import PartOfDay, Session, Workshop
from workshops.planning import warnings
from workshops.planning.reading import Planned, planned
from workshops.planning.seen import seen_of
from workshops.planning.warnings import Warning, Warnings

NAMES = 3  # of speakers on a card
PARTS = (PartOfDay.MORNING, PartOfDay.DAYTIME, PartOfDay.AFTERNOON, PartOfDay.NIGHT)


@dataclass(frozen=True)
class Card:
    """One session as the board shows it. `seen` is what an action sends back."""

    key: int
    title: Text
    kind: str
    kind_label: str
    starts_at: time | None
    ends_at: time | None
    where: tuple[Text, ...]
    who: tuple[str, ...]
    more: int
    is_cancelled: bool
    seen: str
    warnings: tuple[Warning, ...]

    @property
    def what(self) -> str:
        """09:00–10:30 · Lecture."""
        return " · ".join(filter(None, (self.times, self.kind_label)))

    @property
    def warned(self) -> str:
        """2 warnings: they are read on the session's page."""
        count = len(self.warnings)
        said = ngettext("%(count)s warning", "%(count)s warnings", count)
        return said % {"count": count} if count else ""

    @property
    def voice(self) -> str:
        """The element that says so: short ones, as there may be hundreds."""
        return "b" if any(warning.is_grave for warning in self.warnings) else "i"

    @property
    def lang(self) -> SafeString:
        """The attribute of a title in another language than the page's."""
        code = self.title.lang
        return format_html(' lang="{}"', html_lang(code)) if code else SafeString("")

    @property
    def times(self) -> str:
        return dates.time_range(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Cell:
    """One part of one day."""

    part: str
    label: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Row:
    """One day. `mark` changes with anything that it shows."""

    date: date
    number: int
    label: str
    is_outside: bool
    is_off: bool
    hours: Decimal
    cells: tuple[Cell, ...]
    warnings: tuple[Warning, ...]

    @property
    def anchor(self) -> str:
        return f"d{self.date:%Y%m%d}"

    @property
    def mark(self) -> str:
        return blake2b(repr(self).encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Week:
    """The days of one week, from Monday."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Board:
    """All days, and the parts of the day in use; what is said of the whole programme."""

    workshop: Workshop
    rows: tuple[Row, ...]
    used: tuple[str, ...]
    warnings: tuple[Warning, ...]

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        return tuple((part.value, str(part.label)) for part in PARTS)

    @property
    def weeks(self) -> Iterator[Week]:
        for monday, rows in groupby(
            self.rows, lambda row: row.date - timedelta(row.date.weekday())
        ):
            days = tuple(rows)
            first, last = max(monday, days[0].date), days[-1].date
            yield Week(dates.date_range(first, last), days)

    @property
    def count(self) -> int:
        return sum(len(cell.cards) for row in self.rows for cell in row.cells)


def board_of(workshop: Workshop) -> Board:
    """The board in the active language, in as many queries for 4 as for 500 sessions."""
    sessions = planned(workshop)
    found = warnings.of(workshop)
    by_day: dict[date, list[Planned]] = defaultdict(list)
    for row in sessions:
        by_day[row.date].append(row)
    hours = nominal_hours([counted(row) for row in sessions])
    return Board(
        workshop=workshop,
        rows=tuple(
            row_of(workshop, day, by_day.get(day, []), hours, found)
            for day in dates_of(workshop.starts_on, workshop.ends_on, by_day)
        ),
        used=used_by(sessions),
        warnings=tuple(found.programme),
    )


def counted(row: Planned) -> dict:
    """What nominal hours are counted from."""
    said = {"id": row.pk, "kind": row.kind, "status": row.status, "hours": row.hours or ""}
    return said | {"date": row.date, "part_of_day": row.part_of_day}


def used_by(sessions: Sequence[Planned]) -> tuple[str, ...]:
    """The parts of the day in use; of an empty programme the usual ones."""
    used = {row.part_of_day for row in sessions} or {PartOfDay.MORNING, PartOfDay.AFTERNOON}
    return tuple(part.value for part in PARTS if part in used)


def row_of(
    workshop: Workshop,
    day: date,
    sessions: Sequence[Planned],
    hours: dict[int, Decimal],
    found: Warnings,
) -> Row:
    by_part: dict[str, list[Card]] = defaultdict(list)
    for row in sorted(sessions, key=place_in_part):
        by_part[row.part_of_day].append(card_of(row, found))
    return Row(
        date=day,
        number=workshop.day_number(day),
        label=dates.day(day),
        is_outside=not workshop.starts_on <= day <= workshop.ends_on,
        is_off=bool(sessions) and all(row.kind == Session.Kind.OFF for row in sessions),
        hours=round(sum((hours[row.pk] for row in sessions), Decimal(0)), 1),
        cells=tuple(
            Cell(part.value, str(part.label), tuple(by_part[part.value])) for part in PARTS
        ),
        warnings=tuple(found.days.get(day, ())),
    )


def card_of(row: Planned, found: Warnings) -> Card:
    where = [place for place in (row.venue, *row.hosts) if place]
    if row.delivery != Session.Delivery.IN_PERSON:
        where.append(Text(Session.Delivery(row.delivery).label))
    kind = str(Session.Kind(row.kind).label)
    return Card(
        key=row.pk,
        title=row.title or Text(kind),
        kind=row.kind,
        kind_label=kind if row.title else "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        where=tuple(where),
        who=tuple(row.speakers[:NAMES]),
        more=max(len(row.speakers) - NAMES, 0),
        is_cancelled=row.status == Session.Status.CANCELLED,
        seen=str(seen_of(row)),
        warnings=tuple(found.sessions.get(row.pk, ())),
    )

"""The planning board: days down, parts of the day across, sessions as cards. Built from the working copy."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import blake2b
from itertools import groupby

from workshops import dates
from workshops.agenda import Agenda, Day, thaw
from workshops.content import Text
from workshops.freezing import freeze
from workshops.items import Item
from workshops.models import PartOfDay, Workshop
from workshops.planning import warnings
from workshops.planning.seen import seen_in
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
    times: str
    where: tuple[Text, ...]
    who: tuple[str, ...]
    more: int
    is_cancelled: bool
    is_off: bool
    seen: str
    warnings: tuple[Warning, ...]

    @property
    def what(self) -> str:
        """09:00–10:30 · Lecture."""
        return " · ".join(filter(None, (self.times, self.kind_label)))


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
    agenda: Agenda
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
        return len(self.agenda.items)


def board_of(workshop: Workshop) -> Board:
    """The board in the active language, in as many queries for 4 as for 500 sessions."""
    content = freeze(workshop)
    agenda = thaw(content, workshop, mount="preview")
    found = warnings.of(agenda)
    seen = {key: str(was) for key, was in seen_in(content).items()}
    rows = tuple(row_of(workshop, day, seen, found) for day in agenda.days)
    return Board(workshop, agenda, rows, used_in(agenda), tuple(found.programme))


def used_in(agenda: Agenda) -> tuple[str, ...]:
    """The parts of the day in use; of an empty programme the usual ones."""
    used = {item.part_of_day for item in agenda.items} or {PartOfDay.MORNING, PartOfDay.AFTERNOON}
    return tuple(part.value for part in PARTS if part in used)


def row_of(workshop: Workshop, day: Day, seen: dict[int, str], found: Warnings) -> Row:
    by_part = defaultdict(tuple, {part.code: part.items for part in day.parts})
    return Row(
        date=day.date,
        number=day.number,
        label=dates.day(day.date),
        is_outside=not workshop.starts_on <= day.date <= workshop.ends_on,
        is_off=bool(day.items) and day.is_off,
        hours=round(sum((item.hours for item in day.items), Decimal(0)), 1),
        cells=tuple(
            Cell(
                part.value,
                str(part.label),
                tuple(card_of(item, seen[item.id], found) for item in by_part[part]),
            )
            for part in PARTS
        ),
        warnings=tuple(found.days.get(day.date, ())),
    )


def card_of(item: Item, seen: str, found: Warnings) -> Card:
    names = [billing.name for billing in item.billings]
    places = [item.venue_name, *(host.name for host in item.hosts)]
    where = [place for place in places if place]
    if item.is_online:
        where.append(Text(item.delivery_label))
    return Card(
        key=item.id,
        title=item.display_title,
        kind=item.kind,
        kind_label=item.kind_label if item.title else "",
        times=item.time_range,
        where=tuple(where),
        who=tuple(names[:NAMES]),
        more=max(len(names) - NAMES, 0),
        is_cancelled=item.is_cancelled,
        is_off=item.is_off,
        seen=seen,
        warnings=tuple(found.sessions.get(item.id, ())),
    )

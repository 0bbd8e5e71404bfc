"""Two weeks on one landscape sheet: days across, parts of the day down, and in each what happens.

A cell has a fixed height, so that two weeks are one sheet; titles that would not fit are cut, and sessions
that would not are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from django.utils.translation import ngettext

from workshops import dates
from workshops.agenda import Agenda, Day
from workshops.content import Text
from workshops.items import Item
from workshops.models import PartOfDay

FEWEST_DAYS = 3  # of which a glance is worth a sheet
HIGH = 158  # millimetres of a sheet for its weeks
HEAD, PADDING, LINE = 8, 3.5, 3.25  # of a week, of a cell, of a line in it
LINE_LETTERS = 23  # of a line in a cell, on the narrower of the papers
IN_ORDER = (PartOfDay.MORNING, PartOfDay.DAYTIME, PartOfDay.AFTERNOON, PartOfDay.NIGHT)


@dataclass(frozen=True)
class Brief:
    """A session in a cell."""

    kind: str
    time: str
    title: Text
    is_cancelled: bool


@dataclass(frozen=True)
class Cell:
    """One part of one day, or a day whole (`rows` then says how many parts it spans)."""

    rows: int
    briefs: tuple[Brief, ...]
    more: str


@dataclass(frozen=True)
class Row:
    """A part of the day across a week. A day that is whole has its cell in the first row only."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class DayHead:
    """What stands over a day: Mon 20 May, which leads to its page."""

    label: str
    anchor: str


@dataclass(frozen=True)
class Week:
    """Days beside each other, `row_height` in millimetres. `blanks` days fill a shorter last week."""

    days: tuple[DayHead, ...]
    rows: tuple[Row, ...]
    row_height: float
    blanks: int


@dataclass(frozen=True)
class Sheet:
    """One landscape sheet."""

    weeks: tuple[Week, ...]


def sheets_of(agenda: Agenda) -> tuple[Sheet, ...]:
    """As many sheets as there are fortnights; none where there is nothing to overlook."""
    days = agenda.days
    if len(days) < FEWEST_DAYS or not agenda.items:
        return ()
    wide = 8 if len(days) in (15, 16) else 7
    weeks = [days[start : start + wide] for start in range(0, len(days), wide)]
    return tuple(
        Sheet(tuple(week_of(week, wide, len(pair)) for week in pair))
        for pair in (weeks[start : start + 2] for start in range(0, len(weeks), 2))
    )


def week_of(days: Sequence[Day], wide: int, beside: int) -> Week:
    """A week of a sheet that holds `beside` of them."""
    codes = parts_of(days)
    height = (HIGH / beside - HEAD) / len(codes)
    lines = max(int((height - PADDING) / LINE), 1)
    return Week(
        days=tuple(DayHead(dates.day(day.date), day.anchor) for day in days),
        rows=tuple(row_of(code, days, codes, lines) for code in codes),
        row_height=round(height, 2),
        blanks=wide - len(days),
    )


def parts_of(days: Sequence[Day]) -> tuple[str, ...]:
    """The parts that the week needs a row for; a day that is only daytime needs none of its own."""
    split = [day for day in days if not is_whole(day)]
    used = {part.code for day in split for part in day.parts}
    return tuple(code for code in IN_ORDER if code in used) or (PartOfDay.DAYTIME,)


def is_whole(day: Day) -> bool:
    return [part.code for part in day.parts] == [PartOfDay.DAYTIME]


def row_of(code: str, days: Sequence[Day], codes: tuple[str, ...], lines: int) -> Row:
    is_first = code == codes[0]
    cells = []
    for day in days:
        if not is_whole(day):
            cells.append(cell_of(items_of(day, code), lines))
        elif is_first:
            cells.append(cell_of(day.items, lines * len(codes), rows=len(codes)))
    return Row(str(PartOfDay(code).label), tuple(cells))


def items_of(day: Day, code: str) -> tuple[Item, ...]:
    return next((part.items for part in day.parts if part.code == code), ())


def cell_of(items: Sequence[Item], lines: int, rows: int = 1) -> Cell:
    """As many sessions as have a line each, their titles cut to what is left."""
    shown = items if len(items) <= lines else items[: max(lines - 1, 1)]
    left = len(items) - len(shown)
    each = (lines - bool(left)) // len(shown) if shown else 0
    return Cell(
        rows=rows,
        briefs=tuple(brief(item, max(each, 1)) for item in shown),
        more=ngettext("%(n)s more", "%(n)s more", left) % {"n": left} if left else "",
    )


def brief(item: Item, lines: int) -> Brief:
    clock = f"{item.starts_at:%H:%M}" if item.starts_at else ""
    room = lines * LINE_LETTERS * 85 // 100 - (len(clock) + 1 if clock else 0) - 3
    title = item.display_title
    return Brief(
        kind=item.kind,
        time=clock,
        title=Text(shortened(title.plain, room), title.lang),
        is_cancelled=item.is_cancelled,
    )


def shortened(words: str, room: int) -> str:
    """The text in so many letters, a Chinese one counted as two; cut at a word where there is one."""
    taken = 0
    for place, letter in enumerate(words):
        taken += 2 if east_asian_width(letter) in "WF" else 1
        if taken > room:
            cut = words[:place]
            return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;:–-')}…"
    return words

"""The layouts that organisers keep programmes in, brought into one: a row a session under our headings.

A list has its days as rows between the sessions, or in a column; a grid has them across. Rows keep the numbers
they have in the file, so that whatever is said of them is found there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from workshops.importers.parsing import MOST_ABOVE, cell_at, columns_of, is_known, under_header
from workshops.importers.programme_cells import LIST_KEYS, Talk, talks_in
from workshops.importers.programme_days import is_time, says_day, when, workshop_day
from workshops.importers.programme_sheet import TITLE
from workshops.importers.sheets import BadValue, Sheet
from workshops.models import Workshop
from workshops.tables import Cell, Row, Table

LAID_OUT = ("Day", "Time", "Title")
MOST_SESSIONS = 2_000  # of one file
FEWEST_KNOWN = 2  # headings by which a table is known to have a header
Cells = dict[str, Cell]  # by key of our column


def laid_out(table: Table, sheet: Sheet, workshop: Workshop) -> Table | None:
    """A table without a header of ours as Day, Time and Title; None where it has one, or is no programme."""
    rows = all_rows(table)
    if any(known_in(row, sheet) >= FEWEST_KNOWN for row in rows[: MOST_ABOVE + 1]):
        return None
    found = list(from_grid(rows, workshop)) or list(from_list(rows, workshop))
    placed = [row for row in found if row.cells[0] or row.cells[1]]
    return Table(TITLE, LAID_OUT, tuple(found)) if 2 * len(placed) > len(found) else None


def all_rows(table: Table) -> list[Row]:
    """With the first, which need not be a header."""
    first = table.rows[0].number - 1 if table.rows else 1
    return [Row(max(first, 1), table.header), *table.rows]


def known_in(row: Row, sheet: Sheet) -> int:
    return sum(is_known(sheet, cell) for cell in row.cells)


def from_grid(rows: list[Row], workshop: Workshop) -> Iterator[Row]:
    """Days across, times down; each column gives its day, then its sessions."""
    heads = [days_across(row, workshop) for row in rows[: MOST_ABOVE + 1]]
    start = next((n for n, across in enumerate(heads) if are_several(across, workshop)), None)
    if start is None:
        return
    for column, day in heads[start].items():
        for row in rows[start + 1 :]:
            cell = cell_at(row, column)
            if says_day(cell, workshop):
                day = f"{day} {cell}"
            elif cell not in (None, ""):
                yield Row(row.number, (day, first_time(row, column), str(cell)))


def days_across(row: Row, workshop: Workshop) -> dict[int, Cell]:
    return {at: cell for at, cell in enumerate(row.cells) if says_day(cell, workshop)}


def are_several(across: dict[int, Cell], workshop: Workshop) -> bool:
    """Whether these are days beside each other, and not one day told twice."""
    try:
        days = {workshop_day(workshop)(cell) for cell in across.values()}
    except BadValue:
        return len(across) > 2  # a slip in one of them is said when it is read
    return len(days - {None}) > 1


def first_time(row: Row, before: int) -> Cell:
    """The time that stands in the row, to the left."""
    return next((cell for cell in row.cells[:before] if is_time(cell)), "")


def from_list(rows: list[Row], workshop: Workshop) -> Iterator[Row]:
    """Days as rows or at the beginning of one, then a time, then whatever is said of the session."""
    start = next((n for n, row in enumerate(rows) if days_across(row, workshop)), len(rows))
    for row in rows[start:]:
        filled = [cell for cell in row.cells if cell not in (None, "")]
        days = []
        while filled and says_day(filled[0], workshop):
            days.append(filled.pop(0))
        clock = filled.pop(0) if filled and is_time(filled[0]) else ""
        while filled and says_day(filled[0], workshop):
            days.append(filled.pop(0))
        if days or clock or filled:
            day = days[0] if len(days) == 1 else " ".join(map(str, days))
            yield Row(row.number, (day, clock, "\n".join(map(str, filled))))


@dataclass
class Place:
    """Where the reading of a list stands: the day and the time that rows without their own belong to."""

    day: Cell = ""
    time: Cell = ""
    alone: bool = False  # the day stood in a row of its own, and the next may say more of it


def unfolded(table: Table, sheet: Sheet, workshop: Workshop) -> Table:
    """A table under our headings with a row for each session: days and times filled in, cells taken apart."""
    table = under_header(sheet, table)
    places, _findings = columns_of(sheet, table)
    if "title_en" not in places:
        return table
    header = tuple(column.header for column in sheet.columns)
    rows: list[tuple[int, Cells]] = []
    place = Place()
    for row in table.rows:
        cells = {key: cell_at(row, at) for key, at in places.items()}
        if len(rows) <= MOST_SESSIONS and not is_heading(cells, place, workshop):
            take(cells, row.number, place, rows)
    keys = [column.key for column in sheet.columns]
    return replace(
        table,
        header=used(header, keys, places, rows),
        rows=tuple(Row(n, tuple(cells.get(key) for key in keys)) for n, cells in rows),
    )


def used(header: tuple, keys: list, places: dict, rows: list[tuple[int, Cells]]) -> tuple[str, ...]:
    """The headings of columns that the file has or that its cells gave; the others lose theirs."""
    given = set(places) | {key for _n, cells in rows for key in cells}
    return tuple(word if key in given else "" for word, key in zip(header, keys, strict=True))


def is_heading(cells: Cells, place: Place, workshop: Workshop) -> bool:
    """Whether a row only says which day follows; two such rows say it together."""
    filled = [cell for cell in cells.values() if cell not in (None, "")]
    if not filled or not all(says_day(cell, workshop) for cell in filled):
        return False
    if set(cells) - {"date"} == set() or len(filled) == 1 or cells.get("title_en"):
        said = filled[0] if len(filled) == 1 else " ".join(map(str, filled))
        place.day = f"{place.day} {said}" if place.alone else said
        place.time, place.alone = "", True
        return True
    return False


def take(cells: Cells, number: int, place: Place, rows: list[tuple[int, Cells]]) -> None:
    """A row of sessions, or of more about the one above."""
    told = {key: cell for key, cell in cells.items() if cell not in (None, "")}
    if told.get("date") and told["date"] != place.day:
        place.day, place.time = told["date"], ""
    place.alone = False
    own_time = told.get("time", "")
    place.time = own_time or ("" if "starts_at" in told else place.time)
    if not any(key.startswith("title") for key in told) and rows and not own_time:
        if set(told) - {"date"}:
            add_to(rows[-1][1], told)
        return
    if not set(told) - {"date", "time"}:
        return
    if not own_time and "starts_at" not in told:
        told |= {"time": place.time}
    rows += [(number, one) for one in sessions_of(told | {"date": place.day})]


def add_to(above: Cells, told: Cells) -> None:
    """More people, hosts and places of a session whose title is merged over several rows."""
    for key in LIST_KEYS:
        if told.get(key):
            above[key] = "\n".join(str(each) for each in (above.get(key), told[key]) if each)


def sessions_of(cells: Cells) -> Iterator[Cells]:
    """The sessions of a row: what its columns say, and what is said in the cell of the title."""
    talks = talks_in(str(cells.get("title_en") or "")) or [Talk()]
    for talk in talks:
        merged = dict(cells)
        if len(talks) > 1:
            merged["time"] = part_alone(cells.get("time"))
            merged.pop("number", None)
            merged.pop("uuid", None)
        merged["title_en"] = " ".join(talk.words.get("title", "").split())
        for key in ("arranged_by", "venue", "meeting_point"):
            if key in talk.words and not merged.get(key):
                merged[key] = " ".join(talk.words[key].split())
        if "description" in talk.words and not merged.get("description_en"):
            merged["description_en"] = talk.words["description"]
        for key, lines in talk.lists.items():
            merged[key] = "\n".join(str(each) for each in (merged.get(key), *lines) if each)
        if talk.kind and not merged.get("kind"):
            merged["kind"] = talk.kind
        if talk.is_online and merged.get("is_online") in (None, ""):
            merged["is_online"] = "yes"
        yield merged


def part_alone(cell: Cell) -> Cell:
    """Of several sessions that share a cell none has all of its time: the part of the day."""
    try:
        found = when(cell)
    except BadValue:
        return cell  # the parser says what is wrong with it
    return found.part if found else cell

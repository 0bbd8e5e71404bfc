"""What an import does or would do, row by row of the file, for a page and a command to show."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from workshops.importers.changes import Act, Changes, Difference, Entry
from workshops.importers.findings import Finding
from workshops.importers.parsing import table_for, under_header
from workshops.importers.pipeline import Result
from workshops.importers.sheets import Place, Sheet
from workshops.tables import Row, Table

MOST = 200  # rows of a list that are shown
LONGEST = 160  # characters of a value that are shown


@dataclass(frozen=True)
class Field:
    """One field of a row, before and after, in the reader's words."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One row: its place in the file, where it stands in one, what it is about, and what happens to it."""

    sheet: str
    row: int | None
    name: str
    fields: tuple[Field, ...] = ()
    reasons: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Lines:
    """The first rows that something happens to, and how many there are."""

    lines: tuple[Line, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Preview:
    """Every row of a file once: new, changed, the same or refused; and what goes that the file leaves out."""

    new: Lines
    changed: Lines
    same: Lines
    removed: Lines
    refused: Lines


def preview_of(result: Result) -> Preview:
    """The rows of a result, in the order of the file."""
    by_act: dict[Act, list[list[Entry]]] = defaultdict(list)
    for entries in grouped(result.changes):
        by_act[act_of(entries)].append(entries)
    related = Related(by_act[Act.CHANGED][:MOST])
    return Preview(
        **{
            act.value: Lines(
                tuple(line_of(entries, related) for entries in by_act[act][:MOST]),
                len(by_act[act]),
            )
            for act in Act
        },
        refused=refused_of(result),
    )


def grouped(changes: Changes) -> Iterable[list[Entry]]:
    """What belongs to one row of the file; what has none stands alone."""
    groups: dict[Any, list[Entry]] = defaultdict(list)
    for entry in changes.entries:
        groups[place_of(entry) or id(entry)].append(entry)
    for entry in changes.besides:
        if entry.record is not None:
            groups[place_of(entry)].append(entry)
    return groups.values()


def place_of(entry: Entry) -> Place | None:
    return (entry.record.sheet, entry.record.row) if entry.record else None


def act_of(entries: list[Entry]) -> Act:
    """A row brings something new, or changes something, or leaves all as it is."""
    acts = {entry.act for entry in entries}
    return next(act for act in (Act.NEW, Act.CHANGED, Act.REMOVED, Act.SAME) if act in acts)


def line_of(entries: list[Entry], related: "Related") -> Line:
    first = entries[0]
    fields = [
        field_of(entry, one, related)
        for entry in entries
        if entry.act == Act.CHANGED
        for one in entry.differences
        if is_shown(entry, one)
    ]
    sheet, row = place_of(first) or ("", None)
    kind = capfirst(str(first.row._meta.verbose_name))
    return Line(sheet, row, str(first.row) if row else f"{kind}: {first.row}", tuple(fields))


def is_shown(entry: Entry, one: Difference) -> bool:
    """Derived columns are nobody's business."""
    field = column_of(entry.row, one.field)
    return field is None or field.editable


def field_of(entry: Entry, one: Difference, related: "Related") -> Field:
    field = column_of(entry.row, one.field)
    name = str(field.verbose_name) if field is not None else one.label
    return Field(capfirst(name), *(shown(value, field, related) for value in (one.old, one.new)))


def column_of(row: models.Model, name: str) -> models.Field | None:
    """The field, or None for what is no column, such as a number of seats."""
    return next((field for field in row._meta.concrete_fields if field.name == name), None)


def shown(value: Any, field: models.Field | None, related: "Related") -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.is_relation:
        return related.name(field, value)
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return Truncator(str(value)).chars(LONGEST)


class Related:
    """The names of related rows that differences speak of, asked for once a model."""

    def __init__(self, groups: Iterable[list[Entry]]):
        wanted: dict[type[models.Model], set] = defaultdict(set)
        for entry in (entry for entries in groups for entry in entries):
            for one in entry.differences:
                field = column_of(entry.row, one.field)
                if field is not None and field.is_relation:
                    wanted[field.related_model] |= {one.old, one.new} - {None}
        self.names = {
            model: {pk: str(row) for pk, row in model._base_manager.in_bulk(keys).items()}
            for model, keys in wanted.items()
        }

    def name(self, field: models.Field, key: Any) -> str:
        """What a related row is called; one that is only being made is said to be new."""
        return self.names.get(field.related_model, {}).get(key, _("(new)"))


def reasons_of(result: Result) -> dict[Place, list[Finding]]:
    """All that is wrong with each row that is refused, in the order of the file."""
    reasons: dict[Place, list[Finding]] = defaultdict(list)
    for finding in result.errors:
        for row in finding.rows:
            reasons[finding.sheet, row].append(finding)
    order = {sheet.title: place for place, sheet in enumerate(result.sheets)}
    return dict(sorted(reasons.items(), key=lambda one: (order.get(one[0][0], 0), one[0][1])))


def refused_of(result: Result) -> Lines:
    """Rows with a fault, each with all that is wrong with it."""
    reasons = reasons_of(result)
    places = list(reasons)
    names = names_of(result, set(places[:MOST]))
    lines = [
        Line(sheet, row, names.get((sheet, row), ""), reasons=tuple(reasons[sheet, row]))
        for sheet, row in places[:MOST]
    ]
    return Lines(tuple(lines), len(places))


def names_of(result: Result, places: set[Place]) -> dict[Place, str]:
    """What refused rows are called, from the file's cells."""
    names = {}
    for sheet, table in tables_by_sheet(result.sheets, result.tables):
        columns = [at for key in sheet.named_by if (at := column_at(sheet, key, table)) is not None]
        for row in table.rows:
            if (sheet.title, row.number) in places:
                names[sheet.title, row.number] = name_from(row, columns)
    return names


def tables_by_sheet(
    sheets: tuple[Sheet, ...], tables: tuple[Table, ...]
) -> list[tuple[Sheet, Table]]:
    """Each of our sheets that the file has, from its headings on."""
    found = [(sheet, table_for(sheet, sheets, list(tables))) for sheet in sheets]
    return [(sheet, under_header(sheet, table)) for sheet, table in found if table is not None]


def column_at(sheet: Sheet, key: str, table: Table) -> int | None:
    column = next(column for column in sheet.columns if column.key == key)
    return next((at for at, word in enumerate(table.header) if column.matches(word)), None)


def name_from(row: Row, columns: list[int]) -> str:
    cells = [row.cells[at] for at in columns if at < len(row.cells)]
    return Truncator(" · ".join(str(cell) for cell in cells if cell not in (None, ""))).chars(80)

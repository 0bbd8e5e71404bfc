"""The one path of every import: file → rows → parsed rows → checkers → all findings → stop or write.

A page, an admin form and a command call `run`. A dry run takes the same path and is rolled back at
its end. Any error means that nothing is written; equal faults in many rows become one line.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from django.db import models, transaction
from django.utils.translation import gettext as _

from workshops.tables import Cell, Row, Table, Unreadable, read_tables

SHEET_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"}


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing to say about a file. `rows` are row numbers as the person sees them; () is the whole sheet."""

    message: str
    hint: str = ""
    level: Level = Level.ERROR
    sheet: str = ""
    rows: tuple[int, ...] = ()
    column: str = ""
    value: str = ""

    @property
    def is_error(self) -> bool:
        return self.level == Level.ERROR


class BadValue(Exception):
    """A cell does not say what its column holds. Raised by parsers with a message and a hint."""

    def __init__(self, message: str, hint: str = ""):
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Column:
    """One column that a sheet may have. `parse` turns a cell into a value or raises BadValue."""

    key: str
    header: str
    parse: Callable[[Cell], Any]
    required: bool = False
    aliases: tuple[str, ...] = ()

    def matches(self, word: str) -> bool:
        return fold(word) in {fold(name) for name in (self.header, self.key, *self.aliases)}


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its columns; `aliases` are other names it is found under.

    An `upright` one may stand as two columns, Field and Value, one field a row.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    required: bool = False
    aliases: tuple[str, ...] = ()
    upright: bool = False

    def matches(self, name: str) -> bool:
        return fold(name) in {fold(each) for each in (self.title, self.key, *self.aliases)}


@dataclass(frozen=True)
class Record:
    """One parsed row. A key whose cell was bad is missing; a blank cell is its parser's answer to None.

    `present` are the keys of the columns that the file has; `rows` says where each column stands in
    an upright sheet.
    """

    sheet: str
    row: int
    values: Mapping[str, Any]
    present: frozenset[str] = frozenset()
    rows: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def given(self, *keys: str) -> dict[str, Any]:
        """The values of those of the columns that the file has."""
        return {key: self.values[key] for key in keys if key in self.present}

    def finding(
        self,
        message: str,
        *,
        column: str = "",
        value: object = "",
        hint: str = "",
        level: Level = Level.ERROR,
    ) -> Finding:
        """A finding about this row."""
        row = self.rows.get(column, self.row)
        return Finding(message, hint, level, self.sheet, (row,), column, shown(value))


class Records(dict[str, list[Record]]):
    """Parsed rows by sheet key; `absent` are the keys of sheets that the file does not have."""

    def __init__(self, keys: Iterable[str] = ()):
        super().__init__((key, []) for key in keys)
        self.absent: set[str] = set()


@dataclass
class Changes:
    """What a write did, or would do: labels of new, changed and same rows by kind of thing."""

    new: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    same: Counter = field(default_factory=Counter)
    removed: Counter = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.changed or self.removed)


class Importer(Protocol):
    """What one kind of file brings to the pipe."""

    sheets: tuple[Sheet, ...]

    def check(self, records: Records) -> Iterable[Finding]:
        """Findings about rows together, and against the database. Writes nothing."""

    def write(self, records: Records, changes: Changes) -> None:
        """Write the rows. Runs in one transaction, only where there is no error."""


@dataclass(frozen=True)
class Result:
    """What came of an import. `written` is False for a dry run and wherever there is an error."""

    findings: tuple[Finding, ...]
    changes: Changes
    written: bool

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.is_error)

    @property
    def ok(self) -> bool:
        return not self.errors


def run(importer: Importer, content: bytes, filename: str, *, dry_run: bool) -> Result:
    """Import a file, or say everything that is wrong with it. Never raises for what a file holds."""
    try:
        tables = read_tables(content, filename)
    except Unreadable as why:
        return Result((Finding(str(why)),), Changes(), written=False)
    return run_tables(importer, tables, dry_run=dry_run)


def run_tables(importer: Importer, tables: list[Table], *, dry_run: bool) -> Result:
    """The path after reading: parse, check, write in one transaction, keep or roll back."""
    records, findings = parse(importer.sheets, tables)
    findings += list(importer.check(records))
    changes = Changes()
    if any(f.is_error for f in findings):
        return Result(merged(findings), changes, written=False)
    with transaction.atomic():
        importer.write(records, changes)
        transaction.set_rollback(dry_run)
    return Result(merged(findings), changes, written=not dry_run)


def parse(sheets: tuple[Sheet, ...], tables: list[Table]) -> tuple[Records, list[Finding]]:
    """Parsed rows by sheet key, and what was wrong with sheets, columns and cells."""
    records = Records(sheet.key for sheet in sheets)
    findings: list[Finding] = []
    used = []
    for sheet in sheets:
        table = table_for(sheet, sheets, tables)
        if table is None:
            records.absent.add(sheet.key)
            if sheet.required:
                findings.append(missing_sheet(sheet, tables))
            continue
        used.append(table)
        records[sheet.key], faults = parse_sheet(sheet, table)
        findings += faults
    findings += [unknown_sheet(sheets, t) for t in tables if t.name and t.header and t not in used]
    return records, findings


def table_for(sheet: Sheet, sheets: tuple[Sheet, ...], tables: list[Table]) -> Table | None:
    """The table of that name; a file with one table and an importer with one required sheet belong together."""
    for table in tables:
        if sheet.matches(table.name):
            return table
    only_required = [s for s in sheets if s.required] == [sheet]
    return tables[0] if only_required and len(tables) == 1 else None


def missing_sheet(sheet: Sheet, tables: list[Table]) -> Finding:
    return Finding(
        _("There is no sheet “%(sheet)s”.") % {"sheet": sheet.title},
        _("The file has: %(names)s.")
        % {"names": ", ".join(t.name or _("one table") for t in tables)},
    )


def unknown_sheet(sheets: tuple[Sheet, ...], table: Table) -> Finding:
    return Finding(
        _("This sheet is not known and would be left out."),
        _("Known sheets: %(known)s.") % {"known": ", ".join(sheet.title for sheet in sheets)},
        Level.WARNING,
        table.name,
    )


def parse_sheet(sheet: Sheet, table: Table) -> tuple[list[Record], list[Finding]]:
    if sheet.upright and table.header and fold(table.header[0]) == "field":
        return parse_upright(sheet, table)
    places, findings = columns_of(sheet, table)
    records = []
    for row in table.rows:
        values, faults = parse_row(sheet, places, row)
        findings += faults
        records.append(Record(sheet.title, row.number, values, frozenset(places)))
    return records, findings


def columns_of(sheet: Sheet, table: Table) -> tuple[dict[str, int], list[Finding]]:
    """Where each column stands, and what is missing, double or unknown in the header."""
    places: dict[str, int] = {}
    findings = []
    for index, word in enumerate(table.header):
        column = next((c for c in sheet.columns if c.matches(word)), None)
        if column is None:
            if word:
                findings.append(unknown_column(sheet, word))
        elif column.key in places:
            findings.append(Finding(_("This column stands twice."), sheet=sheet.title, column=word))
        else:
            places[column.key] = index
    known = ", ".join(c.header for c in sheet.columns)
    findings += [
        Finding(
            _("The column “%(column)s” is missing.") % {"column": c.header},
            _("The first row names the columns: %(known)s.") % {"known": known},
            sheet=sheet.title,
        )
        for c in sheet.columns
        if c.required and c.key not in places
    ]
    return places, findings


def unknown_column(sheet: Sheet, word: str) -> Finding:
    return Finding(
        _("This column is not known and would be left out."),
        _("Known columns: %(known)s.") % {"known": ", ".join(c.header for c in sheet.columns)},
        Level.WARNING,
        sheet.title,
        column=word,
    )


def parse_row(
    sheet: Sheet, places: dict[str, int], row: Row
) -> tuple[dict[str, Any], list[Finding]]:
    values: dict[str, Any] = {}
    findings = []
    for column in sheet.columns:
        if column.required and column.key not in places:
            continue  # said once, of the sheet
        cell = cell_at(row, places.get(column.key))
        try:
            values[column.key] = value_of(column, cell)
        except BadValue as bad:
            findings.append(bad_cell(sheet, column, row.number, cell, bad))
    return values, findings


def cell_at(row: Row, index: int | None) -> Cell:
    return row.cells[index] if index is not None and index < len(row.cells) else None


def value_of(column: Column, cell: Cell) -> Any:
    if column.required and cell in (None, ""):
        raise BadValue(_("This cell must not be empty."))
    if cell in SHEET_ERRORS:
        raise BadValue(
            _("The spreadsheet shows an error here."), _("Correct its formula, or type the value.")
        )
    return column.parse(cell)


def bad_cell(sheet: Sheet, column: Column, row: int, cell: Cell, bad: BadValue) -> Finding:
    return Finding(
        bad.message, bad.hint, Level.ERROR, sheet.title, (row,), column.header, shown(cell)
    )


def parse_upright(sheet: Sheet, table: Table) -> tuple[list[Record], list[Finding]]:
    """One record from a sheet whose rows are Field, Value."""
    fields, findings = fields_of(sheet, table)
    values: dict[str, Any] = {}
    for column in sheet.columns:
        row = fields.get(column.key)
        if row is None and column.required:
            findings.append(
                Finding(
                    _("The field “%(field)s” is missing.") % {"field": column.header},
                    sheet=sheet.title,
                )
            )
            continue
        cell = cell_at(row, 1) if row else None
        try:
            values[column.key] = value_of(column, cell)
        except BadValue as bad:
            findings.append(bad_cell(sheet, column, row.number if row else 1, cell, bad))
    rows = {c.header: fields[c.key].number for c in sheet.columns if c.key in fields}
    return [Record(sheet.title, 1, values, frozenset(fields), rows)], findings


def fields_of(sheet: Sheet, table: Table) -> tuple[dict[str, Row], list[Finding]]:
    """The row of each field, and what is unknown or double among them."""
    fields: dict[str, Row] = {}
    findings = []
    for row in table.rows:
        word = shown(cell_at(row, 0))
        column = next((c for c in sheet.columns if c.matches(word)), None)
        if column is None:
            findings.append(replace(unknown_column(sheet, word), rows=(row.number,)))
        elif column.key in fields:
            findings.append(
                Finding(
                    _("This field stands twice."),
                    sheet=sheet.title,
                    rows=(row.number,),
                    column=word,
                )
            )
        else:
            fields[column.key] = row
    return fields, findings


def shown(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text if len(text) <= 80 else f"{text[:77]}…"


def merged(findings: list[Finding]) -> tuple[Finding, ...]:
    """Equal faults of many rows as one finding that lists the rows; errors first, in the file's order."""
    together: dict[Finding, list[int]] = {}
    for finding in findings:
        together.setdefault(replace(finding, rows=()), []).extend(finding.rows)
    lines = [replace(key, rows=tuple(sorted(set(rows)))) for key, rows in together.items()]
    return tuple(sorted(lines, key=lambda f: f.level != Level.ERROR))


def fold(word: str) -> str:
    """A header or sheet name as it is compared: letters and digits only, any case."""
    return "".join(c for c in str(word).casefold() if c.isalnum())


def put(
    model: type[models.Model], changes: Changes, *, by: dict[str, Any], **values: Any
) -> models.Model:
    """Make the row that `by` identifies hold `values`, writing only what differs. Counts it in `changes`.

    The importers' way to be idempotent: the same file twice changes nothing.
    """
    kind = str(model._meta.verbose_name_plural)
    row = model._default_manager.filter(**by).first()
    if row is None:
        row = model(**by | values)
        row.save(force_insert=True)
        changes.new[kind] += 1
        changes.lines.append(_("New: %(what)s") % {"what": row})
        return row
    differing = [name for name, value in values.items() if not equal(getattr(row, name), value)]
    if not differing:
        changes.same[kind] += 1
        return row
    for name in differing:
        setattr(row, name, values[name])
    row.save(update_fields=differing)
    changes.changed[kind] += 1
    changes.lines.append(
        _("Changed: %(what)s (%(fields)s)") % {"what": row, "fields": ", ".join(differing)}
    )
    return row


def equal(old: Any, new: Any) -> bool:
    """Whether a stored value and a new one are the same; None and "" are."""
    return old == new or (old in (None, "") and new in (None, ""))


def drop_rest(rows: models.QuerySet, kept: Iterable[models.Model], changes: Changes) -> None:
    """Remove the rows of a parent that the file no longer holds."""
    gone = rows.exclude(pk__in=[row.pk for row in kept])
    count = gone.count()
    if count:
        changes.removed[str(rows.model._meta.verbose_name_plural)] += count
        gone.delete()


def put_in_order(
    model: type[models.Model],
    changes: Changes,
    *,
    owner: dict[str, Any],
    identity: str,
    rows: list[dict[str, Any]],
) -> list[models.Model]:
    """Make the children of `owner` these, in this order.

    A child keeps its row while its `identity` stays, or else its place in the order.
    """
    old = list(model._default_manager.filter(**owner))
    named = {getattr(child, identity): child for child in old}
    wanted = {values[identity] for values in rows}
    renamed = {child.position: child for child in old if getattr(child, identity) not in wanted}
    kept = []
    for position, values in enumerate(rows, start=1):
        child = named.get(values[identity]) or renamed.get(position)
        by = {"pk": child.pk} if child else owner | {identity: values[identity]}
        kept.append(put(model, changes, by=by, **values | {"position": position}))
    drop_rest(model._default_manager.filter(**owner), kept, changes)
    return kept


def duplicates(
    records: Iterable[Record], key: Callable[[Record], Any]
) -> Iterator[tuple[Record, Record]]:
    """Pairs (second, first) of records that `key` makes alike; a key of None is not compared."""
    seen: dict[Any, Record] = {}
    for record in records:
        value = key(record)
        if value is None:
            continue
        if value in seen:
            yield record, seen[value]
        else:
            seen[value] = record

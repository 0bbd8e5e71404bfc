"""From tables to records: which sheet and column is which, and what its cells say."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from workshops.importers.findings import Finding, Level, shown
from workshops.importers.sheets import (
    BadValue,
    Column,
    Record,
    Records,
    Sheet,
    fold,
    is_for_people,
    is_reason,
)
from workshops.tables import Cell, Row, Table

MOST_ABOVE = 10  # rows above the header: a title, a date, a place
SHEET_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"}


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
    for table in tables:
        if table.name and table.header and table not in used and not is_for_people(table.name):
            findings.append(unknown_sheet(sheets, table))
    return records, findings


def table_for(sheet: Sheet, sheets: tuple[Sheet, ...], tables: list[Table]) -> Table | None:
    """The table of that name; a file with one table and an importer with one required sheet belong together."""
    for table in tables:
        if sheet.matches(table.name):
            return table
    only_required = [s for s in sheets if s.required] == [sheet]
    # Excel adds empty sheets by itself
    filled = [table for table in tables if table.header and not is_for_people(table.name)]
    return filled[0] if only_required and len(filled) == 1 else None


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
    table = under_header(sheet, table)
    places, findings = columns_of(sheet, table)
    records = []
    for row in table.rows:
        values, faults = parse_row(sheet, places, row)
        findings += faults
        records.append(Record(sheet.title, row.number, values, frozenset(places)))
    return records, findings


def under_header(sheet: Sheet, table: Table) -> Table:
    """The table from the row on that names its columns: lists often have their title above it."""
    candidates = [Row(0, table.header), *table.rows[:MOST_ABOVE]]
    counts = [sum(is_known(sheet, cell) for cell in row.cells) for row in candidates]
    best = counts.index(max(counts))
    if best == 0 or counts[best] < 2:
        return table
    header = tuple("" if cell is None else str(cell) for cell in candidates[best].cells)
    return replace(table, header=header, rows=table.rows[best:])


def is_known(sheet: Sheet, cell: Cell) -> bool:
    return isinstance(cell, str) and any(column.matches(cell) for column in sheet.columns)


def columns_of(sheet: Sheet, table: Table) -> tuple[dict[str, int], list[Finding]]:
    """Where each column stands, and what is missing, double or unknown in the header."""
    places: dict[str, int] = {}
    findings = []
    for index, word in enumerate(table.header):
        column = next((c for c in sheet.columns if c.matches(word)), None)
        if column is None:
            if word and not is_reason(word):
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
        if column.parse is None or (column.required and column.key not in places):
            continue  # goes out only; or is said once, of the sheet
        cell = cell_at(row, places.get(column.key))
        try:
            values[column.key] = value_of(column, cell)
        except BadValue as bad:
            findings.append(bad_cell(sheet, column, row.number, cell, bad))
    return values, findings


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

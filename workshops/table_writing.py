"""Writes tables as files that are safe to open: nothing in them runs, and nothing is hidden in them.

A cell that a spreadsheet would take for a formula is text in XLSX, and has an apostrophe before it in CSV,
which `tables` takes off again: what is read back is what was there.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from workshops.tables import ESCAPED, FORMULA, Cell, Table

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    "<Properties"
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
TRACES = {"docProps/core.xml": CORE, "docProps/app.xml": APP}
SHEET_NAME = re.compile(r"[\\/*?:\[\]]")


def write_workbook(tables: Iterable[Table]) -> bytes:
    """An XLSX whose cells are text or numbers, and never formulas. `Row.number` is ignored."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(SHEET_NAME.sub(" ", table.name)[:31] or "Sheet1")
        sheet.freeze_panes = "A2"
        for index, width in enumerate(widths(table)):
            sheet.column_dimensions[get_column_letter(index + 1)].width = width
        sheet.append([safe_cell(sheet, word, bold=True) for word in table.header])
        for row in table.rows:
            sheet.append([safe_cell(sheet, cell) for cell in row.cells])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook as a file that says nothing of who made it, when, or with what."""
    out = io.BytesIO()
    book.save(out)
    return without_traces(out.getvalue())


def without_traces(content: bytes) -> bytes:
    """The same package with empty properties and fixed times: the same content is the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = TRACES.get(name) or old.read(name)
            new.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def widths(table: Table) -> list[int]:
    longest = [len(str(word)) for word in table.header]
    for row in table.rows:
        for index, cell in enumerate(row.cells[: len(longest)]):
            longest[index] = max(longest[index], len(str(cell)) if cell is not None else 0)
    return [min(max(width + 2, 8), 60) for width in longest]


def safe_cell(sheet, value: Cell, *, bold: bool = False) -> SheetCell:
    value = plain(value)
    if isinstance(value, str):
        value = as_text(ILLEGAL_CHARACTERS_RE.sub("", value))
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = FORMULA.match(value) is not None
    if bold:
        cell.font = Font(bold=True)
    return cell


def plain(value: Cell) -> Cell:
    """Days and times as ISO text, which no spreadsheet shows as another day."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else value


def as_text(value: str) -> str:
    """Marks what would be read as something else: a code of Excel's, an apostrophe before a formula."""
    value = ESCAPED.sub(lambda match: f"_x005F{match[0]}", value)
    return f"'{value}" if value.startswith("'") and FORMULA.match(value) else value


def write_csv(table: Table) -> bytes:
    """CSV in UTF-8 with BOM, which Excel needs; a cell that it would run is prefixed with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(word) for word in table.header])
    writer.writerows([harmless(cell) for cell in row.cells] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> Cell:
    cell = plain(cell)
    if isinstance(cell, str):
        cell = ESCAPED.sub(lambda match: f"_x005F{match[0]}", cell.replace("\0", ""))
        return f"'{cell}" if FORMULA.match(cell) else cell
    return cell

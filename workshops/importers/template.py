"""Empty workbooks for organisers to fill in."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshops.importers.sheets import Sheet

ROWS = 200  # as many as are formatted


def template(sheets: tuple[Sheet, ...]) -> bytes:
    """An XLSX with a sheet for each of `sheets`; every cell is text, so that Excel turns no number
    or date into something else. Required columns are bold."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        fill = fill_upright if sheet.upright else fill_across
        fill(page, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill_across(page: Worksheet, sheet: Sheet) -> None:
    for index, column in enumerate(sheet.columns, start=1):
        head = page.cell(1, index, column.header)
        head.font = Font(bold=column.required)
        page.column_dimensions[get_column_letter(index)].width = max(len(column.header) + 2, 14)
        for row in range(2, ROWS + 2):
            as_text(page, row, index)


def fill_upright(page: Worksheet, sheet: Sheet) -> None:
    for index, word in enumerate(("Field", "Value"), start=1):
        page.cell(1, index, word).font = Font(bold=True)
    page.column_dimensions["A"].width = 28
    page.column_dimensions["B"].width = 80
    for row, column in enumerate(sheet.columns, start=2):
        page.cell(row, 1, column.header).font = Font(bold=column.required)
        as_text(page, row, 2)


def as_text(page: Worksheet, row: int, column: int) -> None:
    cell = page.cell(row, column)
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")

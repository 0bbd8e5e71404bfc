"""Empty workbooks for organisers to fill in: cells of text, choices to pick from, and how to fill them in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from workshops.importers.sheets import GUIDE, LISTS, Column, Sheet, in_reader_language
from workshops.table_writing import saved

ROWS = 200  # as many as are formatted
MOST_ROWS = 2000  # as many as have choices to pick from
WRAPPED = Alignment(wrap_text=True, vertical="top")

Key = tuple[str, str]  # of a sheet, and of a column in it


@dataclass(frozen=True)
class Offers:
    """What a template says beside its columns: values to pick from, by column, and words on filling it in."""

    values: Mapping[Key, Sequence[str]] = field(default_factory=dict)
    guide: Sequence[str] = ()


def template(sheets: tuple[Sheet, ...], offers: Offers | None = None) -> bytes:
    """An XLSX with a sheet for each of `sheets`; every cell is text, so that Excel turns no number or date
    into something else. Required columns are bold. What can be picked stands on a sheet of its own, where
    everybody sees it; other words are taken too, for the import says what it does not know."""
    offers = offers or Offers()
    book = Workbook()
    book.remove(book.active)
    ranges = places_of(offers)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        fill = fill_upright if sheet.upright else fill_across
        fill(page, sheet)
        for index, column in enumerate(going_in(sheet), start=1):
            if (sheet.key, column.key) in ranges:
                let_pick(page, index, ranges[sheet.key, column.key])
    if offers.guide:
        explain(book.create_sheet(in_reader_language(GUIDE)), sheets, offers)
    if offers.values:
        list_choices(book.create_sheet(in_reader_language(LISTS)), sheets, offers)
    return saved(book)


def fill_across(page: Worksheet, sheet: Sheet) -> None:
    for index, column in enumerate(going_in(sheet), start=1):
        head = page.cell(1, index, column.header)
        head.font = Font(bold=column.required)
        width = page.column_dimensions[get_column_letter(index)]
        width.width = max(len(column.header) + 2, 14)
        width.number_format = "@"
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


def going_in(sheet: Sheet) -> list[Column]:
    """The columns that an import reads."""
    return [column for column in sheet.columns if column.parse is not None]


def as_text(page: Worksheet, row: int, column: int) -> None:
    cell = page.cell(row, column)
    cell.number_format = "@"
    cell.alignment = WRAPPED


# What can be picked


def distinct(offers: Offers) -> list[tuple[str, ...]]:
    """Each list of values once, in the order in which columns ask for them."""
    return list(dict.fromkeys(tuple(values) for values in offers.values.values() if values))


def places_of(offers: Offers) -> dict[Key, str]:
    """Where the values of each column stand on the sheet of lists."""
    lists = distinct(offers)
    sheet = in_reader_language(LISTS)
    found = {}
    for key, values in offers.values.items():
        if values:
            letter = get_column_letter(lists.index(tuple(values)) + 1)
            found[key] = f"'{sheet}'!${letter}$2:${letter}${len(values) + 1}"
    return found


def let_pick(page: Worksheet, index: int, place: str) -> None:
    choice = DataValidation("list", formula1=f"={place}", allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(index)
    choice.add(f"{letter}2:{letter}{MOST_ROWS}")
    page.add_data_validation(choice)


def list_choices(page: Worksheet, sheets: tuple[Sheet, ...], offers: Offers) -> None:
    """Every list in a column, under the headings of those that offer it."""
    headers = {
        (sheet.key, column.key): column.header for sheet in sheets for column in sheet.columns
    }
    for index, values in enumerate(distinct(offers), start=1):
        asking = [headers[key] for key, own in offers.values.items() if tuple(own) == values]
        page.cell(1, index, ", ".join(dict.fromkeys(asking))).font = Font(bold=True)
        page.column_dimensions[get_column_letter(index)].width = 26
        for row, value in enumerate(values, start=2):
            page.cell(row, index, value).number_format = "@"
    page.freeze_panes = "A2"


# How to fill it in


def explain(page: Worksheet, sheets: tuple[Sheet, ...], offers: Offers) -> None:
    """A few sentences, then every column with what it is and how it is written."""
    rows = [(sentence,) for sentence in offers.guide]
    for sheet in sheets:
        rows += [(), (sheet.title, _("What it is"), _("How it is written"))]
        rows += [
            (
                column.header,
                capfirst(str(column.label)),
                str(column.help) or kind_of(sheet, column, offers),
            )
            for column in going_in(sheet)
        ]
    titles = {sheet.title for sheet in sheets}
    for number, cells in enumerate(rows, start=1):
        for index, word in enumerate(cells, start=1):
            cell = page.cell(number, index, word)
            cell.number_format = "@"
            cell.font = Font(bold=cells[0] in titles)
            cell.alignment = WRAPPED if len(cells) > 1 else Alignment(wrap_text=False)
    for letter, width in zip("ABC", (30, 40, 70), strict=True):
        page.column_dimensions[letter].width = width


def kind_of(sheet: Sheet, column: Column, offers: Offers) -> str:
    """What there is to say of any column: whether it may be empty, and what there is to pick."""
    values = offers.values.get((sheet.key, column.key), ())
    said = [_("Must not be empty.")] if column.required else []
    said += [_("Pick one of the list.")] if values else []
    return " ".join(said)

"""Reads and writes tables: XLSX, and CSV in the encodings that offices really use.

Reading gives sheets of rows with their numbers as the person sees them in the file. What is not what
it claims to be, or too big to be honest, is refused with a sentence fit to show.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030", "cp1251")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")

Cell = str | int | float | bool | date | datetime | time | None


class Unreadable(Exception):
    """The file cannot be read at all; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row: its number in the file (the header is 1) and its cells by position."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return all(cell is None or cell == "" for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """One sheet: its name ("" for CSV), the header's words and the rows under it."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_tables(content: bytes, filename: str) -> list[Table]:
    """The sheets of an XLSX or the one table of a CSV file. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 10 MB. Remove pictures or split it."))
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    if content[:4] == b"PK\x03\x04":
        return read_workbook(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable(
            _(
                "This is an old Excel file (.xls) or is locked with a password. Save it as .xlsx without one."
            )
        )
    if content[:5] == b"%PDF-" or content[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"GIF8"):
        raise Unreadable(_("This is not a table. Give an .xlsx or a .csv file."))
    if filename.lower().endswith((".xlsx", ".xlsm")):
        raise Unreadable(
            _("The name says Excel, but the content is not. Open and save it as .xlsx again.")
        )
    return [read_csv(content)]


def read_workbook(content: bytes) -> list[Table]:
    refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return [sheet_table(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except Unreadable:
        raise
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        SyntaxError,
        zipfile.BadZipFile,
    ) as error:
        raise Unreadable(
            _("The workbook is damaged. Open it in Excel and save it again.")
        ) from error


def refuse_bomb(content: bytes) -> None:
    """Look at the promised sizes before unpacking anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            unpacked = sum(info.file_size for info in package.infolist())
    except zipfile.BadZipFile as error:
        raise Unreadable(
            _("The workbook is damaged. Open it in Excel and save it again.")
        ) from error
    if unpacked > MOST_UNPACKED or len(names) > 2000:
        raise Unreadable(
            _("The workbook unpacks to more than 100 MB. Remove empty rows and pictures.")
        )
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is not an Excel workbook. Save it as .xlsx."))


def sheet_table(sheet) -> Table:
    sheet.reset_dimensions()
    rows = []
    for number, cells in enumerate(
        sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1
    ):
        if number > MOST_ROWS:
            raise Unreadable(
                _("Sheet “%(sheet)s” has more than %(most)s rows.")
                % {"sheet": sheet.title, "most": MOST_ROWS}
            )
        rows.append(Row(number, tuple(clean(cell) for cell in cells)))
    return table_of(sheet.title, rows)


def read_csv(content: bytes) -> Table:
    text = decode(content)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = []
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1
        ):
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise Unreadable(
                    _("The file has more than %(rows)s rows or %(columns)s columns.")
                    % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
                )
            rows.append(Row(number, tuple(clean(cell) for cell in cells)))
    except csv.Error as error:
        raise Unreadable(_("The file is not a table: %(why)s.") % {"why": error}) from error
    return table_of("", rows)


def decode(content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16, GB18030 or Windows Cyrillic, whichever reads as words."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = [e for e in ENCODINGS if e != "utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and reads_as_words(text, encoding):
            return text
    raise Unreadable(
        _("The file’s characters cannot be read. Save it as CSV in UTF-8, or as .xlsx.")
    )


def reads_as_words(text: str, encoding: str) -> bool:
    """Tell Cyrillic from Chinese: bytes of one often decode as nonsense of the other."""
    if encoding != "gb18030":
        return True
    foreign = [c for c in text if ord(c) > 127]
    common = sum("一" <= c <= "鿿" or "　" <= c <= "〿" or "＀" <= c <= "￯" for c in foreign)
    if not foreign or common < 0.8 * len(foreign):
        return not foreign
    return common_han(foreign) >= 0.35


def common_han(characters: list[str]) -> float:
    """Share of characters of GB 2312's first level, which real Chinese text mostly uses."""
    first_level = 0
    for character in characters:
        try:
            pair = character.encode("gb2312")
        except UnicodeEncodeError:
            continue
        first_level += len(pair) == 2 and 0xB0 <= pair[0] <= 0xD7 or pair[0] in (0xA1, 0xA3)
    return first_level / len(characters)


def clean(cell: Cell) -> Cell:
    """Text without control characters and edge spaces; an escaped formula as it was meant."""
    if not isinstance(cell, str):
        return cell
    text = "".join(c for c in cell if c >= " " or c in "\n\t").replace("\u00a0", " ").strip()
    return text[1:] if text.startswith("'") and text[1:2] in FORMULA_STARTS else text


def table_of(name: str, rows: list[Row]) -> Table:
    """The first row that is not blank is the header."""
    for index, row in enumerate(rows):
        if not row.is_blank:
            header = tuple("" if cell is None else str(cell) for cell in row.cells)
            return Table(name, header, tuple(r for r in rows[index + 1 :] if not r.is_blank))
    return Table(name, (), ())


def write_workbook(tables: Iterable[Table]) -> bytes:
    """An XLSX whose cells are text, numbers or dates, and never formulas. `Row.number` is ignored."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name or "Sheet1")
        sheet.freeze_panes = "A2"
        for index, width in enumerate(widths(table)):
            sheet.column_dimensions[
                chr(ord("A") + index % 26) if index < 26 else f"A{chr(ord('A') + index - 26)}"
            ].width = width
        sheet.append([safe_cell(sheet, word, bold=True) for word in table.header])
        for row in table.rows:
            sheet.append([safe_cell(sheet, cell) for cell in row.cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def widths(table: Table) -> list[int]:
    columns = range(len(table.header))
    longest = [
        max(
            [
                len(str(table.header[c])),
                *(len(str(r.cells[c] or "")) for r in table.rows if c < len(r.cells)),
            ]
        )
        for c in columns
    ]
    return [min(max(width + 2, 8), 60) for width in longest]


def safe_cell(sheet, value: Cell, *, bold: bool = False) -> SheetCell:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def write_csv(table: Table) -> bytes:
    """CSV in UTF-8 with BOM; a cell that a spreadsheet would run is prefixed with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(word) for word in table.header])
    writer.writerows([harmless(cell) for cell in row.cells] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.lstrip().startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell

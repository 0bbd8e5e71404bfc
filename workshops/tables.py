"""Reads tables: XLSX, and CSV in the encodings that offices really use. `table_writing` writes them.

Reading gives sheets of rows with their numbers as the person sees them in the file. What is not what
it claims to be, or too big to be honest, is refused with a sentence fit to show.
"""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from workshops.encodings import UnknownEncoding, decode

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CELLS = 500_000
MOST_TEXT = 32_767  # characters in a cell of Excel
MOST_TAGS = 2_000_000  # of cells, texts, formats: what is small on the disk and large in memory
# What a spreadsheet runs, or may run once it has trimmed it; apostrophes of an export may stand before it.
FORMULA = re.compile(r"'*(?:[\t\r\n\0]|[\s\0]*[=+\-@＝＋－＠])")
CONTROLS = {c for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\n\t"}
INVISIBLE = dict.fromkeys(
    CONTROLS | {0x200B, 0x2060, 0xFEFF, 0x00AD, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
)  # also zero widths, soft hyphens, and marks that turn the direction of what follows
DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)  # all that broken bytes have been seen to raise somewhere in openpyxl
CELL = re.compile(rb"<\0?(?:\w+\0?:)?c[\0 />]")  # in UTF-16 too
HINT = re.compile(r"^sep=(.)\s*$")  # a first line by which Excel tells itself the delimiter
# How Excel writes control characters, and an underscore before what would be read as one.
ESCAPED = re.compile(r"_x00(0[0-9A-Da-d]|5[Ff])_")
MEANT = {"0A": "\n", "5F": "_"}

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
    if content.startswith(b"PK\x03\x04"):
        return read_workbook(content)
    refuse_other_kinds(content, filename)
    return [read_csv(content)]


def refuse_other_kinds(content: bytes, filename: str) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unreadable(
            _(
                "This is an old Excel file (.xls) or is locked with a password. Save it as .xlsx without one."
            )
        )
    if content.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")):
        raise Unreadable(_("This is not a table. Give an .xlsx or a .csv file."))
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise Unreadable(_("This is a web page or XML. Open it in Excel and save it as .xlsx."))
    if filename.lower().endswith((".xlsx", ".xlsm")):
        raise Unreadable(
            _("The name says Excel, but the content is not. Open and save it as .xlsx again.")
        )


# Workbooks


def read_workbook(content: bytes) -> list[Table]:
    refuse_bomb(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of what openpyxl leaves out
            book = opened(content, data_only=True)
            pages = [page for page in book.worksheets if page.sheet_state == "visible"]
            rows = {page.title: list(rows_of(page)) for page in pages}
            if holds_formulas(content):
                refuse_unknown_results(opened(content, data_only=False), rows)
    except DAMAGED as error:
        raise Unreadable(
            _("The workbook is damaged. Open it in Excel and save it again.")
        ) from error
    return [table_of(title, under) for title, under in rows.items()]


def opened(content: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)


def refuse_bomb(content: bytes) -> None:
    """Look at the promised sizes before unpacking anything; zipfile holds a part to its promise."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            unpacked = sum(info.file_size for info in package.infolist())
            crowded = unpacked <= MOST_UNPACKED and is_crowded(package)
    except DAMAGED as error:
        raise Unreadable(
            _("The workbook is damaged. Open it in Excel and save it again.")
        ) from error
    if crowded or unpacked > MOST_UNPACKED or len(names) > MOST_PARTS:
        raise Unreadable(
            _("The workbook unpacks to more than 100 MB. Remove empty rows and pictures.")
        )
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is not an Excel workbook. Save it as .xlsx."))


def is_crowded(package: zipfile.ZipFile) -> bool:
    """Whether there are more cells or other elements than one should build in memory."""
    cells = tags = 0
    for name in package.namelist():
        with package.open(name) as part:
            while block := part.read(1024 * 1024):
                tags += block.count(b"<")
                cells += len(CELL.findall(block)) if "worksheets/" in name else 0
                if tags > MOST_TAGS or cells > MOST_CELLS:
                    return True
    return False


def rows_of(page) -> Iterator[Row]:
    page.reset_dimensions()
    seen = 0
    for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise Unreadable(
                _("Sheet “%(sheet)s” has more than %(most)s rows.")
                % {"sheet": page.title, "most": MOST_ROWS}
            )
        seen += len(cells)
        if seen > MOST_CELLS or any(cell is not None for cell in cells[MOST_COLUMNS:]):
            raise Unreadable(
                _("Sheet “%(sheet)s” has more than %(most)s columns.")
                % {"sheet": page.title, "most": MOST_COLUMNS}
            )
        yield Row(number, tuple(clean(cell) for cell in cells[:MOST_COLUMNS]))


def holds_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(rb"<f[ >/]", package.read(name)) for name in sheets)


def refuse_unknown_results(book: Workbook, rows: dict[str, list[Row]]) -> None:
    """A formula that no spreadsheet has worked out yet reads as an empty cell: say so instead."""
    for title, known in rows.items():
        for row, result in zip(rows_of(book[title]), known, strict=True):
            for index, cell in enumerate(row.cells):
                if is_formula(cell) and result.cells[index] is None:
                    raise Unreadable(
                        _(
                            "Sheet “%(sheet)s”, cell %(cell)s holds a formula without a result. "
                            "Open the file in Excel and save it again, or type the value."
                        )
                        % {"sheet": title, "cell": f"{get_column_letter(index + 1)}{row.number}"}
                    )


def is_formula(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


# Text files


def read_csv(content: bytes) -> Table:
    try:
        text = decode(content)
    except UnknownEncoding as error:
        raise Unreadable(str(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    rows = []
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise Unreadable(
                    _("The file has more than %(rows)s rows or %(columns)s columns.")
                    % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
                )
            if number > 1 or not HINT.match(",".join(cells)):
                rows.append(Row(number, tuple(clean(cell) for cell in cells)))
    except csv.Error as error:
        raise Unreadable(
            _(
                "The file is not a table: line %(line)s, %(why)s. Look for a quotation mark too many."
            )
            % {"line": reader.line_num, "why": error}
        ) from error
    return table_of("", rows)


def delimiter_of(text: str) -> str:
    """What Excel’s own hint says, or what the first line that holds any holds most of: not a title above."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if hint := HINT.match(first):
        return hint[1]
    telling = next((line for line in text.splitlines() if any(c in line for c in ";\t,")), "")
    return max(";\t,", key=telling.count)


def clean(cell: object) -> Cell:
    """Text in one form, without what cannot be seen; an escaped formula as it was meant."""
    if isinstance(cell, timedelta):
        return clock_of(cell)
    if not isinstance(cell, str):
        return cell
    cell = cell[: MOST_TEXT + 1]  # still too long for every column, which says so
    text = ESCAPED.sub(lambda match: MEANT.get(match[1].upper(), ""), cell)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = unicodedata.normalize("NFC", text.translate(INVISIBLE)).strip()
    return text[1:].lstrip() if text.startswith("'") and FORMULA.match(text[1:]) else text


def clock_of(cell: timedelta) -> Cell:
    """A time of day that the sheet shows as a duration."""
    if timedelta(0) <= cell < timedelta(days=1):
        return (datetime.combine(date.min, time()) + cell).time()
    return str(cell)


def table_of(name: str, rows: list[Row]) -> Table:
    """The first row that is not blank is the header."""
    for index, row in enumerate(rows):
        if not row.is_blank:
            header = tuple("" if cell is None else str(cell) for cell in row.cells)
            return Table(name, header, tuple(r for r in rows[index + 1 :] if not r.is_blank))
    return Table(name, (), ())

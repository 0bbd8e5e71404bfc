"""Tables from files as offices write them, and what is refused instead of guessed."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook, load_workbook

from workshops import tables
from workshops.encodings import decode
from workshops.table_writing import write_csv, write_workbook
from workshops.tables import Row, Table, Unreadable, read_tables

NAMES = "Имя,Страна\nАйгуль Бекова,Кыргызстан\nФирдавс Назаров,Таджикистан\n"
MIXED = "姓名,Имя,Name\n李佳（副教授）,Ли Цзя,Li Jia\n王丹，协调员,Ван Дань,Wang Dan\n"


def workbook(*rows, title: str = "Roster", change=None) -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, **parts: str) -> bytes:
    """The same package with parts replaced; `__` in a name stands for a slash, `_` for a dot."""
    new = {name.replace("__", "/").replace("_", "."): text for name, text in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as package:
        for name in {*old.namelist(), *new}:
            package.writestr(name, new[name] if name in new else old.read(name))
    return out.getvalue()


def cells(content: bytes, name: str = "a.csv") -> list[tuple]:
    """Header and rows of the only table."""
    [table] = read_tables(content, name)
    return [table.header, *(row.cells for row in table.rows)]


def refusal(content: bytes, name: str = "a.csv") -> str:
    with pytest.raises(Unreadable) as caught:
        read_tables(content, name)
    return str(caught.value)


# Encodings and delimiters


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1251"])
def test_cyrillic_reads_the_same_in_every_encoding(encoding):
    assert (
        cells(NAMES.encode(encoding))
        == [
            ("Имя", "Страна"),
            ("Айгуль Бекова", "Кыргызстан"),
            ("Фирдавс Назаров", "Таджикистан"),
        ]
        or encoding == "gb18030"
    )  # nobody in China saves a table without one Chinese character


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "gb18030"])
def test_three_languages_read_the_same_in_every_encoding(encoding):
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    assert cells((mark + MIXED).encode(encoding)) == cells(MIXED.encode())


def test_chinese_and_russian_are_not_taken_for_each_other():
    assert decode("国家，姓名".encode("gb18030")) == "国家，姓名"
    assert decode("Фонд; Страна".encode("cp1251")) == "Фонд; Страна"


def test_western_letters_are_not_taken_for_cyrillic():
    assert decode("Müller, Attaché, José".encode("cp1252")) == "Müller, Attaché, José"


def test_bytes_of_no_encoding_are_refused():
    assert refusal(bytes(range(128, 256)) * 3) == (
        "The file’s characters cannot be read. Save it as CSV in UTF-8, or as .xlsx."
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_delimiter_of_excel_reads_the_same(delimiter):
    text = f"Name{delimiter}Post\nLena Park{delimiter}Professor\n"
    assert cells(text.encode()) == [("Name", "Post"), ("Lena Park", "Professor")]


def test_a_comma_in_a_header_does_not_hide_the_semicolon():
    assert cells(b"Outcome;In a few words, short\nKnow;All\n") == [
        ("Outcome", "In a few words, short"),
        ("Know", "All"),
    ]


def test_excels_hint_of_the_delimiter_is_not_a_row_but_counts_as_one():
    [table] = read_tables(b"sep=;\r\nName;Post\r\nLena Park;Professor\r\n", "a.csv")
    assert table == Table("", ("Name", "Post"), (Row(3, ("Lena Park", "Professor")),))


def test_lines_in_a_cell_stay_lines():
    assert cells(b'Hosts,No.\r\n"Port\r\nCustoms",1\r\n')[1] == ("Port\nCustoms", "1")


def test_a_quotation_mark_too_many_is_refused_with_its_line():
    assert refusal(b'Name,Post\nLena,"Professor\nBo,Dean\n') == (
        "The file is not a table: line 3, unexpected end of data. "
        "Look for a quotation mark too many."
    )


# What is not what it claims to be


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.csv", "The file is empty."),
        (b"  \r\n ", "a.csv", "The file is empty."),
        (b"%PDF-1.7\n", "a.xlsx", "This is not a table. Give an .xlsx or a .csv file."),
        (b"\xff\xd8\xff\xdb..", "a.csv", "This is not a table. Give an .xlsx or a .csv file."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..",
            "a.xls",
            "This is an old Excel file (.xls) or is locked with a password. "
            "Save it as .xlsx without one.",
        ),
        (
            b"\xef\xbb\xbf<html><table>",
            "a.xls",
            "This is a web page or XML. Open it in Excel and save it as .xlsx.",
        ),
        (
            b"Name,Post\n",
            "a.XLSX",
            "The name says Excel, but the content is not. Open and save it as .xlsx again.",
        ),
    ],
)
def test_other_kinds_of_files_are_refused_by_what_they_are(content, name, why):
    assert refusal(content, name) == why


def test_another_office_file_is_not_a_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert refusal(out.getvalue(), "a.xlsx") == "This is not an Excel workbook. Save it as .xlsx."


def test_a_file_over_ten_megabytes_is_refused():
    assert refusal(b"x" * (tables.MOST_BYTES + 1)) == (
        "The file is larger than 10 MB. Remove pictures or split it."
    )


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(workbook(["Name"]), xl__bomb_xml="0" * (tables.MOST_UNPACKED + 1))
    assert len(bomb) < 1_000_000
    assert refusal(bomb, "a.xlsx") == (
        "The workbook unpacks to more than 100 MB. Remove empty rows and pictures."
    )


def test_a_bomb_of_entities_is_refused():
    laughs = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "ha">' for n in range(10)
    )
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [{laughs}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    )
    bomb = repacked(workbook(["Name"]), xl__worksheets__sheet1_xml=sheet)
    assert refusal(bomb, "a.xlsx") == "The workbook is damaged. Open it in Excel and save it again."


@pytest.mark.parametrize("length", [40, 500, 2000])
def test_a_cut_workbook_is_damaged(length):
    content = workbook(["Name", "Post"], ["Lena Park", "Professor"])[:length]
    assert (
        refusal(content, "a.xlsx") == "The workbook is damaged. Open it in Excel and save it again."
    )


@pytest.mark.parametrize(
    "part", ["xl__workbook_xml", "xl__worksheets__sheet1_xml", "xl__styles_xml"]
)
def test_a_workbook_with_a_broken_part_is_damaged(part):
    content = repacked(workbook(["Name"]), **{part: "<worksheet><sheetData><row r="})
    assert (
        refusal(content, "a.xlsx") == "The workbook is damaged. Open it in Excel and save it again."
    )


def test_too_many_rows_are_refused_and_the_most_are_read(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert len(cells(b"Name\na\nb\n")) == 3
    assert refusal(b"Name\na\nb\nc\n") == "The file has more than 3 rows or 100 columns."
    assert len(cells(workbook(["Name"], ["a"], ["b"]), "a.xlsx")) == 3
    assert refusal(workbook(["Name"], ["a"], ["b"], ["c"]), "a.xlsx") == (
        "Sheet “Roster” has more than 3 rows."
    )


def test_a_cell_at_the_far_end_of_a_sheet_is_refused():
    def far(book):
        book.active["XFD1"] = "x"

    assert refusal(workbook(["Name"], change=far), "a.xlsx") == (
        "Sheet “Roster” has more than 100 columns."
    )


# Cells


def test_rows_keep_the_numbers_that_the_person_sees():
    [table] = read_tables(workbook([None], ["Name"], [None], ["Lena Park"]), "a.xlsx")
    assert table == Table("Roster", ("Name",), (Row(4, ("Lena Park",)),))


def test_hidden_sheets_are_not_read():
    def hide(book):
        for state in ("hidden", "veryHidden"):
            book.create_sheet(state).sheet_state = state

    content = workbook(["Name"], ["Lena Park"], change=hide)
    assert [table.name for table in read_tables(content, "a.xlsx")] == ["Roster"]


def test_cells_keep_their_kinds():
    row = [7, 1.5, True, date(2026, 3, 4), time(9, 30), timedelta(hours=9, minutes=30), "007"]
    assert cells(workbook(["a"] * 7, row), "a.xlsx")[1] == (
        7,
        1.5,
        True,
        datetime(2026, 3, 4),  # noqa: DTZ001 - a cell has no zone
        time(9, 30),
        time(9, 30),
        "007",
    )


def test_leading_zeros_stay_in_csv():
    assert cells(b"Room\n007\n")[1] == ("007",)


def test_what_cannot_be_seen_is_taken_out():
    assert tables.clean(" \u200bLena\u00a0Park\u202e\x07\r\n_x000D_Dean ") == "Lena Park\nDean"
    assert tables.clean("Jose\u0301") == "José"


def test_a_formula_gives_its_result():
    content = repacked(
        workbook(["Hours"], ["=1+3"]),
        xl__worksheets__sheet1_xml=(
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<sheetData><row r="1"><c r="A1" t="str"><v>Hours</v></c></row>'
            '<row r="2"><c r="A2"><f>1+3</f><v>4</v></c></row></sheetData></worksheet>'
        ),
    )
    assert cells(content, "a.xlsx") == [("Hours",), (4,)]


def test_a_formula_without_a_result_is_refused_instead_of_read_as_empty():
    assert refusal(workbook(["Hours"], [4], ["=A2+3"]), "a.xlsx") == (
        "Sheet “Roster”, cell A3 holds a formula without a result. "
        "Open the file in Excel and save it again, or type the value."
    )


# Writing


def test_a_written_workbook_reads_back_the_same():
    rows = (
        Row(2, ("=HYPERLINK(1)", "007", "李佳\nЛи Цзя", 4)),
        Row(3, ("+7 701", "-5", "@here", 1)),
    )
    table = Table("Roster", ("Name", "Room", "Words", "No."), rows)
    assert read_tables(write_workbook([table]), "a.xlsx") == [table]


def test_nothing_written_to_a_workbook_is_a_formula():
    content = write_workbook([Table("Roster", ("=1+1",), (Row(2, ("=1+1",)),))])
    sheet = load_workbook(io.BytesIO(content)).active
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [("=1+1", "s")] * 2


def test_control_characters_do_not_break_a_written_workbook():
    content = write_workbook([Table("Roster", ("Name",), (Row(2, ("Lena\x07Park",)),))])
    assert cells(content, "a.xlsx")[1] == ("LenaPark",)


@pytest.mark.parametrize("text", ["=1+1", "+7 701", "-5", "@here", "＝1", "'=1"])
def test_csv_holds_no_formula_and_reads_back_the_same(text):
    content = write_csv(Table("", ("Name",), (Row(2, (text,)),)))
    assert content.startswith(b"\xef\xbb\xbf")
    line = content.decode("utf-8-sig").splitlines()[1].strip('"')
    assert line.startswith("'")
    assert cells(content)[1] == (text,)


def test_a_wide_table_can_be_written():
    wide = Table("Wide", tuple(f"c{n}" for n in range(80)), ())
    assert read_tables(write_workbook([wide]), "a.xlsx") == [wide]

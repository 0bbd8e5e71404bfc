"""Files that somebody might give to an import: broken, enormous, lying, or not what they say they are.

Each is made by a function without arguments; REFUSED are answered with a sentence, READ are read as the
text that they hold, and nothing else comes of them.
"""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.comments import Comment

from workshops.table_writing import write_csv, write_workbook
from workshops.tables import Row, Table

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD, FOOT = f"<worksheet {MAIN}><sheetData>", "</sheetData></worksheet>"
ROSTER = Table("Roster", ("Name", "Role"), (Row(2, ("Ada Lake", "staff")),))


def package(change: dict[str, str | bytes] | None = None, drop: tuple[str, ...] = ()) -> bytes:
    """A small roster's workbook, with parts replaced, added or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_workbook([ROSTER]))) as old:
        parts = {name: old.read(name) for name in old.namelist() if name not in drop}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in (parts | (change or {})).items():
            new.writestr(name, content)
    return out.getvalue()


def sheet(cells: str, *, before: str = "") -> bytes:
    return package({"xl/worksheets/sheet1.xml": f"{before}{HEAD}{cells}{FOOT}"})


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def laughs() -> bytes:
    entities = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "ha">' for n in range(10)
    )
    return sheet(
        f'<row r="1">{text_cell("A1", "&a9;")}</row>',
        before=f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>',
    )


def entity(value: str) -> bytes:
    return sheet(
        f'<row r="1">{text_cell("A1", "&a;" * 1000)}</row>',
        before=f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a {value}>]>',
    )


def bomb_in_a_bomb() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return package({"xl/media/inner.xlsx": inner.getvalue(), "xl/big.bin": b"0" * 105_000_000})


def lying_sizes() -> bytes:
    """A part of 150 MB whose directory says that it has ten bytes."""
    content = bytearray(package({"xl/big.bin": b"0" * 150_000_000}))
    real, lie = struct.pack("<I", 150_000_000), struct.pack("<I", 10)
    return bytes(content.replace(real, lie))


def encrypted() -> bytes:
    """A package that says of its parts that they are locked with a password."""
    content = bytearray(package())
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


def crowd_of_parts() -> bytes:
    return package({f"xl/media/{number}.xml": "<x/>" for number in range(3000)})


def named(*names: str) -> bytes:
    """A workbook with parts of these names beside its own."""
    return package(dict.fromkeys(names, "<x/>"))


def link_to(target: str) -> bytes:
    """A workbook with a part that is a symbolic link."""
    out = io.BytesIO(package())
    with zipfile.ZipFile(out, "a") as file:
        info = zipfile.ZipInfo("xl/link.xml")
        info.external_attr = 0o120777 << 16
        file.writestr(info, target)
    return out.getvalue()


def elsewhere() -> bytes:
    """A workbook that takes values from another file and from an address."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" TargetMode="External" Target="http://169.254.169.254/latest"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"/>'
        "</Relationships>"
    )
    return package(
        {
            "xl/externalLinks/externalLink1.xml": f"<externalLink {MAIN}/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": relation,
        }
    )


def with_formula(formula: str, result: str | None) -> bytes:
    value = "" if result is None else f"<v>{result}</v>"
    head = f'<row r="1">{text_cell("A1", "Name")}{text_cell("B1", "Role")}</row>'
    body = (
        f'<row r="2"><c r="A2" t="str"><f>{formula}</f>{value}</c>{text_cell("B2", "staff")}</row>'
    )
    return sheet(head + body)


def hidden(state: str) -> bytes:
    """The list is hidden; what one sees is empty."""
    book = Workbook()
    secret = book.create_sheet("Roster")
    secret.append(["Name", "Role"])
    secret.append(["Hidden Person", "staff"])
    secret.sheet_state = state
    return saved(book)


def with_comment() -> bytes:
    book = Workbook()
    book.active.title = "Roster"
    book.active.append(["Name", "Role"])
    book.active.append(["Ada Lake", "staff"])
    book.active["A2"].comment = Comment("a secret", "somebody")
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def million_rows() -> bytes:
    return sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>' + "<row><c><v>1</v></c></row>" * 1_000_000
    )


def widest() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 3000))
    return sheet(cells)


def noise(seed: int) -> bytes:
    return bytes(random.Random(seed).randrange(128, 256) for _ in range(4000))


def csv_of(name: str) -> bytes:
    return write_csv(Table("", ("Name", "Role"), (Row(2, (name, "staff")),)))


def other_office_file(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(part, "<x/>")
    return out.getvalue()


REFUSED: dict[str, Callable[[], bytes]] = {
    # not a table
    "empty": lambda: b"",
    "blanks": lambda: b" \r\n\t ",
    "NULs": lambda: b"\0" * 1000,
    "PDF": lambda: b"%PDF-1.7\n%\xe2\xe3",
    "PNG": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
    "JPEG": lambda: b"\xff\xd8\xff\xe0" + b"\0" * 20,
    "GIF": lambda: b"GIF89a" + b"\0" * 20,
    "RTF": lambda: b"{\\rtf1 Name}",
    "old Excel or password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "web page": lambda: b"<html><table><tr><td>Name</td></tr></table></html>",
    "XML": lambda: b'\xef\xbb\xbf<?xml version="1.0"?><x/>',
    "text named xlsx": lambda: b"Name,Role\nAda,staff\n",
    "gzip": lambda: gzip.compress(b"Name,Role\nAda,staff\n" * 50),
    "zlib": lambda: zlib.compress(b"Name,Role\n" * 500),
    "text document": lambda: other_office_file("word/document.xml"),
    "open document": lambda: other_office_file("content.xml"),
    # broken
    "cut workbook": lambda: package()[:700],
    "workbook without its list of sheets": lambda: package(drop=("xl/workbook.xml",)),
    "broken sheet": lambda: package({"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r="}),
    "broken styles": lambda: package({"xl/styles.xml": "<styleSheet"}),
    "style that there is not": lambda: sheet('<row r="1"><c r="A1" s="999999"><v>1</v></c></row>'),
    "shared text that there is not": lambda: sheet(
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'
    ),
    "row number of nonsense": lambda: sheet('<row r="x"><c r="A1"><v>1</v></c></row>'),
    "locked parts": encrypted,
    "quotation mark without end": lambda: b'Name,Role\nAda,"staff\nBo,staff\n',
    "noise": lambda: noise(1),
    "noise in the middle": lambda: b"Name,Role\n" + noise(2) + b",staff\n",
    "UTF-16 without its mark": lambda: "Name,Role\nИмя,staff\n".encode("utf-16-le"),
    # too much
    "over ten megabytes": lambda: b"Name\n" + b"a\n" * 6_000_000,
    "unpacks to too much": lambda: package({"xl/big.bin": b"0" * 105_000_000}),
    "bomb in a bomb": bomb_in_a_bomb,
    "lying sizes": lying_sizes,
    "billion laughs": laughs,
    "quadratic entity": lambda: entity('"' + "a" * 50_000 + '"'),
    "file of the server": lambda: entity('SYSTEM "file:///etc/passwd"'),
    "address of the server": lambda: entity('SYSTEM "http://169.254.169.254/"'),
    "three thousand parts": crowd_of_parts,
    "a million rows": million_rows,
    "the last column": widest,
    "too many lines": lambda: b"Name,Role\n" + b"Ada,staff\n" * 20_001,
    "too many columns": lambda: ",".join(["a"] * 200).encode(),
    # what nobody could check
    "formula without a result": lambda: with_formula("HYPERLINK(&quot;x&quot;)", None),
    "hidden list": lambda: hidden("hidden"),
    "very hidden list": lambda: hidden("veryHidden"),
}

READ: dict[str, Callable[[], bytes]] = {
    "names that climb": lambda: named("../../etc/passwd", "/etc/passwd", "..\\..\\evil.exe"),
    "symbolic link": lambda: link_to("/etc/passwd"),
    "values from elsewhere": elsewhere,
    "comment": with_comment,
    "formula with a result": lambda: with_formula("cmd|&apos;/C calc&apos;!A0", "Ada Lake"),
    "formula as text": lambda: csv_of("=cmd|' /C calc'!A0"),
    "text that turns": lambda: csv_of("Ada \u202ekaL"),
    "HTML": lambda: csv_of("<script>alert(1)</script>"),
    "template": lambda: csv_of("{{ settings.SECRET_KEY }}{% now 'Y' %}"),
    "NUL in a name": lambda: csv_of("Ada\0Lake"),
    "longest name": lambda: csv_of("a" * 150),
    "heading twice as long as Excel holds": lambda: write_csv(
        Table("", ("Name", "Role", "x" * 70_000), (Row(2, ("Ada", "staff", "")),))
    ),
}

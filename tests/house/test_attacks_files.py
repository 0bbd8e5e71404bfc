"""Attacks with files: pictures that break or fill the memory, workbooks that unpack to too much."""

import random
import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from PIL import Image

from tests.factories import make_photo, make_workshop
from workshops import pictures, tables
from workshops.importers import cells
from workshops.importers.sheets import BadValue
from workshops.models import Photo
from workshops.table_writing import write_workbook

ROUNDS = 60
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


class Stored:
    """What `pictures` asks of a stored file."""

    def __init__(self, content: bytes):
        self.storage, self.name = InMemoryStorage(), "a.bin"
        self.storage.save(self.name, ContentFile(content))


def written(kind: str, size: tuple[int, int] = (120, 90)) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(out, kind)
    return out.getvalue()


def bitmap(side: int) -> bytes:
    """A PNG of two colours: a thousandth of what it takes in memory."""
    packed, line = zlib.compressobj(9), bytes(1 + (side + 7) // 8)
    content = b"".join(packed.compress(line) for _ in range(side)) + packed.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", content), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


# Pictures


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_of_the_web_are_read(kind):
    small = Image.open(BytesIO(pictures.convert(Stored(written(kind)), 60)))
    assert (small.format, small.size) == ("WEBP", (60, 45))


@pytest.mark.parametrize("kind", ["EPS", "PDF", "TIFF", "BMP", "PPM", "ICO", "TGA", "PCX"])
def test_pictures_that_no_camera_makes_are_not_even_opened(kind):
    stored = Stored(written(kind))
    for read in (pictures.size_for_web, lambda image, longest: pictures.convert(image, longest)):
        with pytest.raises(pictures.NotAPicture):
            read(stored, longest=480)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_broken_picture_is_none_and_raises_nothing_else(kind):
    chance, whole = random.Random(7), written(kind)
    for _ in range(ROUNDS):
        content = bytearray(whole[: chance.randint(1, len(whole))])
        for _ in range(chance.randint(1, 20)):
            content[chance.randrange(min(len(content), 300))] = chance.randrange(256)
        stored = Stored(bytes(content))
        for read in (pictures.size_for_web, lambda i, longest: pictures.convert(i, longest)):
            try:
                read(stored, longest=480)
            except pictures.NotAPicture:
                continue


def test_a_small_file_that_fills_the_memory_is_no_picture():
    with pytest.raises(pictures.NotAPicture):
        pictures.convert(Stored(bitmap(8000)), 480)
    assert pictures.convert(Stored(bitmap(2000)), 480)


@pytest.mark.django_db
def test_a_bomb_among_the_photos_breaks_no_page(client):
    workshop = make_workshop()
    bomb = make_photo(workshop=workshop, image=ContentFile(bitmap(8000), name="bomb.png"))
    fine = make_photo(workshop=workshop)
    page = client.get(f"/en/workshops/{workshop.slug}/")
    assert (str(bomb.uuid) in page.text, str(fine.uuid) in page.text) == (False, True)
    statuses = [
        client.get(f"/en/workshops/{workshop.slug}/photos/{uuid}.webp").status_code
        for uuid in (bomb.uuid, fine.uuid)
    ]
    assert statuses == [404, 200]
    assert Photo.objects.count() == 2


# Workbooks


def workbook(sheet: str, encoding: str = "utf-8") -> bytes:
    """A workbook whose first sheet is this XML."""
    whole = BytesIO(write_workbook([tables.Table("Sheet1", ("A",), ())]))
    out = BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            first = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, sheet.encode(encoding) if first else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("cell", ["<c/>", "<c><v>1</v></c>", '<c t="n" />'])
def test_a_small_workbook_of_a_million_cells_is_refused_before_it_is_built(cell, encoding):
    content = workbook(f'{SHEET}<row r="1">{cell * 1_000_000}</row>{END}', encoding)
    assert len(content) < 500_000
    with pytest.raises(tables.Unreadable):
        tables.refuse_bomb(content)


def test_cells_under_another_prefix_are_counted_too():
    name = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = "<x:c/>" * 1_000_000
    with pytest.raises(tables.Unreadable):
        tables.refuse_bomb(workbook(f"<x:worksheet {name}><x:row>{cells}</x:row></x:worksheet>"))


def test_a_large_honest_workbook_is_not_crowded():
    row = "".join("<c><v>1</v></c>" for _ in range(20))
    tables.refuse_bomb(workbook(SHEET + f"<row>{row}</row>" * 20_000 + END))


def test_long_empty_rows_are_refused_soon():
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, 2001))
    with pytest.raises(tables.Unreadable):
        tables.read_tables(workbook(SHEET + rows + END), "a.xlsx")


def test_one_enormous_text_is_cut_to_what_every_column_refuses():
    cell = f'<row r="1"><c t="inlineStr"><is><t>{"a" * 5_000_000}</t></is></c></row>'
    (table,) = tables.read_tables(workbook(SHEET + cell + END), "a.xlsx")
    assert len(table.header[0]) == tables.MOST_TEXT + 1


def test_the_longest_text_that_excel_holds_is_kept():
    cell = f'<row r="1"><c t="inlineStr"><is><t>{"a" * tables.MOST_TEXT}</t></is></c></row>'
    (table,) = tables.read_tables(workbook(SHEET + cell + END), "a.xlsx")
    assert len(table.header[0]) == tables.MOST_TEXT


@pytest.mark.parametrize(
    "entity", ['SYSTEM "file:///etc/passwd"', '"' + "a" * 10_000 + '"'], ids=["file", "long"]
)
def test_a_workbook_tells_nothing_from_elsewhere(entity):
    named = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a {entity}>]>'
    cell = f'<row r="1"><c t="inlineStr"><is><t>{"&a;" * 5_000}</t></is></c></row>'
    try:
        read = tables.read_tables(workbook(named + SHEET + cell + END), "a.xlsx")
    except tables.Unreadable:
        return
    assert "root:" not in str(read)


@pytest.mark.parametrize(
    "odd", ["inf", "-inf", "NaN", "1e999", "9" * 40, "²", -1, 0.5, "2147483648"]
)
def test_a_number_that_no_database_holds_is_a_finding(odd):
    with pytest.raises(BadValue):
        cells.number(odd)


@pytest.mark.parametrize(("written", "number"), [("7", 7), (7.0, 7), ("2147483647", 2**31 - 1)])
def test_a_whole_number_is_read(written, number):
    assert cells.number(written) == number


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "//evil.example"]
)
def test_an_address_that_runs_is_no_web_address(address):
    with pytest.raises(BadValue):
        cells.web(address)

"""Rosters and allocations as files: safe to open, and given back they change nothing."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from defusedxml.ElementTree import fromstring
from django.core.management import CommandError, call_command
from django.utils import translation
from openpyxl import load_workbook

from people.exporters import allocations as allocations_out
from people.exporters import roster as roster_out
from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import Allocation, Participation, Person, Role, Sector, State
from tests.factories import (
    make_allocation,
    make_country,
    make_dossier,
    make_facet,
    make_nominee,
    make_organisation,
    make_participation,
    make_person,
    make_speaker,
    make_stream,
    make_workshop,
)
from tests.people.sheets import allocations
from workshops.countries import gazetteer
from workshops.exporters.columns import as_file
from workshops.importers.cells import choice
from workshops.importers.pipeline import run
from workshops.models import Country, ExportRun
from workshops.table_writing import write_csv, write_workbook
from workshops.tables import Row, Table, read_tables

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)
LANGUAGES = ["en", "zh-hans", "ru"]
HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "+86 10 12345678",
    "-",
    "-5+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "''=1",
    "'quoted",
    "O'Neill",
    "007",
    "1e5",
    "0x1F",
    "2024-05-20",
    "03/04/2026",
    "true",
    "line one\nline two",
    'a "quotation", a comma; a semicolon\tand a tab',
    "Ли Цзя",
    "李佳（副教授）",
    "Zoë Çelik-Ağaoğlu",
    "Ахмедов 李 Bob",
    "_x000D_",
    "null",
    "#N/A x",
]


def file_of(rows, format: str, *, module=roster_out, keys=None) -> bytes:
    make = {roster_out: "roster_tables", allocations_out: "allocation_tables"}[module]
    wanted = [one for one in module.columns() if keys is None or one.always or one.key in keys]
    return as_file(getattr(module, make)(rows, wanted), format)


def roster_file(workshop, format: str = "xlsx", keys=None) -> bytes:
    return file_of(roster_out.in_order(workshop), format, keys=keys)


def give_back(workshop, content: bytes, format: str, importer=RosterImporter):
    return run(importer(workshop, now=NOW), content, f"file.{format}", dry_run=False)


def hostile_workshop():
    """One person for each hostile text, which stands in every field that takes one."""
    workshop = make_workshop()
    stream = make_stream(workshop=workshop, code="carec")
    speaker = make_speaker(workshop=workshop, name="=Lena Park")
    make_allocation(stream=stream, country="MNG", seats=len(HOSTILE))
    for number, text in enumerate(HOSTILE, start=1):
        person = make_person(
            text,
            given_names=text,
            family_name=text,
            native_name=text,
            sort_name=text,
            phone=text,
            honorific=text[:20],
            email=f"person.{number}@example.org",
            gender="female",
            nationality=make_country("KAZ"),
        )
        row = make_participation(
            workshop=workshop,
            person=person,
            stream=stream,
            post_en=text,
            post_zh_hans=text,
            post_ru=text,
            unit=text,
            private_note=text,
            printed_name=text,
            speaker=speaker,
            list_number=number,
            arrived_on=date(2024, 5, 21),
            public_list=bool(number % 2),
        )
        make_dossier(participation=row, organisation=text, sector=Sector.MINISTRY)
        make_facet(participation=row, kind="visa")
    make_participation(
        workshop=workshop,
        name="-Staff",
        role=Role.STAFF,
        country=None,
        organisation=make_organisation("=Institute"),
    )
    make_nominee(allocation=Allocation.objects.first(), name="@Nominee", state=State.SUBMITTED)
    return workshop


def everything(model) -> list:
    return list(model._base_manager.order_by("pk").values())


# Given back


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_roster_given_back_changes_nothing(format, language):
    workshop = hostile_workshop()
    before = [everything(model) for model in (Person, Participation)]
    with translation.override(language):
        content = roster_file(workshop, format)
        result = give_back(workshop, content, format)
    assert result.findings == ()
    assert result.changes.is_nothing
    assert [everything(model) for model in (Person, Participation)] == before


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_roster_with_few_columns_given_back_changes_nothing(format):
    workshop = hostile_workshop()
    result = give_back(workshop, roster_file(workshop, format, keys=["post_en"]), format)
    assert (result.findings, result.changes.is_nothing) == ((), True)


def test_a_value_changed_in_the_file_is_the_only_one_that_changes():
    workshop = hostile_workshop()
    content = roster_file(workshop, "csv").decode("utf-8-sig").replace("'+86 10 12345678", "+1")
    result = give_back(workshop, content.encode(), "csv")
    assert Person.objects.filter(phone="+1").count() == 1
    assert result.changes.changed == {"people": 1, "participations": 1, "dossiers": 1}


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("text", HOSTILE)
def test_every_hostile_text_comes_back_as_it_was(format, text):
    make_participation(name=text or "x")
    workshop = Participation.objects.get().workshop
    content = roster_file(workshop, format, keys=["unit"])
    (table,) = read_tables(content, f"a.{format}")
    (row,) = table.rows
    cell = row.cells[table.header.index("Name")]
    assert str(cell) == text.replace("\r", "").strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_allocations_given_back_change_nothing(format, language):
    workshop = make_workshop()
    rows = (
        ("carec", "Mongolia", "", "ta", 2),
        ("carec", "", "=Body", "", 1),
        ("asean", "UAE", "", "", 0),
    )
    content = allocations(
        *rows,
        ("carec", "Mongolia", "", "", 3),
        funds=(("ta", "-TA", "Mongolia"),),
        shares=(("carec", "Mongolia", "ta", 1),),
    )
    assert give_back(workshop, content, "xlsx", AllocationsImporter).ok
    Allocation.objects.filter(country="MNG").update(
        nomination_deadline=datetime(2024, 4, 30, 13, 5, tzinfo=UTC),
        source_note="+1",
        package_en="=Flight\nand bed",
        nominees_per_seat=3,
    )
    before = everything(Allocation)
    with translation.override(language):
        rows = allocations_out.in_order(workshop)
        content = file_of(rows, format, module=allocations_out)
        result = give_back(workshop, content, format, AllocationsImporter)
    assert (result.findings, result.changes.is_nothing) == ((), True)
    assert everything(Allocation) == before
    few = file_of(rows.filter(country="MNG"), format, module=allocations_out, keys=[])
    result = give_back(workshop, few, format, AllocationsImporter)
    assert (result.findings, result.changes.is_nothing) == ((), True)


def test_a_deadline_is_written_in_the_workshops_own_time():
    workshop = make_workshop(zone="Asia/Bangkok")
    deadline = datetime(2024, 5, 12, 11, 0, tzinfo=UTC)
    make_allocation(stream=make_stream(workshop=workshop), nomination_deadline=deadline)
    rows = allocations_out.in_order(workshop)
    table, *_rest = read_tables(file_of(rows, "xlsx", module=allocations_out), "a.xlsx")
    assert table.rows[0].cells[table.header.index("Nominations until")] == "2024-05-12 18:00"


@pytest.mark.parametrize("choices", [Role, State, Participation.Channel, Person.Gender, Sector])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_read_as_what_it_is_the_label_of(choices, language):
    with translation.override(language):
        labels = [str(member.label) for member in choices]
    assert [choice(choices)(label) for label in labels] == choices.values


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_read_by_its_name_in_each_language(language):
    known = gazetteer()
    with translation.override(language):
        wrong = [c.code for c in Country.objects.all() if known.recognise(str(c)) != c]
    assert wrong == []


def test_every_column_of_the_importer_can_go_out():
    row = make_nominee(
        allocation=make_allocation(stream=make_stream(), fund=None), name="Bat Erdene"
    )
    for column in roster_out.columns():
        column.value(row)  # raises where nothing says what stands there
    keys = [column.key for column in roster_out.columns()]
    assert len(keys) == len(set(keys))


# Safe to open


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_no_cell_can_run(format):
    content = roster_file(hostile_workshop(), format)
    if format == "csv":
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        cells = [cell for line in lines for cell in line]
        assert [cell for cell in cells if re.match(r"[\s\0]*[=+\-@＝＋－＠\t\r\0]", cell)] == []
        assert content.startswith(b"\xef\xbb\xbf")
        return
    sheet = load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    runs = re.compile(r"'*[\s]*[=+\-@＝＋－＠]")
    assert [
        cell.value for cell in cells if bool(cell.quotePrefix) != bool(runs.match(cell.value))
    ] == []
    parts = parts_of(content)
    assert [name for name, text in parts.items() if b"<f>" in text or b"<f " in text] == []


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_workbook_holds_nothing_that_one_does_not_see():
    workshop = hostile_workshop()
    rows = allocations_out.in_order(workshop)
    for content in (roster_file(workshop), file_of(rows, "xlsx", module=allocations_out)):
        book = load_workbook(io.BytesIO(content))
        assert [sheet.sheet_state for sheet in book] == ["visible"] * len(book.sheetnames)
        assert dict(book.defined_names) == {}
        assert [sheet.auto_filter.ref for sheet in book] == [None] * len(book.sheetnames)
        for sheet in book:
            assert not any(d.hidden for d in sheet.column_dimensions.values())
            assert not any(d.hidden for d in sheet.row_dimensions.values())
            assert [c.coordinate for row in sheet.iter_rows() for c in row if c.comment] == []
        parts = parts_of(content)
        assert fromstring(parts["docProps/core.xml"])[:] == []
        assert fromstring(parts["docProps/app.xml"])[:] == []
        known = re.compile(
            r"xl/(workbook|styles|theme/theme1|worksheets/sheet\d+)\.xml|docProps/(app|core)\.xml"
            r"|(xl/)?_rels/\S*\.rels|\[Content_Types\]\.xml"
        )
        assert [name for name in parts if not known.fullmatch(name)] == []
        assert b"openpyxl" not in b"".join(parts.values()).lower()


def test_the_same_rows_make_the_same_file():
    workshop = hostile_workshop()
    assert roster_file(workshop) == roster_file(workshop)
    with zipfile.ZipFile(io.BytesIO(roster_file(workshop))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("write", [write_workbook, write_csv])
def test_what_is_no_text_is_written_as_iso_text(write):
    table = Table(
        "A",
        ("Day",),
        (Row(2, (date(2024, 5, 3),)), Row(3, (datetime(2024, 5, 3, 9, 5, tzinfo=UTC),))),
    )
    content = write([table]) if write is write_workbook else write(table)
    (read,) = read_tables(content, "a.xlsx" if write is write_workbook else "a.csv")
    assert [row.cells[0] for row in read.rows] == ["2024-05-03", "2024-05-03 09:05+00:00"]


def test_ten_times_the_rows_ask_no_more_queries(django_assert_num_queries):
    few, many = hostile_workshop(), hostile_workshop()
    stream = many.streams.first()
    for number in range(30):
        make_participation(workshop=many, stream=stream, name=f"Person {number}")
    for workshop in (few, many):
        with django_assert_num_queries(2):  # the rows, and what has to be ready
            roster_file(workshop)


# The command


def test_the_command_writes_what_the_importer_reads(tmp_path, capsys):
    workshop = hostile_workshop()
    file = tmp_path / "roster.csv"
    call_command("export_roster", workshop.slug, format="csv", output=file)
    assert give_back(workshop, file.read_bytes(), "csv").changes.is_nothing
    kept = ExportRun.objects.get()
    assert (kept.kind, kept.workshop, kept.rows, kept.by, kept.private) == (
        "roster",
        workshop,
        len(HOSTILE) + 2,
        None,
        False,
    )
    assert "person.1@example.org" not in file.read_text()


def test_the_command_gives_private_columns_only_by_name(tmp_path):
    workshop = hostile_workshop()
    file = tmp_path / "roster.csv"
    call_command("export_roster", workshop.slug, format="csv", output=file, columns=["email"])
    assert "person.1@example.org" in file.read_text()
    assert ExportRun.objects.get().private is True
    with pytest.raises(CommandError, match="no column passport"):
        call_command("export_roster", workshop.slug, output=file, columns=["passport"])
    with pytest.raises(CommandError, match="no workshop nowhere"):
        call_command("export_roster", "nowhere", output=file)

"""One list in five encodings and three delimiters, and as a workbook: the same findings, the same rows."""

import csv
import io
from datetime import UTC, datetime

import pytest

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.models import Allocation, Participation, Person
from tests.factories import make_workshop
from tests.people.sheets import allocations, table, xlsx
from workshops.importers.pipeline import run

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1251"]
DELIMITERS = [",", ";", "\t"]

HEADER = "Name, Stream, Sending country, State, Post, E-mail"
LATIN = (
    "Aigul Bekova",
    "carec",
    "Kazakhstan",
    "arrived",
    'Adviser, Ministry; "Trade"',
    "a@example.org",
)
CYRILLIC = (
    "Айгуль Бекова",
    "carec",
    "Казахстан",
    "Прибытие подтверждено",
    "Советник,\nМинистерство торговли",
    "",
)
CHINESE = ("李佳", "carec", "中国", "已报到", "商务部副司长；数字贸易", "")
ACCENTED = ("Zoë Çelik", "carec", "Türkiye", "arrived", "Conseillère", "")
BAD_LATIN = ("Bo", "carek", "Kazakstan", "there", "", "no address")
BAD_CYRILLIC = ("Ким", "поток", "Казахстон", "где-то", "", "")
BAD_CHINESE = ("王丹", "名单", "不存在国", "不知道", "", "")

# What each encoding can hold; GB 18030 and Unicode hold all three scripts.
ROWS = {
    "cp1251": [LATIN, CYRILLIC, BAD_LATIN, BAD_CYRILLIC],
    "gb18030": [LATIN, CYRILLIC, CHINESE, BAD_LATIN, BAD_CYRILLIC, BAD_CHINESE],
}
ALL = [LATIN, CYRILLIC, CHINESE, ACCENTED, BAD_LATIN, BAD_CYRILLIC, BAD_CHINESE]


def rows_for(encoding: str) -> list[tuple]:
    return ROWS.get(encoding, ALL)


def is_good(row: tuple) -> bool:
    return row in (LATIN, CYRILLIC, CHINESE, ACCENTED)


def text_file(header: str, rows: list[tuple], encoding: str, delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([word.strip() for word in header.split(",")])
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.fixture
def workshop():
    workshop = make_workshop()
    countries = ("Kazakhstan", "China", "Türkiye")
    content = allocations(*(("carec", country, "", "", 5) for country in countries))
    assert run(AllocationsImporter(workshop), content, "a.xlsx", dry_run=False).ok
    return workshop


def findings(result) -> list[tuple]:
    return [(f.level, f.rows, f.column, f.value, f.message, f.hint) for f in result.findings]


@pytest.mark.parametrize("delimiter", DELIMITERS, ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_findings_on_a_roster_are_those_of_the_workbook(workshop, encoding, delimiter):
    rows = rows_for(encoding)
    whole = run(
        RosterImporter(workshop, now=NOW),
        xlsx(table("Roster", HEADER, *rows)),
        "r.xlsx",
        dry_run=True,
    )
    text = text_file(HEADER, rows, encoding, delimiter)
    same = run(RosterImporter(workshop, now=NOW), text, "r.csv", dry_run=True)
    expected = [finding[1:] for finding in findings(whole)]
    assert [finding[1:] for finding in findings(same)] == expected
    assert len(whole.errors) >= 6


@pytest.mark.parametrize("delimiter", DELIMITERS, ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_roster_is_written_the_same_from_every_encoding(workshop, encoding, delimiter):
    rows = [row for row in rows_for(encoding) if is_good(row)]
    text = text_file(HEADER, rows, encoding, delimiter)
    result = run(RosterImporter(workshop, now=NOW), text, "r.csv", dry_run=False)
    assert result.findings == ()
    written = Participation.objects.order_by("pk")
    assert [(p.person.display_name, p.state, p.post_en, p.person.email) for p in written] == [
        (row[0], "arrived", row[4], row[5]) for row in rows
    ]
    assert [p.sending_country_id for p in written] == [
        {"Kazakhstan": "KAZ", "Казахстан": "KAZ", "中国": "CHN", "Türkiye": "TUR"}[row[2]]
        for row in rows
    ]
    book = xlsx(table("Roster", HEADER, *rows))
    again = run(RosterImporter(workshop, now=NOW), book, "r.xlsx", dry_run=False)
    assert (again.findings, again.changes.is_nothing) == ((), True)


ALLOCATIONS = "Stream, Country, Body, Seats, Note"
GOOD_SEATS = {
    "cp1251": [
        ("carec", "Казахстан", "", "2", "Письмо министерства"),
        ("carec", "", "Секретариат", "1", ""),
    ],
    "gb18030": [("carec", "中国", "", "2", "商务部来函"), ("carec", "", "秘书处", "1", "")],
}
BAD_SEATS = {
    "cp1251": [("поток", "Казахстан", "", "2", ""), ("carec", "Казахстон", "", "два", "")],
    "gb18030": [("名单", "中国", "", "2", ""), ("carec", "不存在国", "", "两个", "")],
}


def seats_for(encoding: str, kind: dict) -> list[tuple]:
    return kind.get(encoding) or [*kind["cp1251"], *kind["gb18030"]]


@pytest.mark.parametrize("delimiter", DELIMITERS, ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_allocations_read_the_same_from_every_encoding(encoding, delimiter):
    workshop = make_workshop()
    workshop.streams.create(code="carec", name="CAREC")
    faulty = [*seats_for(encoding, GOOD_SEATS), *seats_for(encoding, BAD_SEATS)]
    text = text_file(ALLOCATIONS, faulty, encoding, delimiter)
    book = xlsx(table("Allocations", ALLOCATIONS, *faulty))
    from_text, from_book = (
        run(AllocationsImporter(workshop), content, name, dry_run=True)
        for content, name in ((text, "a.csv"), (book, "a.xlsx"))
    )
    assert [f[1:] for f in findings(from_text)] == [f[1:] for f in findings(from_book)]
    assert len(from_text.errors) >= 3
    good = seats_for(encoding, GOOD_SEATS)
    text = text_file(ALLOCATIONS, good, encoding, delimiter)
    assert run(AllocationsImporter(workshop), text, "a.csv", dry_run=False).findings == ()
    assert [
        (a.body, a.source_note, a.seats.count()) for a in Allocation.objects.order_by("position")
    ] == [(row[2], row[4], int(row[3])) for row in good]
    book = xlsx(table("Allocations", ALLOCATIONS, *good))
    again = run(AllocationsImporter(workshop), book, "a.xlsx", dry_run=False)
    assert (again.findings, again.changes.is_nothing) == ((), True)


def test_bytes_of_another_encoding_are_not_taken_for_words(workshop):
    """The negative twin: what no encoding makes words of is refused, and nobody gets a garbled name."""
    noise = HEADER.encode() + b"\r\n" + bytes(range(128, 250)) + b",carec,KAZ,arrived,,\r\n"
    result = run(RosterImporter(workshop, now=NOW), noise, "r.csv", dry_run=False)
    assert [finding.message for finding in result.errors] == [
        "The file’s characters cannot be read. Save it as CSV in UTF-8, or as .xlsx."
    ]
    assert Person.objects.count() == 0

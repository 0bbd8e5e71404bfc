"""Files of odd rows, in every format: nothing raises, nothing is half written, every refused row says why.

The rows are drawn by a seed, so that a failure can be repeated. ROSTRUM_FUZZ_ROWS sets how many there are
for each format; the goal (G7) is 10,000.
"""

import csv
import io
import os
import random
from datetime import UTC, datetime

import pytest
from django.apps import apps

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from tests.factories import make_fund, make_speaker, make_workshop
from tests.people.sheets import allocations, table, xlsx
from workshops.actions.imports import undo
from workshops.importers.pipeline import run
from workshops.importers.preview import preview_of
from workshops.models import ImportRun

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 20, 9, tzinfo=UTC)
ROWS = int(os.environ.get("ROSTRUM_FUZZ_ROWS", "600"))  # of each format
AT_ONCE = 200  # rows of a file
FORMATS = ["xlsx", "utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1251"]

LATIN = ["Aigul Bekova", "Bat Erdene", "=1+1", "+86 10 1", "-", "'quoted", "0", "007", "x" * 200]
CYRILLIC = ["Айгуль Бекова", "Ким", "Советник министра торговли"]
CHINESE = ["李佳", "王丹", "商务部副司长"]
OTHER = ["Zoë Çelik", "ნინო", "‮evil", "e\u0301", "👩‍💻", "a\x07b"]
SCRIPTS = {
    "cp1251": [*LATIN, *CYRILLIC],
    "gb18030": [*LATIN, *CYRILLIC, *CHINESE],
}
COUNTRIES = ["Mongolia", "MNG", "mn", "KAZ", "Pakistan", "Nowhere", "", "0"]
NUMBERS = ["1", "2", "0", "-1", "1.5", "9" * 30, "two", "", "1e3", "٣"]
DAYS = [
    "2024-05-21",
    "day 3",
    "03/04/2024",
    "31.02.2024",
    "2024-5-1",
    "9999-01-01",
    "soon",
    "",
    "45000",
]
CODES = ["carec", "asean", "CAREC", "carek", "", "course"]
YES = ["yes", "no", "", "1", "maybe", "да", "x"]
STATES = [
    "arrived",
    "accepted",
    "selected",
    "draft",
    "withdrawn",
    "reserve",
    "no_show",
    "",
    "there",
]


def texts(format: str) -> list[str]:
    return SCRIPTS.get(format, [*LATIN, *CYRILLIC, *CHINESE, *OTHER])


def plain(values: list[str], format: str) -> list[str]:
    """Those that the format can hold."""
    return [
        v
        for v in values
        if format != "cp1251" or v.encode("cp1251", "ignore").decode("cp1251") == v
    ]


def roster_columns(format: str) -> dict[str, list[str]]:
    text = texts(format)
    return {
        "No.": NUMBERS,
        "Role": ["participant", "staff", "guest", "", "king"],
        "Stream": CODES,
        "Sending country": COUNTRIES,
        "Allocation body": ["", "", "", "Body", *text[:2]],
        "Fund": ["", "", "course", "no-fund"],
        "Name": [*text, ""],
        "Given names": text,
        "Nationality": COUNTRIES,
        "Gender": ["female", "male", "", "F"],
        "E-mail": ["", "", "a@example.org", "b@example.org", "A@Example.org", "a@", "@", "a b@c.d"],
        "Phone": text,
        "Post": text,
        "Organisation": text,
        "Sector": ["ministry", "", "circus"],
        "Speaker": ["", "", "Lena Park", *text[:1]],
        "State": STATES,
        "Channel": ["", "invitation", "historical", "nomination", "luck"],
        "Why without an endorsement": ["", "The embassy phoned."],
        "Expected on": DAYS,
        "Arrived on": DAYS,
        "Left on": DAYS,
        "In the public list": YES,
        "Private note": text,
        "Reference": ["", "", "", "12", "00000000-0000-0000-0000-000000000000"],
    }


def allocation_columns(format: str) -> dict[str, list[str]]:
    text = texts(format)
    return {
        "Stream": CODES,
        "Country": COUNTRIES,
        "Body": ["", "", "Body", *text],
        "Fund": ["", "course", "no-fund"],
        "Seats": [*NUMBERS, "501", "500", "3"],
        "Nominees for each seat": NUMBERS,
        "Nominations until": [*DAYS, "2024-05-12 18:00", "2024-05-12 25:00"],
        "Replacements until": DAYS,
        "What is paid for": text,
        "Where the number comes from": text,
        "Position": NUMBERS,
    }


def mostly_good(chance: random.Random, values: list[str]) -> str:
    """The first of the values more often than the odd ones."""
    return values[0] if chance.random() < 0.9 else chance.choice(values)


def rows_of(columns: dict[str, list[str]], format: str, chance: random.Random) -> list[tuple]:
    """Rows in which most names are their own; sometimes the last cells are missing."""
    rows = []
    for number in range(AT_ONCE):
        row = [mostly_good(chance, plain(values, format)) for values in columns.values()]
        if "Name" in columns and chance.random() < 0.9:
            row[list(columns).index("Name")] = f"{chance.choice(texts(format))[:80]} {number}"
        if "Body" in columns and chance.random() < 0.8:
            row[1:3] = ["", f"{chance.choice(texts(format))[:80]} {number}"]
        rows.append(tuple(row[: len(row) - (chance.randrange(4) if chance.random() < 0.1 else 0)]))
    return rows


def file_of(title: str, header: list[str], rows: list[tuple], format: str) -> tuple[bytes, str]:
    if format == "xlsx":
        return xlsx(table(title, ", ".join(header), *rows)), "odd.xlsx"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=random.Random(len(rows)).choice(",;\t"))
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode(format), "odd.csv"


def without_histories(rows: dict[str, list]) -> dict[str, list]:
    """A history tells of an import and of its undoing; all else is as it was."""
    return {kind: held for kind, held in rows.items() if ".Historical" not in kind}


def everything() -> dict[str, list]:
    """What the database holds of workshops and people, but for the runs of imports."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for label in ("workshops", "people")
        for model in apps.get_app_config(label).get_models()
        if model not in (ImportRun,)
    }


@pytest.fixture
def workshop():
    workshop = make_workshop()
    make_fund(workshop=workshop, code="course")
    make_speaker(workshop=workshop, name="Lena Park")
    rows = (
        ("carec", "Mongolia", "", "", 400),
        ("carec", "", "Body", "course", 3),
        ("asean", "KAZ", "", "", 20),
    )
    result = run(AllocationsImporter(workshop), allocations(*rows), "a.xlsx", dry_run=False)
    assert result.errors == () or all(f.column == "Fund" for f in result.errors)
    workshop.streams.get_or_create(code="carec", defaults={"name": "CAREC"})
    return workshop


KINDS = {
    "roster": ("Roster", roster_columns, lambda workshop: RosterImporter(workshop, now=NOW)),
    "allocations": (
        "Allocations",
        allocation_columns,
        lambda workshop: AllocationsImporter(workshop, now=NOW),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format", FORMATS)
def test_odd_files_are_refused_row_by_row_and_what_is_left_of_them_is_imported(
    workshop, format, kind
):
    title, make_columns, importer = KINDS[kind]
    columns = make_columns(format)
    refused = written = 0
    for seed in range(max(ROWS // AT_ONCE // 2, 1)):
        chance = random.Random(f"{kind} {format} {seed}")
        rows = rows_of(columns, format, chance)
        before = everything()
        content, name = file_of(title, list(columns), rows, format)
        result = run(importer(workshop), content, name, dry_run=False)
        assert result.written is False
        assert everything() == before
        bad = check_refusals(result, title)
        good = [row for number, row in enumerate(rows, start=2) if number not in bad]
        refused, written = refused + len(bad), written + len(good)
        check_the_rest(workshop, importer, file_of(title, list(columns), good, format))
        assert without_histories(everything()) == without_histories(before)
    assert refused > 0
    assert written > 0


def check_refusals(result, title: str) -> set[int]:
    """Every error names a row, and says what is wrong; the rows that are refused."""
    for finding in result.errors:
        assert finding.rows, finding
        assert finding.message, finding
        assert finding.sheet == title, finding
    shown = preview_of(result)
    assert all(reason.message for line in shown.refused.lines for reason in line.reasons)
    return {row for finding in result.errors for row in finding.rows}


def check_the_rest(workshop, importer, file: tuple[bytes, str]) -> None:
    """The rows that nothing was said of go in, go in once, and come out again."""
    content, name = file
    result = run(importer(workshop), content, name, dry_run=False)
    assert (result.errors, result.written) == ((), True)
    again = run(importer(workshop), content, name, dry_run=False)
    assert (again.errors, again.changes.new, again.changes.changed) == ((), {}, {})
    if not result.changes.is_nothing:
        undo(ImportRun.objects.latest("pk"), by=None, now=NOW)

"""Empty workbooks: text cells, choices of this workshop, and how to fill them in, in the reader's language."""

import io
import zipfile

import pytest
from django.utils import translation
from openpyxl import load_workbook

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.importers.templates import allocations_template, roster_template
from tests.factories import make_allocation, make_fund, make_speaker, make_stream, make_workshop
from tests.people.test_import_roster import NOW
from workshops.importers.pipeline import run

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "zh-hans", "ru"]


@pytest.fixture
def workshop():
    workshop = make_workshop()
    make_allocation(stream=make_stream(workshop=workshop, code="carec"))
    make_fund(workshop=workshop, code="ta")
    make_speaker(workshop=workshop, name="Lena Park")
    return workshop


def picked(content: bytes, sheet: str) -> dict[str, list[str]]:
    """What can be picked in each column of a sheet, by its heading."""
    book = load_workbook(io.BytesIO(content))
    page = book[sheet]
    found = {}
    for choice in page.data_validations.dataValidation:
        heading = page.cell(1, next(iter(choice.sqref.ranges)).min_col).value
        of, _sep, place = choice.formula1.lstrip("=").rpartition("!")
        cells = book[of.strip("'")][place.replace("$", "")]
        found[heading] = [row[0].value for row in cells]
    return found


def test_the_workshops_own_streams_funds_and_speakers_can_be_picked(workshop):
    found = picked(roster_template(workshop), "Roster")
    assert (found["Stream"], found["Fund"], found["Speaker"]) == (["carec"], ["ta"], ["Lena Park"])
    assert found["Role"][0] == "Participant"
    assert "Mongolia" in found["Sending country"]
    assert found["Sending country"] == found["Nationality"] == found["Duty station"]
    assert found["In the public list"] == ["yes", "no"]
    found = picked(allocations_template(workshop), "Allocations")
    assert (found["Stream"], found["Fund"]) == (["carec"], ["ta"])


def test_a_template_of_no_workshop_offers_what_all_have_in_common():
    found = picked(roster_template(), "Roster")
    assert "Stream" not in found
    assert {"Role", "State", "Gender", "Sending country"} <= set(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("make", "importer"),
    [(roster_template, RosterImporter), (allocations_template, AllocationsImporter)],
)
def test_every_choice_is_one_that_the_import_understands(workshop, make, importer, language):
    with translation.override(language):
        content = make(workshop)
        sheets = {sheet.title: sheet for sheet in importer(workshop, now=NOW).sheets}
        for title, sheet in sheets.items():
            for heading, words in picked(content, title).items():
                column = next(one for one in sheet.columns if one.header == heading)
                for word in words:
                    column.parse(word)  # raises BadValue for what it does not know


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("make", "importer"),
    [(roster_template, RosterImporter), (allocations_template, AllocationsImporter)],
)
def test_an_empty_template_is_read_without_a_finding(workshop, make, importer, language):
    with translation.override(language):
        content = make(workshop)
    result = run(importer(workshop, now=NOW), content, "template.xlsx", dry_run=False)
    assert (result.findings, result.changes.is_nothing) == ((), True)


def test_every_cell_is_text_so_that_nothing_is_turned_into_something_else(workshop):
    page = load_workbook(io.BytesIO(roster_template(workshop)))["Roster"]
    assert {page.cell(2, column).number_format for column in range(1, page.max_column + 1)} == {"@"}
    assert {page.column_dimensions[letter].number_format for letter in ("A", "P", "Q")} == {"@"}


def test_the_sheet_on_filling_it_in_names_every_column(workshop):
    book = load_workbook(io.BytesIO(roster_template(workshop)))
    assert book.sheetnames == ["Roster", "How to", "Lists"]
    assert book.active.title == "Roster"
    words = [cell.value for cell in book["How to"]["A"]]
    assert [cell.value for cell in book["Roster"][1] if cell.value not in words] == []
    with translation.override("zh-hans"):
        assert load_workbook(io.BytesIO(roster_template(workshop))).sheetnames == [
            "Roster",
            "填写说明",
            "选项",
        ]


def test_a_template_says_nothing_of_who_made_it_and_hides_nothing(workshop):
    for content in (roster_template(workshop), allocations_template(workshop)):
        book = load_workbook(io.BytesIO(content))
        assert {sheet.sheet_state for sheet in book} == {"visible"}
        assert dict(book.defined_names) == {}
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert b"creator" not in package.read("docProps/core.xml")


def test_what_is_written_out_only_is_not_asked_for(workshop):
    headings = [
        cell.value for cell in load_workbook(io.BytesIO(roster_template(workshop)))["Roster"][1]
    ]
    (sheet,) = RosterImporter(workshop, now=NOW).sheets
    outgoing = [column.header for column in sheet.columns if column.parse is None]
    assert "Visa" in outgoing
    assert set(headings) & set(outgoing) == set()

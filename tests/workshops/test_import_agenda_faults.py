"""What is wrong with an agenda workbook: everything is said at once, with its place, and nothing is written."""

from datetime import date

import pytest

from tests.factories import make_organisation
from tests.people.sheets import csv, table, xlsx
from tests.workshops.books import ORGANISATIONS, TIMES, book, load, places, refused
from workshops.importers.findings import Level
from workshops.models import Organisation, Session, Workshop
from workshops.tables import read_tables

pytestmark = pytest.mark.django_db


def test_every_fault_is_said_with_its_place_and_nothing_is_written():
    content = book(
        table(
            "Organisations",
            "Name, Country, Role, Part of",
            ("Rail Academy", "Kazakstan Republic", "organizer", ""),
            ("Rail Group", "", "", "Rail Acadmy"),
            ("rail group", "", "", ""),
        ),
        table("Speakers", "Key, Name", ("lena-park", "Lena Park"), ("Лена", "Lena Kim")),
        table(
            "Billings",
            "Session, Speaker, Role",
            (1, "lena-prak", ""),
            (9, "lena-park", ""),
            (1, "lena-park", "singer"),
        ),
        header="No., Date, Part of day, Starts, Ends, Kind, Venue",
        sessions=(
            (1, "03/04/2026", "morning", "", "", "", ""),
            (1, "2026-03-02", "evening", "", "", "", ""),
            (2, "2026-04-02", "morning", "", "", "party", ""),
            ("three", "", "morning", "", "", "", ""),
            (4, "2026-03-02", "morning", "14:00", "09:00", "", "Lake Campus"),
        ),
    )
    assert sorted(refused(content)) == [
        ("Agenda", (2,), "Date", "03/04/2026"),
        ("Agenda", (3,), "No.", "1"),
        ("Agenda", (3,), "Part of day", "evening"),
        ("Agenda", (4,), "Date", "2026-04-02"),
        ("Agenda", (4,), "Kind", "party"),
        ("Agenda", (5,), "Day", ""),
        ("Agenda", (5,), "No.", "three"),
        ("Agenda", (6,), "Ends", "09:00"),
        ("Agenda", (6,), "Venue", "Lake Campus"),
        ("Billings", (2,), "Speaker", "lena-prak"),
        ("Billings", (3,), "Session", "9"),
        ("Billings", (4,), "Role", "singer"),
        ("Organisations", (2,), "Country", "Kazakstan Republic"),
        ("Organisations", (2,), "Role", "organizer"),
        ("Organisations", (3,), "Part of", "Rail Acadmy"),
        ("Organisations", (4,), "Name", "rail group"),
        ("Speakers", (3,), "Key", "Лена"),
    ]
    assert (Workshop.objects.count(), Organisation.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("rows", "column", "message", "hint"),
    [
        (
            ((1, "03/04/2026", ""),),
            "Date",
            "This date can be read in two ways.",
            "Write it as 2026-04-03 or 2026-03-04.",
        ),
        (
            ((1, "2026-03-07", ""),),
            "Date",
            "This is outside the workshop.",
            "It runs from 2026-03-02 to 2026-03-06.",
        ),
        (
            ((1, "", 6),),
            "Day",
            "This is outside the workshop.",
            "It runs from 2026-03-02 to 2026-03-06.",
        ),
        (
            ((1, "", 0),),
            "Day",
            "A session needs a date or a day number.",
            "The first day is 1.",
        ),
        (
            ((1, "2026-03-03", 3),),
            "Day",
            "Date and day number do not agree.",
            "2026-03-03 is day 2.",
        ),
        (((1, "2026-02-30", ""),), "Date", "There is no such day.", "Write it as 2024-05-20."),
        (
            ((1, "9999-12-31", ""),),
            "Date",
            "The year is probably a slip.",
            "Write it as 2024-05-20.",
        ),
        (((1, "soon", ""),), "Date", "This is not a date.", "Write it as 2024-05-20."),
    ],
)
def test_a_wrong_date_is_said_with_a_hint(rows, column, message, hint):
    sessions = tuple((number, day, count, "morning") for number, day, count in rows)
    result = load(book(header="No., Date, Day, Part of day", sessions=sessions))
    assert [(f.rows, f.column, f.message, f.hint) for f in result.errors] == [
        ((2,), column, message, hint)
    ]


@pytest.mark.parametrize("written", ["2026-03-03", "03.03.2026", "3/3/2026", "2026年3月3日"])
def test_a_date_that_can_only_be_read_one_way_is_read(written):
    assert load(book(header="No., Date, Part of day", sessions=((1, written, "morning"),))).ok
    assert Session.objects.get().date == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("part", "starts", "ends", "ok"),
    [
        ("morning", "09:00", "10:00", True),
        ("morning", "09:00", "", True),
        ("morning", "", "10:00", False),
        ("morning", "10:00", "09:00", False),
        ("morning", "09:00", "09:00", False),
        ("night", "22:00", "01:00", True),
        ("night", "22:00", "22:00", False),
        ("morning", "25:00", "", False),
    ],
)
def test_an_end_comes_after_its_start_except_at_night(part, starts, ends, ok):
    assert load(book(header=TIMES, sessions=((1, 1, part, starts, ends),))).ok is ok


def test_an_unknown_country_is_refused_with_the_nearest_name():
    result = load(book(Country="Kazakstan Republic"))
    assert [(f.rows, f.column, f.value, f.hint) for f in result.errors] == [
        ((7,), "Country", "Kazakstan Republic", "Did you mean Kazakhstan?")
    ]


def test_an_unknown_name_is_refused_with_the_nearest_one():
    header = "No., Day, Part of day, Hosts"
    content = book(
        ORGANISATIONS,
        header=header,
        sessions=((1, 1, "morning", "Rail Acadmy | as printed\nRA\nMoon"),),
    )
    assert [(f.rows, f.column, f.value, f.hint) for f in load(content).errors] == [
        ((2,), "Hosts", "Rail Acadmy", "Did you mean “Rail Academy”?"),
        ((2,), "Hosts", "Moon", "Add it there, or correct it here."),
    ]


def test_an_organisation_twice_in_one_cell_is_refused():
    header = "No., Day, Part of day, Hosts"
    content = book(
        ORGANISATIONS, header=header, sessions=((1, 1, "morning", "RA\nRail Academy | printed"),)
    )
    assert refused(content) == [("Agenda", (2,), "Hosts", "Rail Academy")]


def test_keys_and_addresses_that_differ_by_a_hyphen_are_different():
    speakers = table("Speakers", "Key, Name", ("li-na", "Li Na"), ("lina", "Lina Berg"))
    billings = table("Billings", "Session, Speaker", (1, "li-na"), (1, "Lina"))
    assert load(book(speakers, billings)).findings == ()
    assert [r.speaker.name for r in Session.objects.get(number=1).speaker_roles.all()] == [
        "Li Na",
        "Lina Berg",
    ]


@pytest.mark.parametrize("word", ["site_visit", "Site visit", "site-visit", "SITE VISIT"])
def test_a_kind_may_be_written_as_code_or_label(word):
    load(book(header="No., Day, Part of day, Kind", sessions=((1, 1, "morning", word),)))
    assert Session.objects.get().kind == Session.Kind.SITE_VISIT


def test_one_speaker_under_two_keys_is_refused_and_under_two_posts_only_asked_about():
    def speakers(*rows):
        return load(book(table("Speakers", "Key, Name, Post", *rows)), dry_run=True).findings

    same = speakers(("lena", "Lena Park", "Dean"), ("lena-2", "LENA PARK", "Dean"))
    assert [(f.rows, f.value) for f in same if f.is_error] == [((3,), "LENA PARK")]
    other = speakers(("lena", "Lena Park", "Dean"), ("lena-2", "Lena Park", "Minister"))
    assert [f for f in other if f.is_error] == []
    assert [f.message for f in other if f.rows == (3,) and f.column == "Name"] == [
        "This speaker already stands in row 2."
    ]


def test_a_speaker_on_no_session_is_a_warning():
    result = load(book(table("Speakers", "Key, Name", ("lena", "Lena Park"))))
    assert places(result.findings) == [("Speakers", (2,), "Key", "lena")]
    assert (result.findings[0].level, result.written) == (Level.WARNING, True)


@pytest.mark.parametrize(
    ("sheet", "place"),
    [
        (
            table("Stops", "Session, Order, Name", (2, 1, "Port"), (2, 1, "Lunch")),
            ("Stops", (3,), "Order", "Lunch"),
        ),
        (
            table("Stops", "Session, Name", (7, "Port")),
            ("Stops", (2,), "Session", "7"),
        ),
        (
            table("Materials", "Title, Web address", ("Notes", "javascript:alert(1)")),
            ("Materials", (2,), "Web address", "javascript:alert(1)"),
        ),
        (
            table("Materials", "Session, Title, Web address", (7, "N", "https://example.org")),
            ("Materials", (2,), "Session", "7"),
        ),
        (
            table("Components", "Component, Planned hours", ("Seminars", "4.25")),
            ("Components", (2,), "Planned hours", "4.25"),
        ),
        (
            table("Components", "Component, Planned hours", ("Visits", 4), ("visits", 4)),
            ("Components", (3,), "Component", "visits"),
        ),
        (
            table("Organisations", "Name, Part of", ("Rail Group", "Rail Group")),
            ("Organisations", (2,), "Part of", "Rail Group"),
        ),
        (
            table("Windows", "Part of day, From, To", ("morning", "08:30", "")),
            ("Windows", (2,), "To", ""),
        ),
        (
            table("Titles", "Title", ("#REF!",)),
            ("Titles", (2,), "Title", "#REF!"),
        ),
    ],
)
def test_a_faulty_row_of_another_sheet_refuses_the_file(sheet, place):
    assert refused(book(sheet)) == [place]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("First day", ""),
        ("Last day", "2026-03-01"),
        ("Last day", "2028-03-01"),
        ("Time zone", "Almaty"),
        ("Address", "Trade on Rails!"),
        ("Content languages", "en, fr"),
        ("Working languages", "English"),
        ("Contact e-mail", "km at example"),
        ("Online platform", "example.org"),
        ("Title", "x" * 201),
    ],
)
def test_a_faulty_field_of_the_workshop_is_said_with_its_row(field, value):
    content = book(**{field.replace(" ", "_"): value})
    rows = [row for row in read_tables(content, "a.xlsx")[0].rows if row.cells[0] == field]
    found = load(content).errors
    assert [(f.sheet, f.rows, f.column) for f in found] == [("Workshop", (rows[0].number,), field)]


def test_a_title_without_latin_letters_needs_an_address():
    assert refused(book(Title="铁路贸易", Address="")) == [("Workshop", (2,), "Title", "铁路贸易")]


def test_a_missing_and_an_unknown_and_a_double_column_are_said():
    content = book(header="No., Day, Colour, Day", sessions=((1, 1, "red", 1),))
    result = load(content)
    assert [(f.level, f.sheet, f.column, f.message) for f in result.findings] == [
        (Level.ERROR, "Agenda", "Day", "This column stands twice."),
        (Level.ERROR, "Agenda", "", "The column “Part of day” is missing."),
        (
            Level.WARNING,
            "Agenda",
            "Colour",
            "This column is not known and would be left out.",
        ),
    ]


def test_an_unknown_and_a_double_field_are_said_with_their_rows():
    result = load(book(Colour="red", title="Again"))
    assert [(f.level, f.rows, f.column, f.message) for f in result.findings] == [
        (Level.ERROR, (8,), "title", "This field stands twice."),
        (Level.WARNING, (7,), "Colour", "This column is not known and would be left out."),
    ]


def test_a_missing_sheet_is_said_and_an_unknown_one_too():
    content = xlsx(table("Agenda", "No., Day, Part of day", (1, 1, "morning")), table("Cake", "a"))
    assert [(f.level, f.sheet, f.message) for f in load(content).findings] == [
        (Level.ERROR, "", "There is no sheet “Workshop”."),
        (Level.WARNING, "Cake", "This sheet is not known and would be left out."),
    ]


def test_a_csv_file_is_not_a_whole_agenda():
    result = load(csv(table("", "No., Day", (1, 1))), "agenda.csv")
    assert [f.message for f in result.errors] == [
        "There is no sheet “Workshop”.",
        "There is no sheet “Agenda”.",
    ]


def test_equal_faults_of_many_rows_are_one_line():
    rows = tuple((number, 1, "evening", "") for number in range(1, 51))
    assert refused(book(sessions=rows)) == [
        ("Agenda", tuple(range(2, 52)), "Part of day", "evening")
    ]


def test_two_workshops_in_one_file_are_refused():
    header = "Title, Address, First day, Last day, Time zone"
    row = ("Rails", "rails", "2026-03-02", "2026-03-06", "UTC")
    sessions = table("Agenda", "No., Day, Part of day", (1, 1, "morning"))
    assert load(xlsx(table("Workshop", header, row), sessions)).ok
    assert refused(xlsx(table("Workshop", header, row, row), sessions)) == [
        ("Workshop", (3,), "", "")
    ]


def test_an_organisation_known_in_another_writing_is_asked_about():
    make_organisation("RAIL ACADEMY")
    result = load(book(ORGANISATIONS))
    assert [(f.level, f.rows, f.message) for f in result.findings] == [
        (Level.WARNING, (2,), "This organisation is already known as “RAIL ACADEMY”.")
    ]


def test_a_known_organisation_keeps_what_the_file_does_not_say():
    make_organisation("Rail Group", url="https://rail.example")
    load(book(ORGANISATIONS))
    known = Organisation.objects.get(name_en="Rail Group")
    assert (known.url, known.country_id) == ("https://rail.example", "KAZ")


def test_markup_and_formulas_are_text():
    rows = ((1, 1, "morning", "=cmd|' /C calc'!A0"), (2, 1, "morning", "<script>alert(1)</script>"))
    load(book(sessions=rows))
    assert list(Session.objects.order_by("number").values_list("title_en", flat=True)) == [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
    ]

"""An agenda from a workbook: everything wrong is said at once, or everything is written."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_material, make_organisation, make_workshop
from tests.people.sheets import csv, table, xlsx
from tests.workshops.books import SESSIONS, book, places
from workshops.importers.agenda import AgendaImporter, agenda_template
from workshops.importers.findings import Level
from workshops.importers.pipeline import run
from workshops.models import Organisation, Session, Venue, Workshop
from workshops.tables import read_tables, write_workbook

pytestmark = pytest.mark.django_db

TIMES = "No., Day, Part of day, Starts, Ends"
SPEAKERS = table(
    "Speakers",
    "Key, Name, Sort name, Honorific, Post, Organisation, Is organisation",
    ("lena-park", "Lena Park", "Park Lena", "Ms.", "Dean, Rail Academy", "Rail Academy", ""),
    ("secretariat", "The Secretariat", "", "", "", "", "yes"),
)
ORGANISATIONS = table(
    "Organisations",
    "Name, Short name, Kind, Country, Role, Part of",
    ("Rail Academy", "RA", "university", "Kazakhstan", "organiser\nfunder", "Rail Group"),
    ("Rail Group", "", "firm", "KAZ", "", ""),
)


def load(content: bytes, name: str = "agenda.xlsx", *, dry_run: bool = False, **options):
    return run(AgendaImporter(**options), content, name, dry_run=dry_run)


def refused(content: bytes, **options) -> list[tuple]:
    """Where the errors of a refused file are."""
    result = load(content, **options)
    assert not result.written
    assert not result.ok
    return places(result.errors)


def rich_book(**fields) -> bytes:
    """A book with something in every sheet."""
    header = (
        "No., Date, Day, Part of day, Starts, Ends, Kind, Title, On site, Delivery, Venue, "
        "Component, Track, Hosts, Arranged by, Arrangers, Hours, Activities"
    )
    opening = (1, "2026-03-02", 1, "morning", "09:00", "10:30", "ceremony", "Opening", "", "hybrid")
    tour = (2, "", 2, "daytime", "", "", "tour", "Dry Port", "yes", "")
    evening = (3, "2026-03-03", "", "night", "19:00", "01:00", "networking")
    hosts = "Rail Group | Rail Group JSC\nRA"
    sessions = (
        (*opening, "Lake Campus", "Seminars", "Rules", "", "", "", "1.5", ""),
        (*tour, "", "Visits", "", hosts, "the port", "Rail Academy", "", "See a gauge change"),
        evening,
    )
    return book(
        table("Titles", "Title", ("Second Rail Forum",), ("Joint Rail Workshop",)),
        table("Outcomes", "Outcome, In a few words", ("Know the rules.", "Rules")),
        ORGANISATIONS,
        table("Venues", "Name, Kind, City, Country", ("Lake Campus", "campus", "Almaty", "KAZ")),
        table("Components", "Component, Planned hours", ("Seminars", 12), ("Visits", "8.5")),
        table("Tracks", "Track", ("Rules",)),
        table("Windows", "Part of day, From, To", ("morning", "08:30", "12:00")),
        SPEAKERS,
        table(
            "Billings",
            "Session, Speaker, Role, Online, Printed name, Printed post, Order",
            (1, "secretariat", "closing", "", "", "", 2),
            (1, "lena-park", "moderator", "yes", "Park L.", "Dean", 1),
        ),
        table(
            "Stops",
            "Session, Order, Name, Kind, Organisation",
            (2, 2, "Lunch", "meal", ""),
            (2, 1, "Gauge Hall", "firm", "Rail Group"),
        ),
        table("Materials", "Session, Title, Web address", (1, "Notes", "https://example.org/n")),
        table("Information", "Topic, Text", ("visa", "Ask in time.")),
        table("Corrections", "As printed, Corrected, Where", ("Lenna", "Lena", "Day 1")),
        header=header,
        sessions=sessions,
        **fields,
    )


# What is written


def test_a_book_becomes_a_draft_workshop():
    result = load(book())
    assert result.findings == ()
    workshop = Workshop.objects.get()
    assert (workshop.slug, workshop.title, workshop.status, workshop.zone) == (
        "trade-on-rails",
        "Trade on Rails",
        Workshop.Status.DRAFT,
        "Asia/Almaty",
    )
    assert [
        (s.number, s.date, s.part_of_day, s.title, s.slug) for s in workshop.sessions.all()
    ] == [
        (1, date(2026, 3, 2), "morning", "Opening", "opening"),
        (2, date(2026, 3, 3), "afternoon", "Corridors", "corridors"),
    ]


def test_every_sheet_is_written():
    assert load(rich_book(), publish=True).findings == ()
    workshop = Workshop.objects.get()
    assert workshop.status == Workshop.Status.PUBLISHED
    assert [t.title for t in workshop.joint_titles.all()] == [
        "Second Rail Forum",
        "Joint Rail Workshop",
    ]
    assert [(o.text, o.short) for o in workshop.outcomes.all()] == [("Know the rules.", "Rules")]
    assert [(c.name, c.planned_hours) for c in workshop.components.all()] == [
        ("Seminars", Decimal(12)),
        ("Visits", Decimal("8.5")),
    ]
    assert [(r.organisation.short_name, r.role) for r in workshop.organisation_roles.all()] == [
        ("RA", "organiser"),
        ("RA", "funder"),
    ]
    assert Organisation.objects.get(name_en="Rail Academy").parent.name == "Rail Group"
    assert [v.name for v in workshop.venues.all()] == ["Lake Campus"]
    assert [(w.part_of_day, w.starts_at) for w in workshop.part_windows.all()] == [
        ("morning", time(8, 30))
    ]
    assert [(m.title, m.url, m.session.number) for m in workshop.materials.all()] == [
        ("Notes", "https://example.org/n", 1)
    ]
    assert [(i.topic, i.text) for i in workshop.information.all()] == [("visa", "Ask in time.")]
    assert [(c.printed, c.corrected) for c in workshop.corrections.all()] == [("Lenna", "Lena")]


def test_sessions_hold_their_people_hosts_and_stops():
    load(rich_book())
    opening, tour, evening = Session.objects.order_by("number")
    assert [
        (r.speaker.name, r.role, r.online, r.printed_name, r.printed_post)
        for r in opening.speaker_roles.all()
    ] == [
        ("Lena Park", "moderator", True, "Park L.", "Dean"),
        ("The Secretariat", "closing", False, "", ""),
    ]
    assert (opening.venue.name, opening.component.name, opening.track.name, opening.hours) == (
        "Lake Campus",
        "Seminars",
        "Rules",
        Decimal("1.5"),
    )
    assert [(h.role, str(h.organisation), h.printed_name) for h in organisations_of(tour)] == [
        ("arranger", "Rail Academy", ""),
        ("host", "Rail Group", "Rail Group JSC"),
        ("host", "Rail Academy", ""),
    ]
    assert tour.arranged_by == "the port"
    assert tour.visit.activities == "See a gauge change"
    assert [(s.position, s.name, s.kind) for s in tour.visit.stops.all()] == [
        (1, "Gauge Hall", "firm"),
        (2, "Lunch", "meal"),
    ]
    assert (evening.slug, evening.ends_at, hasattr(evening, "visit")) == (
        "session-3",
        time(1),
        False,
    )


def organisations_of(session):
    return session.session_organisations.order_by("role", "position")


def test_sessions_of_one_half_day_stand_in_the_order_of_the_file():
    rows = ((5, 1, "morning", "A"), (3, 1, "morning", "B"), (4, 1, "night", "C"))
    load(book(sessions=rows))
    assert list(
        Session.objects.order_by("part_of_day", "position").values_list("number", "position")
    ) == [(5, 1), (3, 2), (4, 1)]


def test_texts_in_three_languages_are_kept_apart():
    header = "No., Day, Part of day, Title, Title (zh-hans), Title (ru)"
    rows = ((1, 1, "morning", "Opening", "开幕式", "Открытие"),)
    content = book(header=header, sessions=rows, Content_languages="en, zh-hans; ru")
    assert load(content).findings == ()
    session = Session.objects.get()
    assert (session.title_en, session.title_zh_hans, session.title_ru) == (
        "Opening",
        "开幕式",
        "Открытие",
    )


def test_text_in_a_language_that_the_workshop_does_not_name_is_only_a_warning():
    header = "No., Day, Part of day, Title, Title (ru)"
    result = load(book(header=header, sessions=((1, 1, "morning", "Opening", "Открытие"),)))
    assert [(f.level, f.rows, f.value) for f in result.findings] == [(Level.WARNING, (2,), "ru")]
    assert result.written


def test_a_starting_day_moves_every_date():
    load(rich_book(), starts_on=date(2030, 7, 1))
    workshop = Workshop.objects.get()
    assert (workshop.starts_on, workshop.ends_on) == (date(2030, 7, 1), date(2030, 7, 5))
    assert sorted({s.date for s in workshop.sessions.all()}) == [date(2030, 7, 1), date(2030, 7, 2)]


def test_a_new_starting_day_moves_a_workshop_that_is_there():
    load(rich_book())
    uuids = list(Session.objects.order_by("number").values_list("uuid", "slug"))
    load(rich_book(), starts_on=date(2030, 7, 1))
    assert list(Session.objects.order_by("number").values_list("uuid", "slug")) == uuids
    assert Workshop.objects.get().starts_on == date(2030, 7, 1)


def test_the_caller_may_choose_another_address():
    load(book(), slug="trade-again", is_sample=True)
    assert [(w.slug, w.is_sample) for w in Workshop.objects.all()] == [("trade-again", True)]


def test_without_an_address_one_is_made_once():
    for _time in range(2):
        assert load(book(Address="")).ok
    assert [w.slug for w in Workshop.objects.all()] == ["trade-on-rails"]


# Twice, and changed


def test_the_same_file_twice_changes_nothing():
    load(rich_book())
    before = snapshot()
    result = load(rich_book())
    assert result.changes.is_nothing
    assert snapshot() == before


def snapshot() -> list:
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Workshop, Session, Organisation, Venue)
    ]


def test_a_new_title_keeps_the_address_and_the_identity():
    load(book())
    old = Session.objects.get(number=2)
    load(book(sessions=(SESSIONS[0], (2, 2, "afternoon", "Corridors of Trade"))))
    new = Session.objects.get(number=2)
    assert (new.pk, new.uuid, new.slug) == (old.pk, old.uuid, "corridors")
    assert new.title == "Corridors of Trade"


def test_a_renamed_component_keeps_its_row_and_a_moved_one_too():
    def components(*names):
        return book(table("Components", "Component, Planned hours", *[(name, 4) for name in names]))

    load(components("Seminars", "Visits"))
    rows = dict(Workshop.objects.get().components.values_list("name_en", "pk"))
    load(components("Visits", "Lectures"))
    assert list(Workshop.objects.get().components.values_list("name_en", "pk")) == [
        ("Visits", rows["Visits"]),
        ("Lectures", Workshop.objects.get().components.get(name_en="Lectures").pk),
    ]
    load(components("Trips", "Lectures"))
    assert Workshop.objects.get().components.get(name_en="Trips").pk == rows["Visits"]


def test_what_left_the_file_is_announced_and_removed():
    load(book())
    result = load(book(sessions=SESSIONS[:1]))
    assert [(f.level, f.message) for f in result.findings] == [
        (
            Level.WARNING,
            "Session 2, “Corridors”, is not in the file and would be removed.",
        )
    ]
    assert [s.number for s in Session.objects.all()] == [1]
    assert result.changes.removed == {"sessions": 1}


def test_sheets_and_columns_that_a_file_lacks_are_left_alone():
    load(rich_book())
    header = "No., Date, Part of day"
    rows = ((1, "2026-03-02", "morning"), (2, "2026-03-03", "daytime"), (3, "2026-03-03", "night"))
    result = load(book(header=header, sessions=rows))
    assert result.changes.is_nothing
    tour = Session.objects.get(number=2)
    assert (tour.title, tour.kind, tour.visit.stops.count()) == ("Dry Port", "tour", 2)
    assert Workshop.objects.get().speakers.count() == 2


def test_a_handed_out_file_survives_an_import_that_lists_links():
    load(rich_book())
    make_material(workshop=Workshop.objects.get(), title="Uploaded")
    load(rich_book())
    assert sorted(m.title for m in Workshop.objects.get().materials.all()) == ["Notes", "Uploaded"]


def test_a_published_workshop_stays_published():
    load(book(), publish=True)
    load(book())
    assert Workshop.objects.get().status == Workshop.Status.PUBLISHED


def test_other_workshops_are_not_touched():
    other = make_workshop(slug="other")
    load(rich_book())
    assert list(Workshop.objects.values_list("slug", flat=True).order_by("slug")) == [
        "other",
        "trade-on-rails",
    ]
    assert other.sessions.count() == 0


def test_a_dry_run_says_the_same_and_writes_nothing():
    dry = load(rich_book(), dry_run=True)
    assert (dry.ok, dry.written, Workshop.objects.count(), Organisation.objects.count()) == (
        True,
        False,
        0,
        0,
    )
    assert load(rich_book()).changes.new == dry.changes.new


# Everything that is wrong, at once


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


# The template, and the way round


def test_the_template_holds_every_sheet_and_column_and_no_finding_about_them():
    tables = read_tables(agenda_template(), "template.xlsx")
    sheets = AgendaImporter().sheets
    assert [t.name for t in tables] == [s.title for s in sheets]
    assert tables[0].header == ("Field", "Value")
    assert [row.cells[0] for row in tables[0].rows] == [c.header for c in sheets[0].columns]
    assert [t.header for t in tables[1:]] == [
        tuple(c.header for c in s.columns) for s in sheets[1:]
    ]
    found = load(agenda_template()).findings
    assert {(f.sheet, f.column) for f in found} == {
        ("Workshop", c.header) for c in sheets[0].columns if c.required
    }


def test_a_book_read_and_written_again_changes_nothing():
    load(rich_book())
    again = write_workbook(read_tables(rich_book(), "a.xlsx"))
    assert load(again).changes.is_nothing


# The command


def test_the_command_imports_and_moves(tmp_path, capsys):
    path = tmp_path / "agenda.xlsx"
    path.write_bytes(book())
    moved = {"workshop": "moved", "starts_on": date(2030, 7, 1)}
    call_command("import_agenda", path, **moved, publish=True)
    assert [(w.slug, w.starts_on, w.status) for w in Workshop.objects.all()] == [
        ("moved", date(2030, 7, 1), "published")
    ]
    call_command("import_agenda", path, **moved, dry_run=True)
    assert capsys.readouterr().out.splitlines() == [
        "Written: 3 new, 0 changed, 0 removed, 0 as before",
        "Dry run, nothing written: 0 new, 0 changed, 0 removed, 3 as before",
    ]


def test_the_command_prints_findings_and_fails(tmp_path, capsys):
    path = tmp_path / "agenda.xlsx"
    rows = ((1, "03/04/2026", "morning"),)
    path.write_bytes(book(header="No., Date, Part of day", sessions=rows))
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_agenda", path)
    assert capsys.readouterr().err.splitlines() == [
        "error: Agenda, row 2, column Date, “03/04/2026”: This date can be read in two ways. "
        "Write it as 2026-04-03 or 2026-03-04."
    ]
    assert Workshop.objects.count() == 0


@pytest.mark.parametrize("slug", ["Trade on Rails", "../x", "x" * 61])
def test_the_command_refuses_an_address_that_is_none(slug):
    result = load(book(), slug=slug)
    assert [f.value for f in result.errors] == [slug]

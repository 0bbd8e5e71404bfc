"""Agenda workbooks for tests, as an organiser would write them."""

from tests.people.sheets import table, xlsx
from workshops.importers.agenda import AgendaImporter
from workshops.importers.pipeline import Result, run
from workshops.tables import Table

FIELDS = {
    "Title": "Trade on Rails",
    "Address": "trade-on-rails",
    "First day": "2026-03-02",
    "Last day": "2026-03-06",
    "Time zone": "Asia/Almaty",
}
SESSIONS = ((1, 1, "morning", "Opening"), (2, 2, "afternoon", "Corridors"))
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


def book(
    *others: Table, header: str = "No., Day, Part of day, Title", sessions=SESSIONS, **fields
) -> bytes:
    """A workshop of five days in March with an opening and a lecture. `fields` are changed ones of
    the sheet Workshop, with _ for a space; the rows of a sheet begin at 2."""
    said = FIELDS | {key.replace("_", " "): value for key, value in fields.items()}
    return xlsx(
        table("Workshop", "Field, Value", *said.items()),
        table("Agenda", header, *sessions),
        *others,
    )


def places(findings) -> list[tuple]:
    """Where findings are: sheet, rows, column, value."""
    return [(f.sheet, f.rows, f.column, f.value) for f in findings]


def load(content: bytes, name: str = "agenda.xlsx", *, dry_run: bool = False, **options) -> Result:
    """What comes of importing a workbook."""
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

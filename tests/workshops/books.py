"""Agenda workbooks for tests, as an organiser would write them."""

from tests.people.sheets import table, xlsx
from workshops.tables import Table

FIELDS = {
    "Title": "Trade on Rails",
    "Address": "trade-on-rails",
    "First day": "2026-03-02",
    "Last day": "2026-03-06",
    "Time zone": "Asia/Almaty",
}
SESSIONS = ((1, 1, "morning", "Opening"), (2, 2, "afternoon", "Corridors"))


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

"""The sheet of a roster workbook: what an organiser fills in, column by column."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from people.importers.words import HELP, column, label_for, words_for
from people.models import Facet, Participation, Person, Role, Sector, State
from workshops.countries import Gazetteer
from workshops.importers import cells, times
from workshops.importers.columns import country, translated
from workshops.importers.sheets import BadValue, Column, Sheet
from workshops.tables import Cell

FACETS = {
    Facet.Kind.INVITATION: "Invitation letter",
    Facet.Kind.VISA: "Visa",
    Facet.Kind.TICKET: "Ticket",
    Facet.Kind.INSURANCE: "Insurance",
    Facet.Kind.ROOM: "Room",
    Facet.Kind.PER_DIEM: "Per diem",
    Facet.Kind.DIET: "Diet",
}


def roster_sheets(known: Gazetteer, first_day: date) -> tuple[Sheet, ...]:
    """One sheet, one row a person and role; days may be counted from `first_day`."""
    return (
        Sheet(
            "roster",
            "Roster",
            (
                *place_columns(known),
                *person_columns(known),
                *event_columns(first_day),
                *outgoing_columns(),
            ),
            required=True,
            aliases=("Participants", "List of participants"),
            named_by=("display_name",),
        ),
    )


def place_columns(known: Gazetteer) -> Iterator[Column]:
    """As what somebody comes, sent by whom, on whose seat."""
    yield column("reference", "Reference", reference)
    yield column("workshop", "Workshop", cells.text(60))
    yield column("list_number", "No.", cells.whole(32767))
    yield column("role", "Role", cells.choice(Role, Role.PARTICIPANT))
    yield column("stream", "Stream", cells.text(30))
    yield column("sending_country", "Sending country", country(known))
    yield column("body", "Allocation body", cells.text(150))
    yield column("fund", "Fund", cells.text(40))
    yield column("rank", "Rank", cells.whole(32767))
    yield column("unit", "Unit", cells.text(120))


def person_columns(known: Gazetteer) -> Iterator[Column]:
    """Who somebody is, and how to reach them."""
    yield column("honorific", "Honorific", cells.text(20))
    yield column("display_name", "Name", cells.text(150), required=True)
    yield column("given_names", "Given names", cells.text(100))
    yield column("family_name", "Family name", cells.text(100))
    yield column("native_name", "Name in native script", cells.text(150))
    yield column("sort_name", "Sorted under", cells.text(150))
    yield column("gender", "Gender", cells.choice(Person.Gender, ""))
    yield column("nationality", "Nationality", country(known))
    yield column("duty_station", "Duty station", country(known))
    yield column("email", "E-mail", cells.email)
    yield column("phone", "Phone", cells.text(50))


def event_columns(first_day: date) -> Iterator[Column]:
    """The post held at the event, the state, days of being there, consents, and what a source printed."""
    day = times.workshop_day(first_day)
    yield from translated(
        "post", "Post", label=label_for, help=HELP["post_en"], **words_for("post_en")
    )
    yield column("organisation", "Organisation", cells.text(200))
    yield column("sector", "Sector", cells.choice(Sector, ""))
    yield column("speaker", "Speaker", cells.text(150))
    yield column("state", "State", cells.choice(State, State.DRAFT))
    yield column("channel", "Channel", cells.choice(Participation.Channel, ""))
    yield column("waiver_reason", "Why without an endorsement", cells.text(250))
    yield column("expected_on", "Expected on", day)
    yield column("arrived_on", "Arrived on", day)
    yield column("left_on", "Left on", day)
    yield column("public_list", "In the public list", cells.yes_no)
    yield column("directory", "In the directory", cells.yes_no)
    yield column("photo_consent", "May be photographed", cells.yes_no)
    yield column("private_note", "Private note", cells.text(32767))
    yield column("printed_name", "Name as printed", cells.text(150))
    yield column("printed_post", "Post as printed", cells.text(400))
    yield column("printed_country", "Country as printed", cells.text(100))


def outgoing_columns() -> Iterator[Column]:
    """What an export may hold beside, and an import passes over: it is changed where it is kept."""
    yield column("package", "What is paid for")
    for kind, header in FACETS.items():
        yield Column(facet_key(kind), header, label=kind.label)


def facet_key(kind: Facet.Kind) -> str:
    return f"facet_{kind.value}"


def reference(cell: Cell) -> str:
    """What an export calls a row by; blank where the row is new."""
    written = "" if cell is None else str(cell).strip()
    if not written:
        return ""
    try:
        return str(UUID(written))
    except ValueError:
        raise BadValue(
            _("This is not a reference."), _("Leave it as the export wrote it, or empty.")
        ) from None

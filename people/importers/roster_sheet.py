"""The sheet of a roster workbook: what an organiser fills in, column by column."""

from datetime import date

from people.models import Participation, Person, Role, State
from workshops.countries import Gazetteer
from workshops.importers import cells
from workshops.importers.columns import country, translated
from workshops.importers.sheets import Column, Sheet
from workshops.importers.template import template


def roster_sheets(known: Gazetteer, first_day: date) -> tuple[Sheet, ...]:
    """One sheet, one row a person and role; days may be counted from `first_day`."""
    place = country(known)
    day = cells.workshop_day(first_day)
    return (
        Sheet(
            "roster",
            "Roster",
            (
                Column("list_number", "No.", cells.number, aliases=("Number", "No")),
                Column("role", "Role", cells.choice(Role, Role.PARTICIPANT)),
                Column("stream", "Stream", cells.text(30)),
                Column("sending_country", "Sending country", place, aliases=("Country",)),
                Column("fund", "Fund", cells.text(40)),
                Column("unit", "Unit", cells.text(120)),
                Column("honorific", "Honorific", cells.text(20), aliases=("Title",)),
                Column("display_name", "Name", cells.text(150), required=True),
                Column("given_names", "Given names", cells.text(100)),
                Column("family_name", "Family name", cells.text(100)),
                Column("native_name", "Name in native script", cells.text(150)),
                Column("sort_name", "Sorted under", cells.text(150)),
                Column("gender", "Gender", cells.choice(Person.Gender, "")),
                Column("nationality", "Nationality", place),
                Column("duty_station", "Duty station", place),
                Column("email", "E-mail", cells.email, aliases=("Email",)),
                Column("phone", "Phone", cells.text(50)),
                *translated("post", "Post"),
                Column("speaker", "Speaker", cells.text(150)),
                Column("state", "State", cells.choice(State, State.DRAFT)),
                Column("channel", "Channel", cells.choice(Participation.Channel, "")),
                Column("waiver_reason", "Why without an endorsement", cells.text(250)),
                Column("arrived_on", "Arrived on", day),
                Column("left_on", "Left on", day),
                Column("public_list", "In the public list", cells.yes_no),
                Column("directory", "In the directory", cells.yes_no),
                Column("photo_consent", "May be photographed", cells.yes_no),
                Column("printed_name", "Name as printed", cells.text(150)),
                Column("printed_post", "Post as printed", cells.text(400)),
                Column("printed_country", "Country as printed", cells.text(100)),
            ),
            required=True,
            aliases=("Participants", "List of participants"),
            named_by=("display_name",),
        ),
    )


def roster_template() -> bytes:
    """An empty workbook with the columns that `RosterImporter` reads."""
    return template(roster_sheets(Gazetteer({}), date.min))

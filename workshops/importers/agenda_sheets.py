"""The sheets of an agenda workbook: what an organiser fills in, column by column."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from workshops.countries import Gazetteer
from workshops.importers import cells, times
from workshops.importers.columns import country, translated
from workshops.importers.sheets import BadValue, Column, Sheet
from workshops.models import (
    InformationSection,
    Material,
    Organisation,
    OrganisationRole,
    PartOfDay,
    Session,
    SpeakerRole,
    Stop,
    Venue,
    Workshop,
)
from workshops.models.workshop import check_zone
from workshops.slugs import LONGEST
from workshops.tables import Cell

LONG = 20_000
MOST = 9_999  # sessions, days, places in an order


def agenda_sheets(known: Gazetteer) -> tuple[Sheet, ...]:
    """Every sheet, with countries recognised by `known`."""
    return (
        workshop_sheet(known),
        Sheet("titles", "Titles", translated("title", "Title", longest=200, required=True)),
        Sheet(
            "outcomes",
            "Outcomes",
            (
                *translated("text", "Outcome", longest=LONG, required=True),
                *translated("short", "In a few words", longest=120),
            ),
        ),
        organisations_sheet(known),
        venues_sheet(known),
        Sheet(
            "components",
            "Components",
            (
                *translated("name", "Component", longest=200, required=True),
                Column("planned_hours", "Planned hours", cells.hours(MOST), required=True),
            ),
        ),
        Sheet("tracks", "Tracks", translated("name", "Track", longest=120, required=True)),
        Sheet(
            "windows",
            "Windows",
            (
                Column("part_of_day", "Part of day", cells.choice(PartOfDay), required=True),
                Column("starts_at", "From", times.clock, required=True),
                Column("ends_at", "To", times.clock, required=True),
            ),
        ),
        sessions_sheet(),
        *speaker_sheets(),
        stops_sheet(),
        *paper_sheets(),
    )


def workshop_sheet(known: Gazetteer) -> Sheet:
    return Sheet(
        "workshop",
        "Workshop",
        (
            *translated("title", "Title", longest=200, required=True),
            Column("slug", "Address", cells.address, aliases=("Slug",)),
            Column("kind", "Kind", cells.choice(Workshop.Kind, Workshop.Kind.WORKSHOP)),
            Column("format", "Format", cells.choice(Workshop.Format, Workshop.Format.IN_PERSON)),
            Column("starts_on", "First day", times.day, required=True),
            Column("ends_on", "Last day", times.day, required=True),
            Column("zone", "Time zone", zone, required=True),
            *translated("city", "City", longest=100),
            Column("country", "Country", country(known)),
            Column("languages", "Content languages", cells.language_codes),
            Column("working_languages", "Working languages", cells.language_codes),
            Column("interpretation", "Interpretation", cells.yes_no),
            *translated("summary", "Summary", longest=LONG),
            *translated("purpose", "Purpose", longest=LONG),
            *translated("approach", "Approach", longest=LONG),
            *translated("participants_sought", "Participants sought", longest=LONG),
            *translated("contact_name", "Contact", longest=200),
            Column("contact_email", "Contact e-mail", cells.email),
            Column("contact_phone", "Contact phone", cells.text(50)),
            Column("platform_url", "Online platform", cells.web),
            *translated("source", "Source and licence", longest=LONG),
        ),
        required=True,
        upright=True,
    )


def organisations_sheet(known: Gazetteer) -> Sheet:
    return Sheet(
        "organisations",
        "Organisations",
        (
            *translated("name", "Name", longest=250, required=True),
            *translated("short_name", "Short name", longest=60),
            Column("kind", "Kind", cells.choice(Organisation.Kind, Organisation.Kind.OTHER)),
            Column("country", "Country", country(known)),
            Column("roles", "Role", cells.several(cells.choice(OrganisationRole.Role))),
            Column("parent", "Part of", cells.text(250)),
            Column("url", "Web address", cells.web),
        ),
    )


def venues_sheet(known: Gazetteer) -> Sheet:
    return Sheet(
        "venues",
        "Venues",
        (
            *translated("name", "Name", longest=200, required=True),
            Column("kind", "Kind", cells.choice(Venue.Kind, Venue.Kind.OTHER)),
            *translated("address", "Address", longest=300),
            Column("address_local", "Address in local script", cells.text(300)),
            *translated("city", "City", longest=100),
            Column("country", "Country", country(known)),
            Column("url", "Web address", cells.web),
        ),
    )


def sessions_sheet() -> Sheet:
    return Sheet(
        "sessions",
        "Agenda",
        (
            Column("number", "No.", cells.whole(MOST), required=True, aliases=("Session", "Nr.")),
            Column("date", "Date", times.day),
            Column("day", "Day", cells.whole(MOST), aliases=("Day number",)),
            Column("part_of_day", "Part of day", cells.choice(PartOfDay), required=True),
            Column("starts_at", "Starts", times.clock),
            Column("ends_at", "Ends", times.clock),
            Column("kind", "Kind", cells.choice(Session.Kind, Session.Kind.LECTURE)),
            *translated("title", "Title", longest=250),
            *translated("description", "Description", longest=LONG),
            Column("on_site", "On site", cells.yes_no),
            Column(
                "delivery", "Delivery", cells.choice(Session.Delivery, Session.Delivery.IN_PERSON)
            ),
            Column("venue", "Venue", cells.text(200)),
            Column("component", "Component", cells.text(200)),
            Column("track", "Track", cells.text(120)),
            Column("hosts", "Hosts", cells.several(as_printed)),
            *translated("arranged_by", "Arranged by", longest=400),
            Column("arrangers", "Arrangers", cells.several(as_printed)),
            Column("hours", "Hours", cells.hours(24)),
            *translated("activities", "Activities", longest=LONG),
            *translated("to_bring", "What to bring", longest=300),
            *translated("meeting_point", "Meeting point", longest=200),
            Column("meets_at", "Meets at", times.clock),
        ),
        required=True,
        aliases=("Sessions", "Programme"),
    )


def speaker_sheets() -> tuple[Sheet, Sheet]:
    speakers = Sheet(
        "speakers",
        "Speakers",
        (
            Column("slug", "Key", cells.address, required=True),
            Column("name", "Name", cells.text(150), required=True),
            Column("sort_name", "Sort name", cells.text(150)),
            Column("honorific", "Honorific", cells.text(20)),
            Column("name_native", "Native name", cells.text(150)),
            *translated("post", "Post", longest=400),
            Column("organisation", "Organisation", cells.text(250)),
            Column("is_organisation", "Is organisation", cells.yes_no),
            *translated("biography", "Biography", longest=LONG),
        ),
    )
    billings = Sheet(
        "billings",
        "Billings",
        (
            Column("session", "Session", cells.whole(MOST), required=True, aliases=("No.",)),
            Column("speaker", "Speaker", cells.text(LONGEST), required=True, aliases=("Key",)),
            Column("role", "Role", cells.choice(SpeakerRole.Role, SpeakerRole.Role.SPEAKER)),
            Column("online", "Online", cells.yes_no),
            Column("printed_name", "Printed name", cells.text(150)),
            Column("printed_post", "Printed post", cells.text(400)),
            Column("order", "Order", cells.whole(MOST)),
        ),
    )
    return speakers, billings


def stops_sheet() -> Sheet:
    return Sheet(
        "stops",
        "Stops",
        (
            Column("session", "Session", cells.whole(MOST), required=True, aliases=("No.",)),
            Column("order", "Order", cells.whole(MOST)),
            *translated("name", "Name", longest=250, required=True),
            Column("kind", "Kind", cells.choice(Stop.Kind, Stop.Kind.FIRM)),
            Column("organisation", "Organisation", cells.text(250)),
            *translated("description", "Description", longest=LONG),
            Column("arrives_at", "Arrives", times.clock),
            Column("leaves_at", "Leaves", times.clock),
        ),
    )


def paper_sheets() -> tuple[Sheet, Sheet, Sheet]:
    materials = Sheet(
        "materials",
        "Materials",
        (
            Column("session", "Session", cells.whole(MOST), aliases=("No.",)),
            *translated("title", "Title", longest=200, required=True),
            Column("kind", "Kind", cells.choice(Material.Kind, Material.Kind.LINK)),
            Column("language", "Language", cells.text(10)),
            Column("url", "Web address", cells.web, required=True),
            Column(
                "audience", "For", cells.choice(Material.Audience, Material.Audience.PARTICIPANTS)
            ),
        ),
    )
    information = Sheet(
        "information",
        "Information",
        (
            Column(
                "topic",
                "Topic",
                cells.choice(InformationSection.Topic, InformationSection.Topic.OTHER),
            ),
            *translated("title", "Title", longest=150),
            *translated("text", "Text", longest=LONG, required=True),
        ),
    )
    corrections = Sheet(
        "corrections",
        "Corrections",
        (
            Column("printed", "As printed", cells.text(300), required=True),
            Column("corrected", "Corrected", cells.text(300), required=True),
            Column("place", "Where", cells.text(120)),
            Column("evidence", "How we know", cells.text(300)),
        ),
    )
    return materials, information, corrections


def zone(cell: Cell) -> str:
    """A time zone of the IANA table."""
    value = str("" if cell is None else cell).strip()
    try:
        check_zone(value)
    except ValidationError as error:
        raise BadValue(" ".join(error.messages)) from None
    return value


def as_printed(word: str) -> tuple[str, str]:
    """`Name | Name as printed`, or the name alone."""
    name, _bar, printed = (part.strip() for part in word.partition("|"))
    if len(printed) > 250:
        raise BadValue(_("The name as printed is longer than 250 characters."))
    return name, printed

"""The roster as a file: any rows, chosen columns; what is private only for those who may have it."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from people import permissions
from people.importers.roster_sheet import FACETS, facet_key, roster_sheets
from people.models import Allocation, Facet, Participation, Role, State
from workshops.content import text_of
from workshops.countries import Gazetteer
from workshops.exporters.columns import ExportColumn, country, label, table, yes_no
from workshops.models import Workshop
from workshops.tables import Cell, Table

RELATED = (
    "workshop", "person__nationality", "stream", "sending_country", "duty_station", "organisation",
    "speaker", "dossier", "allocation__fund", "seat__allocation__fund",
)  # fmt: skip

ALWAYS = ("reference", "workshop", "role", "display_name")
MAY: dict[str, Callable] = {
    "gender": permissions.may_change_roster,
    "nationality": permissions.may_change_roster,
    "email": permissions.may_change_roster,
    "phone": permissions.may_change_roster,
    "waiver_reason": permissions.may_change_roster,
    "private_note": permissions.may_change_roster,
    "rank": permissions.may_select,
    "organisation": permissions.may_select,
    "sector": permissions.may_select,
    **{facet_key(kind): permissions.may_see_travel for kind in FACETS},
    facet_key(Facet.Kind.DIET): permissions.may_see_sensitive,
}


def allocation_of(row: Participation) -> Allocation | None:
    """On whose seat somebody is, or under what they are put forward."""
    return row.seat.allocation if row.seat else row.allocation


def body_of(row: Participation) -> str:
    allocation = allocation_of(row)
    return allocation.body if allocation else ""


def fund_of(row: Participation) -> str:
    allocation = allocation_of(row)
    return allocation.fund.code if allocation and allocation.fund else ""


def organisation_of(row: Participation) -> str:
    if row.role == Role.PARTICIPANT:
        return row.dossier.organisation if hasattr(row, "dossier") else ""
    return row.organisation.name if row.organisation else ""


def sector_of(row: Participation) -> str:
    return label(row.dossier, "sector") if hasattr(row, "dossier") else ""


def package_of(row: Participation) -> str:
    allocation = allocation_of(row)
    return text_of(allocation, "package").plain if allocation else ""


def status_of(kind: str) -> Callable[[Participation], Cell]:
    """How far something for the journey is."""

    def value(row: Participation) -> Cell:
        facet = facet_in(row, kind)
        return label(facet, "status") if facet else ""

    return value


def diet_of(row: Participation) -> Cell:
    facet = facet_in(row, Facet.Kind.DIET)
    return label(facet, "diet") if facet else ""


def facet_in(row: Participation, kind: str) -> Facet | None:
    return next((facet for facet in row.facets.all() if facet.kind == kind), None)


VALUES: dict[str, Callable[[Participation], Cell]] = {
    "reference": lambda row: str(row.uuid),
    "workshop": lambda row: row.workshop.slug,
    "list_number": lambda row: row.list_number,
    "role": lambda row: label(row, "role"),
    "stream": lambda row: row.stream.code if row.stream else "",
    "sending_country": lambda row: country(row.sending_country),
    "body": body_of,
    "fund": fund_of,
    "rank": lambda row: row.rank,
    "unit": lambda row: row.unit,
    "honorific": lambda row: row.person.honorific,
    "display_name": lambda row: row.person.display_name,
    "given_names": lambda row: row.person.given_names,
    "family_name": lambda row: row.person.family_name,
    "native_name": lambda row: row.person.native_name,
    "sort_name": lambda row: row.person.sort_name,
    "gender": lambda row: label(row.person, "gender"),
    "nationality": lambda row: country(row.person.nationality),
    "duty_station": lambda row: country(row.duty_station),
    "email": lambda row: row.person.email,
    "phone": lambda row: row.person.phone,
    "organisation": organisation_of,
    "sector": sector_of,
    "speaker": lambda row: row.speaker.name if row.speaker else "",
    "state": lambda row: str(State(row.state).label),
    "channel": lambda row: label(row, "channel"),
    "expected_on": lambda row: row.expected_on,
    "arrived_on": lambda row: row.arrived_on,
    "left_on": lambda row: row.left_on,
    "public_list": lambda row: yes_no(row.public_list),
    "directory": lambda row: yes_no(row.directory),
    "photo_consent": lambda row: yes_no(row.photo_consent),
    "package": package_of,
    **{facet_key(kind): status_of(kind) for kind in FACETS},
    facet_key(Facet.Kind.DIET): diet_of,
}


def columns() -> tuple[ExportColumn, ...]:
    """Every column of the roster's sheet, in its order."""
    (sheet,) = roster_sheets(Gazetteer({}), date.min)
    return tuple(
        ExportColumn(
            column.key,
            column.header,
            column.label or column.header,
            VALUES.get(column.key, plain(column.key)),
            always=column.key in ALWAYS,
            may=MAY.get(column.key),
        )
        for column in sheet.columns
    )


def plain(key: str) -> Callable[[Participation], Cell]:
    """What stands in the row's own field of that name."""
    return lambda row: getattr(row, key)


def rows_for(rows: QuerySet, wanted: list[ExportColumn]) -> QuerySet:
    """The rows with all that the columns ask for, in a fixed number of queries."""
    rows = rows.select_related(*RELATED)
    if any(column.key.startswith("facet_") for column in wanted):
        rows = rows.prefetch_related("facets")
    return rows


def roster_tables(rows: QuerySet, wanted: list[ExportColumn]) -> list[Table]:
    return [table("Roster", wanted, rows_for(rows, wanted))]


def in_order(workshop: Workshop) -> QuerySet:
    """Everybody in a workshop, as its list shows them."""
    return workshop.participations.order_by("list_number", "person__sort_name", "id")

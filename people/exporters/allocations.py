"""Allocations as a file: any of them, with the streams, funds and shares that they refer to."""

from collections.abc import Callable
from datetime import UTC

from django.db.models import Count, Q, QuerySet

from people.importers.allocations_sheet import allocations_sheets
from people.models import Allocation, Fund, FundShare, Seat, Stream
from workshops.countries import Gazetteer
from workshops.exporters.columns import ExportColumn, country, moment, table
from workshops.importers.sheets import Sheet
from workshops.models import Workshop
from workshops.tables import Cell, Table

ALWAYS = ("stream", "country", "body", "fund", "seats")


def zone_of(row: Allocation):
    return row.stream.workshop.tzinfo


VALUES: dict[str, Callable[[Allocation], Cell]] = {
    "stream": lambda row: row.stream.code,
    "country": lambda row: country(row.country),
    "fund": lambda row: row.fund.code if row.fund else "",
    "seats": lambda row: row.in_force,
    "nomination_deadline": lambda row: moment(row.nomination_deadline, zone_of(row)),
    "replacement_cutoff": lambda row: moment(row.replacement_cutoff, zone_of(row)),
}
OF_STREAMS: dict[str, Callable[[Stream], Cell]] = {
    "bloc": lambda row: row.bloc.code if row.bloc else ""
}
OF_FUNDS: dict[str, Callable[[Fund], Cell]] = {
    "only_country": lambda row: country(row.only_country)
}
OF_SHARES: dict[str, Callable[[FundShare], Cell]] = {
    "stream": lambda row: row.allocation.stream.code,
    "country": lambda row: country(row.allocation.country),
    "fund": lambda row: row.fund.code,
}


def columns() -> tuple[ExportColumn, ...]:
    """Every column of the first sheet, in its order."""
    return columns_of(sheets()[0], VALUES)


def sheets() -> tuple[Sheet, ...]:
    return allocations_sheets(Gazetteer({}), UTC)


def columns_of(sheet: Sheet, values: dict[str, Callable]) -> tuple[ExportColumn, ...]:
    return tuple(
        ExportColumn(
            column.key,
            column.header,
            column.label or column.header,
            values.get(column.key, plain(column.key)),
            always=sheet.key != "allocations" or column.key in ALWAYS,
        )
        for column in sheet.columns
    )


def plain(key: str) -> Callable[[object], Cell]:
    """What stands in the row's own field of that name."""
    return lambda row: getattr(row, key)


def allocation_tables(rows: QuerySet, wanted: list[ExportColumn]) -> list[Table]:
    """The allocations, then what they refer to: enough to give the file to another workshop."""
    found = list(rows_for(rows))
    _first, streams, funds, shares = sheets()
    of = {"streams": {row.stream_id for row in found}, "funds": {row.fund_id for row in found}}
    kept = FundShare.objects.filter(allocation__in=[row.pk for row in found])
    kept = list(kept.select_related("allocation__stream", "allocation__country", "fund"))
    of["funds"] |= {share.fund_id for share in kept}
    return [
        table("Allocations", wanted, found),
        table(
            streams.title,
            columns_of(streams, OF_STREAMS),
            Stream.objects.filter(pk__in=of["streams"]).select_related("bloc"),
        ),
        table(
            funds.title,
            columns_of(funds, OF_FUNDS),
            Fund.objects.filter(pk__in=of["funds"]).select_related("only_country"),
        ),
        table(shares.title, columns_of(shares, OF_SHARES), kept),
    ]


def rows_for(rows: QuerySet) -> QuerySet:
    """The rows with how many of their seats are in force."""
    in_force = Count("seats", filter=Q(seats__state__in=Seat.IN_FORCE), distinct=True)
    related = rows.select_related("stream__workshop", "country", "fund")
    return related.annotate(in_force=in_force)


def in_order(workshop: Workshop) -> QuerySet:
    """All of a workshop's, as its list shows them."""
    rows = Allocation.objects.filter(stream__workshop=workshop)
    return rows.order_by("stream__position", "position", "id")

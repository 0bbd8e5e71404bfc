"""Seats by country from a sheet: streams, funds, allocations and their seats."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from people.actions.seats import MOST_SEATS, names_on, resize, with_names
from people.models import Allocation, Bloc, Fund, FundShare, Seat, Stream
from workshops.content import columns
from workshops.countries import Gazetteer, gazetteer
from workshops.importers import cells
from workshops.importers.changes import Changes, drop_rest, put
from workshops.importers.columns import country, translated
from workshops.importers.findings import Finding
from workshops.importers.sheets import Column, Record, Records, Sheet, duplicates
from workshops.importers.template import template
from workshops.models import Workshop


class AllocationsImporter:
    """Reads one workshop's allocations. Lowering one removes free seats only."""

    def __init__(self, workshop: Workshop):
        self.workshop = workshop
        self.sheets = sheets(gazetteer())

    def check(self, records: Records) -> Iterator[Finding]:
        streams = {record.get("code") for record in records["streams"]}
        funds = {record.get("code") for record in records["funds"]}
        yield from twice(records)
        for record in [*records["allocations"], *records["shares"]]:
            yield from unknown_code(record, "stream", streams)
            yield from unknown_code(record, "fund", funds)
        for record in records["allocations"]:
            yield from self.check_allocation(record)
        blocs = set(Bloc.objects.values_list("code", flat=True))
        for record in records["streams"]:
            if record.get("bloc") and record["bloc"] not in blocs:
                yield record.finding(
                    _("This bloc is not known."),
                    column="Bloc",
                    value=record["bloc"],
                    hint=_("One of: %(known)s.") % {"known": ", ".join(sorted(blocs))},
                )

    def check_allocation(self, record: Record) -> Iterator[Finding]:
        if "country" in record.values and not record.get("country") and not record.get("body"):
            yield record.finding(_("An allocation is to a country or a body."), column="Country")
        if record.get("country") and record.get("body"):
            yield record.finding(
                _("An allocation is to a country or a body, not both."),
                column="Body",
                value=record["body"],
            )
        if (record.get("seats") or 0) > MOST_SEATS:
            yield record.finding(
                _("More than %(most)s seats is probably a slip.") % {"most": MOST_SEATS},
                column="Seats",
                value=record["seats"],
            )
        yield from self.check_names(record)

    def check_names(self, record: Record) -> Iterator[Finding]:
        """Refuse, with the names, to take away seats that somebody is or was put forward for."""
        allocation = Allocation.objects.filter(
            stream__workshop=self.workshop,
            stream__code=record.get("stream"),
            country=record.get("country"),
            body=record.get("body", ""),
            fund__code=record.get("fund") or None,
        ).first()
        kept = with_names(allocation) if allocation else []
        if len(kept) > (record.get("seats") or 0):
            yield record.finding(
                _("Seats have names on them: %(names)s. %(least)s is the least.")
                % {"names": ", ".join(names_on(kept)), "least": len(kept)},
                column="Seats",
                value=record.get("seats"),
            )

    def write(self, records: Records, changes: Changes) -> None:
        streams = {
            r["code"]: self.write_stream(r, n, changes) for n, r in enumerate(records["streams"])
        }
        funds = {r["code"]: self.write_fund(r, changes) for r in records["funds"]}
        for position, record in enumerate(records["allocations"]):
            allocation = put(
                Allocation,
                changes,
                by={
                    "stream": streams[record["stream"]],
                    "country": record["country"],
                    "body": record["body"],
                    "fund": funds.get(record["fund"]),
                },
                source_note=record["note"],
                position=position,
            )
            set_seats(allocation, record["seats"], changes)
        self.write_shares(records["shares"], streams, funds, changes)

    def write_stream(self, record: Record, position: int, changes: Changes) -> Stream:
        bloc = Bloc.objects.filter(code=record["bloc"]).first() if record["bloc"] else None
        return put(
            Stream,
            changes,
            by={"workshop": self.workshop, "code": record["code"]},
            bloc=bloc,
            position=position,
            **names(record),
        )

    def write_fund(self, record: Record, changes: Changes) -> Fund:
        return put(
            Fund,
            changes,
            by={"workshop": self.workshop, "code": record["code"]},
            only_country=record["only_country"],
            **names(record),
        )

    def write_shares(
        self,
        records: list[Record],
        streams: dict[str, Stream],
        funds: dict[str, Fund],
        changes: Changes,
    ) -> None:
        kept = [
            put(
                FundShare,
                changes,
                by={
                    "allocation": Allocation.objects.get(
                        stream=streams[record["stream"]], country=record["country"], fund=None
                    ),
                    "fund": funds[record["fund"]],
                },
                seats=record["seats"],
            )
            for record in records
        ]
        drop_rest(
            FundShare.objects.filter(allocation__stream__workshop=self.workshop), kept, changes
        )


def sheets(known: Gazetteer) -> tuple[Sheet, ...]:
    """What an allocations workbook holds."""
    stream = Column("stream", "Stream", cells.text(30), required=True)
    return (
        Sheet(
            "allocations",
            "Allocations",
            (
                stream,
                Column("country", "Country", country(known)),
                Column("body", "Body", cells.text(150)),
                Column("fund", "Fund", cells.text(40)),
                Column("seats", "Seats", cells.number, required=True),
                Column("note", "Where the number comes from", cells.text(200), aliases=("Note",)),
            ),
            required=True,
        ),
        Sheet(
            "streams",
            "Streams",
            (
                Column("code", "Code", cells.text(30), required=True),
                *translated("name", "Name", longest=120, required=True),
                Column("bloc", "Bloc", cells.text(20)),
            ),
            required=True,
        ),
        Sheet(
            "funds",
            "Funds",
            (
                Column("code", "Code", cells.text(40), required=True),
                *translated("name", "Name", longest=150, required=True),
                Column("only_country", "Only for", country(known)),
            ),
        ),
        Sheet(
            "shares",
            "Fund shares",
            (
                stream,
                Column("country", "Country", country(known), required=True),
                Column("fund", "Fund", cells.text(40), required=True),
                Column("seats", "Seats", cells.number, required=True),
            ),
        ),
    )


def names(record: Record) -> dict[str, str]:
    return {key: record[key] for key in columns("name")}


def twice(records: Records) -> Iterator[Finding]:
    """Findings for streams, funds and allocations that stand in the file twice."""
    for sheet, key in (("streams", code), ("funds", code), ("allocations", recipient)):
        for second, first in duplicates(records[sheet], key):
            yield second.finding(
                _("The same as row %(row)s.") % {"row": first.row},
                value=", ".join(part for part in key(second) if part),
                hint=_("Add the seats up in one row."),
            )


def code(record: Record) -> tuple[str] | None:
    return (record["code"],) if record.get("code") else None


def recipient(record: Record) -> tuple[str, ...] | None:
    """Who gets the seats, from which fund; None where the row does not say."""
    to = record.get("country") or record.get("body")
    return (record.get("stream", ""), str(to), record.get("fund", "")) if to else None


def unknown_code(record: Record, key: str, known: set) -> Iterator[Finding]:
    if record.get(key) and record[key] not in known:
        yield record.finding(
            _("This code is on none of the file’s other sheets."),
            column=key.capitalize(),
            value=record[key],
            hint=_("One of: %(known)s.") % {"known": ", ".join(sorted(filter(None, known)))},
        )


def set_seats(allocation: Allocation, seats: int, changes: Changes) -> None:
    """Give an allocation that many seats, and count what came and went."""
    before = allocation.seats.in_force().count()
    resize(allocation, seats)
    kind = str(Seat._meta.verbose_name_plural)
    changes.same[kind] += min(before, seats)
    if seats > before:
        changes.new[kind] += seats - before
    elif seats < before:
        changes.removed[kind] += before - seats


def allocations_template() -> bytes:
    """An empty workbook with the columns that `AllocationsImporter` reads."""
    return template(sheets(Gazetteer({})))

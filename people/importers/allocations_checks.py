"""What can be wrong with an allocations file: in a row, between rows, and against seats that are taken."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from people.actions.refusals import FundRefuses, OverCapacity
from people.actions.seats import MOST_SEATS, check_capacity, check_holders
from people.importers.allocations_known import Known, recipient_of
from workshops.importers.findings import Finding
from workshops.importers.sheets import Record, Records, duplicates
from workshops.models import Country, Workshop


def findings_of(records: Records, known: Known, workshop: Workshop) -> Iterator[Finding]:
    """Everything that stops the file."""
    yield from twice(records)
    yield from unknown_codes(records, known)
    yield from tied_over_holders(records, known)
    funds = funds_after(records, known)
    for record in records["allocations"]:
        yield from not_one_recipient(record)
        yield from too_many(record)
        yield from replaced_before(record, known)
        yield from seats_with_names(record, known)
        yield from refused_by_fund(record, funds)
    yield from without_allocation(records, known)
    yield from over_capacity(records["allocations"], known, workshop)


def twice(records: Records) -> Iterator[Finding]:
    """Streams, funds and allocations that stand in the file twice."""
    for sheet, key in (("streams", code), ("funds", code), ("allocations", recipient_of)):
        for second, first in duplicates(records[sheet], key):
            yield second.finding(
                _("The same as row %(row)s.") % {"row": first.row},
                value=called(second),
                hint=_("Add the seats up in one row."),
            )


def code(record: Record) -> tuple[str] | None:
    return (record["code"],) if record.get("code") else None


def called(record: Record) -> str:
    """What a row is about, as its cells say it."""
    keys = ("code",) if record.get("code") else ("stream", "country", "body", "fund")
    return ", ".join(str(record[key]) for key in keys if record.get(key))


def unknown_codes(records: Records, known: Known) -> Iterator[Finding]:
    """Codes of streams, funds and blocs that are neither in the file nor in the workshop."""
    streams = {one.get("code") for one in records["streams"]} | set(known.streams)
    funds = {one.get("code") for one in records["funds"]} | set(known.funds)
    for record in [*records["allocations"], *records["shares"]]:
        yield from unknown(record, "stream", "Stream", streams)
        yield from unknown(record, "fund", "Fund", funds)
    for record in records["streams"]:
        yield from unknown(record, "bloc", "Bloc", set(known.blocs))


def unknown(record: Record, key: str, column: str, codes: set) -> Iterator[Finding]:
    if record.get(key) and record[key] not in codes:
        yield record.finding(
            _("This code is neither in the workshop nor on one of the file’s sheets."),
            column=column,
            value=record[key],
            hint=_("One of: %(known)s.") % {"known": ", ".join(sorted(filter(None, codes))) or "–"},
        )


def not_one_recipient(record: Record) -> Iterator[Finding]:
    if "country" in record.values and not record.get("country") and not record.get("body"):
        yield record.finding(_("An allocation is to a country or a body."), column="Country")
    if record.get("country") and record.get("body"):
        yield record.finding(
            _("An allocation is to a country or a body, not both."),
            column="Body",
            value=record["body"],
        )


def too_many(record: Record) -> Iterator[Finding]:
    if (record.get("seats") or 0) > MOST_SEATS:
        yield record.finding(
            _("More than %(most)s seats is probably a slip.") % {"most": MOST_SEATS},
            column="Seats",
            value=record["seats"],
        )


def replaced_before(record: Record, known: Known) -> Iterator[Finding]:
    """Replacements that would end before nominations do."""
    there = known.allocation_of(record)
    deadline, cutoff = (
        record.get(key) if key in record.present else getattr(there, key, None)
        for key in ("nomination_deadline", "replacement_cutoff")
    )
    if deadline and cutoff and cutoff < deadline:
        yield record.finding(
            _("Replacements would end before nominations do."),
            column="Replacements until",
            value=f"{cutoff:%Y-%m-%d %H:%M}",
        )


def seats_with_names(record: Record, known: Known) -> Iterator[Finding]:
    """Refuse, with the names, to take away seats that somebody holds."""
    allocation = known.allocation_of(record)
    names = known.held.get(allocation.pk, []) if allocation else []
    if "seats" in record.values and len(names) > record["seats"]:
        yield record.finding(
            _("Seats have names on them: %(names)s. %(least)s is the least.")
            % {"names": ", ".join(names), "least": len(names)},
            column="Seats",
            value=record["seats"],
        )


def funds_after(records: Records, known: Known) -> dict[str, Country | None]:
    """For which country alone each fund pays, once the file is imported."""
    found: dict[str, Country | None] = {
        fund.code: fund.only_country for fund in known.funds.values() if fund.only_country_id
    }
    for record in records["funds"]:
        if record.get("code") and "only_country" in record.present:
            found[record["code"]] = record.get("only_country")
    return found


def tied_over_holders(records: Records, known: Known) -> Iterator[Finding]:
    """Funds that would pay for one country only, while others hold their seats."""
    for record in records["funds"]:
        fund = known.funds.get(record.get("code") or "")
        if fund is None or "only_country" not in record.present:
            continue
        try:
            check_holders(fund, record.get("only_country"))
        except FundRefuses as refusal:
            yield record.finding(str(refusal), column="Only for")


def refused_by_fund(record: Record, funds: dict[str, Country | None]) -> Iterator[Finding]:
    only = funds.get(record.get("fund") or "")
    if only is None or "country" not in record.values or record.get("country") == only:
        return
    yield record.finding(
        _("This fund pays for %(country)s only.") % {"country": only.name_en},
        column="Fund",
        value=record["fund"],
    )


def without_allocation(records: Records, known: Known) -> Iterator[Finding]:
    """Shares of an allocation that is neither in the file nor in the workshop."""
    there = {recipient_of(one) for one in records["allocations"]} | set(known.allocations)
    for record in records["shares"]:
        country = record.get("country")
        if country and record.get("stream") and (record["stream"], country.code, "") not in there:
            yield record.finding(
                _("There is no allocation without a fund to this country in this stream."),
                column="Country",
                value=country.name_en,
                hint=_("A share is for an allocation whose seats nobody ties to a fund."),
            )


def over_capacity(rows: list[Record], known: Known, workshop: Workshop) -> Iterator[Finding]:
    """More seats in all than the workshop has places, said of every row that asks for more."""
    more = {
        id(one): (one.get("seats") or 0) - known.seats_of(known.allocation_of(one)) for one in rows
    }
    if sum(more.values()) < 1:
        return
    try:
        check_capacity(workshop, sum(more.values()))
    except OverCapacity as refusal:
        for record in rows:
            if more[id(record)] > 0:
                yield record.finding(str(refusal), column="Seats")

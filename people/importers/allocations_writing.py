"""Brings an allocations file into the database: streams, funds, allocations, their seats and shares."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from people.actions import seats
from people.importers.allocations_known import Known
from people.models import Allocation, Fund, FundShare, Seat, SeatChange, Stream, User
from workshops.content import columns
from workshops.importers.bulk import Batch
from workshops.importers.changes import Act, Changes, Difference, Entry, drop_rest, put
from workshops.importers.sheets import Record, Records
from workshops.models import Workshop

ALLOCATION = (
    "nominees_per_seat", "nomination_deadline", "replacement_cutoff", "source_note", "position",
    *columns("package"),
)  # fmt: skip


@dataclass(frozen=True)
class Writing:
    """For which workshop, on whose behalf, when, and what is there."""

    workshop: Workshop
    by: User | None
    now: datetime
    known: Known


def write_allocations(records: Records, writing: Writing, changes: Changes) -> None:
    """Write every row; a sheet or column that the file lacks is left as it is."""
    write_streams(records["streams"], writing, changes)
    write_funds(records["funds"], writing, changes)
    rows = [(record, allocation_for(record, writing)) for record in records["allocations"]]
    batch = Batch(Allocation, changes)
    for record, allocation in rows:
        write_allocation(record, allocation, batch, writing)
    batch.save()
    for record, allocation in sorted(rows, key=lambda row: growth(*row, writing)):
        set_seats(record, allocation, writing, changes)
    if "shares" not in records.absent:
        write_shares(records["shares"], [one for _record, one in rows], writing, changes)


def write_streams(records: list[Record], writing: Writing, changes: Changes) -> None:
    known = writing.known
    after = 1 + max((one.position for one in known.streams.values()), default=-1)
    for number, record in enumerate(records):
        values = record.given(*columns("name"))
        if "bloc" in record.present:
            values["bloc"] = known.blocs.get(record["bloc"])
        if record["code"] not in known.streams:
            values["position"] = after + number
        by = {"workshop": writing.workshop, "code": record["code"]}
        with changes.of(record):
            known.streams[record["code"]] = put(Stream, changes, by=by, **values)


def write_funds(records: list[Record], writing: Writing, changes: Changes) -> None:
    for record in records:
        by = {"workshop": writing.workshop, "code": record["code"]}
        with changes.of(record):
            fund = put(Fund, changes, by=by, **record.given(*columns("name"), "only_country"))
        writing.known.funds[record["code"]] = fund


def allocation_for(record: Record, writing: Writing) -> Allocation:
    """The allocation of a row, or one that is not saved yet."""
    known = writing.known
    return known.allocation_of(record) or Allocation(
        stream=known.streams[record["stream"]],
        country=record["country"],
        body=record["body"],
        fund=known.funds.get(record["fund"]),
    )


def write_allocation(
    record: Record, allocation: Allocation, batch: Batch, writing: Writing
) -> None:
    """Blank cells leave a number of nominees and a place in order as they are."""
    values = record.given(*ALLOCATION)
    for name in ("nominees_per_seat", "position"):
        if values.get(name) is None:
            values.pop(name, None)
    if allocation.pk is None:
        last = [one.position for one in writing.known.allocations.values()]
        last += [one.position for one in batch.new]
        batch.add(allocation, {"position": 1 + max(last, default=-1)} | values, record)
    else:
        batch.alter(allocation, values, record)


def growth(record: Record, allocation: Allocation, writing: Writing) -> int:
    """How many seats come; those that go leave room for them first."""
    return record["seats"] - writing.known.seats_of(allocation)


def set_seats(record: Record, allocation: Allocation, writing: Writing, changes: Changes) -> None:
    """Give an allocation that many seats, and keep which of them came and went."""
    before, after = writing.known.seats_of(allocation), record["seats"]
    kind = str(Seat._meta.verbose_name_plural)
    changes.same[kind] += min(before, after)
    if before == after:
        return
    old = {seat.pk: seat for seat in allocation.seats.all()}
    on_record = set(changes_of(allocation).values_list("pk", flat=True))
    seats.resize(allocation, after, by=writing.by, now=writing.now)
    now = {seat.pk: seat for seat in allocation.seats.all()}
    made = [seat for pk, seat in now.items() if pk not in old]
    made += changes_of(allocation).exclude(pk__in=on_record)
    changes.besides += [Entry(Act.NEW, row) for row in made]
    changes.besides += [Entry(Act.REMOVED, old[pk]) for pk in old if pk not in now]
    changes.besides += [
        Entry(Act.CHANGED, now[pk], differences=(Difference("state", seat.state, now[pk].state),))
        for pk, seat in old.items()
        if pk in now and seat.state != now[pk].state
    ]
    number = Difference("seats", before, after, label=kind)
    changes.besides.append(Entry(Act.CHANGED, allocation, record, (number,)))
    (changes.new if after > before else changes.removed)[kind] += abs(after - before)


def changes_of(allocation: Allocation) -> QuerySet[SeatChange]:
    return SeatChange.objects.filter(seat__allocation=allocation)


def write_shares(
    records: list[Record], allocations: list[Allocation], writing: Writing, changes: Changes
) -> None:
    """The shares of the file's allocations become those of the file."""
    whole = {
        (one.stream.code, one.country_id): one
        for one in [*writing.known.allocations.values(), *allocations]
        if one.fund_id is None
    }
    kept = []
    for record in records:
        by = {
            "allocation": whole[record["stream"], record["country"].code],
            "fund": writing.known.funds[record["fund"]],
        }
        with changes.of(record):
            kept.append(put(FundShare, changes, by=by, seats=record["seats"]))
    concerned = [one.pk for one in allocations]
    drop_rest(FundShare.objects.filter(allocation__in=concerned), kept, changes)

"""What an allocations file is compared with, read once: streams, funds, allocations and their seats."""

from collections import defaultdict
from dataclasses import dataclass

from people.models import HOLDING, Allocation, Bloc, Fund, Participation, Seat, Stream
from workshops.importers.sheets import Record
from workshops.models import Workshop

Recipient = tuple[str, str, str]  # code of the stream, country or body, code of the fund


@dataclass(frozen=True)
class Known:
    """What is there before the file. `seats` counts those in force, `held` names who has one."""

    streams: dict[str, Stream]
    funds: dict[str, Fund]
    blocs: dict[str, Bloc]
    allocations: dict[Recipient, Allocation]
    seats: dict[int, int]
    held: dict[int, list[str]]

    def allocation_of(self, record: Record) -> Allocation | None:
        recipient = recipient_of(record)
        return self.allocations.get(recipient) if recipient else None

    def seats_of(self, allocation: Allocation | None) -> int:
        return self.seats.get(allocation.pk, 0) if allocation else 0


def read(workshop: Workshop) -> Known:
    """All of it, in six queries."""
    allocations = Allocation.objects.filter(stream__workshop=workshop).select_related(
        "stream", "fund", "country"
    )
    seats: dict[int, int] = defaultdict(int)
    in_force = Seat.objects.in_force().filter(allocation__stream__workshop=workshop)
    for allocation in in_force.values_list("allocation", flat=True):
        seats[allocation] += 1
    return Known(
        streams={stream.code: stream for stream in workshop.streams.all()},
        funds={fund.code: fund for fund in workshop.funds.all()},
        blocs={bloc.code: bloc for bloc in Bloc.objects.all()},
        allocations={recipient_in_use(one): one for one in allocations},
        seats=seats,
        held=holders(workshop),
    )


def holders(workshop: Workshop) -> dict[int, list[str]]:
    """Who holds a seat, by allocation, in the order of names."""
    held: dict[int, list[str]] = defaultdict(list)
    rows = Participation.objects.filter(workshop=workshop, state__in=HOLDING, seat__isnull=False)
    named = rows.order_by("person__display_name", "id")
    for allocation, name in named.values_list("seat__allocation", "person__display_name"):
        held[allocation].append(name)
    return held


def recipient_of(record: Record) -> Recipient | None:
    """Who gets the seats of a row, from which fund; None where the row does not say."""
    country, body = record.get("country"), record.get("body")
    to = country.code if country else body
    return (record.get("stream") or "", to, record.get("fund") or "") if to else None


def recipient_in_use(allocation: Allocation) -> Recipient:
    fund = allocation.fund.code if allocation.fund else ""
    return (allocation.stream.code, allocation.country_id or allocation.body, fund)

"""Seats by stream, country and fund: offered, used, lost, returned."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from people.models import Allocation, Participation, Seat, State
from workshops.content import Text, text_of
from workshops.models import Workshop

GONE = (Seat.State.REALLOCATED, Seat.State.CANCELLED)


@dataclass(frozen=True)
class SeatCount:
    """Seats of one allocation or of several. Used means that somebody came on the seat."""

    allocated: int = 0
    used: int = 0
    lost: int = 0
    returned: int = 0

    def __add__(self, other: "SeatCount") -> "SeatCount":
        return SeatCount(
            self.allocated + other.allocated,
            self.used + other.used,
            self.lost + other.lost,
            self.returned + other.returned,
        )

    @property
    def unsettled(self) -> int:
        """Seats of which nothing says what became of them; below 0 where too much is said."""
        return self.allocated - self.used - self.lost - self.returned


@dataclass(frozen=True)
class FundSeats:
    """How many seats of an allocation one fund pays for; not which."""

    fund: Text
    seats: int


@dataclass(frozen=True)
class AllocationLine:
    """Seats offered to one country or body. `fund` pays for all of them, `shares` for some.

    `note` says where the number is from.
    """

    country: Text
    fund: Text
    shares: tuple[FundSeats, ...]
    count: SeatCount
    note: str


@dataclass(frozen=True)
class StreamSeats:
    """The allocations of one stream. `nominated` is None where nominations are not on record."""

    name: Text
    lines: tuple[AllocationLine, ...]
    nominated: int | None

    @property
    def count(self) -> SeatCount:
        return sum((line.count for line in self.lines), SeatCount())


def seats_by_stream(workshop: Workshop) -> tuple[StreamSeats, ...]:
    """Streams in their order with all their allocations, in six queries."""
    counts = seat_counts(Seat.objects.filter(allocation__stream__workshop=workshop))
    nominated = nominations(workshop)
    streams = workshop.streams.order_by("position", "id").prefetch_related(
        "allocations__country", "allocations__fund", "allocations__fund_shares__fund"
    )
    return tuple(
        StreamSeats(
            name=text_of(stream, "name"),
            lines=tuple(
                line_of(allocation, counts.get(allocation.pk, SeatCount()))
                for allocation in stream.allocations.all()
            ),
            nominated=nominated.get(stream.pk) if nominated else None,
        )
        for stream in streams
    )


def seat_counts(seats) -> dict[int, SeatCount]:
    """Counts of seats by allocation id. A seat given to another list no longer counts."""
    came = Participation.objects.participants().who_came().filter(seat=OuterRef("pk"))
    rows = (
        seats.exclude(state__in=GONE)
        .annotate(used=Exists(came))
        .values_list("allocation_id", "state", "used")
    )
    counts: dict[int, SeatCount] = {}
    for allocation, state, used in rows:
        one = SeatCount(
            allocated=1,
            used=int(used),
            lost=int(state == Seat.State.LOST),
            returned=int(state == Seat.State.RETURNED),
        )
        counts[allocation] = counts.get(allocation, SeatCount()) + one
    return counts


def nominations(workshop: Workshop) -> dict[int, int]:
    """People put forward by stream id; a list typed in afterwards records none."""
    rows = (
        workshop.participations.participants()
        .filter(channel=Participation.Channel.NOMINATION, stream__isnull=False)
        .exclude(state=State.DRAFT)
        .values_list("stream_id")
        .annotate(people=Count("pk"))
        .order_by("stream_id")
    )
    return dict(rows)


def line_of(allocation: Allocation, count: SeatCount) -> AllocationLine:
    return AllocationLine(
        country=text_of(allocation.country, "name")
        if allocation.country
        else Text(allocation.body),
        fund=text_of(allocation.fund, "name") if allocation.fund else Text(""),
        shares=tuple(
            FundSeats(text_of(share.fund, "name"), share.seats)
            for share in allocation.fund_shares.all()
        ),
        count=count,
        note=allocation.source_note,
    )

"""What the seat board is made of, read for several workshops at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, OuterRef, Q, Subquery

from people.board.columns import OF_PEOPLE, OPEN, LineKey, placed_people
from people.models import Allocation, FocalPoint, Participation, Seat, State, Stream
from people.seats import public_state
from workshops.models import Country, Workshop

# What a line's trouble is judged by, beside what the board shows.
TO_JUDGE = {"open": Q(state__in=OPEN), "drafts": Q(state=State.DRAFT)}

PartKey = tuple[LineKey, int | None]


@dataclass(frozen=True)
class PartRows:
    """One allocation, or people under none, counted. `sign_ins` has one entry for each focal point."""

    line: LineKey
    fund: int | None
    allocation: Allocation | None
    states: tuple[str, ...]
    people: Mapping[str, int]
    sign_ins: tuple[datetime | None, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """By the codes of the columns."""
        seats = Counter(self.states)
        return Counter(
            {column.code: self.people.get(column.code, 0) for column in OF_PEOPLE}
            | {"seats": len(self.states), "lost": seats["lost"], "free": self.free}
        )

    @property
    def free(self) -> int:
        return sum(state in ("planned", "offered", "nominated") for state in self.states)


@dataclass(frozen=True)
class Gathered:
    """Parts by workshop, in the order of streams and allocations; and what they are called by."""

    parts: Mapping[int, tuple[PartRows, ...]]
    streams: Mapping[int, Stream]
    countries: Mapping[str, Country]


def gather(workshops: Collection[Workshop]) -> Gathered:
    """Six queries, whatever the number of workshops, seats and people."""
    keys = [workshop.pk for workshop in workshops]
    allocations = list(
        Allocation.objects.filter(stream__workshop__in=keys)
        .select_related("fund", "stream")
        .order_by("stream__position", "stream", "position", "id")
    )
    people, seats, sign_ins = people_in(keys), seats_in(keys), sign_ins_in(keys)
    parts: dict[int, list[PartRows]] = defaultdict(list)
    for allocation in allocations:
        line = LineKey(allocation.stream_id, allocation.country_id, allocation.body)
        workshop = allocation.stream.workshop_id
        counts = people.get(workshop, {}).pop((line, allocation.fund_id), {})
        states = with_nominees(seats[allocation.pk], counts.get("open", 0))
        parts[workshop].append(
            PartRows(
                line, allocation.fund_id, allocation, states, counts, tuple(sign_ins[allocation.pk])
            )
        )
    for workshop, rest in people.items():
        parts[workshop] += [PartRows(*key, None, (), counts, ()) for key, counts in rest.items()]
    lines = {part.line for rows in parts.values() for part in rows}
    return Gathered(
        parts={key: in_order(parts[key]) for key in keys},
        streams=Stream.objects.in_bulk({line.stream for line in lines if line.stream}),
        countries=Country.objects.in_bulk({line.country for line in lines if line.country}),
    )


def in_order(parts: Iterable[PartRows]) -> tuple[PartRows, ...]:
    """As they come, with what belongs to no allocation beside its line, or at the end."""
    first = {}
    for place, part in enumerate(parts):
        first.setdefault(part.line, place)
    return tuple(sorted(parts, key=lambda part: first[part.line]))


def people_in(workshops: Collection[int]) -> dict[int, dict[PartKey, Mapping[str, int]]]:
    """The people of each part, by the codes of the columns."""
    asked = {column.code: column.of for column in OF_PEOPLE} | TO_JUDGE
    rows = (
        placed_people(Participation.objects.filter(workshop__in=workshops))
        .order_by()
        .values("workshop", "line_stream", "line_country", "line_body", "line_fund")
        .annotate(**{f"n_{code}": Count("pk", filter=of) for code, of in asked.items()})
        .order_by("workshop", "line_stream", "line_country", "line_body", "line_fund")
    )
    found: dict[int, dict[PartKey, Mapping[str, int]]] = defaultdict(dict)
    for row in rows:
        line = LineKey(row["line_stream"], row["line_country"], row["line_body"])
        counts = {code: row[f"n_{code}"] for code in asked}
        found[row["workshop"]][line, row["line_fund"]] = counts
    return found


def seats_in(workshops: Collection[int]) -> dict[int, list[str]]:
    """The states of the seats in force of each allocation, as the public board calls them."""
    holder = Participation.objects.holding_a_seat().filter(seat=OuterRef("pk"))
    rows = (
        Seat.objects.in_force()
        .filter(allocation__stream__workshop__in=workshops)
        .annotate(holder=Subquery(holder.values("state")[:1]))
        .order_by("number")
        .values_list("allocation", "state", "holder")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for allocation, state, held_as in rows:
        found[allocation].append(public_state(state, held_as))
    return found


def with_nominees(states: Iterable[str], waiting: int) -> tuple[str, ...]:
    """Offered seats that somebody is put forward for count as nominated, as far as nominees go."""
    marked = []
    for state in states:
        if state == Seat.State.OFFERED and waiting > 0:
            waiting -= 1
            state = "nominated"
        marked.append(state)
    return tuple(marked)


def sign_ins_in(workshops: Collection[int]) -> dict[int, list[datetime | None]]:
    """When each focal point of an allocation was last here; None where that never was."""
    rows = (
        FocalPoint.objects.active()
        .filter(workshop__in=workshops, allocations__isnull=False)
        .order_by()
        .values_list("allocations", "pk")
        .annotate(last=Max("links__last_used_at"))
    )
    found: dict[int, list[datetime | None]] = defaultdict(list)
    for allocation, _focal_point, last in rows:
        found[allocation].append(last)
    return found

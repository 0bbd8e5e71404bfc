"""Seats per country as the public sees them: how many there are, and how many are taken."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext, pgettext

from people.models import HOLDING, Allocation, Participation, Seat, State
from workshops.content import Text, text_of
from workshops.models import Workshop

ORDER = ("arrived", "held", "lost", "offered", "planned")


@dataclass(frozen=True)
class SeatDot:
    """One seat: its state for the mark, and the word for it."""

    state: str
    label: str


@dataclass(frozen=True)
class BoardRow:
    """One country or body with its seats, as `components/seat_dots.html` shows it."""

    name: Text
    seats: tuple[SeatDot, ...]
    count: str
    words: str


@dataclass(frozen=True)
class Board:
    """The seats of one stream. `notes` say where the numbers come from."""

    rows: tuple[BoardRow, ...]
    seats: int
    notes: tuple[str, ...]


def boards(workshop: Workshop) -> dict[int, Board]:
    """The board of each stream that has seats, in the active language, in three queries."""
    allocations = list(
        Allocation.objects.filter(stream__workshop=workshop)
        .select_related("country")
        .order_by("stream", "position", "id")
    )
    seats = seats_by_allocation(workshop)
    by_stream: dict[int, list[Allocation]] = defaultdict(list)
    for allocation in allocations:
        by_stream[allocation.stream_id].append(allocation)
    found = {stream: board(rows, seats) for stream, rows in by_stream.items()}
    return {stream: one for stream, one in found.items() if one.rows}


def seats_by_allocation(workshop: Workshop) -> dict[int, list[str]]:
    """The public state of each seat in force, by allocation."""
    holders = dict(
        Participation.objects.filter(
            workshop=workshop, state__in=HOLDING, seat__isnull=False
        ).values_list("seat", "state")
    )
    seats = Seat.objects.filter(allocation__stream__workshop=workshop).in_force().order_by("number")
    states: dict[int, list[str]] = defaultdict(list)
    for pk, allocation, state in seats.values_list("pk", "allocation", "state"):
        states[allocation].append(public_state(state, holders.get(pk)))
    return states


def public_state(seat: str, holder: str | None) -> str:
    """What the public may know of a seat: taken and by whom it is held stay apart."""
    if holder in (State.SELECTED, State.ACCEPTED):
        return "held"
    return "arrived" if holder else str(seat)


def board(allocations: list[Allocation], seats: dict[int, list[str]]) -> Board:
    """Allocations to the same country, from several funds, make one row."""
    rows: dict[str, list[Allocation]] = defaultdict(list)
    for allocation in allocations:
        rows[allocation.country_id or allocation.body].append(allocation)
    made = [row for group in rows.values() if (row := board_row(group, seats))]
    notes = dict.fromkeys(one.source_note for one in allocations if one.source_note)
    return Board(tuple(made), sum(len(row.seats) for row in made), tuple(notes))


def board_row(allocations: list[Allocation], seats: dict[int, list[str]]) -> BoardRow | None:
    states = [state for allocation in allocations for state in seats.get(allocation.pk, ())]
    if not states:
        return None
    first = allocations[0]
    counts = Counter(states)
    taken = counts["arrived"] + counts["held"]
    return BoardRow(
        name=text_of(first.country, "name") if first.country else Text(first.body),
        seats=tuple(SeatDot(state, label_of(state)) for state in sorted(states, key=ORDER.index)),
        count=f"{taken}/{len(states)}",
        words=all_in_words(states),
    )


def all_in_words(states: Iterable[str], order: Sequence[str] = ORDER) -> str:
    """ "2 arrived, 1 held"."""
    counts = Counter(states)
    return pgettext("list separator", ", ").join(
        in_words(state, counts[state]) for state in order if counts[state]
    )


def label_of(state: str) -> str:
    """The word for a state. `nominated` is the office's alone."""
    return {
        "arrived": pgettext("a seat", "arrived"),
        "held": pgettext("a seat", "held"),
        "lost": pgettext("a seat", "lost"),
        "nominated": pgettext("a seat", "nominated"),
        "offered": pgettext("a seat", "offered"),
        "planned": pgettext("a seat", "planned"),
    }[state]


def in_words(state: str, count: int) -> str:
    """ "2 arrived"."""
    phrase = {
        "arrived": ngettext("%(count)d arrived", "%(count)d arrived", count),
        "held": ngettext("%(count)d held", "%(count)d held", count),
        "lost": ngettext("%(count)d lost", "%(count)d lost", count),
        "nominated": ngettext("%(count)d nominated", "%(count)d nominated", count),
        "offered": ngettext("%(count)d offered", "%(count)d offered", count),
        "planned": ngettext("%(count)d planned", "%(count)d planned", count),
    }[state]
    return phrase % {"count": count}


def key() -> list[tuple[str, str]]:
    """The states and their words, for the key above a board."""
    return [(state, label_of(state)) for state in ORDER]

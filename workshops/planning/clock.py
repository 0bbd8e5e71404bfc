"""A day by the clock: times down, what runs at once side by side, hours without anything in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workshops.planning.board import Board, Card, Row
from workshops.planning.places import DAY, clock_at, minutes

UNKNOWN = 30  # minutes that a session is drawn long whose end is not known


@dataclass(frozen=True)
class Block:
    """A session in the clock view: how many lines it is high; nothing where its column is free."""

    card: Card | None
    height: int = 1


@dataclass(frozen=True)
class Line:
    """From one time at which something begins or ends to the next; a gap where nothing runs."""

    time: str
    until: str
    is_gap: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Clock:
    """One day by the clock, in so many columns, and what has no time."""

    row: Row
    columns: int
    lines: tuple[Line, ...]
    untimed: tuple[Card, ...]


@dataclass(frozen=True)
class Span:
    """A card from one minute of its day to another, in one of the columns."""

    card: Card
    starts: int
    ends: int
    column: int = 0


def clocks_of(board: Board) -> list[Clock]:
    return [clock_of(row) for row in board.rows]


def clock_of(row: Row) -> Clock:
    cards = [card for cell in row.cells for card in cell.cards]
    spans = in_columns([span_of(card) for card in cards if card.starts_at])
    return Clock(
        row=row,
        columns=max((span.column for span in spans), default=0) + 1,
        lines=lines_of(spans),
        untimed=tuple(card for card in cards if not card.starts_at),
    )


def span_of(card: Card) -> Span:
    """An end that is not later than the start is after midnight."""
    starts = minutes(card.starts_at)
    if card.ends_at is None:
        return Span(card, starts, starts + UNKNOWN)
    ends = minutes(card.ends_at)
    return Span(card, starts, ends if ends > starts else ends + DAY)


def in_columns(spans: Sequence[Span]) -> list[Span]:
    """Each in the first column that is free when it starts."""
    placed: list[Span] = []
    free_at: list[int] = []
    for span in sorted(spans, key=lambda span: (span.starts, span.ends, span.card.key)):
        column = next((n for n, end in enumerate(free_at) if end <= span.starts), len(free_at))
        free_at[column : column + 1] = [span.ends]
        placed.append(Span(span.card, span.starts, span.ends, column))
    return placed


def lines_of(spans: Sequence[Span]) -> tuple[Line, ...]:
    edges = sorted({edge for span in spans for edge in (span.starts, span.ends)})
    columns = max((span.column for span in spans), default=0) + 1
    return tuple(line_of(start, end, spans, edges, columns) for start, end in pairwise(edges))


def line_of(start: int, end: int, spans: Sequence[Span], edges: list[int], columns: int) -> Line:
    running = {span.column: span for span in spans if span.starts <= start < span.ends}
    blocks = []
    for column in range(columns):
        span = running.get(column)
        if span is None:
            blocks.append(Block(None))
        elif span.starts == start:
            blocks.append(Block(span.card, edges.index(span.ends) - edges.index(start)))
    return Line(f"{clock_at(start):%H:%M}", f"{clock_at(end):%H:%M}", not running, tuple(blocks))

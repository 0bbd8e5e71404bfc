"""Counting answers: pure functions from values to frozen figures. Nothing here reads the database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, median

from evaluations.scales import NOT_APPLICABLE, RATHER_NOT_SAY, Scale
from evaluations.suppression import Reason, reason_to_withhold, safe_cells

PERCENT_FROM = 10  # answers; below that counts only

Codes = Sequence[str]


@dataclass(frozen=True)
class Cell:
    """How many gave one answer; None where the number is withheld."""

    code: str
    label: str
    count: int | None


@dataclass(frozen=True)
class Tally:
    """The answers to one item, counted over all who responded.

    `n` answered it on its scale or among its choices; with those to whom it does not apply, who would
    rather not say, and who left it out, they are all responses.
    """

    cells: tuple[Cell, ...]
    n: int
    not_applicable: int
    rather_not_say: int
    missing: int
    withheld: Reason | None = None

    def count(self, *codes: str) -> int:
        return sum(cell.count or 0 for cell in self.cells if cell.code in codes)


@dataclass(frozen=True)
class Bounds:
    """How many of all invited the favourable answers could be, had everybody answered."""

    low: int
    high: int
    of: int


@dataclass(frozen=True)
class Summary:
    """What is said of a tally on a scale. No mean of a balance."""

    favourable: int
    median: Decimal
    mean: Decimal | None
    bounds: Bounds


@dataclass(frozen=True)
class Moves:
    """Before and now of the people who gave both."""

    n: int
    up: int
    stayed: int
    down: int


def tally(values: Sequence[Codes], labels: Mapping[str, str], responded: int) -> Tally:
    """Count. `values` holds each response's codes for the item (empty ones may be left out)."""
    flat = Counter(code for codes in values for code in set(codes))
    n = sum(1 for codes in values if any(code in labels for code in codes))
    not_applicable, rather_not = flat[NOT_APPLICABLE.code], flat[RATHER_NOT_SAY.code]
    reason = reason_to_withhold({}, n)
    cells = tuple(
        Cell(code, label, None if reason else flat[code]) for code, label in labels.items()
    )
    if reason:
        return Tally(cells, n, 0, 0, 0, reason)
    missing = responded - n - not_applicable - rather_not
    return Tally(cells, n, not_applicable, rather_not, missing)


def guarded(counted: Tally) -> Tally:
    """The tally of a single choice, without cells that would say something about fewer than five."""
    if counted.withheld:
        return counted
    safe = safe_cells({cell.code: cell.count or 0 for cell in counted.cells})
    return replace(
        counted, cells=tuple(replace(cell, count=safe[cell.code]) for cell in counted.cells)
    )


def summarise(counted: Tally, scale: Scale, invited: int) -> Summary | None:
    """Favourable answers, median, mean and bounds; None where the tally is withheld."""
    if counted.withheld:
        return None
    values = [int(cell.code) for cell in counted.cells for _ in range(cell.count or 0)]
    favourable = counted.count(*scale.favourable)
    of = invited - counted.not_applicable
    return Summary(
        favourable=favourable,
        median=Decimal(str(median(values))).normalize(),
        mean=one_decimal(values) if scale.has_mean else None,
        bounds=Bounds(favourable, favourable + max(of - counted.n, 0), of),
    )


def one_decimal(values: Sequence[int]) -> Decimal:
    return Decimal(str(mean(values))).quantize(Decimal("0.1"), ROUND_HALF_UP)


def moves(pairs: Sequence[tuple[int, int]]) -> Moves | None:
    """How many moved up, stayed and moved down; None for fewer than five."""
    if reason_to_withhold({}, len(pairs)):
        return None
    up = sum(1 for before, now in pairs if now > before)
    down = sum(1 for before, now in pairs if now < before)
    return Moves(len(pairs), up, len(pairs) - up - down, down)


def percent(count: int, of: int) -> int | None:
    """Whole percent, or None below ten answers."""
    if of < PERCENT_FROM:
        return None
    return int((Decimal(100) * count / of).quantize(Decimal(1), ROUND_HALF_UP))

"""Results split by the one attribute that was asked for it, where the groups are large enough."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from evaluations.suppression import Reason, reason_to_withhold
from evaluations.tallies import one_decimal


@dataclass(frozen=True)
class Group:
    """One group that is shown, with its size."""

    code: str
    label: str
    size: int


@dataclass(frozen=True)
class Figure:
    """One group's figures for one item. No cells, no n: see `suppression`, rule 4."""

    median: Decimal
    mean: Decimal | None


@dataclass(frozen=True)
class CrossLine:
    """One item; figures in the order of the groups, None where this item's are withheld."""

    key: str
    label: str
    figures: tuple[Figure, ...] | None


@dataclass(frozen=True)
class Cross:
    """A whole cross, or the reason why there is none."""

    question: str
    groups: tuple[Group, ...]
    lines: tuple[CrossLine, ...]
    withheld: Reason | None = None


@dataclass(frozen=True)
class Measured:
    """One item on a scale: each response's value."""

    key: str
    label: str
    values: Mapping[str, int]
    has_mean: bool


def cross(
    question: str,
    labels: Mapping[str, str],
    members: Mapping[str, str],
    responded: int,
    items: Iterable[Measured],
) -> Cross:
    """`members` maps a response to its group; who gave none is the hidden remainder."""
    sizes = {code: sum(1 for g in members.values() if g == code) for code in labels}
    there = {code: size for code, size in sizes.items() if size}
    reason = reason_to_withhold(there, responded)
    if len(there) < 2:
        reason = reason or Reason.TOO_FEW
    if reason:
        return Cross(question, (), (), reason)
    groups = tuple(Group(code, labels[code], size) for code, size in there.items())
    return Cross(question, groups, tuple(line(item, groups, members) for item in items))


def line(item: Measured, groups: tuple[Group, ...], members: Mapping[str, str]) -> CrossLine:
    split: dict[str, list[int]] = {group.code: [] for group in groups}
    for response, value in item.values.items():
        if members.get(response) in split:
            split[members[response]].append(value)
    sizes = {code: len(values) for code, values in split.items()}
    if reason_to_withhold(sizes, len(item.values)):
        return CrossLine(item.key, item.label, None)
    figures = (figure(values, item.has_mean) for values in split.values())
    return CrossLine(item.key, item.label, tuple(figures))


def figure(values: list[int], has_mean: bool) -> Figure:
    middle = Decimal(str(median(values))).normalize()
    return Figure(middle, one_decimal(values) if has_mean else None)

"""The scales that closed questions are answered on.

Codes are stored, labels are translated. A scale's version changes when its points or their wording change,
so that courses are compared only where they asked alike. "Does not apply" and "rather not say" are answers
outside every scale: offered apart from it, counted apart from it.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Direction(StrEnum):
    """Which end of a scale is the better one."""

    RISING = "rising"  # the last point is best
    FALLING = "falling"  # the first point is best
    BALANCED = "balanced"  # the middle is best; never averaged


@dataclass(frozen=True)
class Point:
    """One answer on a scale. `value` is what counts and means are made of."""

    value: int
    label: Promise

    @property
    def code(self) -> str:
        return str(self.value)


@dataclass(frozen=True)
class Scale:
    """An ordered set of points, low to high."""

    code: str
    version: int
    direction: Direction
    points: tuple[Point, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(point.code for point in self.points)

    @property
    def has_mean(self) -> bool:
        """Whether an average says something: not of a balance, nor of yes, partly, no."""
        return self.direction is Direction.RISING and len(self.points) > 3

    @cached_property
    def favourable(self) -> frozenset[str]:
        """The codes that speak for the course: the better two of five, the middle of a balance, "yes"."""
        if self.direction is Direction.BALANCED:
            return frozenset({"0"})
        if self.direction is Direction.FALLING:
            return frozenset(self.codes[:1])
        return frozenset(self.codes[-2:])


@dataclass(frozen=True)
class Outside:
    """An answer that is on no scale."""

    code: str
    label: Promise


NOT_APPLICABLE = Outside("na", _("Does not apply to me"))
RATHER_NOT_SAY = Outside("pns", _("Rather not say"))
YES, NO = "yes", "no"  # to being quoted
OUTSIDE = (NOT_APPLICABLE, RATHER_NOT_SAY)


def rising(code: str, *labels: Promise) -> Scale:
    points = tuple(Point(number, label) for number, label in enumerate(labels, start=1))
    return Scale(code, 1, Direction.RISING, points)


SCALES = {
    scale.code: scale
    for scale in (
        rising("Q", _("Very poor"), _("Poor"), _("Fair"), _("Good"), _("Very good")),
        rising(
            "U",
            _("Not useful"),
            _("Slightly useful"),
            _("Moderately useful"),
            _("Very useful"),
            _("Extremely useful"),
        ),
        rising("X", _("Not at all"), _("A little"), _("Partly"), _("Mostly"), _("Fully")),
        rising(
            "K",
            _("No knowledge"),
            _("Basic knowledge"),
            _("Working knowledge"),
            _("Good knowledge"),
            _("Could advise others"),
        ),
        rising("L", _("Very unlikely"), _("Unlikely"), _("Even"), _("Likely"), _("Very likely")),
        Scale(
            "B",
            1,
            Direction.BALANCED,
            (
                Point(-2, _("Far too little")),
                Point(-1, _("A little too little")),
                Point(0, _("About right")),
                Point(1, _("A little too much")),
                Point(2, _("Far too much")),
            ),
        ),
        Scale(
            "Y",
            1,
            Direction.FALLING,
            (Point(1, _("Yes")), Point(2, _("Partly")), Point(3, _("No"))),
        ),
    )
}

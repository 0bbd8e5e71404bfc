"""Panels of one participation's page in the office: the whole person at a glance. Add a source to have one:

panels.add(seat, order=10)
"""

from collections.abc import Callable
from dataclasses import dataclass

from people.models import Participation, User


@dataclass(frozen=True)
class Line:
    """One thing that is so: what it is, what it says, where it leads, and a word more."""

    label: str
    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """Some lines under a title."""

    title: str
    lines: tuple[Line, ...]


PanelSource = Callable[[Participation, User], Panel | None]
_sources: dict[PanelSource, int] = {}


def add(source: PanelSource, *, order: int) -> None:
    """Register a function that gives the page a panel, or None where it has nothing to say to this user."""
    _sources[source] = order


def panels_of(row: Participation, user: User) -> list[Panel]:
    """In order."""
    sources = sorted(_sources, key=lambda source: _sources[source])
    return [panel for source in sources if (panel := source(row, user))]

"""What a workshop's front page shows beyond the ground floor. Upper packages add theirs in
`AppConfig.ready()`:

    panels.add_to_landing(cohort, order=10)
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workshops.models import Workshop
from workshops.viewers import Viewer


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template and what it is rendered with, as `panel`."""

    template: str
    context: Any = field(default=None)


PanelSource = Callable[[Workshop, Viewer], Panel | None]
_landing: dict[PanelSource, int] = {}


def add_to_landing(source: PanelSource, *, order: int) -> None:
    """Register a function that gives the front page a panel, or None for nothing to say."""
    _landing[source] = order


def landing_panels(workshop: Workshop, viewer: Viewer) -> list[Panel]:
    """The panels of a front page, in order."""
    sources = sorted(_landing, key=lambda source: _landing[source])
    return [panel for source in sources if (panel := source(workshop, viewer))]

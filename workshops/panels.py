"""What is shown of a workshop beyond the ground floor. Upper packages add theirs in
`AppConfig.ready()`, or where their admin is registered:

    panels.add_to_landing(cohort, order=10)        the public front page
    panels.add_to_session(pulse, order=10)         the page of a session that is over
    panels.add_to_dashboard(Watch("seats", _("Participants"), seats_filled, order=30, in_list=True))
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workshops.viewers import Viewer

if TYPE_CHECKING:  # apps register before any model is loaded
    from workshops.models import Workshop


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template and what it is rendered with, as `panel`."""

    template: str
    context: Any = field(default=None)


PanelSource = Callable[["Workshop", Viewer], Panel | None]
_landing: dict[PanelSource, int] = {}


def add_to_landing(source: PanelSource, *, order: int) -> None:
    """Register a function that gives the front page a panel, or None for nothing to say."""
    _landing[source] = order


def landing_panels(workshop: "Workshop", viewer: Viewer) -> list[Panel]:
    """The panels of a front page, in order."""
    sources = sorted(_landing, key=lambda source: _landing[source])
    return [panel for source in sources if (panel := source(workshop, viewer))]


SessionSource = Callable[["Workshop", datetime], Panel | None]
_session: dict[SessionSource, int] = {}


def add_to_session(source: SessionSource, *, order: int) -> None:
    """Register a function that gives the page of a session that is over a panel for everybody, or None."""
    _session[source] = order


def session_panels(workshop: "Workshop", now: datetime) -> list[Panel]:
    """The panels of a session that is over, in order."""
    sources = sorted(_session, key=lambda source: _session[source])
    return [panel for source in sources if (panel := source(workshop, now))]


@dataclass(frozen=True)
class Figure:
    """What organisers read about one workshop: "35 of 37 seats", and the list behind it.

    `urgent`: somebody has to do something.
    """

    text: str
    url: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class Watch:
    """Something that organisers keep an eye on, on the dashboard and over a workshop's page.

    `figures` is asked about all workshops at once and answers by primary key, in as many queries for
    one workshop as for fifty; a workshop that it has nothing to say about is left out.
    `in_list`: also a column of the list of workshops. `of`: what several watches look at is read once for
    all of them, and `figures` is asked about that instead.
    """

    name: str
    heading: str
    figures: Callable[[Any], Mapping[int, Figure]]
    order: int
    in_list: bool = False
    of: Callable[[Sequence["Workshop"]], Any] | None = None


_dashboard: dict[str, Watch] = {}


def add_to_dashboard(watch: Watch) -> None:
    """Register a watch; adding one of the same name again replaces it."""
    _dashboard[watch.name] = watch


def dashboard_panels() -> list[Watch]:
    """The watches in order."""
    return sorted(_dashboard.values(), key=lambda watch: watch.order)

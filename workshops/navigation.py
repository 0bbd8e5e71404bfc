"""The tabs of a workshop. Upper packages add theirs in `AppConfig.ready()`.

navigation.add(Entry(_("Report"), "report", order=90, rows=public_reports))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.viewers import Viewer

if TYPE_CHECKING:  # apps register before any model is loaded
    from workshops.models import Workshop

_entries: dict[str, "Entry"] = {}


def nowhere(workshop: "Workshop") -> str:
    return ""


def no_rows(viewer: Viewer) -> None:
    return None


@dataclass(frozen=True)
class Entry:
    """One tab: its lazy label, and the URL name (without the mount) of a page that takes the slug.

    `covers` are further URL names shown under this tab. `rows` gives what has to exist in a workshop for
    this reader to see the tab, None for a tab that is always there; they are asked for with the workshop.
    `place` is where on the page the tab leads ("#now"), if not to its top.
    """

    label: str
    name: str
    order: int
    covers: tuple[str, ...] = ()
    rows: Callable[[Viewer], QuerySet | None] = no_rows
    place: Callable[["Workshop"], str] = nowhere

    @property
    def column(self) -> str:
        """What the workshop is annotated with: whether there are such rows."""
        return f"shows_{self.name.replace('-', '_')}"

    def is_visible(self, workshop: "Workshop", viewer: Viewer) -> bool:
        rows = self.rows(viewer)
        if rows is None:
            return True
        known = getattr(workshop, self.column, None)
        return rows.filter(workshop=workshop).exists() if known is None else known


@dataclass(frozen=True)
class Tab:
    """One tab as `components/workshop_nav.html` shows it; unpacks as (url, label, current)."""

    url: str
    label: str
    current: bool

    def __iter__(self):
        return iter((self.url, self.label, self.current))

    def __len__(self):  # a template unpacks only what has a length
        return 3


def what_is_on(workshop: "Workshop") -> str:
    """While the workshop runs its agenda opens at the session of the moment, without script too."""
    today = workshop.today(timezone.now())
    return "#now" if workshop.starts_on <= today <= workshop.ends_on else ""


def add(entry: Entry) -> None:
    """Register a tab; adding one with the same name again replaces it."""
    _entries[entry.name] = entry


def tabs(workshop: "Workshop", viewer: Viewer, *, mount: str, current: str) -> list[Tab]:
    """The tabs this reader sees, in order; `current` is the URL name of the page shown."""
    return [
        Tab(
            url=reverse(f"{mount}:{entry.name}", args=[workshop.slug]) + entry.place(workshop),
            label=str(entry.label),
            current=current == entry.name or current in entry.covers,
        )
        for entry in sorted(_entries.values(), key=lambda entry: entry.order)
        if entry.is_visible(workshop, viewer)
    ]


def existing(viewer: Viewer) -> dict[str, Exists]:
    """Annotations for workshops: what `tabs` would have to ask for each of them."""
    asked = ((entry.column, entry.rows(viewer)) for entry in _entries.values())
    return {
        column: Exists(rows.filter(workshop=OuterRef("pk")))
        for column, rows in asked
        if rows is not None
    }


add(Entry(_("Overview"), "workshop", order=10))
add(
    Entry(
        _("Agenda"),
        "agenda",
        order=20,
        covers=("session", "releases", "changes", "working-copy"),
        place=what_is_on,
    )
)
add(Entry(_("Speakers"), "speakers", order=30, covers=("speaker",)))
add(Entry(_("Visits"), "visits", order=40))
add(Entry(_("Information"), "information", order=60))

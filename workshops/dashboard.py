"""The organiser's first page: for each workshop that runs, comes or has just ended, what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops import panels
from workshops.models import Workshop
from workshops.panels import Figure, Watch

STILL_BUSY = timedelta(days=60)  # after the last day: results and report are due


@dataclass(frozen=True)
class Line:
    """One watch's word about one workshop."""

    name: str
    heading: str
    figure: Figure


@dataclass(frozen=True)
class Card:
    """One workshop on the dashboard. `phase` says where it stands in time, in words."""

    workshop: Workshop
    phase: str
    lines: tuple[Line, ...]

    @property
    def urgent(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.figure.urgent)

    @property
    def quiet(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.figure.urgent)


def cards(now: datetime) -> list[Card]:
    """The workshops that need somebody, the running ones first, then the next, then the last."""
    near = Workshop.objects.filter(ends_on__gte=now.date() - STILL_BUSY).select_related("country")
    workshops = sorted(near, key=lambda workshop: urgency(workshop, workshop.today(now)))
    lines = lines_about(workshops)
    return [Card(w, phase(w, w.today(now)), lines[w.pk]) for w in workshops]


def lines_about(
    workshops: Sequence[Workshop], watches: Sequence[Watch] | None = None
) -> dict[int, tuple[Line, ...]]:
    """What the watches (all of them, if none are named) say, by workshop: as many queries for one
    workshop as for fifty."""
    said: dict[int, list[Line]] = {workshop.pk: [] for workshop in workshops}
    chosen = panels.dashboard_panels() if watches is None else watches
    read = cache(lambda of: of(workshops) if of else workshops)
    for watch in chosen if workshops else []:
        figures = watch.figures(read(watch.of))
        for workshop in workshops:
            if workshop.pk in figures:
                said[workshop.pk].append(Line(watch.name, str(watch.heading), figures[workshop.pk]))
    return {pk: tuple(lines) for pk, lines in said.items()}


def urgency(workshop: Workshop, today: date) -> tuple[int, int, int]:
    if workshop.starts_on <= today <= workshop.ends_on:
        return 0, (workshop.ends_on - today).days, workshop.pk
    if today < workshop.starts_on:
        return 1, (workshop.starts_on - today).days, workshop.pk
    return 2, (today - workshop.ends_on).days, workshop.pk


def phase(workshop: Workshop, today: date) -> str:
    """Starts in 12 days; Day 3 of 14; Ended 5 days ago."""
    if today < workshop.starts_on:
        days = (workshop.starts_on - today).days
        return ngettext("Starts in %(days)s day", "Starts in %(days)s days", days) % {"days": days}
    if today <= workshop.ends_on:
        return _("Day %(day)s of %(days)s") % {
            "day": workshop.day_number(today),
            "days": workshop.day_number(workshop.ends_on),
        }
    days = (today - workshop.ends_on).days
    return ngettext("Ended %(days)s day ago", "Ended %(days)s days ago", days) % {"days": days}

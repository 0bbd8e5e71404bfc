"""Which release of its agenda a workshop's readers see."""

from datetime import datetime

from workshops.models import Release, Workshop


def current(workshop: Workshop, *, now: datetime) -> Release | None:
    """The release in force at `now`, with its content; None before the first."""
    return workshop.releases.out(now).order_by("-number").first()

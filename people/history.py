"""Who acts without an account, for the history of rows."""

from django.http import HttpRequest

from people.models import FocalPoint, Participation
from workshops import history


def register() -> None:
    history.name_actors(focal_point_of)
    history.name_actors(themselves)


def focal_point_of(request: HttpRequest) -> str:
    """The focal point whose desk this is: "Ms Dulam, Ministry of Trade"."""
    focal_point: FocalPoint | None = getattr(request, "focal_point", None)
    return in_full(focal_point) if focal_point else ""


def in_full(focal_point: FocalPoint) -> str:
    return ", ".join(filter(None, [str(focal_point), focal_point.organisation]))


def themselves(request: HttpRequest) -> str:
    """Whoever is at their own place."""
    participation: Participation | None = getattr(request, "participation", None)
    return history.Way.THEMSELVES.value if participation is not None else ""

"""Who acts, for the history of rows: on a page that asks for no account, and in an action."""

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from django.http import HttpRequest

from people.actions.actors import Actor, user_of
from people.models import FocalPoint, Participation
from workshops import actors


def register() -> None:
    actors.name_actors(focal_point_of)
    actors.name_actors(themselves)


def told_of(by: Actor, now: datetime) -> AbstractContextManager:
    """What an action writes meanwhile was done by whoever it says, then; an import stays one."""
    if actors.is_told():
        return nullcontext()
    words = in_full(by) if isinstance(by, FocalPoint) else ""
    if isinstance(by, Participation):
        words = actors.Way.THEMSELVES.value
    return actors.told_of(actors.Actor(user_of(by), words, now))


def focal_point_of(request: HttpRequest) -> str:
    """The focal point whose desk this is: "Ms Dulam, Ministry of Trade"."""
    focal_point: FocalPoint | None = getattr(request, "focal_point", None)
    return in_full(focal_point) if focal_point else ""


def in_full(focal_point: FocalPoint) -> str:
    return ", ".join(filter(None, [str(focal_point), focal_point.organisation]))


def themselves(request: HttpRequest) -> str:
    """Whoever is at their own place."""
    participation: Participation | None = getattr(request, "participation", None)
    return actors.Way.THEMSELVES.value if participation is not None else ""

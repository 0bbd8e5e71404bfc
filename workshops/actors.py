"""Who acts, for the history of rows: an account, somebody without one, an import; and when."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Way(models.TextChoices):
    """How a change came about, where nobody typed it on a page of the office."""

    IMPORT = "=import", _("an import")
    UNDO = "=undo", _("an import taken back")
    THEMSELVES = "=person", _("the person")


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, and in words whoever has none, or the way it is done; when, if it is not now."""

    user: Model | None = None
    words: str = ""
    at: datetime | None = None


_namers: list[Callable[[HttpRequest], str]] = []
_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


def name_actors(namer: Callable[[HttpRequest], str]) -> None:
    """Ask this who acts on a page that needs no account; "" for nobody that it knows."""
    _namers.append(namer)


def acting(user: Model | None, way: Way) -> AbstractContextManager:
    """What is written meanwhile is done in this way, on behalf of `user` or of whoever is signed in."""
    return told_of(Actor(user or actor().user, way.value))


@contextmanager
def told_of(whoever: Actor) -> Iterator[None]:
    """What is written meanwhile is this actor's."""
    token = _acting.set(whoever)
    try:
        yield
    finally:
        _acting.reset(token)


def is_told() -> bool:
    """Whether somebody said already whose doing this is."""
    return _acting.get() is not None


def actor() -> Actor:
    """Who acts now. A page that was opened by a link is the focal point's, whoever else is signed in."""
    if _acting.get() is not None:
        return _acting.get()
    request = getattr(HistoricalRecords.context, "request", None)
    if request is None:
        return Actor()
    named = next(filter(None, (namer(request) for namer in _namers)), "")
    user = getattr(request, "user", None)
    is_known = not named and user is not None and user.is_authenticated
    return Actor(user if is_known else None, named[:100])

"""What participants said of visits, for the office's library of them. Upper packages answer.

    visit_ratings.add(ratings_of)      in `AppConfig.ready()`

What may not be shown of few answers is left out by whoever answers, never here.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser

if TYPE_CHECKING:  # apps register before any model is loaded
    from workshops.models import Session


@dataclass(frozen=True)
class Rating:
    """One question and what came out of it, in words; `url` leads to the results."""

    question: str
    result: str
    url: str = ""


Ratings = Mapping[int, tuple[Rating, ...]]  # by session
RatingSource = Callable[[Collection["Session"], AbstractBaseUser], Ratings]
_sources: list[RatingSource] = []


def add(source: RatingSource) -> None:
    """Register what knows ratings of sessions, as far as this user may read them."""
    if source not in _sources:
        _sources.append(source)


def of(sessions: Collection["Session"], user: AbstractBaseUser) -> dict[int, tuple[Rating, ...]]:
    found: dict[int, tuple[Rating, ...]] = {}
    for source in _sources:
        for key, ratings in source(sessions, user).items():
            found[key] = (*found.get(key, ()), *ratings)
    return found

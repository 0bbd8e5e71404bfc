"""What the ground floor announces. Upper packages listen from `AppConfig.ready()`:

    events.release_published.answer(draft_messages)

A doorbell rings inside the transaction of what it tells of; who answers gets the arguments by name.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:  # apps listen before any model is loaded
    from django.contrib.auth.base_user import AbstractBaseUser

    from workshops.models import Release


class ReleaseAnswer(Protocol):
    """Hears that `release` is in force, where `previous` was; None before the first."""

    def __call__(
        self,
        *,
        release: "Release",
        previous: "Release | None",
        by: "AbstractBaseUser | None",
        now: datetime,
    ) -> None: ...


Answer = TypeVar("Answer", bound=Callable[..., None])


class Doorbell(Generic[Answer]):
    """One event, and who answers it, in the order in which they began to listen."""

    def __init__(self) -> None:
        self._answers: list[Answer] = []

    def answer(self, answer: Answer) -> None:
        """Listen; doing so twice is once."""
        if answer not in self._answers:
            self._answers.append(answer)

    def ring(self, **arguments: object) -> None:
        for answer in self._answers:
            answer(**arguments)


release_published: Doorbell[ReleaseAnswer] = Doorbell()

"""Who is looking. `workshops` says what it needs to know; `people` provides it on the request."""

from dataclasses import dataclass
from typing import Protocol


class Viewer(Protocol):
    """What a page of the ground floor asks about its reader."""

    @property
    def is_organiser(self) -> bool:
        """May see drafts."""

    @property
    def is_participant(self) -> bool:
        """May see what is for participants only."""


@dataclass(frozen=True)
class Public:
    """Anybody. Reading this reads no session."""

    is_organiser: bool = False
    is_participant: bool = False


PUBLIC = Public()

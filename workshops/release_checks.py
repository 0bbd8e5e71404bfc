"""What an organiser reads before an agenda is released. Other pieces and upper packages add to it:

    release_checks.add(clashes, order=10)            what speaks against the programme as it is
    release_checks.add_audience(people_affected)     who would be told, and how many changes each

Nothing here stops a release.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workshops.changes import Difference
from workshops.models import Workshop


@dataclass(frozen=True)
class Check:
    """One thing to look at first. `url` leads to where it can be settled."""

    text: str
    url: str = ""
    is_grave: bool = False


@dataclass(frozen=True)
class Reader:
    """Somebody for whom a message would be drafted; without an address there is none to send."""

    name: str
    count: int
    has_address: bool = True


CheckSource = Callable[[Workshop], Iterable[Check]]
AudienceSource = Callable[[Workshop, Difference], Iterable[Reader]]
_checks: dict[CheckSource, int] = {}
_audiences: list[AudienceSource] = []


def add(source: CheckSource, *, order: int) -> None:
    """Register what is said of a working copy; the same few queries whatever its length."""
    _checks[source] = order


def checks(workshop: Workshop) -> list[Check]:
    """All there is to look at, the grave first."""
    sources = sorted(_checks, key=lambda source: _checks[source])
    found = [check for source in sources for check in source(workshop)]
    return sorted(found, key=lambda check: not check.is_grave)


def add_audience(source: AudienceSource) -> None:
    """Register who is told of a release; adding it twice is once."""
    if source not in _audiences:
        _audiences.append(source)


def audience(workshop: Workshop, difference: Difference) -> list[Reader]:
    """Everybody for whom a message would be drafted."""
    return [reader for source in _audiences for reader in source(workshop, difference)]

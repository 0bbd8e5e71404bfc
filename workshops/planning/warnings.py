"""What thinks along while an agenda is planned: sources of warnings, for days and for sessions.

    warnings.add(evenings_in_a_row)     a source takes the workshop and yields Warnings

The planning board shows what they find, beside the day or the session that it is about.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from workshops.models import Workshop


@dataclass(frozen=True)
class Warning:
    """One sentence about a day, a session, or neither: then about the whole programme.

    `url` leads to where it can be settled or waived; `is_grave` stands before what is merely worth knowing.
    """

    text: str
    day: date | None = None
    session: int | None = None
    url: str = ""
    is_grave: bool = True


@dataclass(frozen=True)
class Warnings:
    """All that was found, by what it is about."""

    programme: list[Warning] = field(default_factory=list)
    days: dict[date, list[Warning]] = field(default_factory=lambda: defaultdict(list))
    sessions: dict[int, list[Warning]] = field(default_factory=lambda: defaultdict(list))


Source = Callable[[Workshop], Iterable[Warning]]

_sources: list[Source] = []


def add(source: Source) -> None:
    """Ask this too, whenever a board is shown. It costs the same few queries whatever the length."""
    _sources.append(source)


def of(workshop: Workshop) -> Warnings:
    """What all sources say about a workshop's working copy, the grave first."""
    found = Warnings()
    said = [warning for source in _sources for warning in source(workshop)]
    for warning in sorted(said, key=lambda warning: not warning.is_grave):
        if warning.session is not None:
            found.sessions[warning.session].append(warning)
        elif warning.day is not None:
            found.days[warning.day].append(warning)
        else:
            found.programme.append(warning)
    return found

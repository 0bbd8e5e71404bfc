"""A part of a day in rows: sessions that begin together stand together, breaks are one quiet line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import groupby

from workshops.agenda import Agenda
from workshops.clocks import When, shown
from workshops.content import Text
from workshops.items import Item
from workshops.models import Session


@dataclass(frozen=True)
class Pause:
    """A break, once for all venues that have it; `session` is the first of them."""

    session: Item
    venues: tuple[Text, ...]


@dataclass(frozen=True)
class Row:
    """What begins together: one session, several side by side, or the breaks that follow each other."""

    sessions: tuple[Item, ...]
    pauses: tuple[Pause, ...] = ()

    @property
    def is_parallel(self) -> bool:
        return len(self.sessions) > 1 and not self.pauses

    @property
    def is_hidden(self) -> bool:
        return all(session.is_hidden for session in self.sessions)


@dataclass(frozen=True)
class Dress:
    """How items become lines of a page: what runs, in which zone, and what the reader looks for."""

    agenda: Agenda
    running: frozenset[int] = frozenset()
    zone: tzinfo | None = None
    shows: Callable[[Item], bool] | None = None

    def line(self, item: Item) -> Item:
        return replace(
            item,
            is_now=item.id in self.running,
            is_hidden=self.shows is not None and not self.shows(item),
            when=self.when(item),
        )

    def when(self, item: Item) -> When:
        starts, ends = self.agenda.starts(item), self.agenda.ends(item)
        zone = self.zone or self.agenda.tzinfo
        return When(
            starts=starts.isoformat(timespec="minutes"),
            ends=ends.isoformat(timespec="minutes"),
            begins=shown(starts, zone, item.date) if item.starts_at else None,
            finishes=shown(ends, zone, item.date) if item.ends_at else None,
        )


def rows(items: Sequence[Item]) -> tuple[Row, ...]:
    """Items in the order of the day, put into rows."""
    return tuple(row_of(tuple(group)) for _key, group in groupby(items, key=together))


def together(item: Item) -> tuple:
    if item.kind == Session.Kind.BREAK and not item.is_cancelled:
        return ("break",)
    return ("at", item.starts_at) if item.starts_at else ("alone", item.id)


def row_of(items: tuple[Item, ...]) -> Row:
    return Row(items, tuple(pauses(items)) if together(items[0]) == ("break",) else ())


def pauses(items: tuple[Item, ...]) -> Iterator[Pause]:
    """Breaks of one name at one time are one."""
    merged: dict[tuple, list[Item]] = {}
    for item in items:
        merged.setdefault((item.starts_at, item.ends_at, item.display_title), []).append(item)
    for same in merged.values():
        yield Pause(same[0], tuple(dict.fromkeys(item.venue_name for item in same if item.venue)))

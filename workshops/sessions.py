"""One session as a page: itself, its neighbours, and what else happens in its half-day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from workshops.agenda import Agenda
from workshops.items import Item
from workshops.rows import Dress


@dataclass(frozen=True)
class Neighbour:
    """The session before or after, as `components/pager.html` shows it."""

    title: str
    url: str


@dataclass(frozen=True)
class SessionPage:
    """A session with what stands around it. `beside` may overlap in time or only share the part
    of the day; `overlapping` says that it does overlap."""

    session: Item
    day_number: int
    day_anchor: str
    previous: Neighbour | None
    following: Neighbour | None
    overlapping: tuple[Item, ...]
    beside: tuple[Item, ...]


def session_page(
    agenda: Agenda, slug: str, *, now: datetime, zone: tzinfo | None = None
) -> SessionPage | None:
    """The page of the session with this address, or None where the agenda has no such session."""
    sessions = agenda.items
    place = next((n for n, item in enumerate(sessions) if item.slug == slug), None)
    if place is None:
        return None
    session = sessions[place]
    day = next(day for day in agenda.days if day.date == session.date)
    dress = Dress(agenda, frozenset(item.id for item in agenda.now(now)), zone)
    others = [dress.line(item) for item in day.items if item.id != session.id and not item.is_off]
    return SessionPage(
        session=dress.line(session),
        day_number=day.number,
        day_anchor=day.anchor,
        previous=neighbour(reversed(sessions[:place])),
        following=neighbour(sessions[place + 1 :]),
        overlapping=tuple(item for item in others if overlap(agenda, session, item)),
        beside=tuple(
            item
            for item in others
            if item.part_of_day == session.part_of_day and not overlap(agenda, session, item)
        ),
    )


def neighbour(candidates: Iterable[Item]) -> Neighbour | None:
    """The nearest session that is not a day off."""
    item = next((item for item in candidates if not item.is_off), None)
    return Neighbour(item.display_title, item.url) if item else None


def overlap(agenda: Agenda, one: Item, other: Item) -> bool:
    """Whether two sessions of one day share a moment, by clock times that are known."""
    if not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    (start, end), (begins, finishes) = agenda.span(one), agenda.span(other)
    return start < finishes and begins < end

"""One session as a page: itself, its neighbours, and what else happens in its half-day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from workshops.agenda import Agenda
from workshops.billings import SpeakerView, speaker_view
from workshops.items import Billing, Item
from workshops.languages import language_name
from workshops.rows import Dress


@dataclass(frozen=True)
class Neighbour:
    """The session before or after, as `components/pager.html` shows it."""

    title: str
    url: str


@dataclass(frozen=True)
class Billed:
    """A speaker of the session: what they do there, and their face."""

    billing: Billing
    face: SpeakerView


@dataclass(frozen=True)
class SessionPage:
    """A session with what stands around it.

    `beside` may overlap in time or only share the part of the day; `overlapping` says that it does
    overlap. `is_over`: it took place. `languages`: what is spoken, where the workshop speaks another.
    """

    session: Item
    speakers: tuple[Billed, ...]
    languages: str
    is_over: bool
    day_number: int
    day_anchor: str
    previous: Neighbour | None
    following: Neighbour | None
    overlapping: tuple[Item, ...]
    beside: tuple[Item, ...]


def session_page(
    agenda: Agenda, slug: str, *, now: datetime, mount: str = "public"
) -> SessionPage | None:
    """The page of the session with this address, or None where the agenda has no such session."""
    sessions = agenda.items
    place = next((n for n, item in enumerate(sessions) if item.slug == slug), None)
    if place is None:
        return None
    session = sessions[place]
    day = next(day for day in agenda.days if day.date == session.date)
    dress = Dress(agenda, frozenset(item.id for item in agenda.now(now)))
    others = [dress.line(item) for item in day.items if item.id != session.id and not item.is_off]
    return SessionPage(
        session=dress.line(session),
        speakers=tuple(speakers_of(agenda, session, mount)),
        languages=languages_of(agenda, session),
        is_over=session.is_held and agenda.ends(session) <= now,
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


def speakers_of(agenda: Agenda, session: Item, mount: str) -> Iterator[Billed]:
    profiles = {who.slug: who for who in agenda.speakers}
    for billing in session.billings:
        who = profiles[billing.slug]
        yield Billed(billing, speaker_view(who, agenda.workshop.slug, (), mount))


def languages_of(agenda: Agenda, session: Item) -> str:
    """The languages of a session in words; of the workshop's own only where it is interpreted apart."""
    spoken = session.languages or (
        tuple(agenda.workshop.working_languages) if session.interpretation else ()
    )
    return pgettext("list separator", ", ").join(language_name(code) for code in spoken)


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

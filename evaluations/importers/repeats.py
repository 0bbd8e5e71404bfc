"""What a question is asked about, once for each: the workshop's own objectives, tracks, sessions, streams."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from workshops.models import Session, Workshop

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LONGEST = 250
NOT_ASKED_ABOUT = [Session.Kind.OFF, Session.Kind.BREAK, Session.Kind.CEREMONY]
Labels = dict[str, str]  # label_en, label_zh_hans, label_ru


@dataclass(frozen=True)
class Source:
    """One thing to ask about: a code that stays, and its labels by language."""

    code: str
    labels: Labels


def objectives(workshop: Workshop) -> Iterator[Source]:
    for number, outcome in enumerate(workshop.outcomes.all(), start=1):
        yield Source(f"objective-{number}", labels_of(outcome, "short", "text"))


def tracks(workshop: Workshop) -> Iterator[Source]:
    for number, track in enumerate(workshop.tracks.all(), start=1):
        yield Source(f"track-{number}", labels_of(track, "name"))


def sessions(workshop: Workshop) -> Iterator[Source]:
    """Those that were held, by date; a session without a title goes by its day and kind."""
    held = workshop.sessions.delivered().exclude(kind__in=NOT_ASKED_ABOUT)
    for session in held.select_related("workshop"):
        titles = labels_of(session, "title")
        labels = titles if any(titles.values()) else by_day_and_kind(session)
        yield Source(f"session-{session.number}", labels)


def streams(workshop: Workshop) -> Iterator[Source]:
    for stream in workshop.streams.all():
        yield Source(stream.code, labels_of(stream, "name"))


REPEATS: dict[str, Callable[[Workshop], Iterator[Source]]] = {
    "objectives": objectives,
    "tracks": tracks,
    "sessions": sessions,
    "streams": streams,
}


def labels_of(instance: models.Model, *fields: str) -> Labels:
    """In each language the first of the fields that is filled in."""
    return {
        build_localized_fieldname("label", code): cut(
            next((text for field in fields if (text := in_language(instance, field, code))), "")
        )
        for code in LANGUAGES
    }


def in_language(instance: models.Model, field: str, code: str) -> str:
    return getattr(instance, build_localized_fieldname(field, code), "") or ""


def by_day_and_kind(session: Session) -> Labels:
    """Without a date, which may still move: Day 3: Site visit. The kind alone where no day is known."""
    if session.date is None:
        return in_each_language(session.get_kind_display)
    day = session.workshop.day_number(session.date)
    labels = {}
    for code in LANGUAGES:
        with translation.override(code):
            words = {"day": day, "kind": session.get_kind_display()}
            labels[build_localized_fieldname("label", code)] = _("Day %(day)s: %(kind)s") % words
    return labels


def in_each_language(words: Callable[[], str]) -> Labels:
    labels = {}
    for code in LANGUAGES:
        with translation.override(code):
            labels[build_localized_fieldname("label", code)] = str(words())
    return labels


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

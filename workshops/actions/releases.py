"""Bringing out the agenda: what readers see is frozen, numbered, and told to whoever listens."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from workshops import events, freezing, turns
from workshops.models import Release, Workshop
from workshops.releases import current


class ReleaseRefused(Exception):
    """The agenda cannot be released like this; the message says why and what to do."""


class NothingNew(ReleaseRefused):
    """Readers would see no difference."""


class NothingToRelease(ReleaseRefused):
    """Neither a session nor a speaker, a component or a track."""


@transaction.atomic
def release(
    workshop: Workshop, *, by: AbstractBaseUser | None, now: datetime, **note: str
) -> Release:
    """Freeze the working copy as the next release, in force at once.

    `note` is what is new, by column (`note_en` and so on). One that is scheduled is passed over: nothing of
    it is known yet. Raises NothingToRelease or NothingNew.
    """
    turns.take(workshop)
    content = freezing.freeze(workshop)
    if not any(content[key] for key in ("sessions", "speakers", "components", "tracks")):
        raise NothingToRelease(_("There is no session to release yet."))
    latest, known = latest_of(workshop), current(workshop, now=now)
    if known and is_same(content, known.content):
        raise NothingNew(
            _("Nothing has changed since release %(number)s.") % {"number": known.number}
        )
    row = put(workshop, content, latest, known, by=by, now=now, announced_at=now, **note)
    events.release_published.ring(release=row, previous=known, by=by, now=now)
    return row


def put(
    workshop: Workshop,
    content: freezing.Content,
    latest: Release | None,
    known: Release | None,
    *,
    by: AbstractBaseUser | None,
    now: datetime,
    at: datetime | None = None,
    **fields: Any,
) -> Release:
    """Keep the content as the release after `latest`, out from `at` (default: now).

    `known` is the release that readers compare it with; nothing of a later one may be told.
    """
    number = latest.number + 1 if latest else 1
    return Release.objects.create(
        workshop=workshop,
        number=number,
        content=numbered(content, known, number=number),
        created_at=now,
        released_at=at or now,
        by=by,
        **fields,
    )


def keep_up(workshop: Workshop, *, by: AbstractBaseUser | None, now: datetime) -> Release | None:
    """Release what has changed, if anything has; for files that say what readers see."""
    try:
        return release(workshop, by=by, now=now)
    except (NothingNew, NothingToRelease):
        return None


def latest_of(workshop: Workshop) -> Release | None:
    return workshop.releases.order_by("-number").first()


def is_same(content: freezing.Content, released: freezing.Content) -> bool:
    """Whether readers of both see the same."""
    return content == bare(released)


def bare(released: freezing.Content) -> freezing.Content:
    """A release's content without what only a series of releases knows."""
    sessions = [
        {key: value for key, value in session.items() if key != "sequence"}
        for session in released["sessions"]
    ]
    kept = {key: value for key, value in released.items() if key != "gone"}
    return {**kept, "sessions": sessions}


def numbered(content: freezing.Content, latest: Release | None, *, number: int) -> freezing.Content:
    """The content of release `number` with each session's `sequence`, the number of the release in
    which it last changed, and with the sessions of earlier releases that are `gone`."""
    before = latest.content if latest else {"sessions": [], "gone": []}
    known = {session["uuid"]: session for session in [*before["gone"], *before["sessions"]]}
    still = {session["uuid"] for session in before["sessions"]}
    told = around(content) == around(before)
    sessions = [
        {**session, "sequence": sequence_of(session, known, number, still, told)}
        for session in content["sessions"]
    ]
    here = {session["uuid"] for session in sessions}
    gone = [
        session if session["uuid"] not in still else {**session, "sequence": number}
        for session in known.values()
        if session["uuid"] not in here
    ]
    return {**content, "sessions": sessions, "gone": gone}


def sequence_of(
    session: freezing.Content,
    known: dict[str, freezing.Content],
    number: int,
    still: set[str],
    told: bool,
) -> int:
    """Its old number where it is what it was and what it refers to is too; else this release's."""
    old = known.get(session["uuid"])
    if old is None or session["uuid"] not in still or not told:
        return number
    return old["sequence"] if {**session, "sequence": old["sequence"]} == old else number


def around(content: dict[str, Any]) -> dict[str, Any]:
    """What all sessions refer to: zone, windows, venues, speakers and the like."""
    own = ("sessions", "gone", "title", "starts_on", "ends_on")
    return {key: value for key, value in content.items() if key not in own}

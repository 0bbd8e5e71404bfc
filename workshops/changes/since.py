"""What changed for a reader who knew an earlier release."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from workshops import releases
from workshops.changes.comparing import compare
from workshops.changes.telling import Link, Told, nowhere, tell
from workshops.models import Release, Workshop


@dataclass(frozen=True)
class Since:
    """From the release that a reader knew to the one in force, in words. The numbers may be the same."""

    known: int
    current: int
    changes: tuple[Told, ...]

    @cached_property
    def of_session(self) -> dict[str, Told]:
        """The change of each session, by its UUID; one that is no longer there included."""
        return {change.key: change for change in self.changes if change.subject == "session"}


def since(workshop: Workshop, number: int, *, now: datetime, mount: str = "public") -> Since | None:
    """What changed since release `number`; None where that release is not one that readers saw.

    Two queries, whatever the length.
    """
    current = releases.current(workshop, now=now)
    if current is None or not 0 < number <= current.number:
        return None
    known = current if number == current.number else seen(workshop, number, now)
    if known is None:
        return None
    difference = compare(known.content, current.content)
    return Since(number, current.number, tell(difference, link=links(workshop, current, mount)))


def seen(workshop: Workshop, number: int, now: datetime) -> Release | None:
    return workshop.releases.out(now).filter(number=number).first()


def links(workshop: Workshop, current: Release | None, mount: str) -> Link:
    """The pages of sessions and speakers that readers find: those of the release in force."""
    if current is None:
        return nowhere
    content = current.content
    there = {
        "session": {row["slug"] for row in content["sessions"]},
        "speaker": {row["slug"] for row in content["speakers"]},
    }

    def link(subject: str, slug: str) -> str:
        found = slug in there.get(subject, ())
        return reverse(f"{mount}:{subject}", args=[workshop.slug, slug]) if found else ""

    return link

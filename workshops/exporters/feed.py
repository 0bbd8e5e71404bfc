"""What files and feeds of an agenda are made of: a release, or the working copy, in one language.

    feed = feed_of(workshop, content, release=release, mount="public")
    calendar.calendar(feed.chosen(Choice(day=date(2024, 5, 20))))

A file says the same whenever it is made: everything in it comes from the content, the release and the
address of the site.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse

from workshops.agenda import Agenda, thaw
from workshops.content import Text
from workshops.items import Item
from workshops.models import Release, Session, Workshop
from workshops.thawing import Reader

DAY_BEGINS = timedelta(hours=4)  # a reception that ends at two belongs to the evening before
SHORTEST = timedelta(hours=1)  # of a session whose end nobody has said, and which
LONGEST = timedelta(hours=12)  # does not last from after its part of the day into that of the next


@dataclass(frozen=True)
class Choice:
    """Which sessions: those that meet everything that is asked. Nothing asked: all."""

    day: date | None = None
    kinds: frozenset[str] = frozenset()
    tracks: frozenset[int] = frozenset()
    venues: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()  # a session that says none may be in any
    speaker: str = ""
    session: str = ""
    groups: frozenset[int] | None = None  # what is for everybody, and what is for these

    def takes(self, item: Item) -> bool:
        return bool(
            (self.day is None or item.date == self.day)
            and (not self.kinds or item.kind in self.kinds)
            and (not self.tracks or item.track_id in self.tracks)
            and (not self.venues or (item.venue is not None and item.venue.id in self.venues))
            and (not (self.languages and item.languages) or self.languages & {*item.languages})
            and (not self.speaker or self.speaker in {one.slug for one in item.billings})
            and (not self.session or item.slug == self.session)
            and (self.groups is None or is_for(item, self.groups))
        )


@dataclass(frozen=True)
class Feed:
    """An agenda as files tell it: its sessions, days off left out, and the `gone` of earlier releases.

    `release` is None for the working copy; `stamp` is when it came out, or when the copy was read.
    """

    workshop: Workshop
    agenda: Agenda
    title: Text
    items: tuple[Item, ...]
    gone: tuple[Item, ...]
    content: Mapping[str, Any] = field(repr=False)
    release: Release | None
    stamp: datetime
    mount: str

    @property
    def number(self) -> int | None:
        return self.release.number if self.release else None

    def chosen(self, choice: Choice) -> "Feed":
        return replace(
            self,
            items=tuple(filter(choice.takes, self.items)),
            gone=tuple(filter(choice.takes, self.gone)),
        )

    def address(self, name: str, *args: object) -> str:
        """The whole address of a page of the workshop."""
        return absolute(reverse(f"{self.mount}:{name}", args=[self.workshop.slug, *args]))

    def guid(self, *names: object) -> UUID:
        """An identifier that stays the same, made of the workshop's random one."""
        return uuid5(self.workshop.uuid, "/".join(map(str, names)))

    def is_approximate(self, item: Item) -> bool:
        """Whether its start or end is only that of its part of the day, or guessed."""
        return item.starts_at is None or item.ends_at is None

    def starts(self, item: Item) -> datetime:
        return self.agenda.starts(item)

    def ends(self, item: Item) -> datetime:
        """When it ends; where only its start is known, with its part of the day, or after an hour."""
        start, end = self.agenda.span(item)
        is_guessed = item.starts_at is not None and item.ends_at is None
        return start + SHORTEST if is_guessed and end - start > LONGEST else end

    def day_of(self, item: Item) -> date:
        """The day on which it begins, where days begin at 04:00."""
        return (self.starts(item) - DAY_BEGINS).date()


def feed_of(
    workshop: Workshop,
    content: Mapping[str, Any],
    *,
    release: Release | None,
    stamp: datetime,
    mount: str,
) -> Feed:
    """In the active language, without a query."""
    agenda = thaw(content, workshop, mount=mount, release=release)
    reader = Reader(content, workshop.slug, mount)
    return Feed(
        workshop=workshop,
        agenda=agenda,
        title=reader.text(content["title"]),
        items=tuple(item for item in agenda.items if not item.is_off),
        gone=tuple(gone(reader)),
        content=content,
        release=release,
        stamp=stamp.replace(microsecond=0),
        mount=mount,
    )


def is_for(item: Item, groups: frozenset[int]) -> bool:
    """Whether a session is for everybody or for one of these groups, as `people` has frozen it."""
    own = {group["number"] for group in item.extras.get("groups") or ()}
    return not own or bool(own & groups)


def gone(reader: Reader) -> list[Item]:
    """Sessions of earlier releases that are in this one no more, as they last were.

    Of their speakers those that the workshop still has.
    """
    items = []
    for row in reader.content.get("gone", ()):
        if row["kind"] == Session.Kind.OFF:
            continue
        still = [one for one in row["speakers"] if one["slug"] in reader.speakers]
        items.append(reader.item({**row, "speakers": still}, hours=0))
    return items


def absolute(path: str) -> str:
    return settings.SITE_URL + path

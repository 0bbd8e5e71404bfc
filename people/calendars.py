"""One's own calendar of a workshop: what is for everybody and for one's group, at an address nobody can guess.

The address is known to calendar programs and to the services behind them, so it is none of the links that
sign in (`people.access`): its token opens the calendar and nothing else, and says nothing of the person. It
works while the person takes part, the workshop is public, and nobody has ended it.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from people import access
from people.models import CalendarLink, Group, Participation, State
from workshops import releases
from workshops.exporters.feed import Choice, Feed, feed_of

SALT = "people.calendars"
TAKING_PART = (State.ACCEPTED, State.ARRIVED, State.COMPLETED, State.LEFT_EARLY)


@dataclass(frozen=True)
class Address:
    """Where a calendar is followed: what opens a calendar program, and what one gives to another."""

    follow_url: str
    url: str


def address_of(row: Participation) -> Address | None:
    """The address of a person's calendar; None where there is none, or where it was ended."""
    link = row.calendar_links.filter(ended_at__isnull=True).first()
    if link is None:
        return None
    url = settings.SITE_URL + reverse("own-calendar", args=[token_of(link)])
    return Address(url.replace(urlsplit(url).scheme, "webcal", 1), url)


def token_of(link: CalendarLink) -> str:
    return access.sealed(link.uuid, SALT)


def link_behind(token: str) -> CalendarLink | None:
    """The link of a token, while it is good."""
    try:
        link_id: UUID = access.unsealed(token, SALT)
    except access.UnknownLink:
        return None
    return (
        CalendarLink.objects.select_related("participation__workshop")
        .filter(uuid=link_id, ended_at__isnull=True, participation__state__in=TAKING_PART)
        .first()
    )


def feed_for(row: Participation, *, now: datetime) -> Feed | None:
    """What is for everybody and for this person's group, in the active language; None before a release."""
    workshop = row.workshop
    release = releases.current(workshop, now=now) if workshop.is_public else None
    if release is None:
        return None
    feed = feed_of(
        workshop, release.content, release=release, stamp=release.released_at, mount="public"
    )
    numbers = Group.objects.filter(members=row).values_list("number", flat=True)
    return feed.chosen(Choice(groups=frozenset(numbers)))

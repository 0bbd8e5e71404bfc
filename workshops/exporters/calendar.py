"""An agenda as a calendar file (RFC 5545, RFC 7986), for programs that follow an address or take a file once.

A session keeps its identifier for ever, and its SEQUENCE is the number of the release in which it last
changed, so that whatever reads a later release after an earlier one ends with the later. What is cancelled,
and what was taken out, stays as STATUS:CANCELLED. A session without a clock time is an entry of the whole
day that names its part of the day.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration, vText, vUri

from workshops.changes.values import text
from workshops.content import Text, html_lang
from workshops.exporters.feed import Feed
from workshops.exporters.plain import line, lines
from workshops.items import Billing, Item
from workshops.languages import language_name
from workshops.models import SpeakerRole

PRODUCT = "-//Rostrum//Agenda//EN"
ASK_AGAIN = timedelta(hours=1)
UTC = "UTC"


def calendar(
    feed: Feed,
    *,
    name: str = "",
    source: str = "",
    is_followed: bool = False,
    platform_url: str = "",
) -> bytes:
    """The calendar of a feed's sessions, the same bytes whenever it is made.

    `name` is what else it is called than the workshop, `source` the address it is followed at: none
    where it is secret, nor for a file that never changes, which is not followed.
    `platform_url` is where sessions are joined online; without it the page that says how is given, for
    the public is told no more.
    """
    file = Calendar()
    title = line(feed.title)
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    full_name = f"{title}: {line(name)}" if name else title
    file.add("name", full_name)
    file.add("x-wr-calname", full_name)
    file.add("x-wr-timezone", feed.agenda.zone)
    file.add("last-modified", feed.stamp)
    file.add("url", feed.address("agenda"))
    if source:
        file.add("source", vUri(source), parameters={"VALUE": "URI"})
    if source or is_followed:
        file.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
        file.add("x-published-ttl", vDuration(ASK_AGAIN))
    events = [event(feed, item, platform_url) for item in feed.items]
    events += [event(feed, item, platform_url, is_gone=True) for item in feed.gone]
    if feed.agenda.zone != UTC:
        file.add_component(zone_of(feed))
    for one in events:
        file.add_component(one)
    return file.to_ical()


def zone_of(feed: Feed) -> Timezone:
    """How clocks go in the workshop's zone, from the year before the first entry to the year after the last."""
    days = [feed.agenda.starts_on, feed.agenda.ends_on]
    days += [item.date for item in (*feed.items, *feed.gone)]
    first, last = min(days).year - 1, max(days).year + 1
    return vtimezone(feed.agenda.zone, date(first, 1, 1), date(last, 12, 31))


@lru_cache(maxsize=64)
def vtimezone(zone: str, first: date, last: date) -> Timezone:
    component = Timezone.from_tzid(zone, first_date=first, last_date=last)
    component.pop("COMMENT", None)
    return component


def event(feed: Feed, item: Item, platform_url: str, *, is_gone: bool = False) -> Event:
    """One session. What is `is_gone` is cancelled, and has no page to lead to."""
    is_off = is_gone or item.is_cancelled
    entry = Event()
    entry.add("uid", item.uuid)
    entry.add("dtstamp", feed.stamp)
    entry.add("sequence", item.sequence)
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    add_times(entry, feed, item, is_off=is_off)
    title = Text(title_of(item, is_off=is_off), item.title.lang)
    add_text(entry, "summary", title)
    add_text(entry, "location", Text(location(item)))
    entry.add("categories", [line(word) for word in (item.kind_label, item.track) if word])
    entry.add("class", "PUBLIC")
    add_text(entry, "description", Text(description(feed, item)))
    entry.add("url", vUri(address_of(feed, item, is_gone=is_gone)))
    if is_joined_online(item) and not is_off:
        add_conference(entry, feed, platform_url)
    return entry


def add_times(entry: Event, feed: Feed, item: Item, *, is_off: bool) -> None:
    """Clock times in the workshop's zone; or the whole day, which keeps nobody busy."""
    if item.starts_at is None:
        entry.add("dtstart", item.date)
        entry.add("dtend", item.date + timedelta(days=1))
    else:
        entry.add("dtstart", feed.starts(item))
        entry.add("dtend", feed.ends(item))
    is_free = is_off or item.starts_at is None
    entry.add("transp", "TRANSPARENT" if is_free else "OPAQUE")


def add_text(entry: Event, name: str, text: Text) -> None:
    """A text with its language; nothing where there is none."""
    if text:
        language = html_lang(text.lang or translation.get_language() or "en")
        entry.add(name, vText(text.plain), parameters={"LANGUAGE": language})


def add_conference(entry: Event, feed: Feed, platform_url: str) -> None:
    url = line(platform_url) or feed.address("information")
    words = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": _("How to join online")}
    entry.add("conference", vUri(url), parameters=words)


def is_joined_online(item: Item) -> bool:
    return item.is_online or any(one.online for one in item.billings)


def title_of(item: Item, *, is_off: bool) -> str:
    title = line(item.display_title)
    if item.starts_at is None:
        title = _("%(part)s: %(title)s") % {"part": item.part_label, "title": title}
    return _("Cancelled: %(title)s") % {"title": title} if is_off else title


def location(item: Item) -> str:
    """The venue with its address, also as a taxi driver reads it; of a visit the places, where no venue is said."""
    if item.venue is None:
        words = [place.name for place in item.stops]
    else:
        words = [item.venue.name, item.venue.address, item.venue.address_local]
    return ", ".join(dict.fromkeys(line(word) for word in words if word))


def address_of(feed: Feed, item: Item, *, is_gone: bool) -> str:
    return feed.address("agenda") if is_gone else feed.address("session", item.slug)


def description(feed: Feed, item: Item) -> str:
    """All that the page of the session says, as plain text."""
    parts = (
        "\n".join(facts(feed, item)),
        lines(item.description),
        lines(item.activities),
        "\n".join(people(item)),
    )
    return "\n\n".join(part for part in parts if part)


def facts(feed: Feed, item: Item) -> Iterable[str]:
    if item.title:
        yield line(item.kind_label)
    if item.starts_at is None:
        yield _("The time is not fixed yet.")
    elif item.ends_at is None:
        yield _("The end is not fixed yet.")
    if item.is_online:
        yield line(item.delivery_label)
    if item.languages:
        names = ", ".join(language_name(code) for code in item.languages)
        yield _("Languages: %(names)s") % {"names": names}
    if groups := item.extras.get("groups"):
        yield _("For: %(groups)s") % {"groups": ", ".join(map(group_name, groups))}
    if item.meeting_point:
        yield _("Meeting point: %(place)s") % {"place": line(item.meeting_point)}


def group_name(group: Mapping[str, Any]) -> str:
    return line(text(group["name"])) or _("Group %(number)s") % {"number": group["number"]}


def people(item: Item) -> Iterable[str]:
    for billing in item.billings:
        yield billed(billing)
    if item.hosts:
        names = ", ".join(line(host.as_printed) for host in item.hosts)
        yield _("Host: %(names)s") % {"names": names}
    if item.stops:
        names = ", ".join(line(stop.name) for stop in item.stops)
        yield _("Places: %(names)s") % {"names": names}
    if item.arranged_by:
        yield _("Arranged by: %(names)s") % {"names": line(item.arranged_by)}


def billed(billing: Billing) -> str:
    """Role, name and post: "Moderator: Ms. Lena Park, Professor"."""
    who = line(f"{billing.honorific} {billing.name}")
    words = [who, line(billing.post)]
    said = ", ".join(word for word in words if word)
    if billing.online:
        said = _("%(who)s (online)") % {"who": said}
    return f"{line(billing.role_label)}: {said}" if billing.role in SpeakerRole.Role else said

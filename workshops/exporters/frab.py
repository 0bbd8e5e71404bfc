"""An agenda in the schedule format of frab and c3voc, as phone apps read it: XML, and JSON of version 1.

https://c3voc.de/wiki/schedule. What the format wants and an agenda need not have is made up openly: a session
without a clock time has the window of its part of the day and says so in its subtitle, one without a venue
stands in a room of that name. Cancelled sessions are left out, for the format has no word for them. Identifiers
of people and rooms are made of the workshop's random one.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from workshops.exporters.feed import DAY_BEGINS, Feed, absolute
from workshops.exporters.plain import line, lines
from workshops.items import Billing, Item

GENERATOR = {"name": "Rostrum", "version": "1"}
ZONE_NAME = re.compile(r"^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$")  # as the JSON schema has it
RASTER = "00:15"


@dataclass(frozen=True)
class Meeting:
    """One session as the format knows it. `start` is in the workshop's zone."""

    item: Item
    guid: str
    room: str
    title: str
    subtitle: str
    start: datetime
    end: datetime
    slug: str
    url: str
    language: str
    abstract: str

    @property
    def duration(self) -> str:
        """Of real time, also where clocks change."""
        minutes = (self.end.astimezone(UTC) - self.start.astimezone(UTC)) // timedelta(minutes=1)
        return f"{minutes // 60}:{minutes % 60:02}"


@dataclass(frozen=True)
class ScheduleDay:
    """One day from 04:00 to 04:00, with its sessions by room."""

    index: int
    date: date
    start: datetime
    end: datetime
    rooms: dict[str, list[Meeting]]


def schedule_xml(feed: Feed) -> bytes:
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", GENERATOR)
    put(root, "url", feed.address("schedule-xml"))
    put(root, "version", version(feed))
    add_conference(root, feed)
    for day in days_of(feed):
        add_day(root, feed, day)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def schedule_json(feed: Feed) -> bytes:
    return json.dumps(
        {"generator": GENERATOR, "schedule": schedule(feed)}, ensure_ascii=False, indent=1
    ).encode()


# What both say


def version(feed: Feed) -> str:
    return str(feed.number or _("draft"))


def acronym(feed: Feed) -> str:
    """Four or more of what the stricter schema allows: a–z, 0–9 and the underscore."""
    return feed.workshop.slug.casefold().replace("-", "_").ljust(4, "_")


def zone_name(feed: Feed) -> str:
    """The name of the zone where the schema takes it: not of such as EST or Etc/GMT+5."""
    return feed.agenda.zone if ZONE_NAME.match(feed.agenda.zone) else ""


def days_of(feed: Feed) -> list[ScheduleDay]:
    """Every day of the workshop, and any other on which a session begins."""
    rooms: dict[date, dict[str, list[Meeting]]] = defaultdict(lambda: defaultdict(list))
    for item in sorted(feed.items, key=lambda one: (feed.starts(one), one.position, one.number)):
        if not item.is_cancelled:
            meeting = meeting_of(feed, item)
            rooms[feed.day_of(item)][meeting.room].append(meeting)
    dates = sorted({day.date for day in feed.agenda.days} | set(rooms))
    return [
        ScheduleDay(
            index=index,
            date=day,
            start=day_begins(feed, day),
            end=day_begins(feed, day + timedelta(days=1)),
            rooms=dict(rooms[day]),
        )
        for index, day in enumerate(dates, start=1)
    ]


def day_begins(feed: Feed, day: date) -> datetime:
    return feed.agenda.moment(day, (datetime.combine(day, time()) + DAY_BEGINS).time())


def meeting_of(feed: Feed, item: Item) -> Meeting:
    return Meeting(
        item=item,
        guid=item.uuid,
        room=room_of(item),
        title=line(item.display_title),
        subtitle=said_openly(item),
        start=feed.starts(item),
        end=feed.ends(item),
        slug=f"{acronym(feed)}-session-{item.number}",
        url=feed.address("session", item.slug),
        language=",".join(dict.fromkeys(code.partition("-")[0] for code in item.languages)),
        abstract=lines(item.description),
    )


def room_of(item: Item) -> str:
    if item.venue:
        return line(item.venue.name)
    return line(item.delivery_label) if item.is_online else _("Venue not said")


def said_openly(item: Item) -> str:
    if item.starts_at is None:
        return _("%(part)s, time not fixed yet") % {"part": item.part_label}
    return "" if item.ends_at else _("End not fixed yet")


def person_guid(feed: Feed, billing: Billing) -> str:
    return str(feed.guid("speaker", billing.slug))


def tracks_of(feed: Feed) -> dict[str, str]:
    """Names of the tracks that sessions are in, by an address."""
    found = {f"track-{item.track_id}": line(item.track) for item in feed.items if item.track}
    return dict(sorted(found.items()))


# XML


def add_conference(root: ET.Element, feed: Feed) -> None:
    conference = ET.SubElement(root, "conference")
    put(conference, "acronym", acronym(feed))
    put(conference, "title", line(feed.title))
    put(conference, "start", feed.agenda.starts_on.isoformat())
    put(conference, "end", feed.agenda.ends_on.isoformat())
    put(conference, "days", str(len(days_of(feed))))
    put(conference, "timeslot_duration", RASTER)
    put(conference, "base_url", absolute(""))
    put(conference, "url", feed.address("agenda"))
    if zone_name(feed):
        put(conference, "time_zone_name", zone_name(feed))
    for slug, name in tracks_of(feed).items():
        ET.SubElement(conference, "track", {"name": name, "slug": slug})


def add_day(root: ET.Element, feed: Feed, day: ScheduleDay) -> None:
    frame = {
        "index": str(day.index),
        "date": day.date.isoformat(),
        "start": moment(day.start),
        "end": moment(day.end),
    }
    element = ET.SubElement(root, "day", frame)
    for name, meetings in day.rooms.items():
        room = {"name": name, "guid": str(feed.guid("room", name))}
        place = ET.SubElement(element, "room", room)
        for meeting in meetings:
            add_event(place, feed, meeting)


def add_event(place: ET.Element, feed: Feed, meeting: Meeting) -> None:
    item = meeting.item
    event = ET.SubElement(place, "event", {"id": str(item.id), "guid": meeting.guid})
    put(event, "date", moment(meeting.start))
    put(event, "start", f"{meeting.start:%H:%M}")
    put(event, "duration", meeting.duration)
    put(event, "room", meeting.room)
    put(event, "slug", meeting.slug)
    put(event, "title", meeting.title)
    put(event, "subtitle", meeting.subtitle)
    put(event, "track", line(item.track))
    put(event, "type", item.kind)
    put(event, "language", meeting.language)
    put(event, "abstract", meeting.abstract)
    put(event, "description", lines(item.activities))
    persons = ET.SubElement(event, "persons")
    for billing in people_of(item):
        one = ET.SubElement(persons, "person", {"guid": person_guid(feed, billing)})
        one.text = line(billing.name)
    put(event, "url", meeting.url)


def people_of(item: Item) -> list[Billing]:
    """Each speaker once, whatever their roles."""
    return list({billing.slug: billing for billing in item.billings}.values())


def put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


# JSON


def schedule(feed: Feed) -> dict[str, Any]:
    return {
        "version": version(feed),
        "base_url": absolute("/"),
        "conference": conference(feed),
    }


def conference(feed: Feed) -> dict[str, Any]:
    days = days_of(feed)
    names = dict.fromkeys(chain.from_iterable(day.rooms for day in days))
    said = {
        "acronym": acronym(feed),
        "title": line(feed.title),
        "start": feed.agenda.starts_on.isoformat(),
        "end": feed.agenda.ends_on.isoformat(),
        "daysCount": len(days),
        "timeslot_duration": RASTER,
        "url": feed.address("agenda"),
        "tracks": [{"name": name, "slug": slug} for slug, name in tracks_of(feed).items()],
        "rooms": [{"name": name, "guid": str(feed.guid("room", name))} for name in names],
        "days": [day_json(feed, day) for day in days],
    }
    return said | ({"time_zone_name": zone_name(feed)} if zone_name(feed) else {})


def day_json(feed: Feed, day: ScheduleDay) -> dict[str, Any]:
    return {
        "index": day.index,
        "date": day.date.isoformat(),
        "day_start": moment(day.start),
        "day_end": moment(day.end),
        "rooms": {
            name: [event_json(feed, meeting) for meeting in meetings]
            for name, meetings in day.rooms.items()
        },
    }


def event_json(feed: Feed, meeting: Meeting) -> dict[str, Any]:
    item = meeting.item
    return {
        "guid": meeting.guid,
        "id": item.id,
        "date": moment(meeting.start),
        "start": f"{meeting.start:%H:%M}",
        "end": moment(meeting.end),
        "duration": meeting.duration,
        "room": meeting.room,
        "slug": meeting.slug,
        "url": meeting.url,
        "title": meeting.title,
        "subtitle": meeting.subtitle,
        "track": line(item.track) or None,
        "type": item.kind,
        "language": meeting.language or None,
        "abstract": meeting.abstract,
        "description": lines(item.activities),
        "persons": [
            {
                "guid": person_guid(feed, billing),
                "name": line(billing.name),
                "url": absolute(billing.url),
            }
            for billing in people_of(item)
        ],
        "links": [],
    }

"""A schedule.json of another system (frab, pretalx, c3voc) as rows of a programme.

https://c3voc.de/wiki/schedule. Times are brought into the zone of the workshop by their offsets; what has none
is in the zone that the file names. A file that is not built as the format says is refused with the place.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from workshops.exporters.frab import GENERATOR
from workshops.importers.programme_sheet import MOST_PEOPLE, TITLE
from workshops.models import Workshop
from workshops.models.workshop import available_timezones
from workshops.tables import MOST_BYTES, MOST_ROWS, Cell, Row, Table, Unreadable, clean

HEADER = ("Day", "Starts", "Ends", "Kind", "Title", "Speakers", "Venue", "Track", "Languages",
          "Description", "GUID")  # fmt: skip
MOST_DEPTH = 12
LONGEST_NAME = 40  # characters of a name that a message repeats
KINDS_OF_OTHERS = {
    "talk": "lecture",
    "workshop": "group_work",
    "other": "",
    "meeting": "discussion",
}


def is_json(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_schedule(content: bytes, workshop: Workshop) -> list[Table]:
    """One table with a row for each session, numbered as they come. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 10 MB. Remove pictures or split it."))
    found = parsed(content)
    conference = conference_of(found)
    zone = zone_of(conference, workshop)
    about = ("abstract",) if is_ours(found) else ("abstract", "description")
    rows = []
    for number, (place, event) in enumerate(events_of(conference), start=1):
        if number > MOST_ROWS:
            raise Unreadable(_("The file has more than %(most)s sessions.") % {"most": MOST_ROWS})
        told = next((word for key in about if (word := text(event, key, place))), "")
        rows.append(Row(number, row_of(event, place, zone, workshop, told)))
    if not rows:
        raise Unreadable(_("The schedule has no session."))
    return [Table(TITLE, HEADER, tuple(rows))]


def parsed(content: bytes) -> Any:
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
        found = json.loads(text, parse_constant=refuse_constant, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        said = str(error) if isinstance(error, Twice | NoNumber) else ""
        raise Unreadable(
            said or _("The file is not whole JSON. Take it from the other system once more.")
        ) from error
    refuse_depth(found)
    return found


class NoNumber(ValueError):
    """NaN or Infinity, which JSON does not have."""


class Twice(ValueError):
    """A name twice in one object: two readers would read two files."""


def refuse_constant(word: str) -> None:
    raise NoNumber(_("“%(word)s” stands where a number should.") % {"word": word})


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        double = Counter(name for name, _value in pairs).most_common(1)[0][0]
        raise Twice(
            _("“%(name)s” stands twice in one place of the file.") % {"name": double[:LONGEST_NAME]}
        )
    return found


def refuse_depth(found: Any) -> None:
    level = [found]
    for _depth in range(MOST_DEPTH):
        level = [
            inner
            for each in level
            for inner in (
                each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
            )
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise Unreadable(_("The file is nested deeper than a schedule is."))


def conference_of(found: Any) -> dict:
    schedule = of_kind(found, dict, "").get("schedule")
    conference = of_kind(schedule, dict, "schedule").get("conference")
    return of_kind(conference, dict, "schedule.conference")


def is_ours(found: dict) -> bool:
    """Whether we gave it out: its descriptions are of what is done on a visit."""
    generator = found.get("generator")
    return isinstance(generator, dict) and generator.get("name") == GENERATOR["name"]


def zone_of(conference: dict, workshop: Workshop) -> ZoneInfo:
    name = conference.get("time_zone_name")
    known = isinstance(name, str) and name in available_timezones()
    return ZoneInfo(name) if known else workshop.tzinfo


def events_of(conference: dict) -> Iterator[tuple[str, dict]]:
    """Each session with the place where it stands, by day, then by time."""
    at = "schedule.conference.days"
    for number, day in enumerate(of_kind(conference.get("days"), list, at)):
        place = f"{at}[{number}].rooms"
        rooms = of_kind(of_kind(day, dict, f"{at}[{number}]").get("rooms"), dict, place)
        events = [
            (f"{room}[{n}]", of_kind(event, dict, f"{room}[{n}]"))
            for room, held in (
                (f"{place}.{name[:LONGEST_NAME]}", held) for name, held in rooms.items()
            )
            for n, event in enumerate(of_kind(held, list, room))
        ]
        yield from sorted(events, key=lambda pair: str(pair[1].get("date") or pair[1].get("start")))


def row_of(
    event: dict, place: str, zone: ZoneInfo, workshop: Workshop, about: str
) -> tuple[Cell, ...]:
    start, lasts = start_of(event, place, zone), duration_of(event, place)
    try:
        end = start + lasts
        here, there = (each.astimezone(workshop.tzinfo) for each in (start, end))
    except OverflowError:  # at the first and the last day there is
        raise wrong_date(place) from None
    return (
        here.date(),
        here.time().replace(second=0, microsecond=0),
        there.time().replace(second=0, microsecond=0) if end > start else None,
        kind_of(text(event, "type", place)),
        " ".join(text(event, "title", place).split()),
        "\n".join(names_of(event, place)),
        text(event, "room", place),
        text(event, "track", place),
        text(event, "language", place),
        about,
        text(event, "guid", place),
    )


def start_of(event: dict, place: str, zone: ZoneInfo) -> datetime:
    written = text(event, "date", place)
    try:
        moment = datetime.fromisoformat(written)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong_date(place) from None


def duration_of(event: dict, place: str) -> timedelta:
    """ "1:30", "01:30", or with days before them."""
    parts = text(event, "duration", place).split(":")
    if parts == [""]:
        return timedelta(0)
    if not all(part.isdecimal() and len(part) < 5 for part in parts) or len(parts) > 3:
        raise wrong(f"{place}.duration", _("hours and minutes, as 01:30"))
    days, hours, minutes = (int(part) for part in ["0"] * (3 - len(parts)) + parts)
    found = timedelta(days=days, hours=hours, minutes=minutes)
    if found >= timedelta(days=1):
        raise wrong(f"{place}.duration", _("less than a day"))
    return found


def kind_of(word: str) -> str:
    return KINDS_OF_OTHERS.get(word.casefold(), word)


def names_of(event: dict, place: str) -> Iterator[str]:
    at = f"{place}.persons"
    people = of_kind(event.get("persons") or [], list, at)
    if len(people) > MOST_PEOPLE:
        raise wrong(at, _("at most %(most)s people") % {"most": MOST_PEOPLE})
    for number, person in enumerate(people):
        one = of_kind(person, dict, f"{at}[{number}]")
        keys = ("public_name", "name", "full_public_name")
        name = next((word for key in keys if (word := text(one, key, f"{at}[{number}]"))), "")
        # in a programme a comma ends the name and a line the person
        yield " ".join(name.replace(",", " ").replace(";", " ").split())


def text(holder: dict, key: str, place: str) -> str:
    """A text, or a number as one; "" where it is null or missing."""
    value = holder.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong(f"{place}.{key}", _("a text"))
    return str(clean(str(value).encode(errors="ignore").decode()))


def of_kind(value: Any, kind: type, place: str) -> Any:
    if not isinstance(value, kind):
        raise wrong(place, _("a list") if kind is list else _("an object"))
    return value


def wrong_date(place: str) -> Unreadable:
    return wrong(f"{place}.date", _("a date with its time, as 2026-03-02T09:00:00+05:00"))


def wrong(place: str, expected: str) -> Unreadable:
    return Unreadable(
        _("This is not a schedule.json: “%(place)s” should be %(expected)s.")
        % {"place": place[-120:] or "{}", "expected": expected}
    )

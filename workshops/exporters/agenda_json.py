"""An agenda in our own JSON, in all its languages; `FORMAT` and what it means stand in docs/agenda-json.md.

A later release of Rostrum may add keys and does not change what a key means without a new `version`.
"""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from workshops.content import html_lang
from workshops.exporters.feed import Feed, absolute
from workshops.exporters.plain import line, lines
from workshops.items import Item

FORMAT, VERSION = "rostrum-agenda", 1
Row = Mapping[str, Any]


def agenda_json(feed: Feed) -> bytes:
    return json.dumps(agenda(feed), ensure_ascii=False, indent=1).encode()


def agenda(feed: Feed) -> dict[str, Any]:
    content = feed.content
    items = {item.uuid: item for item in feed.items}
    return {
        "format": FORMAT,
        "version": VERSION,
        "release": release(feed),
        "workshop": {
            "slug": feed.workshop.slug,
            "title": texts(content["title"]),
            "zone": content["zone"],
            "starts_on": content["starts_on"],
            "ends_on": content["ends_on"],
            "url": feed.address("agenda"),
        },
        "tracks": [{"id": row["id"], "name": texts(row["name"])} for row in content["tracks"]],
        "components": [
            {"id": row["id"], "name": texts(row["name"]), "planned_hours": row["hours"]}
            for row in content["components"]
        ],
        "venues": [venue(row) for row in content["venues"]],
        "speakers": [speaker(feed, row) for row in content["speakers"]],
        "sessions": [
            session(feed, row, items[row["uuid"]])
            for row in content["sessions"]
            if row["uuid"] in items
        ],
        "gone": [
            {"uuid": item.uuid, "sequence": item.sequence, "date": item.date.isoformat()}
            for item in feed.gone
        ],
    }


def release(feed: Feed) -> dict[str, Any] | None:
    if feed.release is None:
        return None
    return {
        "number": feed.release.number,
        "uuid": str(feed.release.uuid),
        "released_at": feed.stamp.astimezone(UTC).isoformat(),
    }


def venue(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": texts(row["name"]),
        "kind": row["kind"],
        "address": texts(row["address"]),
        "address_local": line(row["address_local"]),
        "url": row["url"],
    }


def speaker(feed: Feed, row: Row) -> dict[str, Any]:
    return {
        "slug": row["slug"],
        "guid": str(feed.guid("speaker", row["slug"])),
        "name": line(row["name"]),
        "name_native": line(row["name_native"]),
        "honorific": line(row["honorific"]),
        "is_organisation": row["is_organisation"],
        "post": texts(row["post"]),
        "organisation": texts(row["organisation"]),
        "biography": texts(row["biography"]),
        "url": feed.address("speaker", row["slug"]),
    }


def session(feed: Feed, row: Row, item: Item) -> dict[str, Any]:
    """What is frozen of a session, with its moments: of an approximate one those of its part of the day."""
    plain = ("uuid", "number", "slug", "status", "sequence", "date", "part_of_day")
    more = ("kind", "method", "delivery", "on_site", "languages", "interpretation", "track")
    return {
        **{key: row.get(key) for key in plain},
        "starts_at": row["starts_at"],
        "ends_at": row["ends_at"],
        "start": feed.starts(item).isoformat(),
        "end": feed.ends(item).isoformat(),
        "is_approximate": feed.is_approximate(item),
        **{key: row[key] for key in more},
        "component": row["component"],
        "venue": row["venue"],
        "title": texts(row["title"]),
        "description": texts(row["description"]),
        "arranged_by": texts(row["arranged_by"]),
        "hosts": [host(one) for one in row["hosts"]],
        "arrangers": [host(one) for one in row["arrangers"]],
        "speakers": [
            {"slug": one["slug"], "role": one["role"], "online": one["online"]}
            for one in row["speakers"]
        ],
        "groups": [
            {"number": one["number"], "name": texts(one["name"])}
            for one in row["extras"].get("groups") or ()
        ],
        "visit": visit(row["visit"]),
        "url": absolute(item.url),
    }


def host(row: Row) -> dict[str, Any]:
    return {"name": texts(row["name"]), "printed_name": line(row["printed_name"])}


def visit(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "activities": texts(row["activities"]),
        "to_bring": texts(row.get("to_bring", {})),
        "meeting_point": texts(row["meeting_point"]),
        "meets_at": row.get("meets_at", ""),
        "stops": [
            {
                "name": texts(stop["name"]),
                "kind": stop["kind"],
                "description": texts(stop["description"]),
                "arrives_at": stop.get("arrives_at", ""),
                "leaves_at": stop.get("leaves_at", ""),
            }
            for stop in row["stops"]
        ],
        "vehicles": [
            {
                "label": texts(vehicle["label"]),
                "meeting_point": texts(vehicle["meeting_point"]),
                "leaves_at": vehicle["leaves_at"],
                "returns_at": vehicle["returns_at"],
            }
            for vehicle in row.get("transports", ())
        ],
    }


def texts(said: Row) -> dict[str, str]:
    """A text by language, in one order of languages whatever database kept it."""
    return {html_lang(code): lines(said[code]) for code in sorted(said)}

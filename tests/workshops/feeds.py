"""Feeds for tests, without a database: contents of releases as `workshops.freezing` writes them."""

from datetime import UTC, datetime
from uuid import UUID

from tests.workshops import contents
from workshops.exporters.feed import Feed, feed_of
from workshops.models import Release, Workshop

OUT = datetime(2024, 5, 1, 9, tzinfo=UTC)
WORKSHOP = UUID("11111111-2222-4333-8444-555555555555")


def session(number: int = 1, **fields) -> dict:
    """A lecture on Monday from 09:00 to 10:30."""
    times = {"starts_at": "09:00", "ends_at": "10:30", "hours": "", "extras": {}}
    return contents.session(number, **times | fields)


def untimed(number: int = 1, **fields) -> dict:
    return session(number, **{"starts_at": "", "ends_at": ""} | fields)


def visit(number: int = 1, **fields) -> dict:
    """A site visit to one firm."""
    stop = {"name": {"en": "Data Centre"}, "kind": "firm", "description": {}}
    said = {"activities": {"en": "See the halls"}, "meeting_point": {}, "stops": [stop]}
    return session(number, **{"kind": "site_visit", "visit": said} | fields)


def speaker(slug: str = "lena-park", name: str = "Lena Park", **fields) -> dict:
    return {
        "slug": slug,
        "name": name,
        "name_native": "",
        "sort_name": name,
        "honorific": "",
        "is_organisation": False,
        "kind": "",
        "post": {"en": "Professor"},
        "organisation": {},
        "organisation_short": {},
        "biography": {},
        "photo": "",
    } | fields


def billing(slug: str = "lena-park", **fields) -> dict:
    plain = {"role": "speaker", "online": False, "printed_name": "", "printed_post": ""}
    return {"slug": slug} | plain | fields


def venue(number: int = 1, name: str = "Lake Campus", **fields) -> dict:
    return {
        "id": number,
        "name": {"en": name},
        "kind": "campus",
        "address": {"en": "1 Lake Road"},
        "address_local": "",
        "country": "",
        "url": "",
        "is_main": False,
    } | fields


def make_feed(*sessions: dict, number: int = 1, out: datetime = OUT, **fields) -> Feed:
    """The feed of a release with these sessions, in the active language."""
    content = contents.content(*sessions, **fields)
    workshop = Workshop(
        uuid=WORKSHOP,
        slug=fields.get("slug", "digital-trade"),
        zone=content["zone"],
        status=Workshop.Status.PUBLISHED,
    )
    release = Release(
        workshop=workshop, number=number, content=content, created_at=out, released_at=out
    )
    return feed_of(workshop, content, release=release, stamp=out, mount="public")

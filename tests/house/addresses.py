"""Who may see which address: the table that `test_addresses` holds the site to.

A new address fails the suite until it stands here. Write its name as `{% url %}` would; a page of
the public mount is checked in the preview too. What the admin makes by itself is for organisers.
Its parts, such as a session's slug, need an example in `everything.parts_of`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.urls import URLPattern, URLResolver, get_resolver


class Who(Enum):
    """Who gets an answer; everybody else is told that there is no such page, or to sign in."""

    EVERYBODY = "everybody"
    ORGANISERS = "organisers"
    LINK_HOLDERS = "holders of a personal link"  # others read why they cannot answer
    FOCAL_POINTS = "focal points"  # of their own allocations; others are told to open their link
    NOMINEES = (
        "those who were offered a seat"  # of their own place; others are told to open their link
    )
    NOBODY = "nobody"  # what only the preview does


TABLE = {
    # the house
    "home": Who.EVERYBODY,
    "robots": Who.EVERYBODY,
    "worker": Who.EVERYBODY,
    "security-txt": Who.EVERYBODY,
    "admin/": Who.EVERYBODY,  # leads to the admin in the reader's language
    "admin/<path:rest>": Who.EVERYBODY,
    "admin:login": Who.EVERYBODY,
    "admin:logout": Who.EVERYBODY,
    "admin:jsi18n": Who.ORGANISERS,
    "public:privacy": Who.EVERYBODY,
    "public:accessibility": Who.EVERYBODY,
    # workshops
    "public:start": Who.EVERYBODY,
    "public:workshops": Who.EVERYBODY,
    "public:workshop": Who.EVERYBODY,
    "public:agenda": Who.EVERYBODY,
    "public:session": Who.EVERYBODY,
    "public:speakers": Who.EVERYBODY,
    "public:speaker": Who.EVERYBODY,
    "public:speaker-photo": Who.EVERYBODY,
    "public:visits": Who.EVERYBODY,
    "public:releases": Who.EVERYBODY,
    "public:working-copy": Who.NOBODY,
    "public:changes": Who.EVERYBODY,
    "public:changes-json": Who.EVERYBODY,
    "public:agenda-ics": Who.EVERYBODY,
    "public:agenda-json": Who.EVERYBODY,
    "public:agenda-xlsx": Who.EVERYBODY,
    "public:schedule-xml": Who.EVERYBODY,
    "public:schedule-json": Who.EVERYBODY,
    "public:releases-atom": Who.EVERYBODY,
    "public:session-ics": Who.EVERYBODY,
    "public:speaker-ics": Who.EVERYBODY,
    "public:release-ics": Who.EVERYBODY,
    "public:release-agenda-json": Who.EVERYBODY,
    "public:release-agenda-xlsx": Who.EVERYBODY,
    "public:release-schedule-xml": Who.EVERYBODY,
    "public:release-schedule-json": Who.EVERYBODY,
    "public:information": Who.EVERYBODY,
    "public:offline": Who.EVERYBODY,
    "public:manifest": Who.EVERYBODY,
    "public:material": Who.EVERYBODY,
    "public:photo": Who.EVERYBODY,
    "public:photo-small": Who.EVERYBODY,
    # people
    "public:participants": Who.EVERYBODY,
    "access-link": Who.EVERYBODY,  # of the right token
    "own-calendar": Who.EVERYBODY,  # of the right token
    "desk:start": Who.FOCAL_POINTS,
    "desk:sign-out": Who.FOCAL_POINTS,
    "desk:hand-over": Who.FOCAL_POINTS,
    "desk:allocation": Who.FOCAL_POINTS,
    "desk:programme": Who.FOCAL_POINTS,
    "desk:order": Who.FOCAL_POINTS,
    "desk:endorsement": Who.FOCAL_POINTS,
    "desk:seats": Who.FOCAL_POINTS,
    "desk:new-nominee": Who.FOCAL_POINTS,
    "desk:nominee": Who.FOCAL_POINTS,
    "desk:nominee-file": Who.FOCAL_POINTS,
    "desk:withdraw": Who.FOCAL_POINTS,
    "desk:replace": Who.FOCAL_POINTS,
    "desk:replace-by-new": Who.FOCAL_POINTS,
    "desk:nowhere": Who.FOCAL_POINTS,  # missing for them too
    "place:start": Who.NOMINEES,
    "place:accept": Who.NOMINEES,
    "place:decline": Who.NOMINEES,
    "place:consents": Who.NOMINEES,
    "place:details": Who.NOMINEES,
    "place:visits": Who.NOMINEES,
    "place:calendar": Who.NOMINEES,
    "place:changes": Who.NOMINEES,
    "place:sign-out": Who.NOMINEES,
    "place:nowhere": Who.NOMINEES,  # missing for them too
    # reports
    "public:report": Who.EVERYBODY,  # once it is final and public
    "public:agenda-booklet": Who.EVERYBODY,  # once the agenda is released
    "public:release-booklet": Who.EVERYBODY,
    "desk:confirmation": Who.FOCAL_POINTS,
    # evaluations
    "public:evaluation": Who.EVERYBODY,
    "public:thanks": Who.EVERYBODY,
    "public:evaluation-trial": Who.NOBODY,
    "public:answer": Who.LINK_HOLDERS,
    "public:answer-section": Who.LINK_HOLDERS,
    "public:answer-check": Who.LINK_HOLDERS,
    "public:answer-submit": Who.LINK_HOLDERS,
    "public:answer-delete": Who.LINK_HOLDERS,
    "personal-link": Who.EVERYBODY,  # of the right token
}


ANYTHING = {"rest": "x"}


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its name with namespaces, or its route where it has none."""

    name: str
    route: str
    parts: tuple[str, ...]

    @property
    def area(self) -> str:
        """`public`, `preview`, `admin`, or nothing for what stands outside of them."""
        areas = (self.name.partition(":")[0], self.route.partition("/")[2].partition("/")[0])
        return next((area for area in ("admin", "preview", "public") if area in areas), "")

    @property
    def in_table(self) -> str:
        """The name to look up: the preview shows the public pages."""
        return self.name.replace("preview:", "public:", 1)

    @property
    def who(self) -> Who | None:
        if self.area == "admin":
            return TABLE.get(self.name, Who.ORGANISERS)
        if self.area == "preview" and self.in_table in TABLE:
            return Who.ORGANISERS
        return TABLE.get(self.in_table)

    def path(self, values: dict[str, object]) -> str:
        """The address with its parts filled in."""
        filled = self.route.replace("^", "").replace("$", "").replace("\\Z", "")
        for part in self.parts:
            value = str(values[part]).replace("\\", r"\\")
            filled = re.sub(rf"<(?:\w+:)?{part}>|\(\?P<{part}>[^)]*\)", value, filled)
        return f"/{filled}"


def addresses() -> list[Address]:
    """Every address of the site, each once (not once per language)."""
    return list(walk(get_resolver(), "", ""))


def walk(resolver: URLResolver, namespace: str, route: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            parts = tuple(route_parts(here))
            yield Address(namespace + pattern.name if pattern.name else here, here, parts)
        else:
            deeper = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, deeper, here)


def route_parts(route: str) -> Iterator[str]:
    """Names of the parts in a route: `slug`, `session` of `workshops/<slug:slug>/…/<slug:session>/`."""
    for piece in route.split("<")[1:]:
        yield piece.partition(">")[0].rpartition(":")[2]

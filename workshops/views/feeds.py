"""Files and feeds of the agenda, beside their pages.

`agenda.ics` and its like are of the release in force, and of the working copy in the preview; those under
`releases/<number>/` are of one release and never change. A reader's program asks again with the ETag it was
given, which is that of the bytes before compression, and hears 304 while they are the same.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag

from workshops import releases
from workshops.exporters.agenda_json import agenda_json
from workshops.exporters.agenda_xlsx import agenda_xlsx
from workshops.exporters.atom import releases_atom
from workshops.exporters.calendar import calendar
from workshops.exporters.feed import Choice, Feed, absolute, feed_of
from workshops.exporters.frab import schedule_json, schedule_xml
from workshops.files import XLSX
from workshops.freezing import freeze
from workshops.models import Release, Workshop
from workshops.views.pages import PREVIEW, mount_of, workshop_page

CALENDAR = "text/calendar; charset=utf-8"
JSON = "application/json"
XML = "application/xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
FOR_A_DAY = 24 * 3600  # seconds
FOR_EVER = 365 * FOR_A_DAY
ASKED = ("day", "kind", "track", "venue", "language", "group")
MOST_ENTRIES = 50  # of a feed of releases


@dataclass(frozen=True)
class Kind:
    """One kind of file: how it is made of a feed, and what the browser is told of it."""

    make: Callable[[Feed], bytes]
    content_type: str
    is_for_programs: bool = True  # whether a page elsewhere may read it


KINDS = {
    "agenda.json": Kind(agenda_json, JSON),
    "schedule.xml": Kind(schedule_xml, XML),
    "schedule.json": Kind(schedule_json, JSON),
    "agenda.xlsx": Kind(agenda_xlsx, XLSX, is_for_programs=False),
}
FROZEN = {name: name.replace(".", "-") for name in KINDS}  # names of addresses under a release


@workshop_page
def file(
    request: HttpRequest, workshop: Workshop, name: str, number: int | None = None
) -> HttpResponse:
    """A file of the release in force, or of the one of that number."""
    feed, kind = feed_or_404(request, workshop, number), KINDS[name]
    content = kept(request, feed, lambda: kind.make(feed))
    return answer(request, content, name, feed, kind, number=number)


@workshop_page
def agenda_calendar(
    request: HttpRequest, workshop: Workshop, number: int | None = None
) -> HttpResponse:
    """The calendar, or what is chosen of it: `?day=2024-05-20&kind=lecture&track=3&language=ru&group=2`."""
    feed = feed_or_404(request, workshop, number).chosen(choice_or_404(request))
    return calendar_answer(request, feed, "agenda.ics", number=number)


@workshop_page
def session_calendar(request: HttpRequest, workshop: Workshop, session: str) -> HttpResponse:
    """One session, also one that was taken out of the agenda."""
    feed = feed_or_404(request, workshop).chosen(Choice(session=session))
    if not (feed.items or feed.gone):
        raise Http404
    title = (*feed.items, *feed.gone)[0].display_title
    return calendar_answer(request, feed, f"{session}.ics", title=title)


@workshop_page
def speaker_calendar(request: HttpRequest, workshop: Workshop, speaker: str) -> HttpResponse:
    """The sessions of one speaker."""
    feed = feed_or_404(request, workshop)
    name = next((one.name for one in feed.agenda.speakers if one.slug == speaker), None)
    if name is None:
        raise Http404
    chosen = feed.chosen(Choice(speaker=speaker))
    return calendar_answer(request, chosen, f"{speaker}.ics", title=name)


@workshop_page
def atom(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The releases that are out, the latest first."""
    out = workshop.releases.out(timezone.now()).without_content().order_by("-number")
    rows = list(out[:MOST_ENTRIES])
    if not rows:
        raise Http404
    content = releases_atom(workshop, rows, mount=mount_of(request))
    kind = Kind(calendar, ATOM)
    return answered(request, content, named(workshop, "releases.atom"), kind, rows[0].released_at)


# What is asked for


def feed_or_404(request: HttpRequest, workshop: Workshop, number: int | None = None) -> Feed:
    """The release in force or that of a number; without a number, in the preview, the working copy."""
    mount, now = mount_of(request), timezone.now()
    if number is None and mount == PREVIEW:
        return feed_of(workshop, freeze(workshop), release=None, stamp=now, mount=mount)
    release = release_or_404(workshop, number, now)
    return feed_of(
        workshop, release.content, release=release, stamp=release.released_at, mount=mount
    )


def release_or_404(workshop: Workshop, number: int | None, now: datetime) -> Release:
    if number is None:
        found = releases.current(workshop, now=now)
    else:
        found = workshop.releases.out(now).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def choice_or_404(request: HttpRequest) -> Choice:
    """What the address asks for; 404 where it asks for no day, or no number, that there could be."""
    asked = request.GET
    try:
        return Choice(
            day=date.fromisoformat(asked["day"]) if "day" in asked else None,
            kinds=frozenset(asked.getlist("kind")),
            tracks=frozenset(map(int, asked.getlist("track"))),
            venues=frozenset(map(int, asked.getlist("venue"))),
            languages=frozenset(asked.getlist("language")),
            groups=frozenset(map(int, asked.getlist("group"))) if "group" in asked else None,
        )
    except ValueError as error:
        raise Http404 from error


def asked_again(request: HttpRequest) -> str:
    """What of the query chooses, for the address at which the calendar is followed."""
    asked = [(key, value) for key in ASKED for value in request.GET.getlist(key)]
    return f"?{urlencode(asked)}" if asked else ""


# What is answered


def kept(request: HttpRequest, feed: Feed, make: Callable[[], bytes]) -> bytes:
    """The bytes, made once for as long as the release is in force: programs ask for them every hour.

    Not of what is chosen by a query, of which there is no end, nor of what one fetches once.
    """
    if feed.release is None or request.GET or "/releases/" in request.path:
        return make()
    made_of = f"{feed.release.uuid} {translation.get_language()} {request.path}"
    key = f"feed-{hashlib.sha256(made_of.encode()).hexdigest()}"
    return caches["pages"].get_or_set(key, make, FOR_A_DAY)


def calendar_answer(
    request: HttpRequest, feed: Feed, name: str, *, title: str = "", number: int | None = None
) -> HttpResponse:
    source = "" if number else absolute(request.path) + asked_again(request)
    content = kept(request, feed, lambda: calendar(feed, name=title, source=source))
    return answer(request, content, name, feed, Kind(calendar, CALENDAR), number=number)


def answer(
    request: HttpRequest,
    content: bytes,
    name: str,
    feed: Feed,
    kind: Kind,
    *,
    number: int | None = None,
) -> HttpResponse:
    stamp = feed.stamp if feed.release else None
    filename = named(feed.workshop, f"release-{number}-{name}" if number else name)
    response = answered(request, content, filename, kind, stamp)
    if number and mount_of(request) != PREVIEW:
        keep_for_ever(response)
    return response


def answered(
    request: HttpRequest, content: bytes, filename: str, kind: Kind, stamp: datetime | None
) -> HttpResponse:
    """The file, or 304 where whoever asks has it already, compressed or not."""
    response = HttpResponse(content, content_type=kind.content_type)
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    response.headers["ETag"] = etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    modified = int(stamp.timestamp()) if stamp else None
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    if kind.is_for_programs and mount_of(request) != PREVIEW:
        response.headers["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag, modified, response)


def keep_for_ever(response: HttpResponse) -> None:
    """In the reader's own cache alone: nobody else's would forget it where the workshop is withdrawn."""
    patch_cache_control(response, private=True, max_age=FOR_EVER, immutable=True)


def named(workshop: Workshop, name: str) -> str:
    """A file name of letters that are safe in a header: slugs are ASCII."""
    return f"{workshop.slug}-{name}"

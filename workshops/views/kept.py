"""Pages of the agenda, kept as they were rendered for as long as nothing that they say can have changed.

    @kept
    def agenda(request, workshop, agenda, now):
        return render_page(…)

A kept page is found under everything it was made of: the row of its workshop and what its frame asks for,
the release in force, the language, and between which two moments of the programme the reader comes. So
nothing is ever cleared, and each worker may keep its own. Finding it takes one query, making it one more.
"""

import gzip
import re
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, wraps
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from workshops.agenda import Agenda, agenda_for, blank, thaw
from workshops.models import Release, Workshop
from workshops.viewers import PUBLIC
from workshops.views.pages import PREVIEW, mount_of, public_page, readable, workshop_or_404

A_DAY = 24 * 60 * 60
ACCEPTS_GZIP = re.compile(r"\bgzip\b")
NIGHT_ENDS = time(4)
SLUG, MOMENT = "~slug~", datetime(1, 1, 2, tzinfo=UTC)  # stand for what is asked each time


@dataclass(frozen=True)
class Question:
    """One query, compiled once: its words, its values, and where among these the two stand that differ."""

    sql: str
    values: tuple
    slug: int
    moment: int
    names: tuple[str, ...]

    def ask(self, slug: str, now: datetime) -> "Answer | None":
        values = list(self.values)
        values[self.slug] = slug
        values[self.moment] = connection.ops.adapt_datetimefield_value(now)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            row = cursor.fetchone()
        return Answer(row, self.names) if row else None


@dataclass(frozen=True)
class Answer:
    """A workshop that this reader may see, as a row of the database. `names`: of its columns."""

    row: tuple
    names: tuple[str, ...]

    def key(self, *more: Any) -> str:
        """Where something that is made of this row, and of `more`, is kept."""
        return blake2b(repr((self.row, more)).encode(), digest_size=20).hexdigest()

    @property
    def besides(self) -> dict[str, Any]:
        """What was asked for besides the workshop's own columns."""
        own = {field.attname for field in Workshop._meta.concrete_fields}
        return {n: v for n, v in zip(self.names, self.row, strict=True) if n not in own}


@dataclass(frozen=True)
class Page:
    """A rendered page as it is sent: plain or packed, under the same tag either way."""

    tag: str
    plain: bytes
    packed: bytes

    def answer(self, request: HttpRequest) -> HttpResponse:
        if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
            headers = {"Content-Encoding": "gzip", "ETag": f'W/"{self.tag}"'}
            response = HttpResponse(self.packed, headers=headers)
        else:
            response = HttpResponse(self.plain, headers={"ETag": f'"{self.tag}"'})
        patch_vary_headers(response, ("Accept-Encoding",))
        return response


def page_of(content: bytes) -> Page:
    tag = blake2b(content, digest_size=16).hexdigest()
    return Page(tag, content, gzip.compress(content, mtime=0))


def kept(view: Callable) -> Callable:
    """Answer from what was kept: on the public mount, where the query asks for nothing."""

    @public_page
    @wraps(view)
    def page(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        now = timezone.now()
        if mount_of(request) == PREVIEW:
            workshop = workshop_or_404(request, slug)
            return view(request, workshop, agenda_for(workshop, mount=PREVIEW), now, **kwargs)
        answer = question(connection.alias, connection.vendor).ask(slug, now)
        if answer is None:
            raise Http404
        return from_shelf(request, answer, slug, now, view, kwargs)

    return page


def from_shelf(
    request: HttpRequest, answer: Answer, slug: str, now: datetime, view: Callable, kwargs: dict
) -> HttpResponse:
    shelf, times = caches["pages"], answer.key("moments")
    moments = shelf.get(times)
    asks = [request.path, translation.get_language(), request.GET.urlencode()]
    if moments is not None:
        found = shelf.get(answer.key(*asks, bisect(moments, now.timestamp())))
        if found is not None:
            return found.answer(request)
    agenda = read(answer, slug, now)
    response = view(request, agenda.workshop, agenda, now, **kwargs)
    if response.status_code != 200 or request.GET:
        return response
    moments, made = moments_of(agenda), page_of(response.content)
    shelf.set(times, moments, A_DAY)
    shelf.set(answer.key(*asks, bisect(moments, now.timestamp())), made, A_DAY)
    return made.answer(request)


def read(answer: Answer, slug: str, now: datetime) -> Agenda:
    """The agenda in force, with its workshop as `workshop_or_404` gives it, in one query."""
    releases = Release.objects.out(now).filter(workshop__slug=slug).order_by("-number")
    release = releases.select_related("workshop__country", "workshop__programme").first()
    workshop = release.workshop if release else readable(slug, PUBLIC).get()
    for name, value in answer.besides.items():
        setattr(workshop, name, value)
    if release is None:
        return thaw(blank(workshop), workshop, mount="public")
    return thaw(release.content, workshop, mount="public", release=release)


@cache
def question(alias: str, vendor: str) -> Question:
    """What finds a page: the workshop, what its frame asks, and which release is in force."""
    releases = Release.objects.out(MOMENT).filter(workshop=OuterRef("pk")).order_by("-number")
    rows = readable(SLUG, PUBLIC).select_related(None)
    rows = rows.annotate(release_in_force=Subquery(releases.values("pk")[:1]))
    sql, values = rows.query.sql_with_params()
    moment = connection.ops.adapt_datetimefield_value(MOMENT)
    columns = [field.attname for field in Workshop._meta.concrete_fields]
    return Question(
        sql,
        values,
        values.index(SLUG),
        values.index(moment),
        (*columns, *rows.query.annotation_select),
    )


def moments_of(agenda: Agenda) -> tuple[float, ...]:
    """When what the page says of "now" and "today" changes, as seconds since 1970, in order."""
    found = {agenda.starts(item) for item in agenda.items}
    found |= {agenda.ends(item) for item in agenda.items}
    workshop = agenda.workshop
    for zone, first, last in (
        (agenda.tzinfo, agenda.days[0].date, agenda.days[-1].date),
        (workshop.tzinfo, workshop.starts_on, workshop.ends_on),
    ):
        found |= {datetime.combine(day, NIGHT_ENDS, tzinfo=zone) for day in dates(first, last)}
    return tuple(sorted(moment.timestamp() for moment in found))


def dates(first: date, last: date) -> list[date]:
    """Every date from the first to the day after the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 2)]

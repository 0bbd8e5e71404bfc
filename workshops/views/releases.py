"""The releases of an agenda, and what changed from one to another."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from workshops import changes, dates, freezing, releases
from workshops.content import Text, text_of
from workshops.models import Release, Workshop
from workshops.views.pages import PREVIEW, address, mount_of, render_page, workshop_page

MOST = 2**31 - 1  # what a database takes for a number


@dataclass(frozen=True)
class Line:
    """One release in the list. `changes_url`: from the one before; `since_url`: to the one in force."""

    number: int
    when: str
    note: Text
    rolled_back_to: int | None
    changes_url: str
    since_url: str


@workshop_page
def releases_page(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Every release with its note; or, where two are asked for, the way to what differs."""
    rows = list(out(workshop).without_content().select_related("rolled_back_to"))
    known = {str(row.number) for row in rows}
    asked = request.GET.get("from"), request.GET.get("to")
    if known >= set(asked):
        return redirect(address(request, "changes", workshop.slug, *asked))
    lines = [line_of(request, workshop, row, rows[0]) for row in rows]
    return render_page(
        request, workshop, "workshops/releases.html", releases=lines, working=working(request)
    )


@workshop_page
def changes_page(request: HttpRequest, workshop: Workshop, before: int, after: int) -> HttpResponse:
    """What differs between two releases, field by field."""
    old, new = pair(workshop, before, after)
    return show(request, workshop, old, new, changes.compare(old.content, new.content))


@workshop_page
def changes_json(request: HttpRequest, workshop: Workshop, before: int, after: int) -> HttpResponse:
    """The same for programs; see `workshops.changes.plain`."""
    old, new = pair(workshop, before, after)
    difference = changes.compare(old.content, new.content)
    told = changes.tell(difference, link=links(request, workshop))
    said = changes.as_json(workshop, old, new, difference, told)
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


@workshop_page
def working_copy(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What the next release would change: for organisers, in the preview alone."""
    if mount_of(request) != PREVIEW:
        raise Http404
    current = releases.current(workshop, now=timezone.now())
    content = freezing.freeze(workshop)
    difference = changes.compare(current.content if current else {}, content)
    return show(request, workshop, current, None, difference)


def show(
    request: HttpRequest,
    workshop: Workshop,
    before: Release | None,
    after: Release | None,
    difference: changes.Difference,
) -> HttpResponse:
    told = changes.tell(difference, link=links(request, workshop))
    return render_page(
        request,
        workshop,
        "workshops/changes.html",
        before=said_of(workshop, before),
        after=said_of(workshop, after),
        changes=told,
        counts=changes.counts(told),
        json_url=json_url(request, workshop, before, after),
    )


def out(workshop: Workshop):
    return workshop.releases.out(timezone.now()).order_by("-number")


def pair(workshop: Workshop, before: int, after: int) -> tuple[Release, Release]:
    """Two releases that are out, or 404."""
    if max(before, after) > MOST:
        raise Http404
    found = {row.number: row for row in out(workshop).filter(number__in={before, after})}
    if not {before, after} <= found.keys():
        raise Http404
    return found[before], found[after]


def links(request: HttpRequest, workshop: Workshop):
    mount = mount_of(request)
    return changes.links(workshop, releases.current(workshop, now=timezone.now()), mount)


def line_of(request: HttpRequest, workshop: Workshop, row: Release, current: Release) -> Line:
    def between(before: int, after: int) -> str:
        return address(request, "changes", workshop.slug, before, after)

    return Line(
        number=row.number,
        when=dates.moment(row.released_at, workshop.zone),
        note=text_of(row, "note"),
        rolled_back_to=row.rolled_back_to.number if row.rolled_back_to else None,
        changes_url=between(row.number - 1, row.number) if row.number > 1 else "",
        since_url=between(row.number, current.number) if row != current else "",
    )


def said_of(workshop: Workshop, row: Release | None) -> dict[str, object] | None:
    """A release as the head of a comparison names it."""
    if row is None:
        return None
    when = dates.moment(row.released_at, workshop.zone)
    return {"number": row.number, "when": when, "note": text_of(row, "note")}


def working(request: HttpRequest) -> bool:
    """Whether the working copy may be compared here."""
    return mount_of(request) == PREVIEW


def json_url(
    request: HttpRequest, workshop: Workshop, before: Release | None, after: Release | None
) -> str:
    if before is None or after is None:
        return ""
    return address(request, "changes-json", workshop.slug, before.number, after.number)

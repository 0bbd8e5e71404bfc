"""One kind of paper for many people at once: asked first, told row by row, and undone as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from people.actions import facets
from people.actions.refusals import FacetsRefused
from people.models import Facet, FacetSetting, Participation
from people.permissions import may_set_facet
from workshops.keys import key_named
from workshops.models import Workshop


@dataclass(frozen=True)
class Asked:
    """What is to be set to what. `marks`: what the page that asked showed, by participation."""

    kind: str
    status: str
    marks: dict[int, str]

    @property
    def words(self) -> dict[str, str]:
        return {
            "kind": str(Facet.Kind(self.kind).label),
            "status": str(Facet.Status(self.status).label),
        }


@dataclass(frozen=True)
class Line:
    """One person on the page that asks or tells: how it stands, or why not."""

    row: Participation
    now: str
    mark: str = ""
    refusal: str = ""


def set_many(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """Ask with how many and what; then do it and say what came of each."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked = asked_of(request)
    rows = rows_of(workshop, asked)
    if asked is None or not rows:
        messages.error(request, _now("Tick somebody first, and choose what is to be set."))
        return redirect("admin:people_participation_travel", workshop.pk)
    if not may_set_facet(request.user, asked.kind):
        raise PermissionDenied
    context |= {"asked": asked, "words": asked.words}
    if "confirmed" not in request.POST:
        return ask(request, asked, rows, context)
    return tell(request, workshop, asked, rows, context)


def asked_of(request: HttpRequest) -> Asked | None:
    kind, status = request.POST.get("kind", ""), request.POST.get("status", "")
    if kind not in Facet.Kind.values or status not in Facet.Status.values:
        return None
    marks = {}
    for written in request.POST.getlist("row"):
        key, _colon, mark = written.partition(":")
        if (number := key_named(key)) is not None:
            marks[number] = mark
    return Asked(kind, status, marks)


def rows_of(workshop: Workshop, asked: Asked | None) -> list[Participation]:
    if asked is None:
        return []
    rows = workshop.participations.filter(pk__in=asked.marks).select_related("person", "workshop")
    return list(rows.order_by("person__sort_name", "person__display_name", "pk"))


def ask(
    request: HttpRequest, asked: Asked, rows: Sequence[Participation], context: dict
) -> HttpResponse:
    there = {
        facet.participation_id: facet
        for facet in Facet.objects.filter(participation__in=rows, kind=asked.kind)
    }
    lines = [line_before(row, there.get(row.pk)) for row in rows]
    same = sum(bool(f and f.status == asked.status) for f in map(there.get, (r.pk for r in rows)))
    context |= {"title": title(asked, len(rows)), "lines": lines, "same": same}
    return TemplateResponse(request, "admin/people/travel/ask.html", context)


def title(asked: Asked, count: int) -> str:
    return ngettext(
        "Set “%(kind)s” to “%(status)s” for %(count)s person",
        "Set “%(kind)s” to “%(status)s” for %(count)s people",
        count,
    ) % (asked.words | {"count": count})


def line_before(row: Participation, facet: Facet | None) -> Line:
    if facet is None:
        return Line(row, _now("not asked for so far"))
    return Line(row, facet.get_status_display(), facet.mark)


def tell(
    request: HttpRequest,
    workshop: Workshop,
    asked: Asked,
    rows: Sequence[Participation],
    context: dict,
) -> HttpResponse:
    setting, refused = facets.set_many(
        workshop,
        asked.kind,
        rows,
        seen=asked.marks,
        status=asked.status,
        by=request.user,
        now=timezone.now(),
    )
    why = {row.pk: reason for row, reason in refused}
    done = len(rows) - len(why)
    context |= {
        "title": title(asked, done),
        "setting": setting,
        "said": said(asked, done, len(why)),
        "lines": [
            Line(row, asked.words["status"], refusal=why.get(row.pk, ""))
            for row in sorted(rows, key=lambda row: row.pk not in why)
        ],
    }
    return TemplateResponse(request, "admin/people/travel/told.html", context)


def said(asked: Asked, done: int, refused: int) -> str:
    """“Ticket” is “Done” for 12 people. 1 was refused."""
    parts = [
        ngettext(
            "“%(kind)s” is “%(status)s” for %(count)s person.",
            "“%(kind)s” is “%(status)s” for %(count)s people.",
            done,
        )
        % (asked.words | {"count": done})
    ]
    if refused:
        parts.append(
            ngettext("%(count)s was refused.", "%(count)s were refused.", refused)
            % {"count": refused}
        )
    return " ".join(parts)


def undo(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """Ask, with what was set by whom; then let each stand as before."""
    setting = facets.last_setting(workshop)
    if setting is None:
        messages.error(request, _now("There is nothing to undo."))
        return redirect("admin:people_participation_travel", workshop.pk)
    if not may_set_facet(request.user, setting.kind):
        raise PermissionDenied
    if request.method != "POST":
        context |= {"title": _now("Undo the last setting?"), "setting": setting}
        return TemplateResponse(request, "admin/people/travel/undo.html", context)
    take_back(request, workshop, setting)
    return redirect("admin:people_participation_travel", workshop.pk)


def take_back(request: HttpRequest, workshop: Workshop, setting: FacetSetting) -> None:
    if request.POST.get("setting") != str(setting.pk):
        messages.error(request, _now("Something else was set meanwhile. Look again."))
        return
    try:
        undone, refused = facets.undo(setting, by=request.user, now=timezone.now())
    except FacetsRefused as refusal:
        messages.error(request, str(refusal))
        return
    for _row, reason in refused:
        messages.error(request, reason)
    messages.success(
        request,
        ngettext("%(count)s person stands as before.", "%(count)s people stand as before.", undone)
        % {"count": undone},
    )

"""The planning board in the office: the page, a session to add, undoing; and what a script asks for."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now

from workshops.actions import planning, planning_undo
from workshops.admin.planning_forms import AddForm
from workshops.admin.rights import may
from workshops.keys import key_named
from workshops.models import PlanningStep, Session, Workshop
from workshops.planning import clock
from workshops.planning.board import Board, board_of
from workshops.planning.refusals import PlanningRefused

SHOWN_STEPS = 10


def opened(
    model_admin: admin.ModelAdmin, view: Callable[..., HttpResponse]
) -> Callable[..., HttpResponse]:
    """Let in who may see sessions; give the page its workshop and what every page of the office has."""

    def page(request: HttpRequest, pk: int, **parts: object) -> HttpResponse:
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        workshop = get_object_or_404(Workshop, pk=pk)
        context = {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "workshop": workshop,
            "may_add": may(request, "add", Session),
            "may_change": may(request, "change", Session),
            "may_delete": may(request, "delete", Session),
            "media": "",
        }
        return view(request, workshop, context=context, **parts)

    return page


def routes(
    model_admin: admin.ModelAdmin, pages: dict[str, tuple[str, Callable[..., HttpResponse]]]
) -> list[URLPattern]:
    """The addresses of pages under one workshop, by their names."""
    return [
        path(
            f"planning/<int:pk>/{route}",
            model_admin.admin_site.admin_view(opened(model_admin, view)),
            name=f"workshops_session_{name}",
        )
        for route, (name, view) in pages.items()
    ]


def show(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """The board, by parts of the day or by the clock; sent to it, a step is undone."""
    if request.method == "POST":
        return undo(request, workshop)
    board = board_of(workshop)
    is_clock = request.GET.get("view") == "clock"
    context |= {
        "title": _now("Planning board"),
        "board": board,
        "is_clock": is_clock,
        "clocks": clock.clocks_of(board) if is_clock else [],
        "steps": steps_of(workshop),
    }
    return TemplateResponse(request, "admin/workshops/session/planning.html", context)


def steps_of(workshop: Workshop) -> list[PlanningStep]:
    """The last that can still be undone."""
    steps = workshop.planning_steps.filter(undone_at__isnull=True).select_related("by")
    return list(steps[:SHOWN_STEPS])


def undo(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    if not may(request, "change", Session):
        raise PermissionDenied
    step = workshop.planning_steps.filter(pk=key_named(request.POST.get("step"))).first()
    if step is None:
        return answer(request, workshop, refused=_now("There is nothing to undo."))
    if (step.made or step.trashed) and not may(request, "delete" if step.made else "add", Session):
        raise PermissionDenied
    try:
        planning_undo.undo(step, by=request.user, now=timezone.now())
    except PlanningRefused as refusal:
        return answer(request, workshop, refused=str(refusal))
    return answer(request, workshop, done=_now("Undone: %(what)s.") % {"what": step})


def add(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """A session with no more than a title, a kind and a place; its form can follow."""
    if not context["may_add"]:
        raise PermissionDenied
    asked = {"day": request.GET.get("day"), "part_of_day": request.GET.get("part")}
    asked["kind"] = Session.Kind.LECTURE
    form = AddForm(workshop, request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            return added(request, workshop, form)
        except PlanningRefused as refusal:
            form.add_error(None, str(refusal))
    context |= {"title": _now("Add a session"), "form": form}
    return TemplateResponse(request, "admin/workshops/session/planning_add.html", context)


def added(request: HttpRequest, workshop: Workshop, form: AddForm) -> HttpResponse:
    made = planning.add(
        workshop,
        form.place,
        title=form.cleaned_data["title"],
        kind=form.cleaned_data["kind"],
        by=request.user,
        now=timezone.now(),
    )
    said = _now("“%(title)s” was added.") % {"title": made}
    if "_open" in request.POST:
        messages.success(request, said)
        return redirect(form_of(made))
    return answer(request, workshop, done=linked(said, made), at=made)


def form_of(session: Session) -> str:
    """The full form of a session, which leads back to the board."""
    page = reverse("admin:workshops_session_change", args=[session.pk])
    return f"{page}?planning=1"


def linked(said: str, session: Session) -> str:
    return format_html('{} <a href="{}">{}</a>', said, form_of(session), _now("Open its form"))


def address(workshop: Workshop, at: Session | None = None) -> str:
    page = reverse("admin:workshops_session_planning", args=[workshop.pk])
    return f"{page}#s{at.pk}" if at else page


def answer(
    request: HttpRequest,
    workshop: Workshop,
    *,
    done: str = "",
    refused: str = "",
    at: Session | None = None,
) -> HttpResponse:
    """The board again; for a script only what it does not show already, with what to say aloud."""
    if request.accepts("text/html"):
        if refused:
            messages.error(request, refused)
        if done:
            messages.success(request, done)
        return redirect(address(workshop, at))
    board = board_of(workshop)
    told = {
        "said": refused or done,
        "rows": changed_rows(request, board),
        "order": [row.anchor for row in board.rows],
        "used": board.used,
        "warnings": render_to_string(
            "admin/workshops/session/_planning_programme.html", {"warnings": board.warnings}
        ),
        "steps": render_to_string(
            "admin/workshops/session/_planning_steps.html",
            {"steps": steps_of(workshop), "may_change": True},
            request,
        ),
    }
    return JsonResponse(told, status=409 if refused else 200)


def changed_rows(request: HttpRequest, board: Board) -> dict[str, str]:
    """The days that look otherwise than the page has them, by their anchors."""
    has = dict(each.split(":", 1) for each in request.POST.getlist("has") if ":" in each)
    context = {
        "may_add": may(request, "add", Session),
        "may_change": may(request, "change", Session),
    }
    return {
        row.anchor: render_to_string(
            "admin/workshops/session/_planning_row.html", context | {"row": row}
        )
        for row in board.rows
        if has.get(row.anchor) != row.mark
    }

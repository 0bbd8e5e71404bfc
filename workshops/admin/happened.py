"""What really happened, day by day: on a phone, without JavaScript, one press for all that went as planned."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from workshops.actions import happening
from workshops.admin.happened_forms import AddedForm, HappenedForm
from workshops.admin.rights import may, may_see
from workshops.happened.board import board, days_to_choose
from workshops.models import Session, Workshop


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {
        "": ("happened", day_page),
        "add/": ("happened_add", add_page),
        "<int:session>/": ("happened_session", session_page),
    }
    return [
        path(
            f"<int:pk>/happened/{route}",
            model_admin.admin_site.admin_view(partial(opened, view=view, model_admin=model_admin)),
            name=f"workshops_workshop_{name}",
        )
        for route, (name, view) in pages.items()
    ]


def opened(
    request: HttpRequest, pk: int, *, view: Callable, model_admin: admin.ModelAdmin, **parts
) -> HttpResponse:
    """Let in who may see sessions; only who may change them says what happened."""
    workshop = get_object_or_404(Workshop, pk=pk)
    if not may_see(request, Session):
        raise PermissionDenied
    if request.method == "POST" and not may(request, "change", Session):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "workshop": workshop,
        "may_say": may(request, "change", Session),
        "media": "",
    }
    return view(request, workshop, context=context, **parts)


def day_page(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    days = days_to_choose(workshop, timezone.now())
    sent = request.POST if request.method == "POST" else request.GET
    day = next((each for each in days if each.isoformat() == sent.get("day")), days[0])
    if request.method == "POST":
        mark(request, workshop, day)
        return redirect(address(workshop, day))
    more = {"title": _now("What happened"), "board": board(workshop, day), "days": sorted(days)}
    return TemplateResponse(request, "admin/workshops/happened/day.html", context | more)


def mark(request: HttpRequest, workshop: Workshop, day: date) -> None:
    """Everything of the day or of a part of it that nobody has said anything of."""
    part = request.POST.get("part", "")
    try:
        marked = happening.as_planned(workshop, day, by=request.user, now=timezone.now(), part=part)
    except happening.HappeningRefused as refusal:
        messages.error(request, str(refusal))
        return
    said = ngettext(
        "%(count)s session took place as planned.",
        "%(count)s sessions took place as planned.",
        len(marked),
    )
    messages.success(request, said % {"count": len(marked)})


def session_page(
    request: HttpRequest, workshop: Workshop, *, session: int, context: dict
) -> HttpResponse:
    row = get_object_or_404(workshop.sessions.select_related("workshop"), pk=session)
    form = HappenedForm(request.POST or None, session=row)
    if request.method == "POST" and form.is_valid():
        if say(request, row, form):
            return redirect(address(workshop, row.date))
        form = HappenedForm(session=row)
    more = {"title": str(row), "form": form, "session": row, "back": address(workshop, row.date)}
    return TemplateResponse(request, "admin/workshops/happened/session.html", context | more)


def say(request: HttpRequest, row: Session, form: HappenedForm) -> bool:
    """Keep what the form says; a refusal is shown, and nothing kept, no new speaker either."""
    try:
        with transaction.atomic():
            happening.record(
                row,
                form.said(),
                by=request.user,
                now=timezone.now(),
                seen=form.cleaned_data["seen"],
            )
    except happening.HappeningRefused as refusal:
        messages.error(request, str(refusal))
        row.refresh_from_db()
        return False
    messages.success(request, _now("Kept: “%(title)s”.") % {"title": row})
    return True


def add_page(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    if not may(request, "add", Session):
        raise PermissionDenied
    days = days_to_choose(workshop, timezone.now())
    first = {"day": request.GET.get("day", ""), "kind": Session.Kind.LECTURE}
    form = AddedForm(request.POST or None, workshop=workshop, days=days, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                row = happening.add(workshop, by=request.user, now=timezone.now(), **form.values())
        except happening.HappeningRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, _now("“%(title)s” is added to what happened.") % {"title": row}
            )
            return redirect(address(workshop, row.date))
    more = {
        "title": _now("A session that was never listed"),
        "form": form,
        "back": address(workshop, None),
    }
    return TemplateResponse(request, "admin/workshops/happened/session.html", context | more)


def address(workshop: Workshop, day: date | None) -> str:
    page = reverse("admin:workshops_workshop_happened", args=[workshop.pk])
    return f"{page}?day={day.isoformat()}" if day else page

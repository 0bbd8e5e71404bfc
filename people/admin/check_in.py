"""Checking people in at the door, on a phone: one button for each person, without JavaScript."""

from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now

from people import check_in
from people.actions import arrivals
from people.actions.refusals import Refused
from people.models import Participation, State
from people.permissions import may_change_roster
from workshops.keys import key_named
from workshops.models import Workshop


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(page, model_admin=model_admin))
    return [path("check-in/<int:workshop>/", view, name="people_participation_check_in")]


def page(request: HttpRequest, workshop: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    found = get_object_or_404(Workshop, pk=workshop)
    if not may_change_roster(request.user):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    days = check_in.days_to_choose(found, timezone.now())
    day = chosen(sent.get("day", ""), days)
    looked_for = sent.get("q", "").strip()[:100]
    if request.method == "POST":
        make(request, found, day)
        return redirect(address(found, day=day.isoformat(), q=looked_for))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Check in"),
        "opts": model_admin.opts,
        "workshop": found,
        "desk": check_in.desk(found, day, looked_for=looked_for),
        "days": days,
        "looked_for": looked_for,
        "over": found.today(timezone.now()) >= found.ends_on,
    }
    return TemplateResponse(request, "admin/people/participation/check_in.html", context)


def chosen(written: str, days: tuple[date, ...]) -> date:
    return next((day for day in days if day.isoformat() == written), days[0])


def make(request: HttpRequest, workshop: Workshop, day: date) -> None:
    """Check in whose button was pressed, and say so."""
    rows = workshop.participations.select_related("person", "workshop")
    row = rows.filter(pk=key_named(request.POST.get("person"))).first()
    if row is None:
        messages.error(request, _now("There is no such person in this workshop."))
        return
    arrives = row.state != State.ARRIVED
    try:
        new = arrivals.check_in(row, by=request.user, now=timezone.now(), on=day)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say(request, row, new=new, arrives=arrives)


def say(request: HttpRequest, row: Participation, *, new: bool, arrives: bool) -> None:
    """Who arrives by mistake is taken back on a page; who is counted by mistake, on that of the days."""
    if not new:
        messages.info(request, _now("%(name)s was counted already.") % {"name": row})
        return
    code = "take_back" if arrives else "days"
    undo = reverse(f"admin:people_participation_{code}", args=[row.pk])
    said = _now("%(name)s has arrived.") if arrives else _now("%(name)s is here.")
    said = said % {"name": row}
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, undo, _now("Undo")))


def address(workshop: Workshop, **query: str) -> str:
    page = reverse("admin:people_participation_check_in", args=[workshop.pk])
    return f"{page}?{urlencode({key: value for key, value in query.items() if value})}"

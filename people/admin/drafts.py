"""Drafts of messages about a release: read, then sent or thrown away, those that are ticked."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.actions import drafts
from people.models import Message
from workshops.keys import key_named
from workshops.models import Workshop


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(show, model_admin=model_admin))
    return [path("drafts/<int:workshop>/", view, name="people_message_drafts")]


def show(request: HttpRequest, workshop: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    may_change = model_admin.has_change_permission(request)
    may_see = model_admin.has_view_permission(request)
    if not may_see or (request.method == "POST" and not may_change):
        raise PermissionDenied
    row = get_object_or_404(Workshop, pk=workshop)
    ticked = ticked_in(request)
    asks = request.method == "POST" and ticked and "confirmed" not in request.POST
    if request.method == "POST" and not asks:
        return take(request, row, ticked)
    found = Message.objects.drafts().filter(workshop=row).select_related("release", "since")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Draft messages"),
        "opts": model_admin.opts,
        "workshop": row,
        "drafts": list(found.order_by("participation__person__sort_name", "to_name", "pk")),
        "may_change": may_change,
    }
    if asks:
        context |= asked(ticked, sends="send" in request.POST)
    return TemplateResponse(request, "admin/people/message/drafts.html", context)


def ticked_in(request: HttpRequest) -> list[int]:
    return [key for key in map(key_named, request.POST.getlist("draft")) if key is not None]


def asked(ticked: list[int], *, sends: bool) -> dict:
    """What the page says before it is done: neither can be taken back."""
    if sends:
        said = ngettext("Send %(count)s message?", "Send %(count)s messages?", len(ticked))
    else:
        said = ngettext("Discard %(count)s draft?", "Discard %(count)s drafts?", len(ticked))
    return {"ticked": ticked, "sends": sends, "title": said % {"count": len(ticked)}}


def take(request: HttpRequest, workshop: Workshop, ticked: list[int]) -> HttpResponse:
    """Send or throw away what is ticked, and say what came of it."""
    sends = "send" in request.POST
    act = drafts.send if sends else drafts.discard
    count = act(workshop, ticked, by=request.user, now=timezone.now())
    if count:
        messages.success(request, said_of(count, sends=sends))
    if missing := len(set(ticked)) - count:
        messages.warning(request, said_of_missing(missing))
    if not ticked:
        messages.warning(request, _("Nothing is ticked, so nothing was done."))
    return redirect("admin:people_message_drafts", workshop.pk)


def said_of(count: int, *, sends: bool) -> str:
    if sends:
        said = ngettext(
            "%(count)s message goes out.", "%(count)s messages go out, one by one.", count
        )
    else:
        said = ngettext("%(count)s draft discarded.", "%(count)s drafts discarded.", count)
    return said % {"count": count}


def said_of_missing(count: int) -> str:
    return ngettext(
        "%(count)s is no draft any more: it was sent, discarded or replaced meanwhile.",
        "%(count)s are no drafts any more: they were sent, discarded or replaced meanwhile.",
        count,
    ) % {"count": count}

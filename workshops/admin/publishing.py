"""Publish, withdraw, archive: a page that says what will happen, a POST, and a word about the result."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from workshops import readiness
from workshops.actions import publishing
from workshops.admin.pages import page_of
from workshops.admin.readiness_page import with_places
from workshops.models import Workshop

Status = Workshop.Status


@dataclass(frozen=True)
class Move:
    """One step in a workshop's life: what the button and its page say, and what it does."""

    code: str
    label: str | Promise
    question: str | Promise
    effect: str | Promise
    done: str | Promise
    starts_from: tuple[str, ...]
    act: Callable[[Workshop, HttpRequest], None]
    shows: bool = False


def publish(workshop: Workshop, request: HttpRequest) -> None:
    with_agenda = "with_agenda" in request.POST or "agenda_waits" not in request.POST
    publishing.publish(workshop, by=request.user, now=timezone.now(), with_agenda=with_agenda)


def withdraw(workshop: Workshop, request: HttpRequest) -> None:
    publishing.withdraw(workshop, by=request.user)


def archive(workshop: Workshop, request: HttpRequest) -> None:
    publishing.archive(workshop, by=request.user, now=timezone.now())


MOVES = (
    Move(
        "publish",
        _("Publish"),
        _("Publish this workshop?"),
        _("Everybody can read it, search engines included, and its links can be passed on."),
        _("“%(title)s” is published."),
        (Status.DRAFT, Status.ARCHIVED),
        publish,
        shows=True,
    ),
    Move(
        "withdraw",
        _("Withdraw"),
        _("Withdraw this workshop?"),
        _(
            "Its pages answer as if they never were, and links that people have stop working. "
            "Nothing is deleted; you can publish it again."
        ),
        _("“%(title)s” is withdrawn and a draft again."),
        (Status.PUBLISHED, Status.ARCHIVED),
        withdraw,
    ),
    Move(
        "archive",
        _("Archive"),
        _("Archive this workshop?"),
        _("Its pages stay as they are, among the past workshops. You can bring it back."),
        _("“%(title)s” is archived."),
        (Status.PUBLISHED,),
        archive,
    ),
)


def moves(workshop: Workshop) -> list[Move]:
    """The steps that may follow the present status."""
    return [move for move in MOVES if workshop.status in move.starts_from]


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    """One address for each step: admin:workshops_workshop_publish and so on."""
    return [
        path(
            f"<int:pk>/{move.code}/",
            model_admin.admin_site.admin_view(partial(step, model_admin=model_admin, move=move)),
            name=f"workshops_workshop_{move.code}",
        )
        for move in MOVES
    ]


def step(
    request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin, move: Move
) -> HttpResponse:
    workshop = get_object_or_404(Workshop, pk=pk)
    if not model_admin.has_change_permission(request, workshop):
        raise PermissionDenied
    if request.method == "POST":
        return take(request, workshop, move)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": move.question,
        "opts": model_admin.opts,
        "workshop": workshop,
        "move": move,
        "page": page_of(workshop),
        **(shown_before(workshop) if move.shows else {}),
    }
    return TemplateResponse(request, "admin/workshops/workshop/move.html", context)


def shown_before(workshop: Workshop) -> dict:
    """What becomes visible, and what is missing by subject."""
    found = readiness.readiness(workshop)
    return {
        "visible": readiness.visible(workshop),
        "never_released": not workshop.releases.exists(),
        "has_agenda": workshop.sessions.listed().exists(),
        "readiness": found,
        "sections": with_places(workshop, found.sections),
    }


def take(request: HttpRequest, workshop: Workshop, move: Move) -> HttpResponse:
    try:
        move.act(workshop, request)
    except publishing.PublishingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = move.done % {"title": workshop}
        messages.success(
            request, format_html('{} <a href="{}">{}</a>', said, page_of(workshop), _now("See it"))
        )
    return redirect("admin:workshops_workshop_change", workshop.pk)

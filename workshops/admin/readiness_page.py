"""What is missing before a workshop is published, subject by subject, each with where it is mended."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now

from workshops import readiness
from workshops.admin.pages import page_of
from workshops.admin.watches import list_of
from workshops.agenda import working_copy
from workshops.models import Session, Workshop
from workshops.readiness import Check, Section
from workshops.starting.deviations import deviations

MISSING = {"titles": "title", "speakers": "speaker", "dates": "day"}
OF_VISITS = ("stops", "activities")


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(page, model_admin=model_admin))
    return [path("<int:pk>/readiness/", view, name="workshops_workshop_readiness")]


def page(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    workshop = get_object_or_404(Workshop, pk=pk)
    if not model_admin.has_view_permission(request, workshop):
        raise PermissionDenied
    found = readiness.readiness(workshop)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Readiness"),
        "opts": model_admin.opts,
        "workshop": workshop,
        "readiness": found,
        "sections": with_places(workshop, found.sections),
        "deviations": deviations(working_copy(workshop)),
        "page": page_of(workshop),
        "media": "",
    }
    return TemplateResponse(request, "admin/workshops/workshop/readiness.html", context)


def with_places(
    workshop: Workshop, sections: tuple[Section, ...]
) -> list[tuple[Section, list[tuple[Check, str]]]]:
    """Each check with the address where it is mended."""
    return [
        (section, [(check, check.url or mend(workshop, check.code)) for check in section.checks])
        for section in sections
    ]


def mend(workshop: Workshop, code: str) -> str:
    """Where what is missing can be added."""
    if code == "sessions":
        return f"{reverse('admin:workshops_session_add')}?workshop={workshop.pk}"
    if code in MISSING:
        return list_of(Session, workshop=workshop.pk, missing=MISSING[code])
    if code in OF_VISITS:
        visits = reverse("admin:workshops_sitevisit_changelist")
        return f"{visits}?session__workshop__id__exact={workshop.pk}"
    return reverse("admin:workshops_workshop_change", args=[workshop.pk])

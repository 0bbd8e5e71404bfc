"""The visits of a workshop in the office: the board, how punctual they were, and the page of each."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _now

from people.admin import visit_count, visit_people, workshop_pages
from people.permissions import may_run_visits, may_see_visits
from people.visits.board import board
from workshops.models import Workshop
from workshops.punctuality import report


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {
        "": ("visits", show),
        "punctuality/": ("visits_punctuality", show_punctuality),
        "<int:visit>/": ("visit", visit_count.show),
        "<int:visit>/times/": ("visit_times", visit_count.correct),
        "<int:visit>/people/": ("visit_people", visit_people.show),
    }
    return workshop_pages.urls(model_admin, "visits", pages, may_see_visits)


def show(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    context |= {
        "title": _now("Visits"),
        "board": board(workshop, now=timezone.now()),
        "may_run": may_run_visits(request.user),
    }
    return TemplateResponse(request, "admin/people/visits/board.html", context)


def show_punctuality(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    context |= {"title": _now("Punctuality of visits"), "report": report(workshop)}
    return TemplateResponse(request, "admin/people/visits/punctuality.html", context)

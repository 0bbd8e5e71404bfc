"""Travel and papers of a workshop: the matrix, meals for the kitchen, visas at risk, and making what is missing."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from people.actions import facets
from people.admin import travel_cell, travel_many, workshop_pages
from people.models import Facet, Reveal, User
from people.permissions import (
    may_change_roster,
    may_see_board_of_papers,
    may_see_facet,
    may_see_travel,
    may_set_facet,
)
from people.travel.matrix import ANY, Chosen, Matrix, Option, matrix
from people.travel.meals import meals
from people.travel.risks import ALARM, risks
from workshops.admin.queries import Pill
from workshops.models import Workshop

MOST_REVEALS = 200


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {
        "": ("travel", show),
        "make/": ("travel_make", make),
        "meals/": ("travel_meals", show_meals),
        "risks/": ("travel_risks", show_risks),
        "set/": ("travel_set", travel_many.set_many),
        "undo/": ("travel_undo", travel_many.undo),
        "<int:pk>/<slug:kind>/": ("travel_cell", travel_cell.show),
        "<int:pk>/diet/reveal/": ("travel_reveal", travel_cell.reveal),
    }
    return workshop_pages.urls(model_admin, "travel", pages, may_see_board_of_papers)


def visible_to(user: User) -> frozenset[str]:
    return frozenset(kind for kind in Facet.Kind.values if may_see_facet(user, kind))


def show(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    visible = visible_to(request.user)
    chosen = chosen_of(request, visible)
    board = matrix(workshop, chosen, visible=visible, now=timezone.now())
    may_change = may_change_roster(request.user)
    setting = facets.last_setting(workshop)
    context |= {
        "title": _now("Travel and papers"),
        "board": board,
        "chosen": chosen,
        "pills": pills(request, chosen, board),
        "may_change": may_change,
        "may_undo": setting and may_set_facet(request.user, setting.kind),
        "setting": setting,
        "kinds": [column for column in board.columns if not column.is_masked],
        "statuses": Facet.Status.choices,
        "sees_travel": may_see_travel(request.user),
    }
    return TemplateResponse(request, "admin/people/travel/board.html", context)


def chosen_of(request: HttpRequest, visible: frozenset[str]) -> Chosen:
    """What an address asks for; what it may not ask for is everything."""
    asked = request.GET
    return Chosen(
        open=one_of(asked.get("open", ""), visible),
        late=one_of(asked.get("late", ""), {ANY, *visible}),
        country=asked.get("country", "")[:3],
        stream=asked.get("stream", "")[:20],
        ready=one_of(asked.get("ready", ""), ("yes", "no")),
        diet=one_of(asked.get("diet", ""), ("week",)) if Facet.Kind.DIET in visible else "",
    )


def one_of(value: str, allowed) -> str:
    return value if value in allowed else ""


def pills(request: HttpRequest, chosen: Chosen, board: Matrix) -> list[Pill]:
    """The filters in force, each with the address without it."""
    kinds = {column.kind: column.label for column in board.columns}
    said = {
        "open": (_now("Open"), kinds.get(chosen.open, "")),
        "late": (_now("Overdue"), kinds.get(chosen.late, _now("Anything"))),
        "country": (_now("Country"), name_of(chosen.country, board.countries)),
        "stream": (_now("Stream"), name_of(chosen.stream, board.streams)),
        "ready": (
            _now("Ready to travel"),
            _now("Yes") if chosen.ready == "yes" else _now("No"),
        ),
        "diet": (_now("Diet"), _now("told in the last 7 days")),
    }
    in_force = {name: value for name in said if (value := getattr(chosen, name))}
    return [
        Pill(label, value, address(request, {k: v for k, v in in_force.items() if k != name}))
        for name, (label, value) in said.items()
        if name in in_force
    ]


def name_of(value: str, options: tuple[Option, ...]) -> str:
    return next((option.name for option in options if option.value == value), value)


def address(request: HttpRequest, query: dict[str, str]) -> str:
    return f"{request.path}?{urlencode(query)}" if query else request.path


def make(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """Make what is missing, and let what nobody touched follow what is known."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not may_change_roster(request.user):
        raise PermissionDenied
    made = facets.bring_up_to_date(workshop, by=request.user, now=timezone.now())
    said = [
        ngettext("%(count)s paper is new.", "%(count)s papers are new.", made.new)
        % {"count": made.new},
        ngettext(
            "%(count)s follows what is known by now.",
            "%(count)s follow what is known by now.",
            made.changed,
        )
        % {"count": made.changed},
    ]
    messages.success(request, " ".join(said))
    return redirect("admin:people_participation_travel", workshop.pk)


def show_meals(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """How many eat what, and for the lead who looked at private details."""
    if not may_see_travel(request.user):
        raise PermissionDenied
    leads = request.user.has_perm("people.view_reveal")
    looks = Reveal.objects.filter(participation__workshop=workshop).select_related(
        "by", "participation__person"
    )
    context |= {
        "title": _now("Meals"),
        "meals": meals(workshop),
        "leads": leads,
        "looks": looks[:MOST_REVEALS] if leads else (),
    }
    return TemplateResponse(request, "admin/people/travel/meals.html", context)


def show_risks(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    if not may_see_travel(request.user):
        raise PermissionDenied
    context |= {
        "title": _now("Visas at risk"),
        "risks": risks(workshop, now=timezone.now()),
        "alarm": ALARM,
        "following": following(workshop),
        "may_change": may_change_roster(request.user),
        "may_see_rules": request.user.has_perm("people.view_visarule"),
    }
    return TemplateResponse(request, "admin/people/travel/risks.html", context)


def following(workshop: Workshop) -> str:
    """The page of who follows on a seat that is left, where there is one."""
    try:
        return reverse("admin:people_participation_following", args=[workshop.pk])
    except NoReverseMatch:
        return ""

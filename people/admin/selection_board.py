"""The selection board of a workshop: compare, choose, and see what the choice makes of the cohort."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now

from people.admin import following_page, nominee_pages, reserve_page, workshop_pages
from people.admin.nominee_pages import MOST_COMPARED
from people.admin.selection_acts import ACTS, Act, ordered, run, said_in_all, try_out
from people.models import LIVE, Participation, State
from people.permissions import may_select
from people.selection.balance import balance, sender_name
from people.selection.board import Chosen, GateFilter, Order, Phase, board
from people.selection.due import Due
from people.selection.gathering import SeatCount, allocations, gather_cohort, seats
from workshops.content import Text
from workshops.keys import key_named
from workshops.models import Workshop


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {
        "": ("selection", show),
        "balance/": ("selection_balance", balance_alone),
        "compare/": ("selection_compare", nominee_pages.compare),
        "reserve/": ("selection_reserve", reserve_page.show),
        "following/": ("following", following_page.show),
        "nominees/<int:pk>/": ("selection_nominee", nominee_pages.nominee),
        "nominees/<int:pk>/files/<slug:kind>/": ("selection_file", nominee_pages.file),
    }
    return workshop_pages.urls(model_admin, "selection", pages, may_select)


def show(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    if request.method != "POST":
        return board_page(request, workshop, context, ticked=())
    rows = ticked_rows(request, workshop)
    asked = request.POST.get("do", "")
    if asked == "compare" and 2 <= len(rows) <= MOST_COMPARED:
        query = urlencode({"row": [row.pk for row in rows]}, doseq=True)
        address = reverse("admin:people_participation_selection_compare", args=[workshop.pk])
        return redirect(f"{address}?{query}")
    act = ACTS.get(asked)
    if not rows or act is None:
        notice = "" if asked == "balance" else missing(asked, rows)
        return board_page(request, workshop, context, ticked=rows, notice=notice)
    return act_page(request, workshop, act, ordered(rows), context)


def missing(asked: str, rows: Sequence[Participation]) -> str:
    if asked == "compare":
        return _now("Tick two to four nominees to compare them.")
    return _now("Tick nominees first, then press a button.") if not rows else _now("Nothing done.")


def ticked_rows(request: HttpRequest, workshop: Workshop) -> list[Participation]:
    """The nominees of this workshop that are ticked, in the order of the page."""
    keys = keys_in(request.POST)
    rows = workshop.participations.participants().exclude(state=State.DRAFT)
    there = rows.select_related("person", "workshop", "allocation").in_bulk(keys)
    return [there[key] for key in dict.fromkeys(keys) if key in there]


def keys_in(posted: QueryDict) -> list[int]:
    return [key for raw in posted.getlist("row") if (key := key_named(raw)) is not None]


def board_page(
    request: HttpRequest,
    workshop: Workshop,
    context: dict,
    *,
    ticked: Sequence[Participation],
    notice: str = "",
) -> HttpResponse:
    chosen = chosen_of(request)
    keys = [row.pk for row in ticked]
    return TemplateResponse(
        request,
        "admin/people/selection/board.html",
        context
        | {
            "title": _now("Selection"),
            "board": board(workshop, chosen, ticked=keys, now=timezone.now()),
            "chosen": chosen,
            "ticked": keys,
            "notice": notice,
            "acts": ACTS.values(),
            "phases": Phase.choices,
            "gate_filters": GateFilter.choices,
            "dues": Due.choices,
            "orders": Order.choices,
        },
        status=400 if notice else 200,
    )


def chosen_of(request: HttpRequest) -> Chosen:
    """What an address asks for; what it may not ask for is everything."""
    asked = request.GET
    return Chosen(
        stream=asked.get("stream", ""),
        country=asked.get("country", ""),
        phase=one_of(asked.get("phase", ""), Phase.values),
        gate=one_of(asked.get("gate", ""), GateFilter.values),
        due=one_of(asked.get("due", ""), Due.values),
        order=one_of(asked.get("order", ""), Order.values) or Order.RANK,
    )


def one_of(value: str, allowed: Sequence[str]) -> str:
    return value if value in allowed else ""


def balance_alone(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """The balance with those ticked, for the board's script."""
    keys = keys_in(request.GET)
    found = balance(gather_cohort(workshop, only=keys), keys)
    return TemplateResponse(request, "admin/people/selection/_balance.html", {"balance": found})


# Acts


@dataclass(frozen=True)
class Room:
    """How many of those ticked are under one allocation, and how many seats it has left."""

    name: Text
    wanted: int
    free: int

    @property
    def lacking(self) -> int:
        return max(0, self.wanted - self.free)


def act_page(
    request: HttpRequest, workshop: Workshop, act: Act, rows: list[Participation], context: dict
) -> HttpResponse:
    """Ask first, with what it will do; then do it and say what came of each."""
    now = timezone.now()
    confirmed = "confirmed" in request.POST
    form = act.form(request.POST if confirmed else None, workshop=workshop, now=now)
    context |= {"title": act.label, "act": act, "form": form, "rows": rows}
    if confirmed and form.is_valid():
        outcomes = run(act, rows, by=request.user, now=now, **form.said())
        context |= {"outcomes": outcomes, "said": said_in_all(act, outcomes)}
        return TemplateResponse(request, "admin/people/selection/report.html", context)
    context |= {
        "effect": act.effect % {"count": len(rows)},
        "tried": try_out(act, rows, by=request.user, now=now),
        "rooms": rooms(workshop, rows) if act.takes_seats else (),
    }
    return TemplateResponse(request, "admin/people/selection/confirm.html", context)


def rooms(workshop: Workshop, rows: Sequence[Participation]) -> list[Room]:
    """By allocation, in the order of the board."""
    there = seats(workshop)
    joining = [row.allocation_id for row in rows if row.state not in LIVE]
    return [
        Room(sender_name(one), count, there.get(one.pk, SeatCount()).free)
        for one in allocations(workshop)
        if (count := joining.count(one.pk))
    ]

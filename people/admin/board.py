"""The seat board: a page for each workshop, every number of it with the list behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _now

from people import seats
from people.admin.board_filters import address_of
from people.board import ORDER, Board, Line, board
from people.board.columns import COLUMNS
from workshops.admin.filters import filtered_workshop
from workshops.models import Workshop


@dataclass(frozen=True)
class Number:
    """A figure of the board, and the list that holds as many."""

    count: int
    url: str


@dataclass(frozen=True)
class Row:
    """A line of the page with its numbers, in the order of the columns."""

    line: Line
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class TotalRow:
    """The numbers of a stream, of a fund or of everything."""

    name: str
    numbers: tuple[Number, ...]


class LeadsToBoard:
    """Mixed into a list: filtered by a workshop, it leads to the board of that workshop."""

    change_list_template = "admin/people/allocation/change_list.html"

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        own = {"board_of": filtered_workshop(request)}
        return super().changelist_view(request, own | (extra_context or {}))


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(page, model_admin=model_admin))
    return [path("board/<int:workshop>/", view, name="people_allocation_board")]


def page(request: HttpRequest, workshop: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    found = get_object_or_404(Workshop.objects.select_related("call"), pk=workshop)
    whole = board(found, now=timezone.now())
    stream = chosen(request, "stream", [total.key for total in whole.streams])
    fund = chosen(request, "fund", [total.key for total in whole.funds])
    shown = whole.only(stream=stream, fund=fund) if stream or fund else whole
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Seats by country"),
        "opts": model_admin.opts,
        "workshop": found,
        "board": shown,
        "whole": whole,
        "stream": stream,
        "fund": fund,
        "columns": COLUMNS,
        "rows": [row_of(line, shown, fund) for line in shown.lines],
        "totals": list(totals(shown, stream, fund)),
        "seat_key": [(state, seats.label_of(state)) for state in ORDER],
        "may_change": model_admin.has_change_permission(request),
        "media": "",
    }
    return TemplateResponse(request, "admin/people/allocation/board.html", context)


def chosen(request: HttpRequest, name: str, keys: list[str]) -> str:
    """What an address asks for, if there is such a thing."""
    asked = request.GET.get(name, "")
    return asked if asked in keys else ""


def row_of(line: Line, shown: Board, fund: str) -> Row:
    return Row(line, numbers(shown.workshop, line.counts, line=str(line.key), fund=fund))


def totals(shown: Board, stream: str, fund: str) -> Iterator[TotalRow]:
    """Of each stream, of each fund where there are several, and of everything shown."""
    workshop = shown.workshop
    if len(shown.streams) > 1:
        for total in shown.streams:
            yield TotalRow(total.name, numbers(workshop, total.counts, line=total.key, fund=fund))
    if len(shown.funds) > 1:
        for total in shown.funds:
            yield TotalRow(total.name, numbers(workshop, total.counts, line=stream, fund=total.key))
    yield TotalRow(_now("All"), numbers(workshop, shown.counts, line=stream, fund=fund))


def numbers(
    workshop: Workshop, counts: Mapping[str, int], *, line: str, fund: str
) -> tuple[Number, ...]:
    return tuple(
        Number(counts.get(column.code, 0), address_of(workshop, column, line=line, fund=fund))
        for column in COLUMNS
    )

"""The reserve in its order, and other places in it."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now

from people.actions import selection
from people.actions.refusals import Refused
from people.models import Participation
from workshops.content import text_of
from workshops.keys import key_named
from workshops.models import Workshop


def show(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """Each stream's reserve, first to last; a posted `row` gets the place `to`."""
    if request.method == "POST":
        move(request, workshop)
        return redirect("admin:people_participation_selection_reserve", workshop.pk)
    waiting = (
        Participation.objects.in_reserve()
        .filter(workshop=workshop)
        .select_related("person", "stream", "sending_country", "allocation__country")
        .order_by("stream__position", "stream", "reserve_rank")
    )
    context |= {
        "title": _now("Reserve"),
        "streams": [
            (text_of(stream, "name") if stream else "", list(rows))
            for stream, rows in groupby(waiting, key=lambda row: row.stream)
        ],
    }
    return TemplateResponse(request, "admin/people/selection/reserve.html", context)


def move(request: HttpRequest, workshop: Workshop) -> None:
    asked = request.POST
    pk, to = key_named(asked.get("row")), key_named(asked.get("to"))
    row = workshop.participations.select_related("person").filter(pk=pk).first()
    if row is None or to is None:
        messages.error(request, _now("Nothing was moved."))
        return
    try:
        place = selection.move_in_reserve(
            row, to, by=request.user, now=timezone.now(), reason=asked.get("reason", "")[:500]
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _now("%(name)s: place %(place)s.") % {"name": row, "place": place}
        )

"""The page of one allocation, its programme, and what is done to the list as a whole."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from people import desk_papers
from people.actions import nominations, seat_numbers
from people.actions.refusals import Refused, SeatsChanged
from people.desk import desk_of
from people.forms.desk import EndorsementForm, ReturnForm
from people.models import Allocation, State
from people.views.doors import allocation_or_404, desk_page, posted, render_desk
from workshops.agenda import agenda_for
from workshops.content import prose_of


@desk_page
def allocation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is offered and asked, who is put forward, what is to do."""
    found = allocation_or_404(request, uuid)
    return render_desk(
        request,
        found,
        "people/desk/allocation.html",
        desk=desk_of(found, request.focal_point, now=timezone.now()),
        papers=desk_papers.papers_of(found),
    )


@desk_page
def programme(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sessions, once they are published; until then what the workshop is about."""
    found = allocation_or_404(request, uuid)
    workshop = found.stream.workshop
    agenda = agenda_for(workshop) if workshop.is_public else None
    return render_desk(
        request,
        found,
        "people/desk/programme.html",
        days=[day for day in agenda.days if day.items] if agenda else [],
        purpose=prose_of(workshop, "purpose"),
    )


@desk_page
def order(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put the nominees in another order: one up or down by its button, or all as they were dragged."""
    found = allocation_or_404(request, uuid)
    if request.method == "POST":
        try:
            nominations.reorder(
                found, wanted_order(request, found), by=request.focal_point, now=timezone.now()
            )
        except Refused as why:
            messages.warning(request, str(why))
    return redirect(f"{redirect('desk:allocation', found.uuid).url}#nominees")


def wanted_order(request: HttpRequest, found: Allocation) -> list[UUID]:
    """The order that was posted; what is no nominee of this list is passed over."""
    rows = found.participations.exclude(state__in=nominations.OVER).order_by("rank", "pk")
    keys = list(rows.values_list("uuid", flat=True))
    dragged = [key for text in request.POST.getlist("order") if (key := parsed(text)) in keys]
    if dragged:
        return dragged
    for name, step in (("up", -1), ("down", 1)):
        key = parsed(request.POST.get(name, ""))
        if key in keys:
            place = keys.index(key)
            keys.insert(max(place + step, 0), keys.pop(place))
    return keys


def parsed(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@desk_page
def endorsement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One endorsement for those that are ticked."""
    found = allocation_or_404(request, uuid)
    now = timezone.now()
    waiting = list(
        found.participations.filter(
            state__in=(State.SUBMITTED, State.UNDER_REVIEW), endorsement__isnull=True
        )
        .select_related("person")
        .order_by("rank", "pk")
    )
    form = EndorsementForm(
        *posted(request),
        waiting=waiting,
        today=found.stream.workshop.today(now),
        initial={"nominees": [str(row.uuid) for row in waiting]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            nominations.endorse(form.chosen(), form.endorsing(), by=request.focal_point, now=now)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            count = len(form.chosen())
            said = ngettext("%(n)s nominee is endorsed.", "%(n)s nominees are endorsed.", count)
            messages.success(request, said % {"n": count})
            return redirect("desk:allocation", found.uuid)
    return render_desk(request, found, "people/desk/endorsement.html", form=form, waiting=waiting)


@desk_page
def seats(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask, then return seats that will not be used."""
    found = allocation_or_404(request, uuid)
    free = found.seats.free().count()
    seen = seat_numbers.version_of(found)
    form = ReturnForm(posted(request)[0], free=free, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        count = form.cleaned_data["count"]
        try:
            nominations.return_seats(
                found,
                count,
                by=request.focal_point,
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
            )
        except SeatsChanged as why:
            messages.warning(request, str(why))
            return redirect("desk:seats", found.uuid)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            said = ngettext("%(n)s seat is returned.", "%(n)s seats are returned.", count)
            messages.success(request, said % {"n": count})
            return redirect("desk:allocation", found.uuid)
    return render_desk(request, found, "people/desk/seats.html", form=form, free=free)

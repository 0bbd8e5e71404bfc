"""Who comes along on one visit, and in which vehicle: dealt evenly at a press, then moved by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from people.actions import visits
from people.actions.refusals import Refused
from people.admin import visit_count
from people.models import Participation
from people.permissions import may_run_visits
from people.visits import board as boards
from workshops.keys import key_named
from workshops.models import SiteVisit, Workshop


def show(request: HttpRequest, workshop: Workshop, *, visit: int, context: dict) -> HttpResponse:
    found = visit_count.find(workshop, visit)
    if request.method == "POST":
        if not may_run_visits(request.user):
            raise PermissionDenied
        act(request, found)
        return redirect("admin:people_participation_visit_people", workshop.pk, found.pk)
    party = visit_count.party_of(found)
    context |= {
        "title": _now("Who comes along"),
        "visit": found,
        "line": boards.line_of(found, party, visit_count.today_of(found)),
        "party": party,
        "others": [one for one in party.everybody if not one.is_listed and not one.waits],
        "riders": riders(found, party),
        "may_run": may_run_visits(request.user),
    }
    return TemplateResponse(request, "admin/people/visits/people.html", context)


def riders(visit: SiteVisit, party) -> list[tuple]:
    """Each vehicle with how many have a seat in it."""
    given = [one.vehicle for one in party.everybody]
    return [(vehicle, given.count(vehicle.pk)) for vehicle in visit.transports.all()]


def act(request: HttpRequest, visit: SiteVisit) -> None:
    """Do what one of the buttons says."""
    do, _sep, key = request.POST.get("do", "").partition(":")
    if do == "deal":
        say_deal(request, visits.deal(visit, now=timezone.now()))
    elif do == "empty":
        visits.empty(visit)
        messages.success(request, _now("Nobody has a vehicle any more."))
    elif do in ("sign-up", "withdraw"):
        sign(request, person(visit, key), visit, do)
    elif do == "save":
        move(request, visit)
    else:
        raise Http404


def say_deal(request: HttpRequest, dealt: visits.Dealt) -> None:
    said = ngettext(
        "%(count)s person has a vehicle now.", "%(count)s people have a vehicle now.", dealt.seated
    )
    messages.success(request, said % {"count": dealt.seated})
    if dealt.left:
        said = ngettext(
            "There is no seat for %(count)s person.",
            "There are no seats for %(count)s people.",
            dealt.left,
        )
        messages.warning(request, said % {"count": dealt.left})


def person(visit: SiteVisit, key: str) -> Participation:
    rows = visit.session.workshop.participations.select_related("person", "workshop")
    row = rows.filter(pk=key_named(key)).first()
    if row is None:
        raise Http404
    return row


def sign(request: HttpRequest, row: Participation, visit: SiteVisit, do: str) -> None:
    try:
        if do == "withdraw":
            visits.withdraw(row, visit, by=request.user, now=timezone.now())
            said = _now("%(name)s does not come along.") % {"name": row}
        else:
            waits = visits.sign_up(row, visit, by=request.user, now=timezone.now())
            said = _now("%(name)s comes along.") % {"name": row}
            if waits:
                said = _now("%(name)s is number %(number)s in the waiting list.") % {
                    "name": row,
                    "number": waits,
                }
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)


def move(request: HttpRequest, visit: SiteVisit) -> None:
    """The vehicles that were chosen otherwise than they stood there; who was not touched stays."""
    vehicles = {row.pk: row for row in visit.transports.all()}
    moved, refused = 0, []
    for name, wanted in request.POST.items():
        kind, _sep, key = name.partition("-")
        if kind != "vehicle" or wanted == request.POST.get(f"seen-{key}"):
            continue
        vehicle = vehicles.get(key_named(wanted))
        if wanted and vehicle is None:
            raise Http404
        try:
            visits.ride(person(visit, key), visit, vehicle)
            moved += 1
        except Refused as refusal:
            refused.append(str(refusal))
    for sentence in dict.fromkeys(refused):
        messages.error(request, sentence)
    if moved:
        said = ngettext("%(count)s person was moved.", "%(count)s people were moved.", moved)
        messages.success(request, said % {"count": moved})
    elif not refused:
        messages.info(request, _now("Nothing was changed."))

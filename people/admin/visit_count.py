"""One visit on a phone: heads counted out and back, and when each stop was reached and left."""

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now

from people.actions import visits
from people.actions.refusals import Refused
from people.models import HeadCount, Participation
from people.permissions import may_run_visits, may_see_travel
from people.travel.meals import meals_of
from people.visits import board as boards
from people.visits.party import Party, gathered
from people.visits.sheet import Sheet, sheet_of
from workshops.actions import visits as stops
from workshops.keys import key_named
from workshops.models import SiteVisit, Stop, Transport, Workshop
from workshops.punctuality import stops_of

Leg = HeadCount.Leg
COUNTING = {"count": True, "uncount": False}
NOTING = {"arrived": "arrived_at", "left": "left_at"}


def show(request: HttpRequest, workshop: Workshop, *, visit: int, context: dict) -> HttpResponse:
    found = find(workshop, visit)
    if request.method == "POST":
        if not may_run_visits(request.user):
            raise PermissionDenied
        return answer(request, found, *act(request, found))
    context |= parts(request, found) | {"title": str(found), "meals": meals(request, found)}
    return TemplateResponse(request, "admin/people/visits/visit.html", context)


def find(workshop: Workshop, visit: int) -> SiteVisit:
    """The visit with all that the page shows; another workshop's is as missing as none."""
    found = boards.visits_of(workshop).filter(pk=visit).first()
    if found is None:
        raise Http404
    return found


def parts(request: HttpRequest, visit: SiteVisit) -> dict:
    """What the changing part of the page shows."""
    party = party_of(visit)
    asked = request.POST if request.method == "POST" else request.GET
    sheet = sheet_of(
        visit,
        party,
        leg_of(asked.get("leg", ""), party),
        vehicle=vehicle_of(asked.get("vehicle", ""), visit),
        looked_for=looked_for(asked),
    )
    return {
        "workshop": visit.session.workshop,
        "visit": visit,
        "line": boards.line_of(visit, party, today_of(visit)),
        "sheet": sheet,
        "legs": Leg.choices,
        "stops": stops_of(visit.stops.all()),
        "looked_for": looked_for(asked),
        "last": last_counted(sheet, asked.get("last", "")),
        "may_run": may_run_visits(request.user),
    }


def party_of(visit: SiteVisit) -> Party:
    return gathered(visit.session.workshop, [visit]).party(visit, today_of(visit))


def today_of(visit: SiteVisit) -> date:
    return visit.session.workshop.today(timezone.now())


def looked_for(asked) -> str:
    return asked.get("q", "").strip()[:100]


def leg_of(written: str, party: Party) -> str:
    """The leg that is asked for; else the way back once somebody was counted on it."""
    if written in Leg.values:
        return written
    is_back = any(one.is_aboard(Leg.BACK) for one in party.everybody)
    return Leg.BACK if is_back else Leg.OUT


def vehicle_of(written: str, visit: SiteVisit) -> Transport | None:
    key = key_named(written)
    return next((row for row in visit.transports.all() if row.pk == key), None)


def last_counted(sheet: Sheet, written: str):
    """Whom the last press counted, while they still are: so that it can be undone."""
    lines = (line for line in sheet.lines if line.is_aboard)
    return next((line.who for line in lines if line.who.pk == key_named(written)), None)


def meals(request: HttpRequest, visit: SiteVisit) -> tuple:
    """The meals on the way and who eats what at them; numbers, for those who may see them."""
    places = boards.meals_of(visit)
    if not places or not may_see_travel(request.user):
        return ()
    keys = [one.pk for one in party_of(visit).listed]
    counted = meals_of(Participation.objects.filter(pk__in=keys))
    return tuple((place, counted) for place in places)


def act(request: HttpRequest, visit: SiteVisit) -> tuple[str, bool]:
    """Do what one of the buttons says; what to say of it, and whether it was done."""
    do, _sep, key = request.POST.get("do", "").partition(":")
    try:
        if do in COUNTING:
            return count(request, visit, key_named(key), is_aboard=COUNTING[do]), True
        if do in NOTING:
            return note(visit, key_named(key), NOTING[do]), True
    except (Refused, stops.VisitActRefused) as refusal:
        return str(refusal), False
    raise Http404


def count(request: HttpRequest, visit: SiteVisit, key: int | None, *, is_aboard: bool) -> str:
    rows = visit.session.workshop.participations.select_related("person")
    row, leg = rows.filter(pk=key).first(), request.POST.get("leg", "")
    if row is None or leg not in Leg.values:
        raise Http404
    if not is_aboard:
        visits.uncount(row, visit, leg)
        return _now("%(name)s is not aboard.") % {"name": row}
    vehicle = vehicle_of(request.POST.get("vehicle", ""), visit)
    visits.count(row, visit, leg, by=request.user, now=timezone.now(), vehicle=vehicle)
    return _now("%(name)s is aboard.") % {"name": row}


def note(visit: SiteVisit, key: int | None, name: str) -> str:
    stop = visit.stops.filter(pk=key).first()
    if stop is None:
        raise Http404
    noted = stops.note(stop, name, now=timezone.now())
    words = {"stop": stop, "time": f"{noted:%H:%M}"}
    if name == "arrived_at":
        return _now("Arrived at %(stop)s at %(time)s.") % words
    return _now("Left %(stop)s at %(time)s.") % words


def answer(request: HttpRequest, visit: SiteVisit, said: str, done: bool) -> HttpResponse:
    """The page again; for the script its changing parts alone, with what to say aloud."""
    if request.accepts("text/html"):
        if not done:
            messages.error(request, said)
        elif not request.POST.get("do", "").startswith("count:"):  # that says it with its undoing
            messages.success(request, said)
        return redirect(address(request, visit))
    # the stored page is a moment old, and the press has just changed it
    fresh = find(visit.session.workshop, visit.pk)
    request.POST = request.POST.copy()
    request.POST["last"] = pressed(request)
    shown = parts(request, fresh)
    html = render_to_string("admin/people/visits/_running.html", shown, request)
    return JsonResponse({"said": said, "html": html}, status=200 if done else 409)


def pressed(request: HttpRequest) -> str:
    """The person whom the press counted, if it counted one."""
    do, _sep, key = request.POST.get("do", "").partition(":")
    return key if do == "count" else ""


def address(request: HttpRequest, visit: SiteVisit) -> str:
    """Back to the same list, at the person who was pressed."""
    page = reverse("admin:people_participation_visit", args=[visit.session.workshop_id, visit.pk])
    asked = {name: request.POST.get(name, "") for name in ("leg", "vehicle", "q")}
    asked["last"] = pressed(request)
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{page}?{query}#running"


class TimesForm(forms.Form):
    """The real times of one stop, with what they were when the page was made."""

    arrived_at = forms.TimeField(required=False)
    left_at = forms.TimeField(required=False)
    seen_arrived_at = forms.TimeField(required=False)
    seen_left_at = forms.TimeField(required=False)

    def times(self, prefix: str = "") -> dict:
        return {name: self.cleaned_data[f"{prefix}{name}"] for name in stops.ACTUAL}


def correct(request: HttpRequest, workshop: Workshop, *, visit: int, context: dict) -> HttpResponse:
    """Correct the times of one stop. What the browser did not send is no time."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not may_run_visits(request.user):
        raise PermissionDenied
    found = find(workshop, visit)
    stop = found.stops.filter(pk=key_named(request.POST.get("stop", ""))).first()
    if stop is None:
        raise Http404
    form = TimesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _now("Write a time as 14:05."))
    else:
        say_correction(request, stop, form)
    return redirect(address(request, found))


def say_correction(request: HttpRequest, stop: Stop, form: TimesForm) -> None:
    try:
        changed = stops.correct(stop, form.times(), seen=form.times("seen_"))
    except stops.VisitActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _now("The times of %(stop)s are kept.") if changed else _now("Nothing was changed.")
        messages.success(request, said % {"stop": stop} if changed else said)

"""The visits of a workshop on one's own page: which vehicle, signing up, withdrawing again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions import visits as acts
from people.actions.refusals import Refused
from people.views.place import place_page, show
from people.visits.own import own_visits
from workshops.keys import key_named
from workshops.models import SiteVisit


@place_page
def visits(request: HttpRequest) -> HttpResponse:
    """The visits to come, each with what can be done."""
    found = own_visits(request.participation, timezone.now())
    if request.method == "POST":
        key = key_named(request.POST.get("visit", ""))
        visit = next((one for one in found if one.pk == key), None)
        if visit is None:
            raise Http404
        sign(request, SiteVisit.objects.get(pk=visit.pk))
        return redirect("place:visits")
    return show(request, "visits", visits=found)


def sign(request: HttpRequest, visit: SiteVisit) -> None:
    row, now = request.participation, timezone.now()
    try:
        if request.POST.get("do") == "withdraw":
            acts.withdraw(row, visit, by=row, now=now)
            said = _("You do not come along on “%(visit)s”.") % {"visit": visit}
        else:
            waits = acts.sign_up(row, visit, by=row, now=now)
            said = _("You come along on “%(visit)s”.") % {"visit": visit}
            if waits:
                said = _("All places on “%(visit)s” are taken. In the waiting list you are number %(number)s.") % {
                    "visit": visit,
                    "number": waits,
                }  # fmt: skip
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(request, said)

"""One's own pages: the offer and its answer, what may be shown, what one needs.

They show the participation whose link this browser came in by, and no other: no address names one.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from people import access, calendars
from people.actions import offers, own_calendars, own_facts
from people.actions.refusals import AlreadyAnswered, Refused
from people.forms.place import DeclineForm, DetailsForm
from people.models import Participation
from people.own_changes import own_changes
from people.place import asked_of, place_of
from people.views.doors import UNSEEN, ForgedPosts, is_from_here, private, typed
from people.visits.own import own_visits
from workshops.keys import key_named


def place_page(view: Callable) -> Callable:
    """Put the participation on the request, or say that a link is needed; stored by nobody.

    As at the desk, what was typed is given back to whoever's sign-in ended (see `people.views.doors`).
    """
    view = require_http_methods(["GET", "HEAD", "POST"])(view)

    @csrf_exempt
    @sensitive_post_parameters()
    @wraps(view)
    def page(request: HttpRequest, **parts: object) -> HttpResponse:
        forged = ForgedPosts(view).of(request)
        request.participation = participation_in(request)
        if forged or request.participation is None:
            return private(not_let_in(request))
        return private(view(request, **parts))

    return page


def participation_in(request: HttpRequest) -> Participation | None:
    """Who is in, with what every page shows."""
    link = access.link_in(request, access.PLACE, timezone.now())
    if link is None:
        return None
    return Participation.objects.select_related(
        "person", "workshop__country", "allocation__fund__only_country"
    ).get(pk=link.participation_id)


def not_let_in(request: HttpRequest) -> HttpResponse:
    kept = typed(request) if is_from_here(request) else []
    template = "people/desk/kept.html" if kept else "people/place/signed_out.html"
    context = {"kept": kept, "unseen": UNSEEN, "is_in": request.participation is not None}
    return render(request, template, context, status=403)


def show(request: HttpRequest, template: str, *, status: int = 200, **context) -> HttpResponse:
    row = request.participation
    context |= {"place": place_of(row, timezone.now()), "workshop": row.workshop}
    return render(request, f"people/place/{template}.html", context, status=status)


@place_page
def start(request: HttpRequest) -> HttpResponse:
    return show(request, "start", visits=own_visits(request.participation, timezone.now()))


@place_page
def accept(request: HttpRequest) -> HttpResponse:
    """Ask once more, then take the seat. Who answered already is told so."""
    if request.method != "POST":
        return show(request, "accept")
    return answered(request, offers.accept, _("Your seat is confirmed."))


@place_page
def decline(request: HttpRequest) -> HttpResponse:
    """Ask once more, and why if one wishes; then leave the seat to somebody else."""
    form = DeclineForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show(request, "decline", form=form)
    reason = form.cleaned_data["reason"]
    return answered(request, offers.decline, _("You have declined."), reason=reason)


def answered(request: HttpRequest, act: Callable, said: str, **more: object) -> HttpResponse:
    row = request.participation
    try:
        act(row, by=row, now=timezone.now(), **more)
    except AlreadyAnswered as refusal:
        messages.info(request, str(refusal))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(request, said)
    return redirect("place:start")


@place_page
def consents(request: HttpRequest) -> HttpResponse:
    """What may be shown, layer by layer: no where nothing is ticked."""
    row = request.participation
    if request.method != "POST":
        return only_while_taking_part(request, "consents")
    ticked = {name: request.POST.get(name) == "yes" for name in own_facts.CONSENTS}
    try:
        own_facts.agree(row, now=timezone.now(), **ticked)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(request, _("Kept. You can change it here at any time."))
    return redirect("place:start")


@place_page
def details(request: HttpRequest) -> HttpResponse:
    """What one needs: meals, arrival, insurance."""
    row = request.participation
    form = DetailsForm(row, asked_of(row), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            own_facts.tell(row, now=timezone.now(), **form.said())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Kept. You can change it here until you arrive."))
            return redirect("place:start")
    return only_while_taking_part(request, "details", form=form)


@place_page
def changes(request: HttpRequest) -> HttpResponse:
    """What changed in the agenda for this person, since the release that they name or the one before."""
    now = timezone.now()
    if not place_of(request.participation, now).changes:
        return redirect("place:start")
    found = own_changes(request.participation, since=key_named(request.GET.get("since")), now=now)
    return show(request, "changes", found=found)


def only_while_taking_part(request: HttpRequest, template: str, **context) -> HttpResponse:
    place = place_of(request.participation, timezone.now())
    if not (place.asks if template == "details" else place.takes_part):
        return redirect("place:start")
    return show(request, template, **context)


@place_page
def calendar(request: HttpRequest) -> HttpResponse:
    """The address of one's own calendar: to make one, another in its place, or to end it."""
    row = request.participation
    if request.method != "POST":
        return only_while_taking_part(request, "calendar", calendar=calendars.address_of(row))
    try:
        if request.POST.get("act") == "end":
            own_calendars.end(row, now=timezone.now())
            messages.info(request, _("Ended. Calendars that knew the address get nothing more."))
        else:
            language = get_language() or settings.LANGUAGE_CODE
            own_calendars.make(row, language=language, now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("place:calendar")


@place_page
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, and nothing of it left in this browser."""
    if request.method != "POST":
        return redirect("place:start")
    access.sign_out(request, access.PLACE)
    response = render(request, "people/desk/goodbye.html")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@place_page
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address under one's own pages that is none."""
    raise Http404

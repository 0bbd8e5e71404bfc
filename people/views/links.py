"""A personal link: a page on GET, which mail scanners may fetch as often as they like; signed in on POST."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from people import access, doorstep
from people.actions import focal_points
from people.models import AccessLink
from workshops import dates
from workshops.content import Text, text_of
from workshops.models import Workshop

NO_COOKIES = _(
    "Your browser did not send back the cookie of this page. Allow cookies for this site, or open the link in "
    "another browser, and press the button again. Nothing is lost."
)


@dataclass(frozen=True)
class Holder:
    """Whose link it is, as its page says it."""

    name: str
    organisation: str
    workshop: Workshop
    senders: tuple[Text, ...]  # the countries and bodies nominated for, or that send the person
    is_focal_point: bool
    good_until: str
    last_used: str


@csrf_exempt  # see `people.doorstep`
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Say whose link it is; on POST sign in and go to a page without the token in its address."""
    now = timezone.now()
    try:
        found, ended = access.link_behind(token, now), False
    except access.EndedLink as why:
        found, ended = why.link, True
    except access.UnknownLink:
        return doorstep.careful(unknown(request))
    with translation.override(doorstep.chosen_language(request, language_of(found))):
        if ended:
            return doorstep.careful(offer_another(request, found, now))
        if request.method == "POST" and doorstep.is_from_here(request):
            return doorstep.careful(enter(request, found, now))
        return doorstep.careful(greet(request, found, tried=request.method == "POST"))


def unknown(request: HttpRequest) -> HttpResponse:
    """What is no link of ours, or not all of one, in the language that the browser asks for."""
    with translation.override(doorstep.chosen_language(request)):
        return render(request, "people/links/unknown.html", status=404)


def greet(request: HttpRequest, found: AccessLink, *, tried: bool) -> HttpResponse:
    mark = doorstep.mark_for(request)
    notice = NO_COOKIES if tried else ""
    response = render_holder(request, found, "people/links/link.html", mark=mark, notice=notice)
    doorstep.keep_mark(response, mark)
    return response


def enter(request: HttpRequest, found: AccessLink, now: datetime) -> HttpResponse:
    access.sign_in(request, found, now=now)
    return HttpResponseRedirect(reverse("desk:start" if found.focal_point_id else "place:start"))


def offer_another(request: HttpRequest, found: AccessLink, now: datetime) -> HttpResponse:
    """A link that has ended, and a button that mails another one; it says the same whatever comes of it."""
    asked = request.method == "POST" and doorstep.is_from_here(request)
    if asked:
        focal_points.send_again(found, now=now)
    mark = doorstep.mark_for(request)
    notice = NO_COOKIES if request.method == "POST" and not asked else ""
    context = {"asked": asked, "mark": mark, "notice": notice}
    response = render_holder(request, found, "people/links/ended.html", **context)
    doorstep.keep_mark(response, mark)
    return response


def render_holder(
    request: HttpRequest, found: AccessLink, template: str, **context: object
) -> HttpResponse:
    holder = focal_point(found) if found.focal_point else nominee(found)
    context |= {"holder": holder, "workshop": holder.workshop}
    return render(request, template, context)


def language_of(found: AccessLink) -> str:
    """The language in which its owner is written to."""
    if found.focal_point:
        return found.focal_point.language
    return found.participation.person.language


def focal_point(found: AccessLink) -> Holder:
    who = found.focal_point
    rows = who.allocations.select_related("country").order_by("position", "pk")
    senders = (text_of(row.country, "name") if row.country else Text(row.body) for row in rows)
    return Holder(
        name=str(who),
        organisation=who.organisation,
        workshop=who.workshop,
        senders=tuple(dict.fromkeys(senders)),  # a country may have several allocations
        is_focal_point=True,
        **days(found, who.workshop),
    )


def nominee(found: AccessLink) -> Holder:
    row = found.participation
    return Holder(
        name=f"{row.person.honorific} {row.person.display_name}".strip(),
        organisation=row.post,
        workshop=row.workshop,
        senders=(text_of(row.sending_country, "name"),) if row.sending_country else (),
        is_focal_point=False,
        **days(found, row.workshop),
    )


def days(found: AccessLink, workshop: Workshop) -> dict[str, str]:
    """Until when the link is good and when it was last used, on the workshop's calendar."""
    zone = workshop.tzinfo
    used = found.last_used_at
    return {
        "good_until": dates.day_year(found.expires_at.astimezone(zone).date()),
        "last_used": dates.day_year(used.astimezone(zone).date()) if used else "",
    }

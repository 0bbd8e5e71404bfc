"""The personal link: a page on GET, which mail scanners may fetch as often as they like; a cookie on POST."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from evaluations import box, passes
from evaluations.models import Invitation
from evaluations.refusals import AlreadyAnswered, NotOpen, Refused, UnknownLink
from evaluations.structure import structure_of
from people import doorstep

NO_COOKIES = _(
    "Your browser did not send back the cookie of this page. Allow cookies for this site, or open the link in "
    "another browser, and press Begin again. Nothing is lost."
)
MOUNT = "public"


@csrf_exempt  # see `people.doorstep`
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Greet; on POST give this browser its pass and go to a page without the token in its address."""
    language = doorstep.chosen_language(request)
    with translation.override(language):
        invitation = None
        try:
            invitation = known(token)
            check_usable(invitation)
        except Refused as why:
            return doorstep.careful(refused(request, why, invitation))
        if request.method == "POST" and doorstep.is_from_here(request):
            return doorstep.careful(begin(request, token, invitation))
        return doorstep.careful(greet(request, invitation, tried=request.method == "POST"))


def known(token: str) -> Invitation:
    """The invitation behind a link to a public workshop's evaluation. Raises UnknownLink."""
    invitation = box.invitation_behind(token)
    if not invitation.questionnaire.workshop.is_public:
        raise UnknownLink
    return invitation


def check_usable(invitation: Invitation) -> None:
    """Raises NotOpen or AlreadyAnswered where it cannot be answered now."""
    if invitation.answered:
        raise AlreadyAnswered
    if not invitation.questionnaire.takes_answers(timezone.now()):
        raise NotOpen


def greet(request: HttpRequest, invitation: Invitation, *, tried: bool) -> HttpResponse:
    structure = structure_of(invitation.questionnaire)
    mark = doorstep.mark_for(request)
    context = {
        "questionnaire": invitation.questionnaire,
        "workshop": invitation.questionnaire.workshop,
        "structure": structure,
        "mark": mark,
        "notice": NO_COOKIES if tried else "",
        "languages": settings.LANGUAGES,
    }
    response = render(request, "evaluations/begin.html", context)
    doorstep.keep_mark(response, mark)
    return response


def begin(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """A fresh pass, or the one this browser holds for the same link, so that its draft goes on."""
    held = passes.read(request, MOUNT)
    if held is None or held.token != token:
        held = passes.new_pass(token)
    slug = invitation.questionnaire.workshop.slug
    response = HttpResponseRedirect(reverse("public:answer", args=[slug]))
    passes.give(response, held, MOUNT)
    return response


def refused(request: HttpRequest, why: Refused, invitation: Invitation | None) -> HttpResponse:
    status = 404 if isinstance(why, UnknownLink) else 200
    answered = isinstance(why, AlreadyAnswered)
    workshop = invitation.questionnaire.workshop if invitation else None
    context = {"why": why, "answered": answered, "workshop": workshop}
    return render(request, "evaluations/link_refused.html", context, status=status)

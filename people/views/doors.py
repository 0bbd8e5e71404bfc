"""What the pages of the desk have in common: who is in, what is theirs, and one answer for all the rest.

    @desk_page
    def allocation(request, uuid):
        found = allocation_or_404(request, uuid)
        return render_desk(request, "people/desk/allocation.html", allocation=found)

A focal point's pages show its own allocations and nothing else. What is somebody else's is as missing as
what never was, byte for byte; who is not signed in gets one and the same answer at every address.

Nothing typed is lost: what was posted after the sign-in ended comes back in a page that sends it once
more, when the link has been opened in another tab. It waits in that page alone; neither the server nor
the browser stores it.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from people import access
from people.models import Allocation, FocalPoint, Participation

AGAINST_FORGERY = "csrfmiddlewaretoken"
UNSEEN = (
    "token",
    "seen",
    "go",
    "to_language",
    "order",
    "up",
    "down",
)  # what a form holds that nobody typed


def desk_page(view: Callable) -> Callable:
    """Put the focal point on the request, or say that a link is needed; stored by nobody.

    Django's check against forged posts is done here, for its own answer would lose what was typed.
    """
    view = require_http_methods(["GET", "HEAD", "POST"])(view)

    @csrf_exempt
    @sensitive_post_parameters()
    @wraps(view)
    def page(request: HttpRequest, **parts: object) -> HttpResponse:
        forged = ForgedPosts(view).of(request)
        request.focal_point = access.focal_point_in(request, timezone.now())
        if forged or request.focal_point is None:
            return private(not_let_in(request, forged=forged))
        return private(view(request, **parts))

    return page


class ForgedPosts(CsrfViewMiddleware):
    """Django's own check, asked rather than obeyed."""

    def of(self, request: HttpRequest) -> bool:
        return self.process_view(request, None, (), {}) is not None

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def not_let_in(request: HttpRequest, *, forged: bool) -> HttpResponse:
    """The one answer for whoever is not signed in, whatever was asked for; with what was typed here."""
    if wants_json(request):
        return JsonResponse({"saved": False, "message": signed_out_message(request)}, status=403)
    kept = typed(request) if is_from_here(request) else []
    template = "people/desk/kept.html" if kept else "people/desk/signed_out.html"
    context = {"kept": kept, "unseen": UNSEEN, "is_in": request.focal_point is not None}
    return render(request, template, context, status=403)


def signed_out_message(request: HttpRequest) -> str:
    if request.focal_point:
        return _("This page is too old to save by itself. Press a button; nothing is lost.")
    return _(
        "You are signed out, so nothing is saved. Open your link in another tab, sign in, and go on "
        "here. Keep this page open until then."
    )


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, field by field; files cannot be given back."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != AGAINST_FORGERY
        for value in values
    ]


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site posted it, as the browser says: no other site fills our pages."""
    if request.method != "POST":
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()


def posted(request: HttpRequest) -> tuple:
    """What a form is bound to: data and files of a post, else nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def wants_json(request: HttpRequest) -> bool:
    """Whether our own script asks, which saves as one types."""
    return request.headers.get("Accept", "") == "application/json"


def private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True, private=True)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def allocation_or_404(request: HttpRequest, uuid: UUID) -> Allocation:
    """An allocation of the focal point who is in; somebody else's is as missing as one that never was."""
    focal_point: FocalPoint = request.focal_point
    found = (
        Allocation.objects.of(focal_point)
        .filter(uuid=uuid)
        .select_related("stream__workshop__country", "country", "fund__only_country")
        .first()
    )
    if found is None:
        raise Http404
    return found


def nominee_or_404(request: HttpRequest, uuid: UUID, nominee: UUID) -> Participation:
    """A nominee of an allocation of the focal point who is in."""
    allocation = allocation_or_404(request, uuid)
    rows = allocation.participations.of(request.focal_point).select_related(
        "person__nationality", "dossier", "endorsement", "workshop", "replaced_by__person"
    )
    found = rows.filter(uuid=nominee).first()
    if found is None:
        raise Http404
    found.allocation = allocation
    return found


def render_desk(
    request: HttpRequest, allocation: Allocation, template: str, *, status: int = 200, **context
) -> HttpResponse:
    """A page about one allocation, with its workshop in the frame."""
    context |= {"allocation": allocation, "workshop": allocation.stream.workshop}
    return render(request, template, context, status=status)


@desk_page
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address under the desk that is no page."""
    raise Http404

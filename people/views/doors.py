"""What the pages of the desk have in common: who is in, what is theirs, and one answer for all the rest.

    @desk_page
    def allocation(request, uuid):
        found = allocation_or_404(request, uuid)
        return render_desk(request, "people/desk/allocation.html", allocation=found)

A focal point's pages show its own allocations and nothing else. What is somebody else's is as missing as
what never was, byte for byte; who is not signed in gets one and the same answer at every address.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from people import access
from people.models import Allocation, FocalPoint


def desk_page(view: Callable) -> Callable:
    """Put the focal point on the request, or say that a link is needed; stored by nobody."""
    view = require_http_methods(["GET", "HEAD", "POST"])(view)

    @wraps(view)
    def page(request: HttpRequest, **parts: object) -> HttpResponse:
        request.focal_point = access.focal_point_in(request, timezone.now())
        response = view(request, **parts) if request.focal_point else signed_out(request)
        return private(response)

    return page


def signed_out(request: HttpRequest) -> HttpResponse:
    """The one answer for whoever is not signed in, whatever was asked for."""
    return render(request, "people/desk/signed_out.html", status=403)


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


@desk_page
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address under the desk that is no page."""
    raise Http404

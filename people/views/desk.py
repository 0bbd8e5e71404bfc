"""The desk: where a focal point finds its allocations, and the way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from people import access
from people.views.doors import desk_page


@desk_page
def start(request: HttpRequest) -> HttpResponse:
    """The focal point's allocations."""
    allocations = (
        request.focal_point.allocations.select_related("stream__workshop", "country", "fund")
        .order_by("stream__position", "position", "pk")
        .all()
    )
    return render(request, "people/desk/start.html", {"allocations": allocations})


@desk_page
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, and nothing of it left in this browser; an organiser's sign-in beside it stays."""
    if request.method != "POST":
        return redirect("desk:start")
    access.sign_out(request, access.DESK)
    response = render(request, "people/desk/goodbye.html")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response

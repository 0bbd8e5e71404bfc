"""The desk: where a focal point finds its allocations, and the way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from people import access
from people.actions import focal_points
from people.actions.refusals import AccessEnded
from people.desk import desk_of
from people.forms.desk import HandOverForm
from people.views.doors import desk_page, posted


@desk_page
def start(request: HttpRequest) -> HttpResponse:
    """The focal point's allocations."""
    now = timezone.now()
    allocations = request.focal_point.allocations.select_related(
        "stream__workshop__country", "country", "fund__only_country"
    ).order_by("stream__position", "position", "pk")
    desks = [desk_of(allocation, request.focal_point, now=now) for allocation in allocations]
    return render(request, "people/desk/start.html", {"desks": desks})


@desk_page
def hand_over(request: HttpRequest) -> HttpResponse:
    """A colleague nominates from now on: named, looked at once more, then invited."""
    form = HandOverForm(posted(request)[0])
    asked = request.method == "POST" and form.is_valid()
    if asked and request.POST.get("go") == "hand-over":
        try:
            colleague = focal_points.hand_over(
                request.focal_point, now=timezone.now(), **form.cleaned_data
            )
        except AccessEnded as why:
            form.add_error(None, str(why))
        else:
            access.sign_out(request, access.DESK)
            return render(request, "people/desk/handed_over.html", {"colleague": colleague})
    sure = asked and request.POST.get("go") == "continue"
    allocations = request.focal_point.allocations.select_related("country")
    context = {"form": form, "sure": sure, "allocations": allocations.order_by("position", "pk")}
    return render(request, "people/desk/hand_over.html", context)


@desk_page
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, and nothing of it left in this browser; an organiser's sign-in beside it stays."""
    if request.method != "POST":
        return redirect("desk:start")
    access.sign_out(request, access.DESK)
    response = render(request, "people/desk/goodbye.html")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response

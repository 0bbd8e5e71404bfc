"""The public list of participants."""

from django.http import HttpRequest, HttpResponse

from people import seats
from people.roster import roster
from workshops.content import html_lang
from workshops.models import Workshop
from workshops.views.pages import mount_of, render_page, workshop_page


@workshop_page
def participants(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who came, by stream and country: consented names, and the others as a number."""
    return render_page(
        request,
        workshop,
        "people/participants.html",
        roster=roster(workshop, mount=mount_of(request)),
        seat_key=seats.key(),
        printed_lang=html_lang(workshop.languages[0]),
    )

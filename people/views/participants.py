"""The public list of participants."""

from django.http import HttpRequest, HttpResponse

from people import seats
from people.roster import roster
from workshops.content import html_lang, text_of
from workshops.models import Workshop
from workshops.views.pages import mount_of, render_page, workshop_page


@workshop_page
def participants(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who came, by stream and country: consented names, and the others as a number."""
    people = roster(workshop, mount=mount_of(request))
    return render_page(
        request,
        workshop,
        "people/participants.html",
        roster=people,
        is_as_published=bool(
            text_of(workshop, "source") and not workshop.is_sample and not people.withheld
        ),
        seat_key=seats.key(),
        printed_lang=html_lang(workshop.languages[0]),
    )

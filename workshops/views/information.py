"""What participants need to know before they come."""

from django.http import HttpRequest, HttpResponse

from workshops import notes
from workshops.models import Workshop
from workshops.overview import facts_of, venues_of
from workshops.views.pages import render_page, workshop_page


@workshop_page
def information(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The information note: when and where, then by topic, venues and whom to ask."""
    return render_page(
        request,
        workshop,
        "workshops/information.html",
        facts=facts_of(workshop),
        notes=notes.notes(workshop),
        venues=venues_of(workshop),
    )

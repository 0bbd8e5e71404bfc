"""What participants need to know before they come."""

from django.http import HttpRequest, HttpResponse

from workshops import notes
from workshops.models import Workshop
from workshops.overview import languages_of, venues_of
from workshops.views.pages import render_page, workshop_page


@workshop_page
def information(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The information note: by topic, then venues, languages and whom to ask."""
    return render_page(
        request,
        workshop,
        "workshops/information.html",
        notes=notes.notes(workshop),
        venues=venues_of(workshop),
        language=languages_of(workshop),
    )

"""What participants need to know before they come."""

from django.http import HttpRequest, HttpResponse

from workshops import notes
from workshops.agenda import agenda_for
from workshops.models import Workshop
from workshops.overview import facts_of, venues_of
from workshops.views.pages import mount_of, render_page, workshop_page


@workshop_page
def information(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The information note: when and where, then by topic, venues and whom to ask."""
    return render_page(
        request,
        workshop,
        "workshops/information.html",
        facts=facts_of(workshop),
        notes=notes.notes(workshop),
        venues=venues_of(agenda_for(workshop, mount=mount_of(request))),
    )

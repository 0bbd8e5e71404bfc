"""The speakers of a workshop, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse

from workshops import billings
from workshops.agenda import agenda_for
from workshops.content import html_lang
from workshops.models import Workshop
from workshops.views.pages import mount_of, render_page, workshop_page


@workshop_page
def speakers(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who speaks, with their sessions."""
    mount = mount_of(request)
    programme = agenda_for(workshop, mount=mount)
    return render_page(
        request,
        workshop,
        "workshops/speakers.html",
        speakers=billings.speakers(programme, mount=mount),
    )


@workshop_page
def speaker(request: HttpRequest, workshop: Workshop, speaker: str) -> HttpResponse:
    """One speaker: post, biography, and sessions with the role on each."""
    mount = mount_of(request)
    found = billings.speaker(agenda_for(workshop, mount=mount), speaker, mount=mount)
    if found is None:
        raise Http404
    return render_page(
        request,
        workshop,
        "workshops/speaker.html",
        speaker=found,
        printed_lang=html_lang(workshop.languages[0]),
    )

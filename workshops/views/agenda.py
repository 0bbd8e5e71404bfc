"""The agenda, one session of it, and the visits."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from workshops import changes, clocks, dates, downloads, finder, handouts, panels, sessions
from workshops.agenda import Agenda, agenda_for
from workshops.content import html_lang
from workshops.exporters import structured_data
from workshops.models import Material, Photo, Workshop
from workshops.overview import visits_of
from workshops.timetable import timetable
from workshops.views.kept import kept
from workshops.views.pages import mount_of, render_page, workshop_page


@kept
def agenda(
    request: HttpRequest, workshop: Workshop, programme: Agenda, now: datetime
) -> HttpResponse:
    """Every day of the programme, with what runs now on top.

    The query string says what a reader looks for (`finder`), and in which `zone` times are shown.
    """
    is_over = workshop.ends_on < workshop.today(now)
    mount = mount_of(request)
    clock = chosen_zone(request, programme)
    looked_for = finder.finder(programme, request.GET, zone=clock.key if clock else "")
    shows = looked_for.shows if looked_for.is_on else None
    return render_page(
        request,
        workshop,
        "workshops/agenda.html",
        timetable=timetable(programme, now=now, zone=clock, shows=shows),
        release=programme.release,
        change_kinds=changes.KINDS,
        finder=looked_for,
        spoken=" ".join(workshop.working_languages),
        has_materials=is_over and workshop.has_session_materials,
        downloads=downloads.downloads(workshop, mount=mount, looked_for=looked_for.pairs),
        structured=structured_data.block(structured_data.programme(programme, mount=mount)),
        zone=dates.zone_in_words(programme.zone, programme.starts_on),
        zone_name=programme.zone,
        zone_shown=clock and dates.zone_in_words(clock.key, programme.starts_on),
        zones=clocks.zones(),
    )


def chosen_zone(request: HttpRequest, programme: Agenda) -> ZoneInfo | None:
    """The zone that the query string asks for; None where that is the venue's, or no zone."""
    zone = clocks.zone_named(request.GET.get("zone", ""))
    return zone if zone and zone.key != programme.zone else None


@workshop_page
def session(request: HttpRequest, workshop: Workshop, session: str) -> HttpResponse:
    """One session: what, when, where, who, and what was handed out."""
    mount = mount_of(request)
    programme = agenda_for(workshop, mount=mount)
    now = timezone.now()
    page = sessions.session_page(programme, session, now=now, mount=mount)
    if page is None:
        raise Http404
    materials = Material.objects.visible_to(request.viewer).filter(session=page.session.id)
    photos = Photo.objects.visible_to(request.viewer).filter(session=page.session.id)
    return render_page(
        request,
        workshop,
        "workshops/session.html",
        page=page,
        panels=panels.session_panels(workshop, now) if page.is_over else [],
        is_over=workshop.ends_on < workshop.today(now),
        zone=dates.zone_in_words(workshop.zone, page.session.date),
        printed_lang=html_lang(workshop.languages[0]),
        materials=handouts.handouts(workshop, materials, mount=mount),
        photos=handouts.photographs(workshop, photos, mount=mount),
    )


@workshop_page
def visits(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Every visit with its host and its stops in order."""
    programme = agenda_for(workshop, mount=mount_of(request))
    return render_page(request, workshop, "workshops/visits.html", visits=visits_of(programme))

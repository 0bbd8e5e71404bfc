"""The list of workshops, and the front page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from workshops import handouts, overview, panels
from workshops.exporters import structured_data
from workshops.models import Material, Photo, Workshop
from workshops.views.pages import PREVIEW, mount_of, public_page, render_page, workshop_page


@public_page
def workshops(request: HttpRequest) -> HttpResponse:
    """All workshops this reader may see: now, coming, past."""
    visible = Workshop.objects.visible_to(request.viewer).select_related("country")
    shelves = overview.shelves(visible, timezone.now())
    context = {"shelves": shelves, "is_preview": mount_of(request) == PREVIEW}
    return render(request, "workshops/workshops.html", context)


@workshop_page
def workshop(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What, when, where, who, why, and the programme at a glance."""
    mount = mount_of(request)
    materials = Material.objects.visible_to(request.viewer).filter(workshop=workshop, session=None)
    photos = Photo.objects.visible_to(request.viewer).filter(workshop=workshop)[:6]
    return render_page(
        request,
        workshop,
        "workshops/workshop.html",
        overview=overview.overview(workshop, now=timezone.now(), mount=mount),
        panels=panels.landing_panels(workshop, request.viewer),
        materials=handouts.handouts(workshop, materials, mount=mount),
        photos=handouts.photographs(workshop, photos, mount=mount),
        structured=structured_data.block(structured_data.workshop_event(workshop, mount=mount)),
    )

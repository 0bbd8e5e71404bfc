"""What every public page has in common: who may see it, how it is cached, the frame around it.

    @workshop_page
    def visits(request, workshop):
        return render_page(request, workshop, "workshops/visits.html", visits=…)

The template extends `workshops/base.html` and fills its blocks `page_title` and `page`.
Pages are mounted twice (see `config.urls`): `public` reads no session and may be cached; `preview`
is for organisers, who see drafts there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from workshops import navigation, offline
from workshops.content import Text, text_of
from workshops.models import Material, Workshop
from workshops.viewers import Viewer

PREVIEW = "preview"


@dataclass(frozen=True)
class Link:
    """A place to go."""

    title: Text
    url: str


def public_page(view: Callable) -> Callable:
    """Guard the preview mount, answer GET and HEAD only, and let the public mount be cached."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if mount_of(request) != PREVIEW:
            response = view(request, *args, **kwargs)
            if "Cache-Control" not in response.headers:  # unless the page has said it itself
                patch_cache_control(response, no_cache=True, public=True)
            return response
        if not request.viewer.is_organiser:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, *args, **kwargs)

    return page


def workshop_page(view: Callable) -> Callable:
    """A public page whose `slug` becomes the workshop, or 404 where this reader may not see it."""

    @public_page
    @wraps(view)
    def page(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        return view(request, workshop_or_404(request, slug), **kwargs)

    return page


def workshop_or_404(request: HttpRequest, slug: str) -> Workshop:
    """The workshop; a draft is as missing as one that never was.

    Its `has_session_materials` says whether this reader finds any on the pages of its sessions.
    """
    workshop = readable(slug, request.viewer).first()
    if workshop is None:
        raise Http404
    return workshop


def readable(slug: str, viewer: Viewer) -> QuerySet[Workshop]:
    """The workshop at an address with what its frame says, if this reader may see it: one query."""
    materials = Material.objects.visible_to(viewer).filter(session__isnull=False)
    return (
        Workshop.objects.visible_to(viewer)
        .filter(slug=slug)
        .select_related("country", "programme")
        .annotate(
            has_session_materials=Exists(materials.filter(workshop=OuterRef("pk"))),
            **navigation.existing(viewer),
        )
    )


def render_page(request: HttpRequest, workshop: Workshop, template: str, **context) -> HttpResponse:
    """Render a page of a workshop with its navigation and its marks."""
    return render(request, template, frame(request, workshop) | context)


def frame(request: HttpRequest, workshop: Workshop) -> dict:
    """What `workshops/base.html` needs, whoever's page it is."""
    mount = mount_of(request)
    current = request.resolver_match.url_name
    is_kept = mount != PREVIEW and current in offline.PAGES
    return {
        "workshop": workshop,
        "head": Link(text_of(workshop, "title"), address(request, "workshop", workshop.slug)),
        "nav": navigation.tabs(workshop, request.viewer, mount=mount, current=current),
        "is_preview": mount == PREVIEW,
        "offline_list": offline.list_url(workshop) if is_kept else "",
    }


def mount_of(request: HttpRequest) -> str:
    """`public`, or `preview` where the page was asked for through that mount."""
    return request.resolver_match.namespace


def address(request: HttpRequest, name: str, *args) -> str:
    """The address of another public page, within the mount of this one."""
    return reverse(f"{mount_of(request)}:{name}", args=args)

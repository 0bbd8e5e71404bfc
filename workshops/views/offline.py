"""What a phone needs to keep a workshop and to put it among its apps."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils import translation

from workshops import offline
from workshops.content import html_lang, text_of
from workshops.models import Workshop
from workshops.views.pages import address, workshop_page


@workshop_page
def listing(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What the worker keeps of this workshop, and in which version."""
    if not settings.OFFLINE:
        raise Http404
    return JsonResponse(offline.listing(workshop))


@workshop_page
def manifest(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What a phone shows of the agenda among its apps."""
    title = text_of(workshop, "title").plain
    icon = {"src": static("brand/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    return JsonResponse(
        {
            "name": title,
            "short_name": title[:24],
            "lang": html_lang(translation.get_language()),
            "start_url": address(request, "agenda", workshop.slug),
            "scope": address(request, "workshop", workshop.slug),
            "display": "minimal-ui",
            "background_color": "#fefdfb",
            "theme_color": "#fefdfb",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )

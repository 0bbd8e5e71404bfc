"""What every request and response goes through, whatever the page."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control

View = Callable[[HttpRequest], HttpResponse]
ALWAYS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def security_headers(get_response: View) -> View:
    """Add the headers that Django has no setting for, and keep private pages uncached."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers and response.status_code != 304:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware


def plain_requests(get_response: View) -> View:
    """Refuse what no browser sends and databases choke on: NUL and broken text in address or query."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_broken(request):
            return HttpResponseBadRequest(render_to_string("400.html", {"site": None}))
        return get_response(request)

    return middleware


def is_broken(request: HttpRequest) -> bool:
    """Whether the path or the query holds control characters or undecodable bytes."""
    words = [request.path, *request.GET.keys(), *(v for vs in request.GET.lists() for v in vs[1])]
    return any(
        (character < " " and character not in "\t\r\n") or character in "\x7f\ufffd"
        for word in words
        for character in word
    )


class PreviewForOrganisers:
    """Send everybody else from any page of the preview, the mount that shows drafts, to the sign-in."""

    def __init__(self, get_response: View):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if "preview" in request.resolver_match.namespaces and not request.viewer.is_organiser:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return None

"""The pages that belong to no app: the way in, robots, security contact, failures, notices."""

import sys
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

SCRIPTS = settings.BASE_DIR / "static" / "js"
AREAS = ("admin", "preview", "nominations", "place")  # under each language


@require_safe
@cache_control(no_cache=True, public=True)
def home(request: HttpRequest) -> HttpResponse:
    """Send a reader of `/` to the workshops, in the language their browser asks for."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = redirect("public:start")
    response.headers["Vary"] = "Accept-Language"
    return response


@require_safe
def admin(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Send `/admin/…` to the admin in the reader's language."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        return redirect(reverse("admin:index") + rest)


@require_safe
@cache_control(max_age=86400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages and nothing else."""
    private = [
        "/e/",
        "/l/",
        "/c/",
        "/admin/",
        *(f"/{code}/{area}/" for code, _ in settings.LANGUAGES for area in AREAS),
    ]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in private), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86400, public=True)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116)."""
    contact = settings.INSTITUTE_EMAIL or settings.DEFAULT_FROM_EMAIL
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires}",
        "Preferred-Languages: en, zh-Hans, ru",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(no_cache=True, public=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The worker that keeps agendas on phones, or the one that ends it (ROSTRUM_OFFLINE=0)."""
    script = SCRIPTS / ("worker.js" if settings.OFFLINE else "no-worker.js")
    return HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(no_cache=True, public=True)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_safe
@cache_control(no_cache=True, public=True)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere, and that nothing was saved."""
    return render(request, "403.html", {"form_expired": True}, status=403)


def failure(request: HttpRequest) -> HttpResponse:
    """Something broke. Where the database was busy or away, trying again helps, and the page says so."""
    busy = isinstance(sys.exception(), (OperationalError, InterfaceError))
    response = HttpResponse(
        render_to_string("500.html", {"busy": busy}), status=503 if busy else 500
    )
    if busy:
        response.headers["Retry-After"] = "10"
    return response

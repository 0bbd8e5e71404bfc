"""The page in front of a personal link, whatever the link is to.

GET shows it, and mail scanners may fetch it as often as they like; the button on it posts a mark that
stands in a cookie too. Django's own check of forms needs an Origin or a Referer, and browsers send
neither from a page whose Referrer-Policy is no-referrer, which this one has to keep its address out of
every log.
"""

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.crypto import constant_time_compare

PREFIX = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
COOKIE = f"{PREFIX}link-mark"
SECONDS = 86400
MARK = re.compile(r"[A-Za-z0-9_-]{22}")


def mark_for(request: HttpRequest) -> str:
    """The mark for the form: this browser's, or a new one."""
    return kept_mark(request) or secrets.token_urlsafe(16)


def kept_mark(request: HttpRequest) -> str:
    """The mark in this browser's cookie; "" where there is none, or one that we never made."""
    mark = request.COOKIES.get(COOKIE, "")
    return mark if MARK.fullmatch(mark) else ""


def keep_mark(response: HttpResponse, mark: str) -> None:
    set_cookie(response, COOKIE, mark, SECONDS)


def is_from_here(request: HttpRequest) -> bool:
    """Whether our own page posted this: the same random mark in the form and in the cookie."""
    kept = kept_mark(request)
    return bool(kept) and constant_time_compare(request.POST.get("mark", ""), kept)


def set_cookie(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    """A cookie that no script reads and no form on another site sends."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def chosen_language(request: HttpRequest, usual: str = "") -> str:
    """What the page's own switch says, else the usual one, else what the browser asks for."""
    asked = request.GET.get("language", "")
    if asked in {code for code, _name in settings.LANGUAGES}:
        return asked
    return usual or translation.get_language_from_request(request)


def careful(response: HttpResponse) -> HttpResponse:
    """Stored nowhere, told to nobody."""
    patch_cache_control(response, no_store=True, private=True)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response

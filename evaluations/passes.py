"""The one cookie of answering: what lets this browser answer, and read its own draft.

It holds the personal link's token and a random key for the draft; neither is stored on the server in the
clear. There is no session. The cookie is HttpOnly, so scripts cannot read it, and SameSite=Lax, so that a
form on another site cannot send with it.
"""

import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from evaluations.envelopes import derive, new_draft_key

# "token" in the name makes Django cleanse it from error reports
NAMES = {"public": "evaluation-token", "preview": "evaluation-trial-token"}
PREFIX = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
DAYS = 14
KEY_BYTES = 32
BEGIN_MARK = re.compile(r"[A-Za-z0-9_-]{22}")
TRIAL_MOUNT = "preview"
TRIAL = "trial."  # begins what stands for a token when an organiser tries a form


@dataclass(frozen=True, repr=False)
class Pass:
    """A token and a draft's key, as one browser holds them."""

    token: str
    key: bytes

    @property
    def is_trial(self) -> bool:
        return self.token.startswith(TRIAL)

    @property
    def mark(self) -> str:
        """Stands in every form: a page opened under another link is noticed before it is saved."""
        return derive(self.key, b"form mark").hex()

    def marked(self, mark: str) -> bool:
        return constant_time_compare(mark, self.mark)


def new_pass(token: str) -> Pass:
    return Pass(token, new_draft_key())


def trial_pass(questionnaire_slug: str) -> Pass:
    return new_pass(TRIAL + questionnaire_slug)


def cookie_name(mount: str) -> str:
    return PREFIX + NAMES[mount]


def read(request: HttpRequest, mount: str) -> Pass | None:
    """The pass in this browser's cookie, if there is a whole one; a trial is good in the preview alone."""
    token, _colon, written = request.COOKIES.get(cookie_name(mount), "").partition(":")
    try:
        key = urlsafe_b64decode(written)
    except (NotBase64, ValueError):
        return None
    held = Pass(token, key)
    whole = bool(token) and len(key) == KEY_BYTES
    return held if whole and held.is_trial == (mount == TRIAL_MOUNT) else None


def give(response: HttpResponse, held: Pass, mount: str) -> None:
    set_cookie(
        response,
        cookie_name(mount),
        f"{held.token}:{urlsafe_b64encode(held.key).decode()}",
        DAYS * 86400,
    )


def take_back(response: HttpResponse, mount: str) -> None:
    """Make the browser forget; its draft can then be read by nobody."""
    set_cookie(response, cookie_name(mount), "", 0)


def begin_name() -> str:
    return f"{PREFIX}evaluation-begin"


def new_begin_mark() -> str:
    return secrets.token_urlsafe(16)


def begin_mark(request: HttpRequest) -> str:
    """The mark in this browser's cookie; "" where there is none, or one that we never made."""
    mark = request.COOKIES.get(begin_name(), "")
    return mark if BEGIN_MARK.fullmatch(mark) else ""


def set_cookie(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )

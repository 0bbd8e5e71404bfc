"""The one cookie of answering: what lets this browser answer, and read its own draft.

It holds the personal link's token and a random key for the draft; neither is stored on the server in the
clear. There is no session. The cookie is HttpOnly, so scripts cannot read it, and SameSite=Lax, so that a
form on another site cannot send with it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from evaluations.envelopes import derive, new_draft_key
from people import doorstep

# "token" in the name makes Django cleanse it from error reports
NAMES = {"public": "evaluation-token", "preview": "evaluation-trial-token"}
DAYS = 14
KEY_BYTES = 32
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
    return doorstep.PREFIX + NAMES[mount]


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
    doorstep.set_cookie(
        response,
        cookie_name(mount),
        f"{held.token}:{urlsafe_b64encode(held.key).decode()}",
        DAYS * 86400,
    )


def take_back(response: HttpResponse, mount: str) -> None:
    """Make the browser forget; its draft can then be read by nobody."""
    doorstep.set_cookie(response, cookie_name(mount), "", 0)

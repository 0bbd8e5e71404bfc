"""Puts `request.viewer`, who is looking, on every request: the answer to `workshops.viewers.Viewer`."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from workshops.viewers import PUBLIC, Viewer


@dataclass(frozen=True)
class SignedIn:
    """A reader with an account."""

    is_organiser: bool
    is_participant: bool = False


def viewer(get_response):
    """Work out the viewer when a page first asks; the public mount never touches the session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))
        return get_response(request)

    return middleware


def viewer_of(request: HttpRequest) -> Viewer:
    match = request.resolver_match
    if match is None or match.namespace == "public":
        return PUBLIC
    user = request.user
    return SignedIn(is_organiser=user.is_active and user.is_staff)

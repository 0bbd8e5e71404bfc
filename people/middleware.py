"""Puts `request.viewer`, who is looking, on every request: the answer to `workshops.viewers.Viewer`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from workshops.viewers import PUBLIC, Viewer

SEES_DRAFTS = ("workshops.view_workshop", "workshops.change_workshop")


@dataclass(frozen=True)
class SignedIn:
    """A reader with an account."""

    is_organiser: bool
    is_participant: bool = False


def viewer(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Work out the viewer when a page first asks; the public mount never touches the session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))
        return get_response(request)

    return middleware


def viewer_of(request: HttpRequest) -> Viewer:
    match = request.resolver_match
    if match is None or match.namespace == "public":
        return PUBLIC
    return SignedIn(is_organiser=is_organiser(request.user))


def is_organiser(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody may see drafts: staff who may look at workshops in the office.

    Signing in to the office is not enough; an account without rights sees what everybody sees.
    """
    return user.is_active and user.is_staff and any(map(user.has_perm, SEES_DRAFTS))

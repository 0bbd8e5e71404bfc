"""Links that let somebody in without an account, and who is in by one.

A token is the link's identifier with a mark that the site's secret makes of it: it is stored nowhere, can
be shown and sent again, and a copy of the database holds none. A link is shown with GET, which mail
scanners may fetch as often as they like, and signs in with POST. Whether it is good is asked on every
request, so that revoking one, or ending a focal point, ends what it opened at once.
"""

import base64
import hmac
import uuid
from binascii import Error as NotBase64
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from people.models import AccessLink, FocalPoint, Participation, User

SALT = "people.access"
DESK, PLACE = "desk_link", "place_link"  # where the session keeps a focal point's, and one's own
GOOD_FOR = timedelta(days=60)
MARK_BYTES = 16


class UnknownLink(Exception):
    """There is no such link."""


class EndedLink(Exception):
    """The link was good once. `link` says whose it was."""

    def __init__(self, link: AccessLink):
        super().__init__()
        self.link = link


def make_link(
    target: FocalPoint | Participation,
    *,
    by: User | None,
    now: datetime,
    expires_at: datetime | None = None,
) -> AccessLink:
    """A new link for a focal point or for one person in one workshop."""
    whose = "focal_point" if isinstance(target, FocalPoint) else "participation"
    return AccessLink.objects.create(
        **{whose: target}, created_at=now, created_by=by, expires_at=expires_at or now + GOOD_FOR
    )


def revoke_all(target: FocalPoint | Participation, *, now: datetime) -> None:
    """End every link of a focal point or person; who is in by one is out at the next request."""
    target.links.filter(revoked_at__isnull=True).update(revoked_at=now)


def mark_of(row_id: uuid.UUID, salt: str) -> bytes:
    return salted_hmac(salt, row_id.hex, algorithm="sha256").digest()[:MARK_BYTES]


def sealed(row_id: uuid.UUID, salt: str) -> str:
    """The token of a row: what one salt has sealed opens nothing of another."""
    return base64.urlsafe_b64encode(row_id.bytes + mark_of(row_id, salt)).decode().rstrip("=")


def unsealed(token: str, salt: str) -> uuid.UUID:
    """Which row a token is of. Raises UnknownLink."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (NotBase64, ValueError) as error:
        raise UnknownLink from error
    if len(raw) != 16 + MARK_BYTES:
        raise UnknownLink
    row_id = uuid.UUID(bytes=raw[:16])
    if not hmac.compare_digest(mark_of(row_id, salt), raw[16:]):
        raise UnknownLink
    return row_id


def token_of(link: AccessLink) -> str:
    return sealed(link.uuid, SALT)


def address_of(link: AccessLink) -> str:
    """The whole address, as it stands in a message."""
    return settings.SITE_URL + reverse("access-link", args=[token_of(link)])


def link_behind(token: str, now: datetime) -> AccessLink:
    """The link of a token. Raises UnknownLink, or EndedLink where it was good once."""
    link = (
        AccessLink.objects.select_related(
            "focal_point__workshop", "participation__workshop", "participation__person"
        )
        .filter(uuid=unsealed(token, SALT))
        .first()
    )
    if link is None:
        raise UnknownLink
    if not is_good(link, now):
        raise EndedLink(link)
    return link


def is_good(link: AccessLink, now: datetime) -> bool:
    ended = link.revoked_at is not None or link.expires_at <= now
    return not ended and (link.focal_point is None or link.focal_point.is_active)


def sign_in(request: HttpRequest, link: AccessLink, *, now: datetime) -> None:
    """Let this browser in. The session gets a new key, so that nobody else knows it.

    A focal point's link and one's own lie beside each other, and beside an organiser's sign-in: none
    ends another, and none gives another's rights. A second link of the same kind replaces the first.
    """
    request.session.cycle_key()
    request.session[session_key(link)] = token_of(link)
    AccessLink.objects.filter(pk=link.pk).update(last_used_at=now)


def session_key(link: AccessLink) -> str:
    return DESK if link.focal_point_id else PLACE


def sign_out(request: HttpRequest, kind: str) -> None:
    """Forget the link of one kind, DESK or PLACE."""
    request.session.pop(kind, None)
    request.session.cycle_key()


def link_in(request: HttpRequest, kind: str, now: datetime) -> AccessLink | None:
    """The link of a kind that this browser came in by, while it is good."""
    token = request.session.get(kind, "")
    if not token:
        return None
    try:
        return link_behind(token, now)
    except (UnknownLink, EndedLink):
        return None


def focal_point_in(request: HttpRequest, now: datetime) -> FocalPoint | None:
    link = link_in(request, DESK, now)
    return link.focal_point if link else None


def participation_in(request: HttpRequest, now: datetime) -> Participation | None:
    link = link_in(request, PLACE, now)
    return link.participation if link else None

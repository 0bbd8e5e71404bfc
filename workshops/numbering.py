"""What a new session is called in addresses and references: its number and its slug, given once."""

from django.db.models import Max

from workshops import slugs
from workshops.models import Session

FIRST_ADDED = 901  # of sessions that were never listed: no agenda file has so many


def give_number_and_address(session: Session) -> None:
    """The next number of the workshop, and an address made from the English title."""
    others = session.workshop.sessions
    session.number = (others.listed().aggregate(last=Max("number"))["last"] or 0) + 1
    session.slug = slugs.free_slug(
        session.title_en or "",
        taken=set(others.values_list("slug", flat=True)),
        otherwise=f"session-{session.number}",
    )

"""The address of one's own calendar: made, replaced by another, ended."""

from datetime import datetime

from django.db import transaction

from people.actions.own_facts import taking_part
from people.models import CalendarLink, Participation
from workshops import turns


@transaction.atomic
def make(row: Participation, *, language: str, now: datetime) -> CalendarLink:
    """A new address in that language; the one before it ends. Raises NotTakingPart."""
    locked = taking_part(row)
    good(locked).update(ended_at=now)
    return CalendarLink.objects.create(participation=locked, language=language, created_at=now)


@transaction.atomic
def end(row: Participation, *, now: datetime) -> None:
    """No calendar gets anything at the address any more."""
    turns.take(row)
    good(row).update(ended_at=now)


def good(row: Participation):
    return row.calendar_links.filter(ended_at__isnull=True)

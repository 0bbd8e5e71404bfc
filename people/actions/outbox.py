"""Putting messages into the outbox, in the transaction of what they tell of."""

from datetime import datetime

from people.models import AccessLink, FocalPoint, Message, Participation
from workshops.models import Workshop


def put(
    *,
    key: str,
    kind: str,
    workshop: Workshop,
    to_address: str,
    subject: str,
    body: str,
    now: datetime,
    to_name: str = "",
    language: str = "en",
    due_at: datetime | None = None,
    participation: Participation | None = None,
    focal_point: FocalPoint | None = None,
    link: AccessLink | None = None,
) -> Message | None:
    """One message to one address; the same key again puts nothing. None where there is no address."""
    if not to_address:
        return None
    message, _new = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "workshop": workshop,
            "to_address": to_address,
            "to_name": to_name,
            "language": language,
            "subject": " ".join(subject.split())[:250],
            "body": body,
            "created_at": now,
            "due_at": due_at or now,
            "participation": participation,
            "focal_point": focal_point,
            "link": link,
        },
    )
    return message

"""Sending what waits in the outbox: each message once, to one recipient.

A message is claimed in a transaction of its own before it goes out, and marked as sent after. A worker
that dies in between leaves it in "being sent": nobody knows whether it went, so a person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from people import access, mail
from people.actions.refusals import NotToCancel, NotToRetry
from people.models import Message, User

Clock = Callable[[], datetime]
Status = Message.Status
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)  # after the first failure, the second, … and then it has failed


@dataclass(frozen=True)
class Sent:
    """What one round came to."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    unsure: int = 0

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(
            self.sent + other.sent,
            self.later + other.later,
            self.failed + other.failed,
            self.unsure + other.unsure,
        )


def send_due(*, clock: Clock, stop: Callable[[], bool] = lambda: False) -> Sent:
    """Send everything that is due, until told to stop; as many workers as one likes may do so at once."""
    total = Sent()
    while not stop() and (message := claim(now=clock())) is not None:
        total += send(message, clock=clock)
    return total


def claim(*, now: datetime) -> Message | None:
    """Take one message that is due, so that no other worker does; None where there is none."""
    with transaction.atomic():
        waiting = Message.objects.select_for_update(skip_locked=True, of=("self",)).waiting(now)
        key = waiting.order_by("due_at", "pk").values_list("pk", flat=True).first()
        if key is None:
            return None
        Message.objects.filter(pk=key).update(
            status=Status.SENDING, claimed_at=now, attempts=F("attempts") + 1, last_error=""
        )
    return Message.objects.select_related("workshop", "link__focal_point").get(pk=key)


def send(message: Message, *, clock: Clock) -> Sent:
    """Hand a claimed message over and keep what came of it."""
    if message.link is not None and not access.is_good(message.link, clock()):
        keep(message, status=Status.CANCELLED, last_error="Its link has ended.")
        return Sent()
    try:
        mail.hand_over(message)
    except mail.NotTaken as why:
        return put_off(message, why, now=clock())
    except mail.Unsure as why:
        keep(message, last_error=str(why)[:500])
        return Sent(unsure=1)
    keep(message, status=Status.SENT, sent_at=clock())
    return Sent(sent=1)


def put_off(message: Message, why: mail.NotTaken, *, now: datetime) -> Sent:
    """Try again later, less and less often; at last, or where the server never will, it has failed."""
    if why.for_good or message.attempts > len(BACK_OFF):
        keep(message, status=Status.FAILED, last_error=str(why)[:500])
        return Sent(failed=1)
    due_at = now + BACK_OFF[message.attempts - 1]
    keep(message, status=Status.WAITING, due_at=due_at, last_error=str(why)[:500])
    return Sent(later=1)


def keep(message: Message, **columns: object) -> None:
    """Write what came of a claimed message, unless somebody has decided on it meanwhile."""
    claimed = Message.objects.filter(
        pk=message.pk, status=Status.SENDING, claimed_at=message.claimed_at
    )
    claimed.update(**columns)


@transaction.atomic
def retry(message: Message, *, by: User, now: datetime) -> None:
    """Send a message again that failed, or of which nobody knows whether it went. Raises NotToRetry."""
    row = Message.objects.select_for_update().get(pk=message.pk)
    if row.status != Status.FAILED and not row.is_unsure(now):
        raise NotToRetry(
            _("The message to %(address)s is “%(status)s”; there is nothing to try again.")
            % {"address": row.to_address, "status": row.get_status_display()}
        )
    again = {"status": Status.WAITING, "due_at": now, "attempts": 0, "claimed_at": None}
    Message.objects.filter(pk=row.pk).update(**again)


@transaction.atomic
def cancel(message: Message, *, by: User, now: datetime) -> None:
    """Do not send a message after all. Raises NotToCancel for one that went or is going out."""
    row = Message.objects.select_for_update().get(pk=message.pk)
    if row.status not in (Status.DRAFT, Status.WAITING, Status.FAILED) and not row.is_unsure(now):
        raise NotToCancel(
            _("The message to %(address)s is “%(status)s” and cannot be called back.")
            % {"address": row.to_address, "status": row.get_status_display()}
        )
    Message.objects.filter(pk=row.pk).update(status=Status.CANCELLED)

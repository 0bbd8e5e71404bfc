"""A certificate for somebody who misses what it asks for: somebody of the office says why."""

from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from people.actions.refusals import NotThere, StateRefused
from people.models import CAME, Participation, User


@transaction.atomic
def waive(row: Participation, *, by: User, now: datetime, reason: str) -> None:
    """Allow a certificate all the same. Raises NotThere for somebody who never came."""
    locked = Participation.objects.select_for_update().get(pk=row.pk)
    if locked.state not in CAME:
        raise NotThere(_("%(name)s has not arrived.") % {"name": row})
    if not reason.strip():
        raise StateRefused(_("Say why."))
    keep(locked, row, by, reason.strip(), gettext_noop("Allowed a certificate."))


@transaction.atomic
def take_back(row: Participation, *, by: User, now: datetime, reason: str) -> None:
    """The rule holds again."""
    locked = Participation.objects.select_for_update().get(pk=row.pk)
    keep(locked, row, by, "", gettext_noop("Took the permission for a certificate back."))


def keep(locked: Participation, passed_in: Participation, by: User, reason: str, done: str) -> None:
    for row in (locked, passed_in):
        row.certificate_waiver, row.certificate_waived_by = reason, by if reason else None
    locked.save(update_fields=["certificate_waiver", "certificate_waived_by"])
    LogEntry.objects.log_actions(
        by.pk, Participation.objects.filter(pk=locked.pk), CHANGE, change_message=done
    )

"""Showing a workshop to the public and taking it back. What is missing is said by `readiness`.

draft → published ⇄ archived; both may be withdrawn to draft, which the public cannot tell from a
workshop that never was.
"""

from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from workshops.actions import releases
from workshops.models import Workshop

Status = Workshop.Status


class PublishingRefused(Exception):
    """The change is not possible; the message says why and what to do."""


class NothingToPublish(PublishingRefused):
    """Neither a session nor a word about the workshop."""


class AlreadySo(PublishingRefused):
    """The workshop stands in that status."""


class NotPublished(PublishingRefused):
    """Only what was published can be withdrawn or archived."""


class NotOver(PublishingRefused):
    """The workshop has days to come."""


@transaction.atomic
def publish(
    workshop: Workshop, *, by: AbstractBaseUser, now: datetime, with_agenda: bool = True
) -> None:
    """Show a draft, or bring an archived workshop back. Raises AlreadySo or NothingToPublish.

    An agenda that was never released is released with it, if there is one, unless it is to wait.
    """
    row = locked(workshop)
    if row.status == Status.PUBLISHED:
        raise AlreadySo(_("“%(title)s” is published already.") % {"title": row})
    if not has_content(row):
        raise NothingToPublish(
            _("There is nothing to publish yet. Add a session, or a paragraph about the workshop.")
        )
    if with_agenda and not row.releases.exists():
        releases.keep_up(row, by=by, now=now)
    store(row, Status.PUBLISHED, by=by, said=_("Published."), passed_in=workshop)


@transaction.atomic
def withdraw(workshop: Workshop, *, by: AbstractBaseUser) -> None:
    """Hide all pages of a workshop again. Raises NotPublished."""
    row = locked(workshop)
    if row.status == Status.DRAFT:
        raise NotPublished(_("“%(title)s” is a draft; nobody sees it.") % {"title": row})
    store(row, Status.DRAFT, by=by, said=_("Withdrawn."), passed_in=workshop)


@transaction.atomic
def archive(workshop: Workshop, *, by: AbstractBaseUser, now: datetime) -> None:
    """Keep a workshop that is over among the past ones. Raises AlreadySo, NotPublished or NotOver."""
    row = locked(workshop)
    if row.status == Status.ARCHIVED:
        raise AlreadySo(_("“%(title)s” is archived already.") % {"title": row})
    if row.status == Status.DRAFT:
        raise NotPublished(_("“%(title)s” was never published. Publish it first.") % {"title": row})
    if row.ends_on >= row.today(now):
        raise NotOver(_("“%(title)s” is not over. Archive it after its last day.") % {"title": row})
    store(row, Status.ARCHIVED, by=by, said=_("Archived."), passed_in=workshop)


def locked(workshop: Workshop) -> Workshop:
    return Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)


def has_content(workshop: Workshop) -> bool:
    return bool(workshop.summary or workshop.purpose) or workshop.sessions.exists()


def store(
    row: Workshop, status: str, *, by: AbstractBaseUser, said: str, passed_in: Workshop
) -> None:
    """Write the status and who changed it, in the workshop's history."""
    row.status = passed_in.status = status
    row.save(update_fields=["status"])
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, said, single_object=True)

"""Releasing an agenda as an organiser does: what was looked at, now or at a time, and back again.

At most one release is scheduled at a time. It holds the agenda as it was when it was scheduled.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from workshops import changes, dates, events, freezing, turns
from workshops.actions.releases import (
    NothingNew,
    NothingToRelease,
    ReleaseRefused,
    bare,
    latest_of,
    put,
)
from workshops.models import Release, Workshop

By = AbstractBaseUser | None


class ChangedMeanwhile(ReleaseRefused):
    """The working copy, or what is released, is not what the organiser looked at."""


class ScheduledAlready(ReleaseRefused):
    """Another release is to come out by itself."""


class TimeHasPassed(ReleaseRefused):
    """A release cannot be scheduled for the past."""


class OutAlready(ReleaseRefused):
    """A release that is out stays as it is."""


@dataclass(frozen=True)
class Outlook:
    """What a release now would change. `mark` is what a page carries of it; see `release`."""

    content: freezing.Content
    latest: Release | None
    difference: changes.Difference

    @property
    def mark(self) -> str:
        return mark_of(self.content, self.latest.number if self.latest else 0)


def outlook(workshop: Workshop) -> Outlook:
    """The working copy as it is, beside the latest release."""
    content, latest = freezing.freeze(workshop), latest_of(workshop)
    return Outlook(content, latest, changes.compare(latest.content if latest else {}, content))


@transaction.atomic
def release(
    workshop: Workshop, *, seen: str, by: By, now: datetime, at: datetime | None = None, **note: str
) -> Release:
    """Freeze the working copy as the next release, in force now or from `at`.

    `seen` is the mark of the outlook that was looked at; pressed twice it is one release. `note` is what is
    new, by column. Raises a ReleaseRefused.
    """
    turns.take(workshop)
    announce_overdue(workshop, now)
    found = outlook(workshop)
    if found.latest and is_done(found.latest, seen):
        return found.latest
    refuse_beside_scheduled(found.latest, now)
    if found.mark != seen:
        raise ChangedMeanwhile(
            _("The agenda was changed while you looked at it. Here is what a release changes now.")
        )
    refuse_nothing(found)
    if at is not None and at <= now:
        raise TimeHasPassed(_("That time has passed. Choose a later one, or release now."))
    return bring_out(workshop, found.content, found.latest, at=at, by=by, now=now, **note)


@transaction.atomic
def roll_back(
    workshop: Workshop, to: Release, *, seen: int, by: By, now: datetime, **note: str
) -> Release:
    """Release once more what an older release holds. The working copy stays as it is.

    `seen` is the number of the latest release that was looked at. Raises a ReleaseRefused.
    """
    turns.take(workshop)
    announce_overdue(workshop, now)
    latest = latest_of(workshop)
    if latest.number == seen + 1 and latest.rolled_back_to_id == to.pk:
        return latest
    refuse_beside_scheduled(latest, now)
    if latest.number != seen:
        raise ChangedMeanwhile(
            _("Release %(number)s came out while you looked. Here is what would change now.")
            % {"number": latest.number}
        )
    content = bare(to.content)
    if not changes.compare(latest.content, content).changes:
        raise NothingNew(
            _("Release %(number)s holds what readers see already.") % {"number": to.number}
        )
    return bring_out(workshop, content, latest, rolled_back_to=to, by=by, now=now, **note)


@transaction.atomic
def cancel(release: Release, *, by: By, now: datetime) -> None:
    """Let a scheduled release not come out; it is as if it never was. Raises OutAlready."""
    row = scheduled(release, now)
    keep(row.workshop, by, _("Scheduled release %(number)s cancelled.") % {"number": row.number})
    row.delete()


@transaction.atomic
def bring_forward(release: Release, *, by: By, now: datetime) -> Release:
    """Let a scheduled release come out now. Raises OutAlready."""
    row = scheduled(release, now)
    row.released_at = now
    row.save(update_fields=["released_at"])
    keep(row.workshop, by, _("Release %(number)s brought forward.") % {"number": row.number})
    return announce(row, by=by, now=now)


def announce_due(*, now: datetime) -> list[Release]:
    """Tell of the scheduled releases whose time has come, each once, the earliest first."""
    due = Release.objects.out(now).filter(announced_at=None).order_by("released_at", "pk")
    found = [announce_once(pk, now=now) for pk in due.values_list("pk", flat=True)]
    return [row for row in found if row is not None]


@transaction.atomic
def announce_once(pk: int, *, now: datetime) -> Release | None:
    """Tell of one release unless somebody else just did."""
    row = Release.objects.select_related("workshop").filter(pk=pk).first()
    if row is None:
        return None
    turns.take(row.workshop)
    row.refresh_from_db()
    if row.announced_at is not None:
        return None
    return announce(row, by=row.by, now=now)


def announce_overdue(workshop: Workshop, now: datetime) -> None:
    """Tell of what came out by itself before something else comes out: people hear of both, in order."""
    for row in workshop.releases.out(now).filter(announced_at=None).order_by("number"):
        announce(row, by=row.by, now=now)


def announce(row: Release, *, by: By, now: datetime) -> Release:
    row.announced_at = now
    row.save(update_fields=["announced_at"])
    previous = row.workshop.releases.filter(number__lt=row.number).order_by("-number").first()
    events.release_published.ring(release=row, previous=previous, by=by, now=now)
    return row


def bring_out(
    workshop: Workshop,
    content: freezing.Content,
    latest: Release | None,
    *,
    by: By,
    now: datetime,
    at: datetime | None = None,
    rolled_back_to: Release | None = None,
    **note: str,
) -> Release:
    """The next release, told of where it is in force at once."""
    told = {"rolled_back_to": rolled_back_to, **note}
    row = put(workshop, content, latest, latest, by=by, now=now, at=at, **told)
    if at is None:
        keep(workshop, by, _("Release %(number)s of the agenda.") % {"number": row.number})
        return announce(row, by=by, now=now)
    when = dates.moment(at, workshop.zone)
    said = _("Release %(number)s of the agenda scheduled for %(when)s.")
    keep(workshop, by, said % {"number": row.number, "when": when})
    return row


def scheduled(release: Release, now: datetime) -> Release:
    """The row, held until the transaction ends. Raises OutAlready, or where it was cancelled."""
    turns.take(release.workshop)
    row = Release.objects.select_related("workshop").filter(pk=release.pk).first()
    if row is None:
        raise ReleaseRefused(_("This release was cancelled already."))
    if row.released_at <= now:
        raise OutAlready(
            _("Release %(number)s is out. To take it back, roll back to an earlier one.")
            % {"number": row.number}
        )
    return row


def refuse_beside_scheduled(latest: Release | None, now: datetime) -> None:
    if latest is not None and latest.released_at > now:
        when = dates.moment(latest.released_at, latest.workshop.zone)
        raise ScheduledAlready(
            _("Release %(number)s is to come out at %(when)s. Cancel it or bring it forward first.")
            % {"number": latest.number, "when": when}
        )


def refuse_nothing(found: Outlook) -> None:
    if not any(found.content[key] for key in ("sessions", "speakers", "components", "tracks")):
        raise NothingToRelease(_("There is no session to release yet."))
    if not found.difference.changes:
        raise NothingNew(
            _(
                "Nothing that readers see has changed since release %(number)s. Change the agenda first; "
                "then release it."
            )
            % {"number": found.latest.number if found.latest else 0}
        )


def is_done(latest: Release, seen: str) -> bool:
    """Whether what was looked at is what was released last: a button pressed twice."""
    return mark_of(bare(latest.content), latest.number - 1) == seen


def mark_of(content: freezing.Content, number: int) -> str:
    """What a content is known by, following release `number`."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    return f"{number}.{hashlib.sha256(written).hexdigest()[:32]}"


def keep(workshop: Workshop, by: By, said: str) -> None:
    """In the workshop's history."""
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [workshop], CHANGE, said, single_object=True)

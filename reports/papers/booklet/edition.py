"""Of which release a booklet is."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from workshops import dates
from workshops.models import Release, Workshop


@dataclass(frozen=True)
class Edition:
    """A release, or the working copy: how every page names it, and the date in the file."""

    reference: str
    made_at: datetime
    is_out: bool


def edition_of(release: Release, *, zone: str) -> Edition:
    day = dates.day_year(release.released_at.astimezone(ZoneInfo(zone)).date())
    reference = _("Release %(number)s of %(day)s") % {"number": release.number, "day": day}
    return Edition(reference, release.released_at, is_out=True)


def draft_of(workshop: Workshop, *, now: datetime) -> Edition:
    """The working copy as it is now."""
    today = dates.day_year(now.astimezone(workshop.tzinfo).date())
    return Edition(_("Draft of %(day)s, not released") % {"day": today}, now, is_out=False)


def mark_of(release: Release) -> str:
    """What tells a release from every other, and from itself should its content ever be cut."""
    content = json.dumps(release.content, sort_keys=True)
    return f"{release.number}-{hashlib.sha256(content.encode()).hexdigest()[:24]}"

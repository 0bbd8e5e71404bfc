"""Where somebody stands on the agenda themselves: for their own page, as readers see the agenda."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from people.models import Participation
from workshops import dates
from workshops.agenda import agenda_for
from workshops.content import Text
from workshops.models import SpeakerRole


@dataclass(frozen=True)
class OwnSession:
    """One session, and what one does there in words."""

    title: Text
    url: str
    when: str
    words: str
    is_cancelled: bool


def own_sessions(row: Participation, now: datetime) -> tuple[OwnSession, ...]:
    """The sessions that a person is billed on, in whatever engagement, in the order of the agenda."""
    if not row.workshop.is_public:
        return ()
    engagements = Participation.objects.filter(person=row.person_id, workshop=row.workshop_id)
    slugs = set(engagements.exclude(speaker=None).values_list("speaker__slug", flat=True))
    return tuple(billed(row, slugs, now)) if slugs else ()


def billed(row: Participation, slugs: set[str], now: datetime) -> Iterator[OwnSession]:
    for item in agenda_for(row.workshop, now=now).items:
        for billing in item.billings:
            if billing.slug in slugs:
                yield OwnSession(
                    title=item.display_title,
                    url=item.url,
                    when=f"{dates.day(item.date)}, {item.time_range or item.part_label}",
                    words=words_for(billing.role),
                    is_cancelled=item.is_cancelled,
                )


def words_for(role: str) -> str:
    return {
        SpeakerRole.Role.WELCOME: _("You give welcome remarks"),
        SpeakerRole.Role.MODERATOR: _("You chair"),
        SpeakerRole.Role.CLOSING: _("You give closing remarks"),
    }.get(SpeakerRole.Role(role), _("You present here"))

"""Saying what really happened: of a day at once, of one session, and of one that was never listed.

Readers' agenda stays what was planned. Sessions that were added have numbers of their own, from 901 on,
which no agenda file uses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops import slugs, turns
from workshops.models import Session, Speaker, SpeakerRole, Workshop
from workshops.numbering import FIRST_ADDED

Happened = Session.Happened
Presence = SpeakerRole.Presence


class HappeningRefused(Exception):
    """It cannot be said like this; the message says why."""


class NotYet(HappeningRefused):
    """The day has not come."""


class ChangedMeanwhile(HappeningRefused):
    """Somebody else has said something else since the page was opened."""


@dataclass(frozen=True)
class Said:
    """What somebody says of one session. `presences` by primary key of the role, "" for nothing said.

    `stand_in` is a speaker who spoke in the place of whoever was absent.
    """

    happened: str
    began_at: time | None = None
    ended_at: time | None = None
    note: str = ""
    presences: Mapping[int, str] = field(default_factory=dict)
    stand_in: Speaker | None = None


@transaction.atomic
def as_planned(
    workshop: Workshop, day: date, *, by: AbstractBaseUser | None, now: datetime, part: str = ""
) -> list[Session]:
    """Mark what nobody has said anything of on a day, or a part of it. Raises NotYet."""
    turns.take(workshop)
    check_day(workshop, day, now)
    rows = workshop.sessions.unmarked().filter(date=day)
    marked = list(rows.filter(part_of_day=part) if part else rows)
    Session.objects.filter(pk__in=[row.pk for row in marked]).update(happened=Happened.AS_PLANNED)
    if marked:
        said = ngettext(
            "%(day)s: %(count)s session took place as planned.",
            "%(day)s: %(count)s sessions took place as planned.",
            len(marked),
        ) % {"day": day.isoformat(), "count": len(marked)}
        log(workshop, said, by=by)
    return marked


@transaction.atomic
def record(
    session: Session, said: Said, *, by: AbstractBaseUser | None, now: datetime, seen: str = ""
) -> None:
    """Say what happened to one session. `seen` is the stamp that the page was opened with.

    Raises NotYet or ChangedMeanwhile.
    """
    turns.take(session)
    row = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if row.date is not None and said.happened:
        check_day(row.workshop, row.date, now)
    before = stamp(row)
    if seen and seen != before:
        raise ChangedMeanwhile(
            _("Somebody else has said something of this session meanwhile. Look at it again.")
        )
    row.happened = said.happened
    row.began_at, row.ended_at, row.happened_note = said.began_at, said.ended_at, said.note
    row.save(update_fields=["happened", "began_at", "ended_at", "happened_note"])
    keep_presences(row, said)
    if stamp(row) != before:
        words = row.get_happened_display() or _("Nothing is said of what happened any more.")
        log(row, words, by=by)


def keep_presences(row: Session, said: Said) -> None:
    """Who spoke and who did not. Nobody stands in where a stand-in is no longer named."""
    for role in row.speaker_roles.planned():
        presence = said.presences.get(role.pk, role.presence)
        if presence != role.presence:
            role.presence = presence
            role.save(update_fields=["presence"])
    stood_in = row.speaker_roles.filter(presence=Presence.STOOD_IN)
    stood_in.exclude(speaker=said.stand_in).delete()
    if said.stand_in is not None and not stood_in.exists():
        last = row.speaker_roles.aggregate(last=Max("position"))["last"] or 0
        SpeakerRole.objects.create(
            session=row, speaker=said.stand_in, presence=Presence.STOOD_IN, position=last + 1
        )


@transaction.atomic
def add(
    workshop: Workshop,
    *,
    titles: Mapping[str, str],
    by: AbstractBaseUser | None,
    now: datetime,
    day: date | None = None,
    part_of_day: str = "",
    kind: str = Session.Kind.LECTURE,
    began_at: time | None = None,
    ended_at: time | None = None,
    note: str = "",
    speakers: Sequence[Speaker] = (),
) -> Session:
    """A session that took place and never stood in the agenda; `titles` by column. Raises NotYet."""
    turns.take(workshop)
    if day is not None:
        check_day(workshop, day, now)
    others = workshop.sessions
    last = others.added().aggregate(last=Max("number"))["last"] or 0
    highest = others.aggregate(last=Max("number"))["last"] or 0
    number = max(FIRST_ADDED, last + 1, highest + 1 if highest >= FIRST_ADDED else 0)
    taken = set(others.values_list("slug", flat=True))
    session = Session.objects.create(
        workshop=workshop,
        number=number,
        slug=slugs.free_slug(
            titles.get("title_en") or "", taken=taken, otherwise=f"session-{number}"
        ),
        date=day,
        part_of_day=part_of_day,
        kind=kind,
        is_added=True,
        happened=Happened.CHANGED,
        began_at=began_at,
        ended_at=ended_at,
        happened_note=note,
        **titles,
    )
    for position, speaker in enumerate(speakers, start=1):
        SpeakerRole.objects.create(
            session=session, speaker=speaker, presence=Presence.CAME, position=position
        )
    log(session, _("Took place and was never listed."), by=by, flag=ADDITION)
    return session


def check_day(workshop: Workshop, day: date, now: datetime) -> None:
    if day > workshop.today(now):
        raise NotYet(_("This day has not come yet."))


def stamp(session: Session) -> str:
    """What was said of a session so far, to tell whether it is still so."""
    roles = session.speaker_roles.order_by("pk").values_list("pk", "presence")
    clocks = (session.began_at or "", session.ended_at or "")
    return "|".join(map(str, (session.happened, *clocks, session.happened_note, *roles)))


def log(
    row: Workshop | Session, said: str, *, by: AbstractBaseUser | None, flag: int = CHANGE
) -> None:
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [row], flag, said, single_object=True)


def speaker_named(workshop: Workshop, name: str) -> Speaker:
    """The workshop's speaker of that name; somebody new where there is none."""
    found = workshop.speakers.filter(name__iexact=name).order_by("pk").first()
    if found is not None:
        return found
    taken = set(workshop.speakers.values_list("slug", flat=True))
    slug = slugs.free_slug(name, taken=taken, otherwise=f"speaker-{len(taken) + 1}")
    return Speaker.objects.create(workshop=workshop, name=name, slug=slug)

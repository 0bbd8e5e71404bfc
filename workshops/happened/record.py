"""Planned and delivered: the agenda as it was held, and every way in which that differs from the plan.

What nobody has said anything of counts as planned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workshops import dates, freezing
from workshops.agenda import Agenda, thaw
from workshops.content import Text, text_of
from workshops.freezing import Content, clock
from workshops.models import Session, SpeakerRole, Workshop

Happened = Session.Happened
Presence = SpeakerRole.Presence


@dataclass(frozen=True)
class Difference:
    """One session that was not held as planned. `planned` and `delivered` are in words.

    `date` is "" where nobody knows it. `id` is the session's.
    """

    id: int
    session: Text
    date: str
    planned: str
    delivered: str
    note: str
    is_added: bool = False
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """`planned` is the whole agenda, `delivered` what was held of it and what was added on a day.

    `unmarked`: how many sessions nobody has said anything of.
    """

    planned: Agenda
    delivered: Agenda
    differences: tuple[Difference, ...]
    unmarked: int
    marked: int

    @property
    def added(self) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.is_added)


def record_of(workshop: Workshop, *, mount: str = "preview") -> Record:
    """The record of a workshop in the active language, in as many queries for 4 as for 500 sessions."""
    content = freezing.freeze(workshop)
    said = {row.pk: row for row in told_of(workshop)}
    return Record(
        planned=thaw(content, workshop, mount=mount),
        delivered=thaw(as_delivered(content, said), workshop, mount=mount),
        differences=tuple(differences(workshop, said)),
        unmarked=sum(is_unmarked(session, said) for session in content["sessions"]),
        marked=sum(bool(row.happened) and not row.is_added for row in said.values()),
    )


def told_of(workshop: Workshop) -> list[Session]:
    """Sessions of which something is said: marked, cancelled, or added; and who spoke in them."""
    rows = workshop.sessions.exclude(happened="", status=Session.Status.PLANNED, is_added=False)
    return list(freezing.with_details(rows, SpeakerRole.objects.all()))


def is_unmarked(session: Content, said: dict[int, Session]) -> bool:
    """Whether nobody has said what happened to something that was to be work."""
    idle = session["kind"] in (Session.Kind.OFF, Session.Kind.BREAK)
    return not idle and session["id"] not in said


def as_delivered(content: Content, said: dict[int, Session]) -> Content:
    """The content of the agenda as it was held: an unknown time stays what was planned."""
    sessions = [
        session if session["id"] not in said else held(session, said[session["id"]])
        for session in content["sessions"]
        if session["id"] not in said or was_held(said[session["id"]])
    ]
    added = [
        held(freezing.session_of(row, {}), row)
        for row in said.values()
        if row.is_added and row.date is not None and row.part_of_day
    ]
    return content | {"sessions": [*sessions, *added]}


def was_held(row: Session) -> bool:
    return row.status != Session.Status.CANCELLED and row.happened != Happened.NOT_HELD


def held(session: Content, row: Session) -> Content:
    """A session with the times at which it was held, and those who spoke."""
    roles = [role for role in row.speaker_roles.all() if role.presence != Presence.ABSENT]
    starts = clock(row.began_at) or session["starts_at"]
    ends = clock(row.ended_at) or (session["ends_at"] if starts else "")
    return session | {
        "starts_at": starts,
        "ends_at": ends,
        "speakers": [freezing.billing_of(role) for role in roles],
    }


def differences(workshop: Workshop, said: dict[int, Session]) -> Iterator[Difference]:
    """What was added comes last, first what has a date."""
    rows = sorted(said.values(), key=lambda row: (row.is_added, row.date is None))
    for row in rows:
        delivered = "; ".join(ways(row))
        if delivered or row.is_added or row.happened_note:
            yield Difference(
                id=row.pk,
                session=text_of(row, "title") or Text(row.get_kind_display()),
                date=dates.day(row.date) if row.date else "",
                planned=planned_words(row),
                delivered=delivered or _("As planned"),
                note=row.happened_note,
                is_added=row.is_added,
                speakers=tuple(role.speaker.name for role in row.speaker_roles.all()),
            )


def planned_words(row: Session) -> str:
    """What was planned, as far as it differs: the time, or that it was not listed."""
    if row.is_added:
        return _("not listed")
    return dates.time_range(row.starts_at, row.ends_at) or str(row.get_part_of_day_display())


def ways(row: Session) -> Iterator[str]:
    """Each way in which a session was otherwise than planned, in words."""
    if row.is_added:
        yield _("added")
    elif row.status == Session.Status.CANCELLED:
        yield _("cancelled")
        return
    elif row.happened == Happened.NOT_HELD:
        yield _("not held")
        return
    if row.began_at and (row.began_at, row.ended_at) != (row.starts_at, row.ends_at):
        yield dates.time_range(row.began_at, row.ended_at)
    for role in row.speaker_roles.all():
        if role.presence == Presence.ABSENT:
            yield _("%(name)s did not speak") % {"name": role.speaker.name}
        elif role.presence == Presence.STOOD_IN:
            yield _("%(name)s stood in") % {"name": role.speaker.name}
    if row.happened == Happened.CHANGED and not row.is_added and not has_details(row):
        yield _("otherwise than planned")


def has_details(row: Session) -> bool:
    presences = {role.presence for role in row.speaker_roles.all()}
    return bool(row.began_at) or bool(presences & {Presence.ABSENT, Presence.STOOD_IN})

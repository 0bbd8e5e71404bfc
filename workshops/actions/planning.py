"""What organisers do with a session on the planning board: add, move, split, duplicate, cancel, delete.

Each takes the workshop's turn, says who did it in the history of the office, and keeps a step by which
it can be undone (`actions/planning_undo.py`). `seen` is what the page showed: who acts on what somebody
else changed meanwhile is told so, and nothing is written.
"""

from datetime import datetime, time
from decimal import Decimal

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from workshops import turns
from workshops.actions import trash
from workshops.content import columns
from workshops.models import PlanningStep, Session, Workshop
from workshops.numbering import give_number_and_address
from workshops.planning.checks import check_day, locked
from workshops.planning.copies import copy
from workshops.planning.places import Place, Times, halves, index_of, make_room, times_in
from workshops.planning.refusals import AlreadyThere, CannotDelete
from workshops.planning.seen import Seen, seen_of
from workshops.planning.steps import Recording
from workshops.trash import WayBlocked

Kind, Status = PlanningStep.Kind, Session.Status
LONGEST_TITLE = Session._meta.get_field("title").max_length


@transaction.atomic
def add(
    workshop: Workshop, to: Place, *, title: str, kind: str, by: AbstractBaseUser, now: datetime
) -> Session:
    """A new session, its title in the reader's language or else the workshop's first. Raises OutsideWorkshop."""
    turns.take(workshop)
    check_day(workshop, to.date)
    session = Session(
        workshop=workshop,
        kind=kind,
        on_site=kind == Session.Kind.SITE_VISIT,
        date=to.date,
        part_of_day=to.part_of_day,
    )
    session.starts_at, session.ends_at = to.times or (None, None)
    spoken = get_language() if get_language() in workshop.languages else workshop.languages[0]
    setattr(session, build_localized_fieldname("title", spoken), title)
    give_number_and_address(session)
    session.position = make_room(session, to)
    session.save()
    return finish(Recording(workshop, Kind.ADD), session, by=by, now=now)


@transaction.atomic
def move(
    session: Session, to: Place, *, seen: Seen | None, by: AbstractBaseUser, now: datetime
) -> PlanningStep:
    """Put a session elsewhere. Raises ChangedMeanwhile, SessionGone, OutsideWorkshop or AlreadyThere."""
    row = locked(session, seen)
    check_day(row.workshop, to.date)
    times = to.times or times_in(row, to.part_of_day)
    to = Place(to.date, to.part_of_day, to.index, times)
    if to == Place(row.date, row.part_of_day, index_of(row), (row.starts_at, row.ends_at)):
        raise AlreadyThere(_("“%(title)s” stands there already.") % {"title": row})
    recording = Recording(row.workshop, Kind.MOVE)
    recording.put(row, to)
    say_where(row, by=by)
    return recording.keep(row, by=by, now=now)


@transaction.atomic
def split(
    session: Session,
    *,
    at: time | None,
    pause: int,
    seen: Seen | None,
    by: AbstractBaseUser,
    now: datetime,
) -> Session:
    """Make two of one, each with all speakers, hosts and stops; the second. `pause`: minutes between them.

    `at` is when the first ends; None: in the middle, or no matter when where no times are known.
    Raises CannotSplit, ChangedMeanwhile or SessionGone.
    """
    row = locked(session, seen)
    first, second = halves(row, at, pause)
    hours = None if row.hours is None else (row.hours / 2).quantize(Decimal("0.1"))
    rest = None if hours is None else row.hours - hours
    label, titles = str(row), [name for name in columns("title") if getattr(row, name)]
    made = copy(row, hours=hours, **numbered(row, titles, 2), **clock(second))
    recording = Recording(row.workshop, Kind.SPLIT)
    recording.write(row, hours=rest, **numbered(row, titles, 1), **clock(first))
    log(row, _("Split in two."), by=by)
    seat(made, Place(row.date, row.part_of_day, index_of(row) + 1))
    return finish(recording, made, label=label, by=by, now=now)


@transaction.atomic
def duplicate(
    session: Session,
    to: Place | None = None,
    *,
    seen: Seen | None,
    by: AbstractBaseUser,
    now: datetime,
) -> Session:
    """The session once more with its speakers, hosts and stops: behind itself, or elsewhere.

    Raises ChangedMeanwhile, SessionGone or OutsideWorkshop.
    """
    row = locked(session, seen)
    to = to or Place(row.date, row.part_of_day, index_of(row) + 1)
    check_day(row.workshop, to.date)
    times = to.times or times_in(row, to.part_of_day)
    made = copy(row, date=to.date, part_of_day=to.part_of_day, **clock(times))
    seat(made, to)
    return finish(Recording(row.workshop, Kind.COPY), made, by=by, now=now)


@transaction.atomic
def cancel(
    session: Session, *, seen: Seen | None, by: AbstractBaseUser, now: datetime
) -> PlanningStep:
    """Let a session stay in the agenda, marked as cancelled. Raises ChangedMeanwhile, SessionGone or AlreadyThere."""
    return change_status(session, Status.CANCELLED, Kind.CANCEL, seen=seen, by=by, now=now)


@transaction.atomic
def restore(
    session: Session, *, seen: Seen | None, by: AbstractBaseUser, now: datetime
) -> PlanningStep:
    """Plan a cancelled session again. Raises ChangedMeanwhile, SessionGone or AlreadyThere."""
    return change_status(session, Status.PLANNED, Kind.RESTORE, seen=seen, by=by, now=now)


def change_status(
    session: Session,
    status: str,
    kind: str,
    *,
    seen: Seen | None,
    by: AbstractBaseUser,
    now: datetime,
) -> PlanningStep:
    row = locked(session, seen)
    if row.status == status:
        raise AlreadyThere(
            _("It is so already: %(status)s.") % {"status": row.get_status_display()}
        )
    recording = Recording(row.workshop, kind)
    recording.write(row, status=status)
    log(row, f"{row.get_status_display()}.", by=by)
    return recording.keep(row, by=by, now=now)


@transaction.atomic
def delete(
    session: Session, *, seen: Seen | None, by: AbstractBaseUser, now: datetime
) -> PlanningStep:
    """Put a session into the trash. Raises ChangedMeanwhile, SessionGone or CannotDelete."""
    row = locked(session, seen)
    recording = Recording(row.workshop, Kind.DELETE)
    try:
        recording.trashed = trash.throw_away(row, by=by, now=now).pk
    except (trash.TrashRefused, WayBlocked) as refused:
        raise CannotDelete(str(refused)) from refused
    return recording.keep(row, by=by, now=now)


def finish(
    recording: Recording,
    made: Session,
    *,
    by: AbstractBaseUser,
    now: datetime,
    label: str = "",
) -> Session:
    """Say and keep that a session was added."""
    recording.add(made)
    said = _("Added on the planning board: %(place)s.") % {"place": seen_of(made).place}
    LogEntry.objects.log_actions(by.pk, [made], ADDITION, said, single_object=True)
    recording.keep(label or made, by=by, now=now)
    return made


def seat(session: Session, place: Place) -> None:
    """Give a session its place in the order of its part of the day."""
    session.position = make_room(session, place)
    session.save(update_fields=["position"])


def clock(times: Times) -> dict[str, time | None]:
    return dict(zip(("starts_at", "ends_at"), times, strict=True))


def numbered(row: Session, titles: list[str], number: int) -> dict[str, str]:
    """The titles in all languages with a number behind."""
    ending = f" ({number})"
    return {name: getattr(row, name)[: LONGEST_TITLE - len(ending)] + ending for name in titles}


def say_where(row: Session, *, by: AbstractBaseUser) -> None:
    log(row, _("Moved to %(place)s.") % {"place": seen_of(row).place}, by=by)


def log(row: Session, said: str, *, by: AbstractBaseUser) -> None:
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, said, single_object=True)

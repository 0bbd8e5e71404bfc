"""What organisers do with whole days on the planning board: shift their times, let two change places."""

from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from workshops import dates
from workshops.actions.planning import say_where
from workshops.models import PlanningStep, Workshop
from workshops.planning.checks import check_day, day_as_seen
from workshops.planning.places import DAY, later, minutes
from workshops.planning.refusals import AlreadyThere, CannotShift
from workshops.planning.seen import Seen
from workshops.planning.steps import Recording


@transaction.atomic
def shift(
    workshop: Workshop,
    day: date,
    by_minutes: int,
    *,
    seen: dict[int, Seen],
    by: AbstractBaseUser,
    now: datetime,
) -> PlanningStep:
    """All clock times of a day earlier or later. Raises CannotShift, ChangedMeanwhile or SessionGone."""
    timed = [row for row in day_as_seen(workshop, day, seen) if row.starts_at]
    if not timed or not by_minutes:
        raise CannotShift(_("No session of this day has a clock time to shift."))
    for row in timed:
        if not 0 <= minutes(row.starts_at) + by_minutes < DAY:
            raise CannotShift(_("“%(title)s” would leave the day.") % {"title": row})
    recording = Recording(workshop, PlanningStep.Kind.SHIFT)
    for row in timed:
        starts, ends = later((row.starts_at, row.ends_at), by_minutes)
        recording.write(row, starts_at=starts, ends_at=ends)
        say_where(row, by=by)
    return recording.keep(dates.day(day), by=by, now=now)


@transaction.atomic
def swap(
    workshop: Workshop,
    one: date,
    other: date,
    *,
    seen: dict[int, Seen],
    by: AbstractBaseUser,
    now: datetime,
) -> PlanningStep:
    """Let two days change places. Raises OutsideWorkshop, AlreadyThere, ChangedMeanwhile or SessionGone."""
    check_day(workshop, one)
    check_day(workshop, other)
    if one == other:
        raise AlreadyThere(_("Choose another day."))
    there = {day: day_as_seen(workshop, day, seen) for day in (one, other)}
    recording = Recording(workshop, PlanningStep.Kind.SWAP)
    for day, to in ((one, other), (other, one)):
        for row in there[day]:
            recording.write(row, date=to)
            say_where(row, by=by)
    return recording.keep(f"{dates.day(one)} ⇄ {dates.day(other)}", by=by, now=now)

"""Being there: arriving, each day, leaving early, not coming, and the end."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions import certificates, states
from people.actions.actors import Actor, user_of
from people.actions.refusals import NotThere, NotYet, WrongDay
from people.attendance import all_days
from people.models import Attendance, Participation, Seat, State, StateChange


@transaction.atomic
def check_in(
    row: Participation,
    *,
    by: Actor,
    now: datetime,
    on: date | None = None,
    seat: Seat | None = None,
    reason: str = "",
) -> bool:
    """Somebody is there on a day, today unless `on` says another: arrives if that is the first time.

    False where that was entered already. A no-show who comes after all needs a free seat, `seat` or another.
    Raises a StateRefused, or WrongDay.
    """
    day = on or row.workshop.today(now)
    locked = Participation.objects.select_for_update().get(pk=row.pk)
    if locked.state != State.ARRIVED:
        states.change(row, State.ARRIVED, by=by, now=now, reason=reason, on=day, seat=seat)
        enter_day(row, day, by=by, now=now)
        return True
    if locked.arrived_on and day < locked.arrived_on:
        raise WrongDay(
            _("%(name)s arrived on %(day)s.") % {"name": row, "day": locked.arrived_on.isoformat()}
        )
    return enter_day(row, day, by=by, now=now)


def enter_day(row: Participation, day: date, *, by: Actor, now: datetime) -> bool:
    """Count somebody on a day of the workshop; False where that is done, or the day is none of them."""
    if not row.workshop.starts_on <= day <= row.workshop.ends_on:
        return False
    values = {"at": now, "by": user_of(by)}
    _row, new = Attendance.objects.get_or_create(participation=row, day=day, defaults=values)
    return new


@transaction.atomic
def set_days(
    row: Participation, days: Collection[date], *, by: Actor, now: datetime
) -> tuple[int, int]:
    """The days somebody was there are these and no others; how many were added and taken away.

    Raises NotThere for somebody who never came, or WrongDay.
    """
    locked = Participation.objects.select_for_update().get(pk=row.pk)
    if locked.state not in (State.ARRIVED, State.COMPLETED, State.LEFT_EARLY):
        raise NotThere(_("%(name)s has not arrived.") % {"name": row})
    today = row.workshop.today(now)
    for day in days:
        if day not in all_days(row.workshop) or day > today:
            raise WrongDay(
                _("%(day)s is no day of the workshop so far.") % {"day": day.isoformat()}
            )
    there = set(row.attendances.values_list("day", flat=True))
    gone, _by_model = row.attendances.exclude(day__in=days).delete()
    for day in set(days) - there:
        enter_day(row, day, by=by, now=now)
    return len(set(days) - there), gone


@transaction.atomic
def take_back(row: Participation, *, by: Actor, now: datetime, reason: str) -> StateChange:
    """An arrival of today that was entered by mistake: as if it had not been.

    Raises NotThere where there is none, or where something happened since.
    """
    locked = Participation.objects.select_for_update().get(pk=row.pk)
    last = locked.changes.order_by("at", "pk").last()
    today = row.workshop.today(now)
    is_todays = last and last.to_state == State.ARRIVED and row.workshop.today(last.at) == today
    if locked.state != State.ARRIVED or not is_todays or last.from_state != State.ACCEPTED:
        raise NotThere(_("Only an arrival that was entered today can be taken back."))
    if locked.attendances.exclude(day=locked.arrived_on).exists():
        raise NotThere(_("%(name)s was there on other days.") % {"name": row})
    locked.attendances.all().delete()
    if locked.certificate_waiver:
        certificates.take_back(row, by=by, now=now, reason=reason)
    return states.undo_arrival(row, by=by, now=now, reason=reason)


@transaction.atomic
def leave_early(
    row: Participation, *, by: Actor, now: datetime, on: date | None = None, reason: str
) -> StateChange:
    """Somebody goes before the end; the reason is private. Raises a StateRefused."""
    return states.change(row, State.LEFT_EARLY, by=by, now=now, on=on, reason=reason)


@transaction.atomic
def complete(row: Participation, *, by: Actor, now: datetime, reason: str = "") -> StateChange:
    """Somebody was there to the end. Raises NotYet before the last day, or another StateRefused."""
    if row.workshop.today(now) < row.workshop.ends_on:
        raise NotYet(
            _("The workshop runs until %(day)s.") % {"day": row.workshop.ends_on.isoformat()}
        )
    return states.change(row, State.COMPLETED, by=by, now=now, reason=reason)

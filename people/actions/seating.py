"""Moving whoever holds a seat to another one, as where the wrong fund was noted."""

from datetime import datetime

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from people.actions import entering, seats
from people.actions.actors import Actor, user_of
from people.actions.refusals import NoSeat, SeatTaken
from people.history import told_of
from people.models import HOLDING, Participation, Seat
from workshops import turns


@transaction.atomic
def reseat(participation: Participation, seat: Seat, *, by: Actor, now: datetime) -> None:
    """Let somebody who holds a seat hold another; the old one is free again.

    Raises NoSeat where nothing is held, SeatTaken, WrongCountry or FundRefuses.
    """
    turns.take(participation)
    row = Participation.objects.select_for_update(no_key=True).get(pk=participation.pk)
    if row.state not in HOLDING or row.seat_id is None:
        raise NoSeat(_("%(name)s holds no seat.") % {"name": row})
    entering.lock(sorted({row.seat.allocation_id, seat.allocation_id}))
    found = entering.wanted_seat(row, seat)
    if found is None:
        raise SeatTaken(_("Seat %(seat)s is not to be had.") % {"seat": seat})
    seats.check_fund(found.allocation, row.sending_country, row)
    if found.state == Seat.State.LOST:
        seats.store(found, Seat.State.OFFERED, by=by, now=now)
    before = row.seat
    row.seat, row.allocation, row.stream = found, found.allocation, found.allocation.stream
    with told_of(by, now):
        row.save(update_fields=["seat", "allocation", "stream"])
    for name in ("seat", "allocation", "stream"):
        setattr(participation, name, getattr(row, name))
    if user_of(by):
        LogEntry.objects.log_actions(
            user_of(by).pk,
            Participation.objects.filter(pk=row.pk),
            CHANGE,
            change_message=gettext_noop("Seat %(before)s became seat %(after)s.")
            % {"before": before, "after": found},
        )

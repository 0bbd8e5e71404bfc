"""When somebody leaves a seat: leaving it, who follows, asking the country for somebody else, and mistakes."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from people import access, letters, windows
from people.actions import offers, replacing, states
from people.actions.refusals import (
    NobodyToAsk,
    NoReason,
    NoSeat,
    NotReplaceable,
    SeatTaken,
    TooLate,
)
from people.deadlines import on_both_clocks
from people.models import (
    Allocation,
    FocalPoint,
    Message,
    Participation,
    Seat,
    State,
    StateChange,
    User,
)
from workshops import turns


@transaction.atomic
def withdraw(
    row: Participation, *, by: User, now: datetime, reason: str, public_note: str = ""
) -> StateChange:
    """The office takes somebody out at any time; a seat becomes free, and the nominee's own link ends.

    The reason is private. Raises NoReason, or NotNext.
    """
    if not reason.strip():
        raise NoReason(_("Say why %(name)s withdraws.") % {"name": row})
    change = states.change(row, State.WITHDRAWN, by=by, now=now, reason=reason)
    access.revoke_all(row, now=now)
    if public_note.strip():
        row.public_note = public_note.strip()
        row.save(update_fields=["public_note"])
    return change


@transaction.atomic
def reinstate(row: Participation, *, by: User, now: datetime, reason: str = "") -> StateChange:
    """Take back a withdrawal that the office entered by mistake: as before, on the same seat if there was one.

    Who waited in the reserve comes to its end. Raises NotNext where it is no mistake of the office any
    more, and what entering that state raises.
    """
    turns.take(row)
    last = states.withdrawn_today(row, now)
    change = states.undo_withdrawal(row, by=by, now=now, reason=reason)
    if last is not None:
        row.links.filter(revoked_at=last.at).update(revoked_at=None)
    return change


@transaction.atomic
def promote(
    row: Participation,
    to: Seat | Allocation,
    *,
    by: User,
    now: datetime,
    reason: str = "",
    answer_by: datetime | None = None,
) -> StateChange:
    """Offer a free seat to somebody of the reserve; where somebody left it, in that person's place.

    Raises OutOfTurn where others come first and no reason is given, NoSeat, or another Refused.
    """
    turns.take(row)
    seat = to if isinstance(to, Seat) else free_seat_of(to)
    leaver = last_to_leave(seat)
    said = {"by": by, "now": now, "reason": reason, "answer_by": answer_by}
    if leaver is not None:
        with suppress(NotReplaceable):  # they left that seat before, or came in each other's place
            return replacing.replace(leaver, row, **said)
    return offers.make(row, seat=seat, **said)


def free_seat_of(allocation: Allocation) -> Seat:
    """A seat of the allocation that can be taken, those that somebody left first. Raises NoSeat."""
    free = Seat.objects.free().filter(allocation=allocation, state__in=Seat.TO_TAKE)
    seats = list(free.order_by("number"))
    left = [seat for seat in seats if last_to_leave(seat)]
    if not seats:
        raise NoSeat(_("There is no free seat of %(name)s.") % {"name": allocation})
    return (left or seats)[0]


def last_to_leave(seat: Seat) -> Participation | None:
    """Who left the seat last and was not replaced."""
    left = seat.participations.filter(state__in=replacing.LEFT, replaced_by__isnull=True)
    return left.annotate(left_at=Max("changes__at")).order_by("left_at", "pk").last()


@transaction.atomic
def ask(seat: Seat, *, by: User, now: datetime) -> int:
    """Write to the focal points of a seat that somebody left to name somebody else; once a day.

    Gives how many are written to now. Raises SeatTaken, TooLate after the cut-off, or NobodyToAsk.
    """
    turns.take(seat)
    leaver = last_to_leave(seat)
    holder = Participation.objects.holding_a_seat().filter(seat=seat).first()
    if holder is not None or leaver is None:
        raise SeatTaken(_("%(name)s holds this seat.") % {"name": holder or seat})
    allocation = seat.allocation
    if not windows.may_replace(allocation, now):
        raise TooLate(_("The time for replacements of %(name)s is over.") % {"name": allocation})
    asked = list(allocation.focal_points.active().select_related("workshop__country"))
    if not asked:
        raise NobodyToAsk(_("%(name)s has no focal point who signs in.") % {"name": allocation})
    return sum(ask_one(one, seat, leaver, by=by, now=now) for one in asked)


def ask_one(
    focal_point: FocalPoint, seat: Seat, leaver: Participation, *, by: User, now: datetime
) -> bool:
    """Whether the focal point was not written to today."""
    key = f"replacement-{seat.pk}-{now:%Y%m%d}-to-{focal_point.pk}"
    if Message.objects.filter(key=key).exists():
        return False
    cutoff, zone = seat.allocation.replacement_cutoff, leaver.workshop.zone
    letters.send(
        "replacement",
        to=focal_point,
        key=key,
        now=now,
        about=leaver,
        link=access.make_link(focal_point, by=by, now=now),
        facts=lambda: {
            "nominee": str(leaver.person),
            "cutoff": on_both_clocks(cutoff, zone, focal_point.zone) if cutoff else "",
        },
    )
    return True

"""So many seats of an allocation: raised, lowered, offered, returned, cancelled, given on, brought back.

`people.actions.seats` moves seats that are named; here a number is, and free seats are taken from the end.
Where a number reaches seats with somebody on them, it is refused with the names. `seen` is what
`version_of` said when the number was chosen: the same form sent twice, or seats that changed meanwhile,
are refused, so that nothing is done twice.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef
from django.utils.translation import gettext as _

from people.actions import seats
from people.actions.actors import Actor
from people.actions.refusals import SeatsChanged, SeatsRefused
from people.models import Allocation, Participation, Seat, SeatChange

UNUSED = (Seat.State.OFFERED, Seat.State.PLANNED)
TO_MOVE = (*UNUSED, Seat.State.RETURNED, Seat.State.LOST)  # in this order


def version_of(allocation: Allocation) -> str:
    """A text that changes with every change of the allocation's seats."""
    rows = Seat.objects.filter(allocation=allocation).aggregate(count=Count("pk"), last=Max("pk"))
    changed = SeatChange.objects.filter(seat__allocation=allocation).aggregate(last=Max("pk"))
    return f"{rows['count']}-{rows['last'] or 0}-{changed['last'] or 0}"


@transaction.atomic
def resize(
    allocation: Allocation,
    to: int,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    seen: str,
    planned: bool = False,
) -> None:
    """Give it that many seats in force. Raises a SeatsRefused."""
    row = locked(allocation, seen)
    seats.resize(row, to, by=by, now=now, reason=reason, planned=planned)


@transaction.atomic
def offer(
    allocation: Allocation, number: int, *, by: Actor, now: datetime, reason: str, seen: str
) -> list[Seat]:
    """Offer so many of its planned seats, from the first on."""
    row = locked(allocation, seen)
    planned = row.seats.filter(state=Seat.State.PLANNED).order_by("number")
    return seats.offer(first(planned, number), by=by, now=now, reason=reason)


@transaction.atomic
def give_back(
    allocation: Allocation, number: int, *, by: Actor, now: datetime, reason: str, seen: str
) -> list[Seat]:
    """The country or body returns so many seats. Raises SeatsHeld."""
    row = locked(allocation, seen)
    return seats.give_back(unused(row, number), by=by, now=now, reason=reason)


@transaction.atomic
def cancel(
    allocation: Allocation, number: int, *, by: Actor, now: datetime, reason: str, seen: str
) -> list[Seat]:
    """The organiser takes so many seats out of the workshop. Raises SeatsHeld."""
    row = locked(allocation, seen)
    return seats.cancel(unused(row, number), by=by, now=now, reason=reason)


@transaction.atomic
def reallocate(
    allocation: Allocation,
    number: int,
    to: Allocation,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    seen: str,
) -> list[Seat]:
    """Give so many seats on to another allocation of the workshop; the new seats. Raises a SeatsRefused."""
    row = locked(allocation, seen)
    moved = first(movable(row), number)
    return seats.reallocate(moved, to, by=by, now=now, reason=reason)


@transaction.atomic
def bring_back(
    allocation: Allocation, number: int, *, by: Actor, now: datetime, reason: str, seen: str
) -> list[Seat]:
    """Offer so many returned or cancelled seats again, those that went last first."""
    row = locked(allocation, seen)
    gone = row.seats.filter(state__in=seats.GONE)
    gone = gone.annotate(went=Max("changes__at")).order_by("-went", "-number")
    return seats.bring_back(first(gone, number), by=by, now=now, reason=reason)


def locked(allocation: Allocation, seen: str) -> Allocation:
    row = seats.lock(allocation)
    check_seen(row, seen)
    return row


def check_seen(allocation: Allocation, seen: str) -> None:
    """Raises SeatsChanged where the seats are no longer what somebody saw; the allocation is locked."""
    if version_of(allocation) != seen:
        raise SeatsChanged(
            _("The seats of %(name)s have changed since you opened this page. Look again.")
            % {"name": allocation}
        )


def unused(allocation: Allocation, number: int) -> list[Seat]:
    """Free seats from the end, then, for whoever asks for more, those with somebody on them."""
    rows = with_holders(allocation).filter(state__in=UNUSED).order_by("held", "-number")
    return first(rows, number)


def movable(allocation: Allocation) -> list[Seat]:
    rows = with_holders(allocation).filter(state__in=TO_MOVE).order_by("-number")
    return sorted(rows, key=lambda seat: (seat.held, TO_MOVE.index(seat.state)))


def with_holders(allocation: Allocation):
    holder = Participation.objects.holding_a_seat().filter(seat=OuterRef("pk"))
    return allocation.seats.annotate(held=Exists(holder))


def first(rows: Sequence[Seat], number: int) -> list[Seat]:
    """So many of the rows. Raises SeatsRefused where there are fewer."""
    found = list(rows[:number])
    if len(found) < number or number < 1:
        raise SeatsRefused(_("There are %(count)s such seats.") % {"count": len(rows)})
    return found

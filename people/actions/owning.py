"""Whose an allocation is, and whether there is still time: asked again with everything locked.

The workshop's turn comes before any row; see `workshops.turns`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from people import windows
from people.actions.actors import Actor
from people.actions.refusals import NotYours, TooLate, TooOften
from people.models import Allocation, FocalPoint, Participation, State, StateChange
from workshops import turns

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 10  # people that one focal point puts on a seat


def lock_one(
    allocation: Allocation, key: UUID, by: Actor
) -> tuple[Allocation, Participation | None]:
    """The allocation, and the nominee of that key where there is one; both kept from others."""
    turns.take(allocation)
    rows = Participation.objects.select_for_update(of=("self",), no_key=True).filter(
        allocation=allocation, uuid=key
    )
    row = rows.first()
    held = lock_own(allocation, by)
    row = row or rows.first()  # begun by a twin of this request while it waited
    if row:
        row.allocation = held
    return held, row


def lock_rows(rows: Iterable[Participation]) -> list[Participation]:
    """The rows as they are now, of one allocation. Raises NotYours where they are of several."""
    rows = list(rows)
    turns.take(*rows)
    keys = [row.pk for row in rows]
    found = Participation.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    locked = list(found.order_by("pk"))
    for row in locked:
        if row.allocation_id is None or row.allocation_id != locked[0].allocation_id:
            raise NotYours(_("%(name)s is not put forward here.") % {"name": row})
    return sorted(locked, key=lambda row: keys.index(row.pk))


def lock_own(allocation: Allocation, by: Actor) -> Allocation:
    """The allocation as it is now. Raises NotYours where a focal point has no business with it."""
    turns.take(allocation)
    related = Allocation.objects.select_related("stream__workshop")
    held = related.select_for_update(of=("self",), no_key=True).get(pk=allocation.pk)
    if isinstance(by, FocalPoint):
        own = FocalPoint.objects.active().filter(pk=by.pk, allocations=held)
        if not own.exists():
            raise NotYours(_("This is not yours to change."))
    return held


def check_open(held: Allocation, by: Actor, now: datetime) -> None:
    if isinstance(by, FocalPoint) and not windows.may_nominate(held, now):
        raise TooLate(_("The time for nominations is over. Ask the organisers of the workshop."))


def check_replacing(held: Allocation, by: Actor, now: datetime) -> None:
    if isinstance(by, FocalPoint) and not windows.may_replace(held, now):
        raise TooLate(_("The time for replacements is over. Ask the organisers of the workshop."))


def check_pace(by: Actor, now: datetime) -> None:
    """Whoever takes a seat is written to, at an address that nobody looked at: so few within an hour."""
    if not isinstance(by, FocalPoint):
        return
    offered = StateChange.objects.filter(acted_for=by, to_state=State.SELECTED)
    if offered.filter(at__gt=now - AN_HOUR).count() >= MOST_AN_HOUR:
        raise TooOften(
            _("Many people were replaced within an hour. Go on later, or ask the organisers.")
        )

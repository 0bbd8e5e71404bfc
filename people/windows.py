"""Until when a focal point may do what with an allocation. What depends on the time takes `now`."""

from datetime import datetime

from people.models import Allocation, Participation, State


def may_nominate(allocation: Allocation, now: datetime) -> bool:
    """Put forward, change, endorse, withdraw: until the deadline; without one, until the first day."""
    if allocation.nomination_deadline:
        return now <= allocation.nomination_deadline
    return has_not_begun(allocation, now)


def may_replace(allocation: Allocation, now: datetime) -> bool:
    """Name somebody else for a seat: until the cut-off; without one, until the last day."""
    if allocation.replacement_cutoff:
        return now <= allocation.replacement_cutoff
    workshop = allocation.stream.workshop
    return workshop.today(now) <= workshop.ends_on


def may_complete(row: Participation, now: datetime, *, was_returned: bool | None = None) -> bool:
    """Fill in, submit and endorse: after the deadline too what the organisers returned for completion."""
    if may_nominate(row.allocation, now):
        return True
    if row.state not in (State.RETURNED, State.SUBMITTED) or not has_not_begun(row.allocation, now):
        return False
    if was_returned is None:
        was_returned = row.changes.filter(to_state=State.RETURNED).exists()
    return was_returned


def has_not_begun(allocation: Allocation, now: datetime) -> bool:
    workshop = allocation.stream.workshop
    return workshop.today(now) < workshop.starts_on

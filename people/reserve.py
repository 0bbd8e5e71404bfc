"""The order of the reserve: who comes before whom for a seat.

For a seat of an allocation its own reserve comes first, then the country's others in the same stream.
Streams have an order each, and none among them.
"""

from collections.abc import Iterable

from people.models import Participation, State


def waiting(workshop: int) -> list[Participation]:
    """The whole reserve of a workshop, stream by stream in order."""
    rows = Participation.objects.in_reserve().participants().filter(workshop=workshop)
    return list(rows.select_related("person"))


def before(
    row: Participation, allocation: int | None, reserve: Iterable[Participation]
) -> list[Participation]:
    """Those of the reserve who would have a seat of the allocation before `row`, in order.

    Before somebody who does not wait in the reserve come all who wait for that allocation.
    """
    first = [one for one in reserve if one.pk != row.pk and comes_before(one, row, allocation)]
    return sorted(first, key=lambda one: one.allocation_id != allocation)


def comes_before(other: Participation, row: Participation, allocation: int | None) -> bool:
    is_own = allocation is not None and other.allocation_id == allocation
    if row.state != State.RESERVE:
        return is_own
    earlier = other.stream_id == row.stream_id and other.reserve_rank < row.reserve_rank
    if row.allocation_id == allocation and allocation is not None:
        return is_own and earlier
    return is_own or (earlier and other.sending_country_id == row.sending_country_id)

"""What a new workshop takes over of people: how seats were offered, never to whom they went."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.models import Allocation, Call, FundShare, Seat
from workshops import history
from workshops.models import Workshop
from workshops.starting.copies import Copier, Copying, add_copier, leave_behind
from workshops.trash import Values

DEADLINES = ("nomination_deadline", "replacement_cutoff")


def register() -> None:
    add_copier(Copier("streams", _("Streams, funds and seats by country"), said, copy, order=80))
    leave_behind(Allocation, "source_note")


def allocations_of(workshop: Workshop):
    return Allocation.objects.filter(stream__workshop=workshop)


def said(workshop: Workshop) -> str:
    if not workshop.streams.exists():
        return ""
    count = allocations_of(workshop).count()
    return ngettext("%(n)s allocation", "%(n)s allocations", count) % {"n": count}


def copy(copying: Copying) -> None:
    """Streams, funds, the call and allocations, their deadlines as many days before; seats are planned anew."""
    past = copying.past
    copying.copy(past.streams.all())
    copying.copy(past.funds.all())
    copying.copy(Call.objects.filter(workshop=past))

    def change(values: Values) -> Values:
        return values | {name: shifted(values[name], copying.shift) for name in DEADLINES}

    copying.copy(allocations_of(past), change)
    copying.copy(FundShare.objects.filter(allocation__stream__workshop=past))
    history.create_all(Seat, list(planned_seats(copying)))


def shifted(deadline, shift: timedelta):
    return deadline + shift if deadline else None


def planned_seats(copying: Copying):
    """As many seats as were in force in each allocation, numbered from 1, offered to nobody yet."""
    made = copying.made[Allocation]
    counts = dict.fromkeys(made, 0)
    in_force = Seat.objects.in_force().filter(allocation__in=made)
    for allocation in in_force.order_by("pk").values_list("allocation", flat=True):
        counts[allocation] += 1
        yield Seat(
            allocation_id=made[allocation], number=counts[allocation], state=Seat.State.PLANNED
        )

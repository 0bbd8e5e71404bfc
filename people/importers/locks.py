"""What an import of people or seats holds on to while it looks and writes."""

from people.models import Allocation
from workshops.models import Workshop


def lock(workshop: Workshop) -> None:
    """Other imports into the workshop wait, and so does whoever wants one of its seats.

    Seats are locked by their allocations, in the order in which every other change of seats does it.
    """
    list(Workshop.objects.select_for_update(no_key=True).filter(pk=workshop.pk))
    allocations = Allocation.objects.filter(stream__workshop=workshop)
    list(allocations.select_for_update(of=("self",)).order_by("pk"))

"""Where the attempts are made: a workshop that is being prepared, with seats for Mongolia."""

from datetime import timedelta

from django.utils import timezone

from people.models import Allocation, Participation, Seat, State
from tests.factories import make_allocation, make_nominee, make_stream, make_workshop
from workshops.models import Workshop


def preparing(*, starts_in: int = 30, **fields) -> Workshop:
    """A workshop of two weeks whose first day is so many days away; pages go by the real clock."""
    first = timezone.now().date() + timedelta(days=starts_in)
    return make_workshop(starts_on=first, ends_on=first + timedelta(days=13), zone="UTC", **fields)


def seats_for(workshop: Workshop, *, seats: int = 1, country: str = "MNG", **fields) -> Allocation:
    """Seats for a country in the workshop's one stream."""
    stream = workshop.streams.first() or make_stream(workshop=workshop)
    return make_allocation(stream=stream, country=country, seats=seats, **fields)


def holder_of(seat: Seat, *, name: str = "Bat Erdene", **fields) -> Participation:
    """An endorsed nominee who accepted the seat."""
    defaults = {"state": State.ACCEPTED, "seat": seat}
    return make_nominee(allocation=seat.allocation, name=name, **defaults | fields)

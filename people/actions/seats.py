"""How many seats an allocation has."""

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Allocation, Seat

MOST_SEATS = 500


class SeatsRefused(Exception):
    """The number is not possible; the message says why."""


class SeatsHeld(SeatsRefused):
    """Seats that would go have a name on them."""


class TooManySeats(SeatsRefused):
    """The number is probably a slip."""


@transaction.atomic
def resize(allocation: Allocation, to: int) -> None:
    """Give an allocation that many seats in force: new ones after the last, free ones taken from the end.

    A seat that somebody is or was put forward for stays. Raises SeatsHeld or TooManySeats.
    """
    if to > MOST_SEATS:
        raise TooManySeats(_("More than %(most)s seats is probably a slip.") % {"most": MOST_SEATS})
    row = Allocation.objects.select_for_update().get(pk=allocation.pk)
    now = row.seats.in_force().count()
    if to >= now:
        add_seats(row, to - now)
        return
    kept = with_names(row)
    if to < len(kept):
        raise SeatsHeld(
            _("Seats have names on them: %(names)s. %(least)s is the least.")
            % {"names": ", ".join(names_on(kept)), "least": len(kept)}
        )
    free = row.seats.in_force().exclude(pk__in=[seat.pk for seat in kept]).order_by("-number")
    Seat.objects.filter(pk__in=[seat.pk for seat in free[: now - to]]).delete()


def add_seats(allocation: Allocation, count: int) -> None:
    last = max(allocation.seats.values_list("number", flat=True), default=0)
    Seat.objects.bulk_create(
        Seat(allocation=allocation, number=last + place) for place in range(1, count + 1)
    )


def with_names(allocation: Allocation) -> list[Seat]:
    """The seats in force that somebody is or was put forward for: they are never taken away."""
    return list(allocation.seats.in_force().filter(participations__isnull=False).distinct())


def names_on(seats: list[Seat]) -> list[str]:
    rows = Seat.objects.filter(pk__in=[seat.pk for seat in seats], participations__isnull=False)
    return sorted(set(rows.values_list("participations__person__display_name", flat=True)))

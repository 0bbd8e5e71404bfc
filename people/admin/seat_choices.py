"""The seats that somebody could have, as a choice of the office."""

from django.db.models import Q, QuerySet

from people.models import Participation, Seat


def seats_for(row: Participation) -> QuerySet:
    """The free seats that this person could have: of the country that sends, and of bodies."""
    return (
        Seat.objects.free()
        .filter(state__in=Seat.TO_TAKE, allocation__stream__workshop=row.workshop_id)
        .filter(Q(allocation__country__isnull=True) | Q(allocation__country=row.sending_country_id))
        .select_related("allocation__stream", "allocation__country", "allocation__fund")
        .order_by("allocation__stream__position", "allocation", "number")
    )


def label_of(seat: Seat) -> str:
    """Mongolia 2 · CAREC · Main fund."""
    parts = (seat, seat.allocation.stream, seat.allocation.fund)
    return " · ".join(str(part) for part in parts if part)

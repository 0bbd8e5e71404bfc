"""Whom the same ministry nominated before, so that nobody has to be typed twice."""

from django.db.models import Q

from people.models import Allocation, FocalPoint, Participation, State

MOST = 30


def earlier_nominees(allocation: Allocation, focal_point: FocalPoint) -> list[Participation]:
    """Nominees of other workshops whom this focal point, or its ministry for the same country, put forward.

    Each person once, the latest first; nobody who stands on this list already.
    """
    same_desk = Q(allocation__focal_points__email__iexact=focal_point.email)
    if focal_point.organisation and allocation.country_id:
        same_desk |= Q(
            allocation__country=allocation.country_id,
            allocation__focal_points__organisation__iexact=focal_point.organisation,
        )
    rows = (
        Participation.objects.participants()
        .filter(same_desk, channel=Participation.Channel.NOMINATION)
        .exclude(workshop=allocation.stream.workshop_id)
        .exclude(state=State.DRAFT)
        .exclude(person__participations__allocation=allocation)
        .select_related("person__nationality", "dossier", "workshop")
        .order_by("-workshop__starts_on", "-pk")
        .distinct()
    )
    latest: dict[int, Participation] = {}
    for row in rows:
        latest.setdefault(row.person_id, row)
    return list(latest.values())[:MOST]

"""What people said themselves of what they eat, lately: the kitchen may not know yet."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from people.models import Facet

THIS_WEEK = timedelta(days=7)


def told_this_week(facet: Facet | None, now: datetime) -> bool:
    """Whether the person said it, not the office, within seven days."""
    return bool(
        facet
        and facet.status == Facet.Status.DONE
        and facet.updated_by_id is None
        and facet.updated_at
        and facet.updated_at >= now - THIS_WEEK
    )


def diets_told_this_week(now: datetime) -> QuerySet[Facet]:
    """The same of all diets that count."""
    return Facet.objects.that_count().filter(
        kind=Facet.Kind.DIET,
        status=Facet.Status.DONE,
        updated_by=None,
        updated_at__gte=now - THIS_WEEK,
    )

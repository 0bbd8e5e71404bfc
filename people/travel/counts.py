"""How much is overdue, of several workshops at once."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from people.models import Facet
from workshops.models import Workshop


def overdue_in(workshops: Collection[Workshop], *, now: datetime) -> Counter[int]:
    """How many facets are overdue by each workshop's own calendar, while it is not over; in one query."""
    today = {workshop.pk: workshop.today(now) for workshop in workshops}
    busy = [workshop.pk for workshop in workshops if today[workshop.pk] <= workshop.ends_on]
    rows = (
        Facet.objects.open()
        .that_count()
        .filter(participation__workshop__in=busy, due_on__isnull=False)
        .order_by()
        .values_list("participation__workshop", "due_on")
        .annotate(count=Count("pk"))
    )
    found: Counter[int] = Counter()
    for workshop, due_on, count in rows:
        if due_on < today[workshop]:
            found[workshop] += count
    return found

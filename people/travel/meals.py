"""What a kitchen has to know of a workshop: how many eat what. Never who."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from people.models import EXPECTED, Facet, Participation
from workshops.models import Workshop


@dataclass(frozen=True)
class Meal:
    """How many eat so."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Meals:
    """Of everybody expected at the table: how many eat what, and how many have not said."""

    people: int
    counts: tuple[Meal, ...]
    unsaid: int


def meals(workshop: Workshop, *, states: Collection[str] = EXPECTED) -> Meals:
    """Of everybody expected at the workshop; in two queries."""
    return meals_of(Participation.objects.filter(workshop=workshop, state__in=states))


def meals_of(rows: QuerySet) -> Meals:
    """Of these participations; in two queries."""
    facets = Facet.objects.filter(kind=Facet.Kind.DIET, participation__in=rows.order_by()).exclude(
        status=Facet.Status.NOT_NEEDED
    )
    counted = dict(
        facets.filter(status=Facet.Status.DONE)
        .exclude(diet="")
        .order_by()
        .values_list("diet")
        .annotate(count=Count("pk"))
    )
    people = expected(rows)
    return Meals(
        people=people,
        counts=tuple(
            Meal(code, str(label), counted[code])
            for code, label in Facet.Diet.choices
            if counted.get(code)
        ),
        unsaid=people - sum(counted.values()),
    )


def expected(rows: QuerySet) -> int:
    """Everybody at the table: not those who eat elsewhere."""
    elsewhere = Facet.objects.filter(kind=Facet.Kind.DIET, status=Facet.Status.NOT_NEEDED)
    return rows.exclude(facets__in=elsewhere).count()

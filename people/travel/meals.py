"""What a kitchen has to know of a workshop: how many eat what. Never who."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

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
    """In two queries."""
    facets = Facet.objects.filter(
        kind=Facet.Kind.DIET,
        participation__workshop=workshop,
        participation__state__in=states,
    ).exclude(status=Facet.Status.NOT_NEEDED)
    counted = dict(
        facets.filter(status=Facet.Status.DONE)
        .exclude(diet="")
        .order_by()
        .values_list("diet")
        .annotate(count=Count("pk"))
    )
    people = expected(workshop, states)
    return Meals(
        people=people,
        counts=tuple(
            Meal(code, str(label), counted[code])
            for code, label in Facet.Diet.choices
            if counted.get(code)
        ),
        unsaid=people - sum(counted.values()),
    )


def expected(workshop: Workshop, states: Collection[str]) -> int:
    """Everybody at the table: not those who eat elsewhere."""
    rows = Participation.objects.filter(workshop=workshop, state__in=states)
    elsewhere = Facet.objects.filter(kind=Facet.Kind.DIET, status=Facet.Status.NOT_NEEDED)
    return rows.exclude(facets__in=elsewhere).count()

"""What stands over the roster of one workshop: lists by role, ways to add, who is missing from every list."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now

from people import billed
from people.admin import roles
from people.billed import Unlisted
from people.models import HOLDING, WITHOUT_A_SEAT, Participation, Role, Seat
from workshops.models import Country, Workshop

ROLES_SHOWN = "role__exact"


@dataclass(frozen=True)
class Tab:
    """One list: everybody of a role, or everybody."""

    label: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class Way:
    label: str
    url: str


@dataclass(frozen=True)
class Quota:
    """The seats of one country: how many are in force, how many are held, and the list of its people."""

    country: str
    seats: int
    held: int
    url: str

    @property
    def has_free(self) -> bool:
        return self.held < self.seats


@dataclass(frozen=True)
class Head:
    tabs: tuple[Tab, ...]
    quotas: tuple[Quota, ...]
    ways: tuple[Way, ...]
    unlisted: tuple[Unlisted, ...]

    @property
    def seats(self) -> int:
        return sum(quota.seats for quota in self.quotas)

    @property
    def held(self) -> int:
        return sum(quota.held for quota in self.quotas)


def head(request: HttpRequest, workshop: Workshop) -> Head:
    """In four queries, whatever the number of people."""
    return Head(
        quotas=quotas(workshop),
        tabs=tabs(workshop, request.GET.get(ROLES_SHOWN, "")),
        ways=ways(workshop) if roles.may_add(request.user) else (),
        unlisted=billed.unlisted(workshop, today=workshop.today(timezone.now())),
    )


def tabs(workshop: Workshop, current: str) -> tuple[Tab, ...]:
    """Roles that somebody has; each leads to as many rows as it says."""
    rows = Participation.objects.filter(workshop=workshop).order_by().values_list("role")
    counts = dict(rows.annotate(Count("pk")))
    everybody = Tab(
        _now("Everybody"), sum(counts.values()), roles.list_page(workshop.pk), current == ""
    )
    return (
        everybody,
        *(
            Tab(role.label, counts[role], roles.list_page(workshop.pk, role), current == role)
            for role in (Role.PARTICIPANT, *WITHOUT_A_SEAT)
            if role in counts
        ),
    )


def ways(workshop: Workshop) -> tuple[Way, ...]:
    return tuple(
        Way(
            str(label),
            reverse("admin:people_participation_role", args=[workshop.pk, role]),
        )
        for role, label in roles.ADD.items()
    )


def quotas(workshop: Workshop) -> tuple[Quota, ...]:
    """Of each country that has seats, all its streams and funds together, by name."""
    holders = Participation.objects.filter(seat=OuterRef("pk"), state__in=HOLDING)
    rows = (
        Seat.objects.in_force()
        .filter(allocation__stream__workshop=workshop, allocation__country__isnull=False)
        .annotate(is_held=Exists(holders))
        .order_by()
        .values_list("allocation__country")
        .annotate(seats=Count("pk"), held=Count("pk", filter=Q(is_held=True)))
    )
    counts = {code: (seats, held) for code, seats, held in rows}
    countries = Country.objects.in_bulk(counts)
    return tuple(
        Quota(
            str(country),
            *counts[country.pk],
            f"{roles.list_page(workshop.pk, Role.PARTICIPANT)}"
            f"&sending_country__code__exact={country.pk}",
        )
        for country in sorted(countries.values(), key=lambda one: (str(one), one.pk))
    )

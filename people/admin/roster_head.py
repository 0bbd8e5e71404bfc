"""What stands over the roster of one workshop: lists by role, ways to add, who is missing from every list."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now

from people import billed
from people.admin import roles
from people.billed import Unlisted
from people.models import WITHOUT_A_SEAT, Participation, Role
from workshops.models import Workshop

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
class Head:
    tabs: tuple[Tab, ...]
    ways: tuple[Way, ...]
    unlisted: tuple[Unlisted, ...]


def head(request: HttpRequest, workshop: Workshop) -> Head:
    """In two queries, whatever the number of people."""
    return Head(
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

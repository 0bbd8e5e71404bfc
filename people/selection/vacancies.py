"""Seats that are to be filled: those that somebody left and nobody has, and free ones with people waiting.

What the page of who follows lists and what the dashboard counts is found here, by the same rule.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from people import windows
from people.actions.replacing import LEFT
from people.models import Participation, Seat, State
from workshops.models import Workshop


class Kind(models.TextChoices):
    """Why a seat is to be filled. What is `LATE` is one of the first two as well."""

    LEFT = "left", _("Somebody left")
    EXPIRED = "expired", _("Offer expired")
    FREE = "free", _("Free, with a reserve")
    LATE = "late", _("Time for replacements over")


@dataclass(frozen=True)
class OpenSeat:
    """A seat to be filled. `leaver` left it last; without one, `number` seats of its allocation are free."""

    seat: Seat
    leaver: Participation | None
    number: int
    kinds: frozenset[Kind]

    @property
    def workshop(self) -> Workshop:
        return self.seat.allocation.stream.workshop


def open_seats(workshops: Collection[Workshop], *, now: datetime) -> list[OpenSeat]:
    """Those left first, then the free ones; in the order of the allocations, in three queries."""
    leavers = last_leavers(workshops)
    left = [OpenSeat(row.seat, row, 1, frozenset(kinds_of(row, now))) for row in leavers]
    return [*left, *free_with_reserve(workshops, [row.seat_id for row in leavers])]


def kinds_of(leaver: Participation, now: datetime) -> Iterator[Kind]:
    yield Kind.EXPIRED if leaver.state == State.EXPIRED else Kind.LEFT
    if not windows.may_replace(leaver.seat.allocation, now):
        yield Kind.LATE


def last_leavers(workshops: Iterable[Workshop]) -> list[Participation]:
    """Who left each seat last that can be taken, that nobody has and on which nobody was replaced."""
    rows = (
        Participation.objects.participants()
        .filter(seat__in=free_seats(workshops), state__in=LEFT, replaced_by__isnull=True)
        .annotate(left_at=Max("changes__at"))
        .select_related(
            "person", "dossier", "organisation", "seat__allocation__country",
            "seat__allocation__fund", "seat__allocation__stream__workshop",
        )
        .order_by(
            "seat__allocation__stream__position", "seat__allocation__position",
            "seat__allocation", "seat__number", "left_at", "pk",
        )
    )  # fmt: skip
    last: dict[int, Participation] = {row.seat_id: row for row in rows}
    return list(last.values())


def free_seats(workshops: Iterable[Workshop]) -> QuerySet[Seat]:
    return Seat.objects.free().filter(
        allocation__stream__workshop__in=workshops, state__in=Seat.TO_TAKE
    )


def free_with_reserve(workshops: Collection[Workshop], left: Collection[int]) -> Iterator[OpenSeat]:
    """The first of each allocation that has free seats nobody left, and somebody who waits for one."""
    waiting = Participation.objects.in_reserve().participants().filter(workshop__in=workshops)
    asked = set()
    for allocation, workshop, country in waiting.values_list(
        "allocation", "workshop", "sending_country"
    ):
        asked |= {allocation, (workshop, country)}
    seats = (
        free_seats(workshops)
        .exclude(pk__in=left)
        .select_related(
            "allocation__country", "allocation__fund", "allocation__stream__workshop"
        )
        .order_by(
            "allocation__stream__position", "allocation__position", "allocation", "number"
        )
    )  # fmt: skip
    found: dict[int, list[Seat]] = {}
    for seat in seats:
        own, country = seat.allocation, seat.allocation.country_id
        if own.pk in asked or (country and (own.stream.workshop_id, country) in asked):
            found.setdefault(own.pk, []).append(seat)
    for those in found.values():
        yield OpenSeat(those[0], None, len(those), frozenset({Kind.FREE}))

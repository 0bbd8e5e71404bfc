"""Who comes along on the visits of a workshop, gathered once for a page: people, sign-ups, vehicles, counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from people.attendance import was_here
from people.models import (
    CAME,
    HeadCount,
    Participation,
    Role,
    State,
    VehicleSeat,
    VisitSignUp,
)
from workshops.models import SiteVisit, Workshop

COME_ALONG = (State.ACCEPTED, *CAME)  # who can be on a visit at all


@dataclass(frozen=True)
class Count:
    """One head that was counted: when, and in which vehicle."""

    at: datetime
    vehicle: int | None


@dataclass(frozen=True)
class Traveller:
    """One person as a visit knows them. `waits` is the place in the waiting list, 0 for none."""

    pk: int
    name: str
    native_name: str
    country: str
    role: str
    vehicle: int | None
    counts: Mapping[str, Count]
    is_listed: bool
    signed_up: bool
    waits: int

    def is_aboard(self, leg: str) -> bool:
        return leg in self.counts


@dataclass(frozen=True)
class Party:
    """Everybody who can be on one visit. `listed` are those who are expected to come along."""

    everybody: tuple[Traveller, ...]

    @property
    def listed(self) -> tuple[Traveller, ...]:
        return tuple(one for one in self.everybody if one.is_listed)

    @property
    def waiting(self) -> tuple[Traveller, ...]:
        waiting = [one for one in self.everybody if one.waits]
        return tuple(sorted(waiting, key=lambda one: one.waits))

    def expected(self, leg: str) -> tuple[Traveller, ...]:
        """Those to look for: on the way back whoever was counted on the way out, where somebody was."""
        out = tuple(one for one in self.everybody if one.is_aboard(HeadCount.Leg.OUT))
        if leg == HeadCount.Leg.BACK and out:
            came_later = (one for one in self.everybody if one.is_aboard(leg) and one not in out)
            return (*out, *came_later)
        return self.listed


@dataclass(frozen=True)
class Gathered:
    """What the parties of a workshop's visits are made of: four queries, whatever the number of each."""

    workshop: Workshop
    rows: tuple[Participation, ...]
    sign_ups: Mapping[int, tuple[int, ...]]  # participations in order, by visit
    vehicles: Mapping[tuple[int, int], int]  # by visit and participation
    counts: Mapping[tuple[int, int], Mapping[str, Count]]

    def party(self, visit: SiteVisit, today: date) -> Party:
        order = {key: number for number, key in enumerate(self.valid_sign_ups(visit), start=1)}
        return Party(tuple(self.traveller(row, visit, order, today) for row in self.rows))

    def valid_sign_ups(self, visit: SiteVisit) -> tuple[int, ...]:
        """In order; of those who do not come to the workshop any more nothing is left."""
        if not visit.needs_sign_up:
            return ()
        coming = {row.pk for row in self.rows}
        return tuple(key for key in self.sign_ups.get(visit.pk, ()) if key in coming)

    def traveller(
        self, row: Participation, visit: SiteVisit, order: Mapping[int, int], today: date
    ) -> Traveller:
        key, number = (visit.pk, row.pk), order.get(row.pk, 0)
        waits = waits_as(number, visit)
        counts = self.counts.get(key, {})
        by_rule = self.comes_by_rule(row, visit, today) and (
            not visit.needs_sign_up or (bool(number) and not waits)
        )
        return Traveller(
            pk=row.pk,
            name=row.person.display_name,
            native_name=row.person.native_name,
            country=str(row.sending_country or ""),
            role="" if row.role == Role.PARTICIPANT else row.get_role_display(),
            vehicle=self.vehicles.get(key),
            counts=counts,
            is_listed=by_rule or key in self.vehicles or bool(counts),
            signed_up=bool(number),
            waits=waits,
        )

    def comes_by_rule(self, row: Participation, visit: SiteVisit, today: date) -> bool:
        """A participant who is there on that day, or may still be: others come where they have a vehicle."""
        day = visit.session.date
        if row.role != Role.PARTICIPANT:
            return False
        if row.state == State.ACCEPTED:
            return today < day and (not row.expected_on or row.expected_on <= day)
        return was_here(row, day, self.workshop)


def waits_as(number: int, visit: SiteVisit) -> int:
    """The place in the waiting list of who signed up as that number; 0 for who has a place."""
    return max(0, number - visit.places) if visit.places is not None else 0


def gathered(workshop: Workshop, visits: Iterable[SiteVisit]) -> Gathered:
    visits = list(visits)
    rows = (
        workshop.participations.filter(state__in=COME_ALONG)
        .select_related("person", "sending_country")
        .order_by("person__sort_name", "person__display_name", "pk")
    )
    return Gathered(
        workshop=workshop,
        rows=tuple(rows),
        sign_ups=sign_ups_of(visits),
        vehicles={
            (visit, row): vehicle
            for visit, row, vehicle in VehicleSeat.objects.filter(visit__in=visits).values_list(
                "visit", "participation", "transport"
            )
        },
        counts=counts_of(visits),
    )


def sign_ups_of(visits: Iterable[SiteVisit]) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = VisitSignUp.objects.filter(visit__in=visits).order_by("visit", "number")
    for visit, row in rows.values_list("visit", "participation"):
        found[visit].append(row)
    return {visit: tuple(keys) for visit, keys in found.items()}


def counts_of(visits: Iterable[SiteVisit]) -> Mapping[tuple[int, int], Mapping[str, Count]]:
    found: dict[tuple[int, int], dict[str, Count]] = defaultdict(dict)
    rows = HeadCount.objects.filter(visit__in=visits).order_by("pk")
    for visit, row, leg, at, vehicle in rows.values_list(
        "visit", "participation", "leg", "at", "transport"
    ):
        found[visit, row][leg] = Count(at, vehicle)
    return found

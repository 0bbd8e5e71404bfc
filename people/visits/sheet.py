"""The list that heads are counted by on one leg of a visit: who is aboard, and who is missing."""

from dataclasses import dataclass
from datetime import time, tzinfo

from people import names
from people.models import HeadCount
from people.visits.party import Party, Traveller
from workshops.models import SiteVisit, Transport

MOST_NAMES = 6  # of those missing, in one line


@dataclass(frozen=True)
class Line:
    """One person on the list. `at` is when they were counted, on the workshop's clock."""

    who: Traveller
    is_aboard: bool
    at: time | None
    vehicle: str


@dataclass(frozen=True)
class Tally:
    """How far one vehicle is: None is everybody together."""

    vehicle: Transport | None
    aboard: int
    expected: int
    is_chosen: bool


@dataclass(frozen=True)
class Sheet:
    """One leg, of one vehicle or of all. `others` are those whom nobody expects along."""

    leg: str
    vehicle: Transport | None
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    tallies: tuple[Tally, ...]
    missing: tuple[Traveller, ...]
    aboard: int

    @property
    def expected(self) -> int:
        return self.aboard + len(self.missing)

    @property
    def missing_named(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.missing[:MOST_NAMES])

    @property
    def missing_more(self) -> int:
        return max(0, len(self.missing) - MOST_NAMES)

    @property
    def other_leg(self) -> str:
        legs = HeadCount.Leg
        return legs.BACK.value if self.leg == legs.OUT else legs.OUT.value


def sheet_of(
    visit: SiteVisit,
    party: Party,
    leg: str,
    *,
    vehicle: Transport | None = None,
    looked_for: str = "",
) -> Sheet:
    """`visit` with its transports loaded; the words looked for narrow the list, never the figures."""
    expected = party.expected(leg)
    here = [one for one in expected if rides_in(one, leg, vehicle)]
    labels = {row.pk: str(row) for row in visit.transports.all()}
    zone = visit.session.workshop.tzinfo
    rest = [one for one in party.everybody if one not in here]
    return Sheet(
        leg=leg,
        vehicle=vehicle,
        lines=tuple(line(one, leg, labels, zone) for one in here if matches(one, looked_for)),
        others=tuple(line(one, leg, labels, zone) for one in rest if matches(one, looked_for)),
        tallies=tallies(visit, expected, leg, vehicle),
        missing=tuple(one for one in here if not one.is_aboard(leg)),
        aboard=sum(one.is_aboard(leg) for one in here),
    )


def rides_in(one: Traveller, leg: str, vehicle: Transport | None) -> bool:
    """In the vehicle they were counted in, or else the one they were given."""
    return vehicle is None or vehicle_of(one, leg) == vehicle.pk


def vehicle_of(one: Traveller, leg: str) -> int | None:
    counted = one.counts.get(leg)
    return (counted and counted.vehicle) or one.vehicle


def line(one: Traveller, leg: str, labels: dict[int, str], zone: tzinfo) -> Line:
    counted = one.counts.get(leg)
    return Line(
        who=one,
        is_aboard=counted is not None,
        at=counted.at.astimezone(zone).time() if counted else None,
        vehicle=labels.get(vehicle_of(one, leg) or 0, ""),
    )


def tallies(
    visit: SiteVisit, expected: tuple[Traveller, ...], leg: str, chosen: Transport | None
) -> tuple[Tally, ...]:
    """All together, then vehicle by vehicle; nothing to choose where there is but one."""
    there = list(visit.transports.all())
    if len(there) < 2:
        return ()
    found = []
    for vehicle in (None, *there):
        riders = [one for one in expected if rides_in(one, leg, vehicle)]
        aboard = sum(one.is_aboard(leg) for one in riders)
        found.append(Tally(vehicle, aboard, len(riders), vehicle == chosen))
    return tuple(found)


def matches(one: Traveller, looked_for: str) -> bool:
    text = names.fold(" ".join((one.name, one.native_name, one.country)))
    return all(names.fold(word) in text for word in looked_for.split())

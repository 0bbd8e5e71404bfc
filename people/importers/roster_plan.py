"""What each row of a roster is about: a person, their place in the workshop, and a seat if they need one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from people.importers.roster_known import Known, country_of
from people.models import HOLDING, Allocation, Participation, Person, Role, Seat
from workshops.importers.changes import held_by
from workshops.importers.sheets import Record
from workshops.models import Country

NAMES = ("display_name", "given_names", "family_name", "native_name", "sort_name", "email")
PERSON = (*NAMES, "honorific", "gender", "nationality", "phone")


@dataclass
class Line:
    """One row, and whom it means; a row without a name means nobody who is there.

    `place` is the participation that is there already; `first` an earlier line about the same person
    in the same role, which is one too many. `together` are all lines about the person where there are
    several, in several roles.
    """

    record: Record
    person: Person
    is_new: bool
    place: Participation | None
    first: "Line | None"
    seat: Seat | None = None
    together: "list[Line]" = field(default_factory=list)

    def of_person(self, keys: Iterable[str]) -> dict[str, Any]:
        """What the file says of the person: of several rows the first that is not blank counts."""
        values = self.record.given(*(key for key in keys if key in self.record.values))
        for key in values if self.together else ():
            said = (line.record.get(key) for line in self.together)
            values[key] = next((value for value in said if value not in (None, "")), values[key])
        return values

    @property
    def role(self) -> str | None:
        """As the file says it; where it has no such column, the one that the person has here."""
        if self.place is not None:
            return self.place.role
        return self.record.get("role")

    @property
    def state(self) -> str | None:
        """A state that is there already is kept."""
        return self.place.state if self.place else self.record.get("state")

    @property
    def sends(self) -> bool:
        """Whether the row says who sends a participant: a country, or a body with seats of its own."""
        return isinstance(self.record.get("sending_country"), Country) or bool(
            self.record.get("body")
        )

    @property
    def needs_seat(self) -> bool:
        """Whether this is a participant who comes to hold a seat, and has none yet."""
        return (
            (self.place is None or self.place.seat_id is None)
            and self.role == Role.PARTICIPANT
            and self.state in HOLDING
            and self.sends
        )

    def after(self, key: str) -> Any:
        """The value of a column once the file is imported; keys of related rows from before."""
        if key in self.record.present or self.place is None:
            return self.record.get(key)
        return held_by(self.place, key)


def lines_of(rows: Iterable[Record], known: Known) -> list[Line]:
    """A line for each row, with the seats given out."""
    lines = []
    firsts: dict[tuple[int, str | None], Line] = {}
    for record in rows:
        line = line_of(record, known)
        about = (id(line.place or line.person), line.role)
        line.first = firsts.get(about)
        firsts.setdefault(about, line)
        lines.append(line)
    put_together(lines)
    give_seats(lines, known)
    return lines


def put_together(lines: list[Line]) -> None:
    """Tell lines about one person of each other."""
    by_person: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_person[id(line.person)].append(line)
    for together in by_person.values():
        if len(together) > 1:
            for line in together:
                line.together = together


def line_of(record: Record, known: Known) -> Line:
    place = known.by_reference.get(record.get("reference") or "")
    if not record.get("display_name"):
        person = place.person if place else Person()
        return Line(record, person, is_new=place is None, place=place, first=None)
    found = place.person if place else known.people.of(record)
    person = found or Person()
    known.people.remember(
        person, record["display_name"], country_of(record), record.get("email") or ""
    )
    place = place or known.place_of(person, record)
    return Line(record, person, is_new=found is None, place=place, first=None)


def give_seats(lines: list[Line], known: Known) -> None:
    """Free seats in the file's order; rows that name a fund come before those that any fund suits."""
    for line in sorted(lines, key=lambda line: not line.record.get("fund")):
        if line.needs_seat:
            line.seat = known.take_seat(line.record)


def allocation_of(line: Line, known: Known) -> Allocation | None:
    """The one whose seat it is, or the only one that a nominee can be put forward under."""
    if line.seat is not None:
        return line.seat.allocation
    pools = known.pools_for(line.record) if line.role == Role.PARTICIPANT else []
    return pools[0].allocation if len(pools) == 1 else None

"""Whom a change of the agenda concerns.

- a session: the participants who are coming or there, all of them or those of its groups; whoever is billed
  on it; and those of the workshop's people who come from an organisation that hosts it. Before the change or
  after it: who is no longer billed is concerned, and so is everybody of a session that is cancelled.
- the order of a half-day, a venue: as the sessions there.
- a speaker's name, post or biography: that speaker. The dates, the zone, the windows: everybody.
- a component, a track: nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from people.group_sessions import numbers_in
from people.models import EXPECTED, Participation, Role, State
from workshops import freezing
from workshops.changes import Change, Difference
from workshops.models import Workshop

Row = Mapping[str, Any]
THERE = (
    State.ACCEPTED,
    State.ARRIVED,
)  # of participants; the others are expected once they are invited


@dataclass(frozen=True)
class Affected:
    """Somebody, and what changes for them in the order of the agenda."""

    row: Participation
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Circle:
    """Everybody of one workshop whom a change may concern."""

    rows: tuple[Participation, ...]

    @cached_property
    def participants(self) -> dict[int, int | None]:
        """The number of the group of each, by primary key; None for those in none."""
        return {
            row.pk: row.group_membership.group.number if hasattr(row, "group_membership") else None
            for row in self.rows
            if row.role == Role.PARTICIPANT and row.state in THERE
        }

    @cached_property
    def billed(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for row in self.rows:
            if row.speaker is not None:
                found[row.speaker.slug].add(row.pk)
        return found

    @cached_property
    def of_organisation(self) -> dict[tuple, set[int]]:
        """Those who hold no seat, by the names of their organisation."""
        found: dict[tuple, set[int]] = defaultdict(set)
        for row in self.rows:
            if row.organisation is not None and row.role != Role.PARTICIPANT:
                found[named(freezing.texts(row.organisation, "name"))].add(row.pk)
        return found

    def touched_by(self, change: Change, difference: Difference) -> set[int]:
        """Primary keys of those concerned."""
        if change.subject == "workshop":
            return set(self.participants).union(*self.billed.values())
        if change.subject == "speaker":
            return set(self.billed.get(change.key, ()))
        return set().union(*map(self.of_session, sessions_of(change, difference)))

    def of_session(self, row: Row) -> set[int]:
        groups = numbers_in(row)
        found = {pk for pk, group in self.participants.items() if not groups or group in groups}
        for billing in row.get("speakers") or ():
            found |= self.billed.get(billing["slug"], set())
        for host in row.get("hosts") or ():
            found |= self.of_organisation.get(named(host["name"]), set())
        return found


def circle_of(workshop: Workshop, *, person: int | None = None) -> Circle:
    """Everybody, or one person in all their roles; in one query."""
    rows = workshop.participations.filter(state__in=EXPECTED).select_related(
        "person", "speaker", "organisation", "group_membership__group"
    )
    if person is not None:
        rows = rows.filter(person=person)
    return Circle(tuple(rows.order_by("person__sort_name", "person__display_name", "pk")))


def affected(circle: Circle, difference: Difference) -> list[Affected]:
    """Each person once, with what changes for them in any of their roles; a seat speaks first."""
    found: dict[int, list[Change]] = defaultdict(list)
    for change in difference:
        for pk in circle.touched_by(change, difference):
            found[pk].append(change)
    people: dict[int, list[Participation]] = defaultdict(list)
    for row in circle.rows:
        if row.pk in found:
            people[row.person_id].append(row)
    return [one_of(rows, found, difference) for rows in people.values()]


def one_of(
    rows: list[Participation], found: Mapping[int, list[Change]], difference: Difference
) -> Affected:
    first = min(rows, key=lambda row: (row.role != Role.PARTICIPANT, row.pk))
    theirs = {id(change) for row in rows for change in found[row.pk]}
    return Affected(first, tuple(change for change in difference if id(change) in theirs))


def sessions_of(change: Change, difference: Difference) -> Iterable[Row]:
    """The sessions that a change is about, as they were and as they are."""
    if change.subject == "session":
        yield from (row for row in (change.before, change.after) if row is not None)
    elif change.subject == "order":
        keys = {key for edit in change.edits for key in (*edit.before, *edit.after)}
        yield from (row for row in difference.after["sessions"] if row["uuid"] in keys)
    elif change.subject == "venue":
        yield from at_venue(difference.before, change.before)
        yield from at_venue(difference.after, change.after)


def at_venue(content: Row, venue: Row | None) -> Iterable[Row]:
    if venue is not None:
        yield from (row for row in content.get("sessions", ()) if row["venue"] == venue["id"])


def named(texts: Mapping[str, str]) -> tuple:
    return tuple(sorted(texts.items()))

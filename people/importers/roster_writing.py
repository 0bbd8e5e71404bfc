"""Brings a roster's rows into the database: people and their places, many rows at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from people import names
from people.actions import seats, states
from people.importers.roster_known import Known
from people.importers.roster_plan import NAMES, PERSON, Line, allocation_of, lines_of
from people.models import (
    HOLDING,
    Dossier,
    Participation,
    Person,
    Role,
    Seat,
    State,
    User,
)
from workshops.content import columns
from workshops.importers.bulk import Batch
from workshops.importers.changes import Act, Changes, Difference, Entry, differences
from workshops.importers.sheets import Record
from workshops.models import Workshop

PARTICIPATION = (
    "stream", "sending_country", "duty_station", "unit", "speaker", "list_number",
    "rank", "expected_on", "private_note", "printed_name", "printed_post", "printed_country", "arrived_on", "left_on",
    "public_list", "directory", "photo_consent", *columns("post"),
)  # fmt: skip
DOSSIER = ("organisation", "sector")


@dataclass(frozen=True)
class Writing:
    """For which workshop, on whose behalf, when, and what is there."""

    workshop: Workshop
    by: User | None
    now: datetime
    known: Known

    def channel_of(self, line: Line) -> str:
        """As the file says; else what it means to write somebody down as they are."""
        if line.record["channel"]:
            return line.record["channel"]
        if line.state not in HOLDING:
            return Participation.Channel.NOMINATION
        over = self.workshop.ends_on < self.workshop.today(self.now)
        return Participation.Channel.HISTORICAL if over else Participation.Channel.INVITATION

    def next_in_reserve(self, line: Line) -> int:
        """After the last of the stream, in the file's order."""
        stream = self.known.streams.get(line.record["stream"])
        key = stream.pk if stream else None
        self.known.reserve[key] += 1
        return self.known.reserve[key]


def write_roster(rows: list[Record], writing: Writing, changes: Changes) -> None:
    """Write every row; what a column that the file lacks would say is left as it is."""
    people, places = Batch(Person, changes), Batch(Participation, changes)
    dossiers = Batch(Dossier, changes)
    for line in lines_of(rows, writing.known):
        write_person(line, people)
        place = write_place(line, places, writing)
        write_dossier(line, place, dossiers, writing)
        use_again(line.seat, writing, changes)
    for batch in (people, places, dossiers):
        batch.save()
    begun = states.begin_all(places.new, by=writing.by, now=writing.now, reason=_("Imported"))
    changes.besides += [Entry(Act.NEW, row) for row in begun]


def use_again(seat: Seat | None, writing: Writing, changes: Changes) -> None:
    """A seat that was lost is one that is offered, once somebody takes it."""
    if seat is None or seat.state != Seat.State.LOST:
        return
    differing = Difference("state", seat.state, Seat.State.OFFERED.value)
    changes.besides.append(Entry(Act.CHANGED, seat, differences=(differing,)))
    seats.store(seat, Seat.State.OFFERED, by=writing.by, now=writing.now, reason=_("Imported"))
    changes.besides.append(Entry(Act.NEW, seat.changes.latest("pk")))


def write_person(line: Line, people: Batch) -> None:
    values = line.of_person(PERSON)
    values |= names_following(line.person, values)
    if line.is_new:
        people.add(line.person, values, line.record)
    else:
        people.alter(line.person, values, line.record)


def names_following(person: Person, values: dict[str, Any]) -> dict[str, str]:
    """Under what a person is sorted and found, where a name changes."""
    asked = values.pop("sort_name", "")
    wanted = {name: values[name] for name in NAMES if name in values}
    wanted |= {"sort_name": asked} if asked else {}
    if not differences(person, wanted):
        return {}
    after = Person(**{name: getattr(person, name) for name in NAMES} | wanted)
    after.sort_name = asked or names.sort_name_for(after)
    return {"sort_name": after.sort_name, "searchable": names.searchable_for(after)}


def write_place(line: Line, places: Batch, writing: Writing) -> Participation:
    record, known = line.record, writing.known
    values = record.given(*PARTICIPATION)
    if "stream" in values:
        values["stream"] = known.streams.get(record["stream"])
    if "speaker" in values:
        values["speaker"] = known.speakers[names.fold(record["speaker"])]
    if "organisation" in record.present and line.role != Role.PARTICIPANT:
        values["organisation"] = known.organisations.get(names.fold(record["organisation"]))
    if line.place is not None:
        places.alter(line.place, values, record)
        return line.place
    place = Participation(workshop=writing.workshop, person=line.person, role=line.role)
    places.add(place, values | beginning(line, writing), record)
    return place


def beginning(line: Line, writing: Writing) -> dict[str, Any]:
    """What is said once, when somebody is added."""
    reason = line.record["waiver_reason"]
    return {
        "state": line.state,
        "reserve_rank": writing.next_in_reserve(line) if line.state == State.RESERVE else None,
        "channel": writing.channel_of(line),
        "seat": line.seat,
        "allocation": allocation_of(line, writing.known),
        "waiver_reason": reason,
        "waived_by": writing.by if reason else None,
    }


def write_dossier(line: Line, place: Participation, dossiers: Batch, writing: Writing) -> None:
    """What is said of a nominee's work; no empty dossier is made."""
    values = line.record.given(*DOSSIER)
    if line.role != Role.PARTICIPANT or not values:
        return
    there = writing.known.dossiers.get(place.pk) if place.pk else None
    if there is not None:
        if differences(there, values):
            values["updated_at"] = writing.now
        dossiers.alter(there, values, line.record)
    elif any(values.values()):
        dossiers.add(Dossier(participation=place, updated_at=writing.now), values, line.record)

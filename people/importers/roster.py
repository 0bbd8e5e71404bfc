"""A roster from a sheet: people, and their place in one workshop."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from people import names
from people.actions import states
from people.importers.roster_sheet import roster_sheets
from people.models import (
    HOLDING,
    Participation,
    Person,
    Role,
    Seat,
    Stream,
    User,
)
from workshops.content import columns
from workshops.countries import gazetteer
from workshops.importers.changes import Changes, equal, put
from workshops.importers.findings import Finding, Level
from workshops.importers.sheets import Record, Records, duplicates
from workshops.models import Country, Speaker, Workshop

PERSON = (
    "display_name", "given_names", "family_name", "native_name", "honorific", "gender",
    "nationality", "email", "phone",
)  # fmt: skip
PARTICIPATION = (
    "stream", "sending_country", "duty_station", "unit", "speaker", "list_number",
    "printed_name", "printed_post", "printed_country", "arrived_on", "left_on",
    "public_list", "directory", "photo_consent", *columns("post"),
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What the checks compare with, read once."""

    streams: dict[str, Stream]
    speakers: dict[str, Speaker]
    free: dict[tuple[int, str, str | None], list[Seat]]


class RosterImporter:
    """Reads the roster of one workshop. Participants take free seats of their stream and country."""

    def __init__(self, workshop: Workshop, *, now: datetime, by: User | None = None):
        self.workshop = workshop
        self.now = now
        self.by = by
        self.sheets = roster_sheets(gazetteer(), workshop.starts_on)

    def check(self, records: Records) -> Iterator[Finding]:
        rows = records["roster"]
        known = self.known()
        for second, first in duplicates(rows, identity):
            yield second.finding(
                _("The same person stands in row %(row)s.") % {"row": first.row},
                column="Name",
                value=second.get("display_name"),
                hint=_("Remove one, or give them different roles."),
            )
        for second, first in duplicates(rows, lambda r: folded(r.get("email"))):
            if identity(second) != identity(first) and second.get("role") == first.get("role"):
                yield second.finding(
                    _("The e-mail address stands in row %(row)s for somebody else.")
                    % {"row": first.row},
                    column="E-mail",
                    value=second["email"],
                )
        for record in rows:
            yield from self.check_row(record, known)
        yield from self.check_seats(rows, known)

    def check_row(self, record: Record, known: Known) -> Iterator[Finding]:
        if record.get("stream") and record["stream"] not in known.streams:
            yield record.finding(
                _("There is no such stream in this workshop."),
                column="Stream",
                value=record["stream"],
                hint=_("One of: %(known)s.") % {"known": ", ".join(known.streams) or "–"},
            )
        if record.get("speaker") and names.fold(record["speaker"]) not in known.speakers:
            yield record.finding(
                _("No speaker of this workshop has that name."),
                column="Speaker",
                value=record["speaker"],
            )
        said = "sending_country" in record.values and record.get("role") == Role.PARTICIPANT
        if said and not (record["sending_country"] and record.get("stream")):
            yield record.finding(
                _("A participant has a stream and a sending country."), column="Sending country"
            )
        arrived, left = record.get("arrived_on"), record.get("left_on")
        if arrived and left and left < arrived:
            yield record.finding(
                _("The person would leave before arriving."), column="Left on", value=left
            )
        yield from self.check_endorsement(record)
        yield from self.check_namesake(record)

    def check_endorsement(self, record: Record) -> Iterator[Finding]:
        """A nominee who holds a seat was endorsed, or the file says why not."""
        nominated = record.get("channel") == Participation.Channel.NOMINATION
        if needs_seat(record) and nominated and not record.get("waiver_reason"):
            current = self.participation_of(record)
            if current is None:
                yield record.finding(
                    _("A nominee is not selected without an endorsement."),
                    column="Channel",
                    value=record["channel"],
                    hint=_("Say why without one, or give another channel."),
                )

    def channel_of(self, record: Record) -> str:
        """As the file says; else what it means to write somebody down as they are."""
        if record["channel"]:
            return record["channel"]
        if record["state"] not in HOLDING:
            return Participation.Channel.NOMINATION
        over = self.workshop.ends_on < self.workshop.today(self.now)
        return Participation.Channel.HISTORICAL if over else Participation.Channel.INVITATION

    def check_namesake(self, record: Record) -> Iterator[Finding]:
        if not record.get("display_name") or self.person_of(record) is not None:
            return
        if Person.objects.filter(display_name=record["display_name"]).exists():
            yield record.finding(
                _("Somebody of that name is known from another workshop; they are kept apart."),
                column="Name",
                value=record["display_name"],
                hint=_("Give the e-mail address of the person known, if it is the same."),
                level=Level.WARNING,
            )

    def check_seats(self, rows: list[Record], known: Known) -> Iterator[Finding]:
        """Count the free seats down, row by row, and name the first that finds none."""
        left = {key: len(seats) for key, seats in known.free.items()}
        for record in rows:
            if not needs_seat(record) or record.get("stream") not in known.streams:
                continue
            current = self.participation_of(record)
            if current and current.seat_id:
                continue
            key = self.pool(record, known, left)
            if key is None:
                yield record.finding(
                    _("There is no free seat for %(country)s in this stream.")
                    % {"country": record["sending_country"].name_en},
                    column="Sending country",
                    value=record["sending_country"].name_en,
                    hint=_("Import or raise the allocation first."),
                )
            else:
                left[key] -= 1

    def pool(self, record: Record, known: Known, left: dict) -> tuple | None:
        """The first allocation of the row's stream and country (and fund, if it says one) with a seat left."""
        stream, sending = known.streams[record["stream"]], record["sending_country"]
        wanted = record.get("fund") or None
        for key, count in left.items():
            if key[:2] == (stream.pk, sending.code) and wanted in (None, key[2]) and count > 0:
                return key
        return None

    def write(self, records: Records, changes: Changes) -> None:
        known = self.known()
        for record in records["roster"]:
            person = self.write_person(record, changes)
            self.write_participation(record, person, known, changes)

    def write_person(self, record: Record, changes: Changes) -> Person:
        values = {key: record[key] for key in PERSON}
        person = self.person_of(record) or Person()
        is_new = person.pk is None
        differing = [key for key, value in values.items() if not equal(getattr(person, key), value)]
        for key in differing:
            setattr(person, key, values[key])
        person.sort_name = record["sort_name"] or names.sort_name_for(person)
        kind = str(Person._meta.verbose_name_plural)
        if is_new or differing or person.searchable != names.searchable_for(person):
            person.searchable = names.searchable_for(person)
            person.save()
            (changes.new if is_new else changes.changed)[kind] += 1
        else:
            changes.same[kind] += 1
        return person

    def write_participation(
        self, record: Record, person: Person, known: Known, changes: Changes
    ) -> None:
        values = {key: record[key] for key in PARTICIPATION}
        values["stream"] = known.streams.get(record["stream"])
        values["speaker"] = known.speakers.get(names.fold(record["speaker"]))
        current = Participation.objects.filter(
            workshop=self.workshop, person=person, role=record["role"]
        ).first()
        if current is None:
            values |= {"state": record["state"], "channel": self.channel_of(record)}
            values |= {"waiver_reason": record["waiver_reason"], "waived_by": self.by}
            values["seat"] = self.take_seat(record, known)
        row = put(
            Participation,
            changes,
            by={"workshop": self.workshop, "person": person, "role": record["role"]},
            **values,
        )
        if current is None:
            states.begin(row, by=self.by, now=self.now, reason=_("Imported"))

    def take_seat(self, record: Record, known: Known) -> Seat | None:
        if not needs_seat(record):
            return None
        key = self.pool(record, known, {key: len(seats) for key, seats in known.free.items()})
        return known.free[key].pop(0) if key else None

    def known(self) -> Known:
        free: dict[tuple, list[Seat]] = {}
        seats = (
            Seat.objects.in_force()
            .filter(allocation__stream__workshop=self.workshop)
            .exclude(participations__state__in=HOLDING)
            .select_related("allocation__stream", "allocation__fund")
            .order_by("allocation__stream__position", "allocation__position", "number")
        )
        for seat in seats:
            allocation = seat.allocation
            fund = allocation.fund.code if allocation.fund else None
            free.setdefault((allocation.stream_id, allocation.country_id, fund), []).append(seat)
        return Known(
            streams={stream.code: stream for stream in self.workshop.streams.all()},
            speakers={names.fold(s.name): s for s in self.workshop.speakers.all()} | {"": None},
            free=free,
        )

    def person_of(self, record: Record) -> Person | None:
        """The person a row means: by e-mail anywhere, else by name within this workshop."""
        if record.get("email"):
            found = Person.objects.filter(email__iexact=record["email"]).first()
            if found:
                return found
        return Person.objects.filter(
            participations__workshop=self.workshop, display_name=record.get("display_name")
        ).first()

    def participation_of(self, record: Record) -> Participation | None:
        person = self.person_of(record)
        if person is None:
            return None
        return Participation.objects.filter(
            workshop=self.workshop, person=person, role=record["role"]
        ).first()


def needs_seat(record: Record) -> bool:
    return (
        record.get("role") == Role.PARTICIPANT
        and record.get("state") in HOLDING
        and isinstance(record.get("sending_country"), Country)
    )


def identity(record: Record) -> Any:
    """What makes two rows the same person in the same role, or None where the name is missing."""
    if not record.get("display_name"):
        return None
    sent_by = record.get("sending_country")
    return names.fold(record["display_name"]), sent_by and sent_by.code, record.get("role")


def folded(value: str | None) -> str | None:
    return value.casefold() if value else None

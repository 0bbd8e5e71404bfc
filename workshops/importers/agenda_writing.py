"""Writes a checked agenda workbook: only what differs, keeping identities and addresses."""

from collections import defaultdict
from typing import Any

from django.db import models

from workshops.content import columns
from workshops.importers.agenda_book import Book, Names
from workshops.importers.changes import Changes, drop_rest, equal, put, put_in_order
from workshops.importers.sheets import Record
from workshops.models import (
    Component,
    Correction,
    InformationSection,
    JointTitle,
    Material,
    Organisation,
    OrganisationRole,
    Outcome,
    PartWindow,
    Session,
    SessionOrganisation,
    SiteVisit,
    Speaker,
    SpeakerRole,
    Stop,
    Track,
    Venue,
    Workshop,
)
from workshops.slugs import free_slug

VISITS = (Session.Kind.SITE_VISIT, Session.Kind.TOUR)


class AgendaWriter:
    """Writes one book in one transaction. A sheet or column that the file lacks is left as it is."""

    def __init__(self, book: Book, changes: Changes, *, publish: bool, is_sample: bool):
        self.book = book
        self.changes = changes
        self.publish = publish
        self.is_sample = is_sample
        self.organisations: dict[int, Organisation] = {}  # by row of the sheet

    def write(self) -> Workshop:
        for record in self.book.records["organisations"]:
            self.organisation(record)
        self.workshop = self.write_workshop()
        self.write_descriptions()
        self.write_roles()
        self.venues = self.write_venues()
        self.sessions = self.write_sessions()
        self.write_visits()
        self.write_speakers()
        self.write_papers()
        return self.workshop

    def has(self, sheet: str) -> bool:
        return sheet not in self.book.records.absent

    def rows(self, sheet: str) -> list[Record]:
        return self.book.records[sheet]

    # Organisations and the workshop

    def organisation(self, record: Record) -> Organisation:
        """The organisation of a row, its parent first. What it lacks in this file it keeps."""
        if record.row not in self.organisations:
            parent = self.book.organisations.get(record.get("parent") or "")
            values = record.given(*columns("name", "short_name"), "kind", "country", "url")
            values["parent"] = self.organisation(parent) if parent else None
            name = values.pop("name_en")
            self.organisations[record.row] = put(
                Organisation, self.changes, by={"name_en": name}, **filled(values)
            )
        return self.organisations[record.row]

    def organisation_named(self, name: str | None) -> Organisation | None:
        record = self.book.organisations.get(name or "")
        return self.organisation(record) if record else None

    def write_workshop(self) -> Workshop:
        row, old = self.book.workshop_row, self.book.workshop
        values = row.given(
            *columns("title", "city", "summary", "purpose", "approach", "participants_sought"),
            *columns("contact_name", "source"),
            *("kind", "format", "zone", "country", "interpretation"),
            *("contact_email", "contact_phone", "platform_url"),
        )
        for key in ("languages", "working_languages"):
            if row.get(key):
                values[key] = list(row[key])
        values["starts_on"] = self.book.first + self.book.shift
        values["ends_on"] = self.book.last + self.book.shift
        if self.publish and (old is None or not old.is_public):
            values["status"] = Workshop.Status.PUBLISHED
        if self.is_sample:
            values["is_sample"] = True
        slug = old.slug if old else self.new_slug(row)
        return put(Workshop, self.changes, by={"slug": slug}, **values)

    def new_slug(self, row: Record) -> str:
        said = self.book.target.slug or row.get("slug")
        taken = set(Workshop.objects.values_list("slug", flat=True))
        return said or free_slug(row["title_en"], taken=taken, otherwise="workshop")

    def write_descriptions(self) -> None:
        for sheet, model, identity, keys in (
            ("titles", JointTitle, "title_en", columns("title")),
            ("outcomes", Outcome, "text_en", columns("text", "short")),
            ("components", Component, "name_en", (*columns("name"), "planned_hours")),
            ("tracks", Track, "name_en", columns("name")),
            ("information", InformationSection, "text_en", ("topic", *columns("title", "text"))),
        ):
            if self.has(sheet):
                put_in_order(
                    model,
                    self.changes,
                    owner={"workshop": self.workshop},
                    identity=identity,
                    rows=[record.given(*keys) for record in self.rows(sheet)],
                )
        if self.has("windows"):
            self.keep_only(
                PartWindow.objects.filter(workshop=self.workshop),
                [
                    self.put(PartWindow, r, "part_of_day", keys=("starts_at", "ends_at"))
                    for r in self.rows("windows")
                ],
            )

    def write_roles(self) -> None:
        if not self.has("organisations"):
            return
        kept = []
        for record in self.rows("organisations"):
            for role in record["roles"]:
                by = {
                    "workshop": self.workshop,
                    "organisation": self.organisation(record),
                    "role": role,
                }
                kept.append(put(OrganisationRole, self.changes, by=by, position=len(kept) + 1))
        self.keep_only(OrganisationRole.objects.filter(workshop=self.workshop), kept)

    def write_venues(self) -> dict[int, Venue]:
        """Venues by row of their sheet, and the workshop's own among them."""
        venues = {}
        for record in self.rows("venues"):
            values = filled(
                record.given(
                    *("kind", "address_local", "country", "url"),
                    *columns("name", "address", "city"),
                )
            )
            known = [
                venue
                for venue in Venue.objects.filter(name_en=record["name_en"])
                if equal(venue.city_en, record["city_en"])
            ]
            by = {"pk": known[0].pk} if known else {"name_en": record["name_en"]}
            venues[record.row] = put(Venue, self.changes, by=by, **values)
        if self.has("venues") and set(self.workshop.venues.all()) != set(venues.values()):
            self.workshop.venues.set(venues.values())
            if self.book.workshop:  # else it is new, and counted as that
                self.changes.changed[str(Workshop._meta.verbose_name_plural)] += 1
        return venues

    # Sessions

    def write_sessions(self) -> dict[int, Session]:
        """Sessions by number."""
        old = {session.number: session for session in self.workshop.sessions.all()}
        taken = {session.slug for session in old.values()}
        blocks: dict[Any, int] = defaultdict(int)
        sessions = {}
        for record in self.rows("sessions"):
            number, day = record["number"], self.book.date_of(record) + self.book.shift
            blocks[day, record["part_of_day"]] += 1
            values = self.session_values(record) | {
                "date": day,
                "position": blocks[day, record["part_of_day"]],
            }
            if number not in old:
                values["slug"] = free_slug(
                    record.get("title_en") or "", taken=taken, otherwise=f"session-{number}"
                )
                taken.add(values["slug"])
            sessions[number] = put(
                Session, self.changes, by={"workshop": self.workshop, "number": number}, **values
            )
        self.keep_only(self.workshop.sessions.all(), sessions.values())
        for record in self.rows("sessions"):
            self.write_hosts(sessions[record["number"]], record)
        return sessions

    def session_values(self, record: Record) -> dict[str, Any]:
        values = record.given(
            *columns("title", "description", "arranged_by"),
            *("part_of_day", "starts_at", "ends_at", "kind", "on_site", "delivery", "hours"),
        )
        if "venue" in record.present:
            venue = self.book.venues.get(record["venue"])
            values["venue"] = self.venues[venue.row] if venue else None
        for key, model, names in (
            ("component", Component, self.book.components),
            ("track", Track, self.book.tracks),
        ):
            if key in record.present:
                values[key] = self.child_named(model, names, record[key])
        return values

    def child_named(
        self, model: type[models.Model], names: Names, word: str
    ) -> models.Model | None:
        row = names.get(word)
        return model.objects.get(workshop=self.workshop, name_en=row["name_en"]) if row else None

    def write_hosts(self, session: Session, record: Record) -> None:
        for key, role in (
            ("hosts", SessionOrganisation.Role.HOST),
            ("arrangers", SessionOrganisation.Role.ARRANGER),
        ):
            if key not in record.present:
                continue
            kept = [
                put(
                    SessionOrganisation,
                    self.changes,
                    by={
                        "session": session,
                        "organisation": self.organisation_named(name),
                        "role": role,
                    },
                    printed_name=printed,
                    position=position,
                )
                for position, (name, printed) in enumerate(record[key], start=1)
            ]
            self.keep_only(session.session_organisations.filter(role=role), kept)

    def write_visits(self) -> None:
        """A visit for each session that is one, that has stops, or that says what is done there."""
        stops: dict[int, list[Record]] = defaultdict(list)
        for record in sorted(self.rows("stops"), key=lambda r: (r.get("order") or 0, r.row)):
            stops[record["session"]].append(record)
        kept = []
        for record in self.rows("sessions"):
            number = record["number"]
            if not (
                self.sessions[number].kind in VISITS or stops[number] or record.get("activities_en")
            ):
                continue
            visit = put(
                SiteVisit,
                self.changes,
                by={"session": self.sessions[number]},
                **record.given(*columns("activities", "meeting_point")),
            )
            kept.append(visit)
            if self.has("stops"):
                self.write_stops(visit, stops[number])
        self.keep_only(SiteVisit.objects.filter(session__workshop=self.workshop), kept)

    def write_stops(self, visit: SiteVisit, records: list[Record]) -> None:
        kept = [
            put(
                Stop,
                self.changes,
                by={"visit": visit, "position": position},
                **record.given(*columns("name", "description"), "kind"),
                organisation=self.organisation_named(record["organisation"]),
            )
            for position, record in enumerate(records, start=1)
        ]
        self.keep_only(visit.stops.all(), kept)

    # Speakers

    def write_speakers(self) -> None:
        speakers: dict[str, Speaker] = {}
        if self.has("speakers"):
            speakers = {r["slug"]: self.write_speaker(r) for r in self.rows("speakers")}
            self.keep_only(self.workshop.speakers.all(), speakers.values())
        if self.has("billings"):
            places: dict[int, int] = defaultdict(int)
            kept = [
                self.write_billing(record, speakers, places)
                for record in sorted(
                    self.rows("billings"), key=lambda r: (r.get("order") or 0, r.row)
                )
            ]
            self.keep_only(SpeakerRole.objects.filter(session__workshop=self.workshop), kept)

    def write_speaker(self, record: Record) -> Speaker:
        values = record.given(
            *("name", "sort_name", "honorific", "name_native", "is_organisation"),
            *columns("post", "biography"),
        )
        values["sort_name"] = values.get("sort_name") or record["name"]
        if "organisation" in record.present:
            values["organisation"] = self.organisation_named(record["organisation"])
        by = {"workshop": self.workshop, "slug": record["slug"]}
        return put(Speaker, self.changes, by=by, **values)

    def write_billing(
        self, record: Record, speakers: dict[str, Speaker], places: dict[int, int]
    ) -> SpeakerRole:
        session = self.sessions[record["session"]]
        places[session.number] += 1
        return put(
            SpeakerRole,
            self.changes,
            by={
                "session": session,
                "speaker": speakers[record["speaker"].casefold()],
                "role": record["role"],
            },
            position=places[session.number],
            **record.given("online", "printed_name", "printed_post"),
        )

    # Papers

    def write_papers(self) -> None:
        if self.has("materials"):
            links = self.workshop.materials.filter(file="")  # files come by other ways
            kept = [
                put(
                    Material,
                    self.changes,
                    by={
                        "workshop": self.workshop,
                        "session": self.sessions.get(record["session"]),
                        "url": record["url"],
                    },
                    position=position,
                    **record.given(*columns("title"), "kind", "language", "audience"),
                )
                for position, record in enumerate(self.rows("materials"), start=1)
            ]
            self.keep_only(links, kept)
        if self.has("corrections"):
            kept = [
                put(
                    Correction,
                    self.changes,
                    by={
                        "workshop": self.workshop,
                        "printed": record["printed"],
                        "place": record["place"],
                    },
                    position=position,
                    **record.given("corrected", "evidence"),
                )
                for position, record in enumerate(self.rows("corrections"), start=1)
            ]
            self.keep_only(self.workshop.corrections.all(), kept)

    def put(
        self, model: type[models.Model], record: Record, identity: str, *, keys: tuple[str, ...]
    ) -> models.Model:
        by = {"workshop": self.workshop, identity: record[identity]}
        return put(model, self.changes, by=by, **record.given(*keys))

    def keep_only(self, rows: models.QuerySet, kept) -> None:
        drop_rest(rows, kept, self.changes)


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """The values that say something: shared rows keep what another workshop's file told."""
    return {key: value for key, value in values.items() if not equal(value, None)}

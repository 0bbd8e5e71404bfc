"""Writes a checked programme: only what differs, and nothing of what the file does not speak about."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext, override

from workshops.agenda import USUAL_WINDOWS
from workshops.content import columns
from workshops.importers.changes import Changes, drop_rest, put
from workshops.importers.programme_cells import Person
from workshops.importers.programme_plan import Planned, clock_of, planned
from workshops.importers.programme_sheet import PEOPLE
from workshops.importers.programme_words import ONLINE_WORDS, script_of
from workshops.importers.sheets import Record, fold
from workshops.models import (
    Organisation,
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
ROLES = {
    "welcome": SpeakerRole.Role.WELCOME,
    "speakers": SpeakerRole.Role.SPEAKER,
    "moderators": SpeakerRole.Role.MODERATOR,
    "closing": SpeakerRole.Role.CLOSING,
}
NOT_SAID = "Venue not said"  # as our own schedule.json has it
LANGUAGE_CODES = {"zh": "zh-hans"}


def write_programme(records: list[Record], workshop: Workshop, changes: Changes) -> None:
    desk = Desk(workshop, changes)
    places: dict[Any, int] = defaultdict(int)
    for row in planned(records, workshop):
        with changes.of(row.record):
            block = row.record["date"], row.when.part
            places[block] += 1
            desk.write(row, places[block])


class Desk:
    """One programme being written: what the workshop has by name, and what is free."""

    def __init__(self, workshop: Workshop, changes: Changes):
        self.workshop = workshop
        self.changes = changes
        self.speakers = {fold(row.name): row for row in workshop.speakers.order_by("-id")}
        self.slugs = {"session": set(), "speaker": {row.slug for row in self.speakers.values()}}
        self.slugs["session"] = set(workshop.sessions.values_list("slug", flat=True))
        self.number = workshop.sessions.aggregate(most=Max("number"))["most"] or 0
        self.numbers = set(workshop.sessions.values_list("number", flat=True))
        own = workshop.part_windows.all()
        self.windows = {**USUAL_WINDOWS, **{w.part_of_day: (w.starts_at, w.ends_at) for w in own}}
        self.no_room = no_room()

    def write(self, row: Planned, position: int) -> None:
        session = self.session(row, position)
        self.write_people(session, row.record)
        self.write_bodies(session, row.record)
        self.write_visit(session, row.record)

    def session(self, row: Planned, position: int) -> Session:
        values = self.values_of(row) | {"position": position}
        if row.session is not None:
            return put(Session, self.changes, by={"pk": row.session.pk}, **values)
        number = self.free_number(row.record.get("number"))
        title = row.record.get("title_en") or ""
        values["slug"] = free_slug(
            title, taken=self.slugs["session"], otherwise=f"session-{number}"
        )
        self.slugs["session"].add(values["slug"])
        uuid = row.record.get("uuid")
        if uuid and not Session.objects.filter(uuid=uuid).exists():
            values["uuid"] = uuid
        return put(
            Session, self.changes, by={"workshop": self.workshop, "number": number}, **values
        )

    def free_number(self, wanted: int | None) -> int:
        if not wanted or wanted in self.numbers:
            wanted = max(self.numbers, default=0) + 1
        self.numbers.add(wanted)
        return wanted

    def values_of(self, row: Planned) -> dict[str, Any]:
        """What the row says of its session itself; an empty cell says nothing."""
        record, new = row.record, row.session is None
        values: dict[str, Any] = {"date": record["date"], "part_of_day": row.when.part}
        values |= clock_of(row, self.windows)
        values |= self.in_its_language("title", record)
        values |= self.in_its_language("description", record)
        if record.get("arranged_by"):
            values |= self.said("arranged_by", record["arranged_by"])
        if row.kind or new:
            values["kind"] = row.kind or Session.Kind.LECTURE
        if row.kind == Session.Kind.SITE_VISIT:
            values["on_site"] = True
        values |= self.delivery(record, row.session)
        if record.get("languages"):
            values["languages"] = [LANGUAGE_CODES.get(one, one) for one in record["languages"]]
        if record.get("venue") and fold(record["venue"]) not in self.no_room:
            values["venue"] = self.venue(record["venue"])
        if record.get("track"):
            values["track"] = self.track(record["track"])
        return values

    def delivery(self, record: Record, session: Session | None) -> dict[str, str]:
        said = record.get("is_online")
        if said is None and fold(record.get("venue") or "") in {fold(one) for one in ONLINE_WORDS}:
            said = True
        if said is None or (said and session and session.delivery != Session.Delivery.IN_PERSON):
            return {}
        return {"delivery": Session.Delivery.ONLINE if said else Session.Delivery.IN_PERSON}

    def in_its_language(self, field: str, record: Record) -> dict[str, str]:
        """The columns by language; what stands in the first is put where its letters belong."""
        names = columns(field)
        found = {name: record[name] for name in names if record.get(name)}
        if names[0] in found:
            (own,) = self.said(field, found[names[0]])
            if own != names[0] and own not in found:
                found[own] = found.pop(names[0])
        return found

    def said(self, field: str, text: str) -> dict[str, str]:
        """A text in the column of the language that its letters point to, if the workshop has it."""
        language = script_of(text)
        if language not in self.workshop.languages:
            language = "en"
        return {f"{field}_{language.replace('-', '_')}": text}

    def venue(self, name: str) -> Venue:
        """The venue of that name, the workshop's own first; a new one is of no kind yet."""
        rows = [*self.workshop.venues.order_by("id"), *Venue.objects.order_by("id")]
        known = named(rows, name, "name")
        if known is not None:
            return known
        return self.new(Venue, kind=Venue.Kind.OTHER, **self.said("name", name))

    def track(self, name: str) -> Track:
        rows = list(self.workshop.tracks.all())
        known = named(rows, name, "name")
        if known is not None:
            return known
        return self.new(
            Track, workshop=self.workshop, position=len(rows) + 1, **self.said("name", name)
        )

    def organisation(self, name: str) -> Organisation:
        known = named(Organisation.objects.order_by("id"), name, "name", "short_name")
        return known if known is not None else self.new(Organisation, **self.said("name", name))

    def new(self, model: type, **values: Any) -> Any:
        """A row that is not there yet, with values that no other has."""
        return put(model, self.changes, by={"pk": None}, **values)

    def write_people(self, session: Session, record: Record) -> None:
        """Who is on it, where the row names anybody; then nobody else in those roles."""
        named_keys = [key for key in PEOPLE if record.get(key)]
        kept, place = [], 0
        for key in (key for key in ROLES if key in named_keys):
            for person in record[key]:
                place += 1
                kept.append(self.billing(session, person, ROLES[key], place))
        if named_keys:
            roles = session.speaker_roles.filter(role__in=[ROLES[key] for key in named_keys])
            drop_rest(roles, kept, self.changes)

    def billing(self, session: Session, person: Person, role: str, place: int) -> SpeakerRole:
        speaker = self.speaker(person)
        posts = {getattr(speaker, name) for name in columns("post")} | {""}
        values: dict[str, Any] = {"position": place}
        if person.online:
            values["online"] = True
        if person.post:
            values["printed_post"] = "" if person.post in posts else person.post
        by = {"session": session, "speaker": speaker, "role": role}
        return put(SpeakerRole, self.changes, by=by, **values)

    def speaker(self, person: Person) -> Speaker:
        """The speaker of that name; what they lack is taken from the file, what they have stays."""
        known = self.speakers.get(fold(person.name))
        if known is None:
            slug = free_slug(person.name, taken=self.slugs["speaker"], otherwise="speaker")
            self.slugs["speaker"].add(slug)
            known = put(
                Speaker,
                self.changes,
                by={"workshop": self.workshop, "slug": slug},
                name=person.name,
                sort_name=person.name,
                honorific=person.honorific,
                **(self.said("post", person.post) if person.post else {}),
            )
            self.speakers[fold(person.name)] = known
            return known
        lacking = {} if known.honorific or not person.honorific else {"honorific": person.honorific}
        if person.post and not any(getattr(known, name) for name in columns("post")):
            lacking |= self.said("post", person.post)
        if lacking:
            known = put(Speaker, self.changes, by={"pk": known.pk}, **lacking)
            self.speakers[fold(person.name)] = known
        return known

    def write_bodies(self, session: Session, record: Record) -> None:
        if not record.get("hosts"):
            return
        role = SessionOrganisation.Role.HOST
        bodies = list(dict.fromkeys(self.organisation(name) for name in record["hosts"]))
        kept = [
            put(
                SessionOrganisation,
                self.changes,
                by={"session": session, "organisation": body, "role": role},
                position=position,
            )
            for position, body in enumerate(bodies, start=1)
        ]
        drop_rest(session.session_organisations.filter(role=role), kept, self.changes)

    def write_visit(self, session: Session, record: Record) -> None:
        """A visit for what is one, and its places where the row names them."""
        stops, meet = record.get("stops", ()), record.get("meeting_point")
        if not (stops or meet or session.kind in VISITS):
            return
        values = self.said("meeting_point", meet) if meet else {}
        visit = put(SiteVisit, self.changes, by={"session": session}, **values)
        if not stops:
            return
        kept = [
            put(
                Stop,
                self.changes,
                by={"visit": visit, "position": position},
                **self.said("name", name),
            )
            for position, name in enumerate(stops, start=1)
        ]
        drop_rest(visit.stops.all(), kept, self.changes)


def named(rows: Iterable, name: str, *fields: str) -> Any:
    """The first row that has this name in any language, however it is written."""
    word = fold(name)
    names = columns(*fields)
    return next(
        (row for row in rows if any(fold(getattr(row, key) or "") == word for key in names)), None
    )


def no_room() -> set[str]:
    """Words for a room that is none, in every language."""
    found = {fold(word) for word in ONLINE_WORDS}
    for language in ("en", "zh-hans", "ru"):
        with override(language):
            found |= {fold(gettext(NOT_SAID)), fold(str(Session.Delivery.ONLINE.label))}
            found.add(fold(str(Session.Delivery.HYBRID.label)))
    return found

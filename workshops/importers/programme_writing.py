"""Writes a checked programme: only what differs, and nothing of what the file does not speak about."""

from functools import cached_property
from typing import Any

from workshops.agenda import USUAL_WINDOWS
from workshops.content import columns
from workshops.importers.changes import Changes, drop_rest, put
from workshops.importers.programme_cells import Person
from workshops.importers.programme_known import by_name, no_room
from workshops.importers.programme_plan import (
    Planned,
    clock_of,
    planned,
    positions_of,
    title_of,
    titles_of_session,
)
from workshops.importers.programme_sheet import PEOPLE
from workshops.importers.programme_words import ONLINE_WORDS, kind_in, script_of
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
LANGUAGE_CODES = {"zh": "zh-hans"}


def write_programme(records: list[Record], workshop: Workshop, changes: Changes) -> None:
    desk = Desk(workshop, changes)
    rows = planned(records, workshop)
    places = positions_of(rows)
    for index, row in enumerate(rows):
        with changes.of(row.record):
            desk.write(row, places.get(index))


class Desk:
    """One programme being written: what the workshop has by name, and what is free."""

    def __init__(self, workshop: Workshop, changes: Changes):
        self.workshop = workshop
        self.changes = changes
        self.speakers = {fold(row.name): row for row in workshop.speakers.order_by("-id")}
        self.slugs = {"session": set(), "speaker": {row.slug for row in self.speakers.values()}}
        self.slugs["session"] = set(workshop.sessions.values_list("slug", flat=True))
        self.numbers = set(workshop.sessions.values_list("number", flat=True))
        own = workshop.part_windows.all()
        self.windows = {**USUAL_WINDOWS, **{w.part_of_day: (w.starts_at, w.ends_at) for w in own}}
        self.no_room = no_room()

    def write(self, row: Planned, position: int | None) -> None:
        session = self.session(row, position)
        self.write_people(session, row.record, is_new=row.session is None)
        self.write_bodies(session, row.record)
        self.write_visit(session, row.record)

    def session(self, row: Planned, position: int | None) -> Session:
        values = self.values_of(row) | ({} if position is None else {"position": position})
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
        if not is_named_by_kind(row):
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

    @cached_property
    def venues(self) -> dict[str, Venue]:
        """By name, the workshop's own first."""
        own = self.workshop.venues.order_by("id")
        return by_name([*own, *Venue.objects.order_by("id")], "name")

    @cached_property
    def tracks(self) -> dict[str, Track]:
        return by_name(self.workshop.tracks.all(), "name")

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return by_name(Organisation.objects.order_by("id"), "name", "short_name")

    def venue(self, name: str) -> Venue:
        """The venue of that name; a new one is of no kind yet."""
        kind = {"kind": Venue.Kind.OTHER}
        return self.known(self.venues, name, Venue, **kind)

    def track(self, name: str) -> Track:
        last = max((track.position for track in self.tracks.values()), default=0)
        own = {"workshop": self.workshop, "position": last + 1}
        return self.known(self.tracks, name, Track, **own)

    def organisation(self, name: str) -> Organisation:
        return self.known(self.organisations, name, Organisation)

    def known(self, rows: dict[str, Any], name: str, model: type, **values: Any) -> Any:
        """The row of that name, made where there is none."""
        word = fold(name)
        if word not in rows:
            rows[word] = self.new(model, **values, **self.said("name", name))
        return rows[word]

    def new(self, model: type, **values: Any) -> Any:
        """A row that is not there yet, with values that no other has."""
        return put(model, self.changes, by={"pk": None}, **values)

    def write_people(self, session: Session, record: Record, *, is_new: bool) -> None:
        """Who is on it, where the row names anybody; then nobody else in those roles."""
        named_keys = [key for key in PEOPLE if record.get(key)]
        others = others_on(session) if named_keys == ["speakers"] and not is_new else set()
        kept, place = [], 0
        for key in (key for key in ROLES if key in named_keys):
            for person in record[key]:
                place += 1
                if fold(person.name) not in others:
                    kept.append(self.billing(session, person, ROLES[key], place))
        if named_keys and not is_new:
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


def is_named_by_kind(row: Planned) -> bool:
    """Whether a session without a title is called by its kind, as readers are shown it."""
    session = row.session
    return (
        session is not None
        and not titles_of_session(session)
        and kind_in(title_of(row.record)) == session.kind
    )


def others_on(session: Session) -> set[str]:
    """Names of those who stand on a session, but not as speakers: a file that knows one role means them too."""
    roles = session.speaker_roles.values_list("speaker__name", "role")
    speaking = {fold(name) for name, role in roles if role == SpeakerRole.Role.SPEAKER}
    return {fold(name) for name, _role in roles} - speaking

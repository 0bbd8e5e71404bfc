"""Writes a checked agenda workbook: only what differs, keeping identities and addresses.

This module writes the workshop and what describes it, then its sessions, speakers and papers.
"""

from workshops.content import columns
from workshops.importers.agenda_book import Book
from workshops.importers.agenda_desk import Desk, filled
from workshops.importers.agenda_paper_writing import write_corrections, write_materials
from workshops.importers.agenda_session_writing import write_sessions, write_visits
from workshops.importers.agenda_speaker_writing import write_billings, write_speakers
from workshops.importers.changes import Changes, equal, put_in_order
from workshops.importers.sheets import Record
from workshops.models import (
    Component,
    InformationSection,
    JointTitle,
    OrganisationRole,
    Outcome,
    PartWindow,
    Track,
    Venue,
    Workshop,
)
from workshops.slugs import free_slug


def write_agenda(book: Book, changes: Changes, *, publish: bool, is_sample: bool) -> Workshop:
    """Write the book, in the caller's transaction. A sheet or column that the file lacks is left as it is."""
    desk = Desk(book, changes)
    for record in desk.rows("organisations"):
        desk.organisation(record)
    workshop = write_workshop(desk, publish=publish, is_sample=is_sample)
    write_descriptions(desk, workshop)
    write_windows(desk, workshop)
    write_roles(desk, workshop)
    sessions = write_sessions(desk, workshop, write_venues(desk, workshop))
    write_visits(desk, workshop, sessions)
    write_billings(desk, workshop, sessions, write_speakers(desk, workshop))
    write_materials(desk, workshop, sessions)
    write_corrections(desk, workshop)
    return workshop


def write_workshop(desk: Desk, *, publish: bool, is_sample: bool) -> Workshop:
    book, row, old = desk.book, desk.book.workshop_row, desk.book.workshop
    values = row.given(
        *columns("title", "city", "summary", "purpose", "approach", "participants_sought"),
        *columns("contact_name", "source"),
        *("kind", "format", "zone", "country", "interpretation"),
        *("contact_email", "contact_phone", "platform_url"),
    )
    for key in ("languages", "working_languages"):
        if row.get(key):
            values[key] = list(row[key])
    values["starts_on"] = book.first + book.shift
    values["ends_on"] = book.last + book.shift
    if publish and (old is None or not old.is_public):
        values["status"] = Workshop.Status.PUBLISHED
    if is_sample:
        values["is_sample"] = True
    slug = old.slug if old else new_slug(book, row)
    return desk.put(Workshop, by={"slug": slug}, **values)


def new_slug(book: Book, row: Record) -> str:
    said = book.target.slug or row.get("slug")
    taken = set(Workshop.objects.values_list("slug", flat=True))
    return said or free_slug(row["title_en"], taken=taken, otherwise="workshop")


def write_descriptions(desk: Desk, workshop: Workshop) -> None:
    for sheet, model, identity, keys in (
        ("titles", JointTitle, "title_en", columns("title")),
        ("outcomes", Outcome, "text_en", columns("text", "short")),
        ("components", Component, "name_en", (*columns("name"), "planned_hours")),
        ("tracks", Track, "name_en", columns("name")),
        ("information", InformationSection, "text_en", ("topic", *columns("title", "text"))),
    ):
        if desk.has(sheet):
            put_in_order(
                model,
                desk.changes,
                owner={"workshop": workshop},
                identity=identity,
                rows=[record.given(*keys) for record in desk.rows(sheet)],
            )


def write_windows(desk: Desk, workshop: Workshop) -> None:
    if not desk.has("windows"):
        return
    kept = [
        desk.put(
            PartWindow,
            by={"workshop": workshop, "part_of_day": record["part_of_day"]},
            **record.given("starts_at", "ends_at"),
        )
        for record in desk.rows("windows")
    ]
    desk.keep_only(workshop.part_windows.all(), kept)


def write_roles(desk: Desk, workshop: Workshop) -> None:
    rows = desk.rows("organisations")
    if not desk.has("organisations") or any("roles" not in row.present for row in rows):
        return
    kept = []
    for record in rows:
        for role in record["roles"]:
            by = {
                "workshop": workshop,
                "organisation": desk.organisation(record),
                "role": role,
            }
            kept.append(desk.put(OrganisationRole, by=by, position=len(kept) + 1))
    desk.keep_only(workshop.organisation_roles.all(), kept)


def write_venues(desk: Desk, workshop: Workshop) -> dict[int, Venue]:
    """Venues by row of their sheet; they become the workshop's."""
    venues = {record.row: write_venue(desk, record) for record in desk.rows("venues")}
    if desk.has("venues") and set(workshop.venues.all()) != set(venues.values()):
        workshop.venues.set(venues.values())
        if desk.book.workshop:  # else it is new, and counted as that
            desk.changes.changed[str(Workshop._meta.verbose_name_plural)] += 1
    return venues


def write_venue(desk: Desk, record: Record) -> Venue:
    """The venue of that name in that city. What it lacks in this file it keeps."""
    values = record.given(
        *("kind", "address_local", "country", "url"), *columns("name", "address", "city")
    )
    known = [
        venue
        for venue in Venue.objects.filter(name_en=record["name_en"])
        if equal(venue.city_en, record["city_en"])
    ]
    by = {"pk": known[0].pk} if known else {"name_en": record["name_en"]}
    return desk.put(Venue, by=by, **filled(values))

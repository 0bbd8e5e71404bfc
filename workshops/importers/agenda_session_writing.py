"""Writes the sessions of an agenda workbook, with their hosts, visits and stops."""

from collections import defaultdict
from typing import Any

from django.db import models

from workshops.content import columns
from workshops.importers.agenda_book import Names
from workshops.importers.agenda_desk import Desk
from workshops.importers.sheets import Record
from workshops.models import (
    Component,
    Session,
    SessionOrganisation,
    SiteVisit,
    Stop,
    Track,
    Venue,
    Workshop,
)
from workshops.slugs import free_slug

VISITS = (Session.Kind.SITE_VISIT, Session.Kind.TOUR)
Sessions = dict[int, Session]  # by number


def write_sessions(desk: Desk, workshop: Workshop, venues: dict[int, Venue]) -> Sessions:
    old = {session.number: session for session in workshop.sessions.listed()}
    taken = {session.slug for session in old.values()}
    blocks: dict[Any, int] = defaultdict(int)
    sessions = {}
    for record in desk.rows("sessions"):
        number, day = record["number"], desk.book.date_of(record) + desk.book.shift
        blocks[day, record["part_of_day"]] += 1
        values = session_values(desk, workshop, venues, record) | {
            "date": day,
            "position": blocks[day, record["part_of_day"]],
        }
        if number not in old:
            values["slug"] = free_slug(
                record.get("title_en") or "", taken=taken, otherwise=f"session-{number}"
            )
            taken.add(values["slug"])
        sessions[number] = desk.put(Session, by={"workshop": workshop, "number": number}, **values)
    desk.keep_only(workshop.sessions.listed(), sessions.values())
    for record in desk.rows("sessions"):
        write_hosts(desk, sessions[record["number"]], record)
    return sessions


def session_values(
    desk: Desk, workshop: Workshop, venues: dict[int, Venue], record: Record
) -> dict[str, Any]:
    values = record.given(
        *columns("title", "description", "arranged_by"),
        *("part_of_day", "starts_at", "ends_at", "kind", "on_site", "delivery", "hours"),
    )
    if "venue" in record.present:
        venue = desk.book.venues.get(record["venue"])
        values["venue"] = venues[venue.row] if venue else None
    for key, model, names in (
        ("component", Component, desk.book.components),
        ("track", Track, desk.book.tracks),
    ):
        if key in record.present:
            values[key] = child_named(workshop, model, names, record[key])
    return values


def child_named(
    workshop: Workshop, model: type[models.Model], names: Names, word: str
) -> models.Model | None:
    row = names.get(word)
    return model.objects.get(workshop=workshop, name_en=row["name_en"]) if row else None


def write_hosts(desk: Desk, session: Session, record: Record) -> None:
    for key, role in (
        ("hosts", SessionOrganisation.Role.HOST),
        ("arrangers", SessionOrganisation.Role.ARRANGER),
    ):
        if key not in record.present:
            continue
        kept = [
            desk.put(
                SessionOrganisation,
                by={
                    "session": session,
                    "organisation": desk.organisation_named(name),
                    "role": role,
                },
                printed_name=printed,
                position=position,
            )
            for position, (name, printed) in enumerate(record[key], start=1)
        ]
        desk.keep_only(session.session_organisations.filter(role=role), kept)


def write_visits(desk: Desk, workshop: Workshop, sessions: Sessions) -> None:
    """A visit for each session that is one, that has stops, or that says what is done there."""
    stops: dict[int, list[Record]] = defaultdict(list)
    for record in desk.rows_in_order("stops"):
        stops[record["session"]].append(record)
    kept = []
    for record in desk.rows("sessions"):
        session, own = sessions[record["number"]], stops[record["number"]]
        if not (session.kind in VISITS or own or record.get("activities_en")):
            continue
        visit = desk.put(
            SiteVisit,
            by={"session": session},
            **record.given(*columns("activities", "to_bring", "meeting_point"), "meets_at"),
        )
        kept.append(visit)
        if desk.has("stops"):
            write_stops(desk, visit, own)
    desk.keep_only(SiteVisit.objects.filter(session__workshop=workshop), kept)


def organisation_of(desk: Desk, record: Record) -> dict[str, Any]:
    """The organisation of a stop, where the file has a column for it."""
    if "organisation" not in record.present:
        return {}
    return {"organisation": desk.organisation_named(record["organisation"])}


def write_stops(desk: Desk, visit: SiteVisit, records: list[Record]) -> None:
    kept = [
        desk.put(
            Stop,
            by={"visit": visit, "position": position},
            **record.given(*columns("name", "description"), "kind"),
            **organisation_of(desk, record),
        )
        for position, record in enumerate(records, start=1)
    ]
    desk.keep_only(visit.stops.all(), kept)

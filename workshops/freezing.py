"""What readers see of an agenda as plain data, in every language: for releases, and for what is to become one.

    freezing.add("groups", groups_by_session)     an upper package says more of sessions

A text is a dictionary by language, with the languages that have it. Dates and times are ISO, decimals
strings, and what is not known is "" or null. Nothing that readers may not see belongs here. `agenda.thaw`
makes an agenda of it again.
"""

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Model, Prefetch, Q, QuerySet
from modeltranslation.utils import build_localized_fieldname

from workshops.models import (
    Session,
    SessionOrganisation,
    SiteVisit,
    Speaker,
    SpeakerRole,
    Stop,
    Transport,
    Venue,
    Workshop,
)

FORMAT = 1
Content = dict[str, Any]
ExtraSource = Callable[[Workshop], Mapping[int, Any]]
_extras: dict[str, ExtraSource] = {}


def add(name: str, source: ExtraSource) -> None:
    """Register what an upper package says of sessions, as JSON by session id, in a few queries for all."""
    _extras[name] = source


def freeze(workshop: Workshop) -> Content:
    """The working copy as it is now, in as many queries for 4 as for 500 sessions."""
    extras = {name: source(workshop) for name, source in _extras.items()}
    return {
        "format": FORMAT,
        "title": texts(workshop, "title"),
        "zone": workshop.zone,
        "starts_on": day(workshop.starts_on),
        "ends_on": day(workshop.ends_on),
        "windows": {
            window.part_of_day: [clock(window.starts_at), clock(window.ends_at)]
            for window in workshop.part_windows.all()
        },
        "components": [
            {
                "id": row.pk,
                "name": texts(row, "name"),
                "hours": figure(row.planned_hours),
            }
            for row in workshop.components.all()
        ],
        "tracks": [{"id": row.pk, "name": texts(row, "name")} for row in workshop.tracks.all()],
        "venues": venues_of(workshop),
        "speakers": [speaker_of(row) for row in workshop.speakers.select_related("organisation")],
        "sessions": [session_of(row, extras) for row in sessions_of(workshop)],
    }


def sessions_of(workshop: Workshop) -> QuerySet[Session]:
    """The sessions of the agenda with all that a reader sees of them: who was to speak, not who stood in."""
    return with_details(workshop.sessions.listed(), SpeakerRole.objects.planned())


def with_details(sessions: QuerySet[Session], roles: QuerySet[SpeakerRole]) -> QuerySet[Session]:
    """Sessions in their order with what stands below them, and these of the speakers' roles."""
    return (
        sessions.select_related("visit")
        .prefetch_related(
            Prefetch("speaker_roles", roles.select_related("speaker")),
            Prefetch(
                "session_organisations",
                SessionOrganisation.objects.select_related("organisation"),
            ),
            Prefetch("visit__stops", Stop.objects.all()),
            Prefetch("visit__transports", Transport.objects.all()),
        )
        .order_by("date", "position", "number")
    )


def venues_of(workshop: Workshop) -> list[Content]:
    """The workshop's own venues, and any other that a session is held at."""
    own = {row.pk for row in workshop.venues.all()}
    rows = Venue.objects.filter(Q(pk__in=own) | Q(sessions__workshop=workshop)).distinct()
    return [venue_of(row, is_main=row.pk in own) for row in rows.order_by("name", "id")]


def session_of(row: Session, extras: Mapping[str, Mapping[int, Any]]) -> Content:
    organisations = list(row.session_organisations.all())
    visit = getattr(row, "visit", None)
    said = {name: found[row.pk] for name, found in extras.items() if row.pk in found}
    return {
        "uuid": str(row.uuid),
        "id": row.pk,
        "number": row.number,
        "slug": row.slug,
        "date": day(row.date),
        "part_of_day": row.part_of_day,
        "position": row.position,
        "starts_at": clock(row.starts_at),
        "ends_at": clock(row.ends_at),
        "kind": row.kind,
        "status": row.status,
        "method": row.method,
        "title": texts(row, "title"),
        "description": texts(row, "description"),
        "on_site": row.on_site,
        "delivery": row.delivery,
        "languages": list(row.languages),
        "interpretation": row.interpretation,
        "questions_minutes": row.questions_minutes,
        "hours": figure(row.hours),
        "venue": row.venue_id,
        "component": row.component_id,
        "track": row.track_id,
        "hosts": hosts_of(organisations, SessionOrganisation.Role.HOST),
        "arrangers": hosts_of(organisations, SessionOrganisation.Role.ARRANGER),
        "arranged_by": texts(row, "arranged_by"),
        "speakers": [billing_of(role) for role in row.speaker_roles.all()],
        "visit": visit_of(visit) if visit else None,
        "extras": said,
    }


def hosts_of(organisations: list[SessionOrganisation], role: str) -> list[Content]:
    return [
        {"name": texts(one.organisation, "name"), "printed_name": one.printed_name}
        for one in organisations
        if one.role == role
    ]


def billing_of(role: SpeakerRole) -> Content:
    return {
        "slug": role.speaker.slug,
        "role": role.role,
        "online": role.online,
        "printed_name": role.printed_name,
        "printed_post": role.printed_post,
    }


def visit_of(visit: SiteVisit) -> Content:
    return {
        "activities": texts(visit, "activities"),
        "to_bring": texts(visit, "to_bring"),
        "meeting_point": texts(visit, "meeting_point"),
        "meets_at": clock(visit.meets_at),
        "needs_sign_up": visit.needs_sign_up,
        "places": visit.places if visit.needs_sign_up else None,
        "stops": [stop_of(stop) for stop in visit.stops.all()],
        "transports": [transport_of(vehicle) for vehicle in visit.transports.all()],
    }


def stop_of(stop: Stop) -> Content:
    """As it is planned; how it came stays in the office."""
    return {
        "name": texts(stop, "name"),
        "kind": stop.kind,
        "description": texts(stop, "description"),
        "arrives_at": clock(stop.arrives_at),
        "leaves_at": clock(stop.leaves_at),
    }


def transport_of(vehicle: Transport) -> Content:
    """Where and when to board; never who guides and drives it."""
    return {
        "label": texts(vehicle, "label"),
        "meeting_point": texts(vehicle, "meeting_point"),
        "leaves_at": clock(vehicle.leaves_at),
        "returns_at": clock(vehicle.returns_at),
    }


def venue_of(row: Venue, *, is_main: bool) -> Content:
    return {
        "id": row.pk,
        "name": texts(row, "name"),
        "kind": row.kind,
        "address": texts(row, "address"),
        "address_local": row.address_local,
        "country": row.country_id or "",
        "url": row.url,
        "is_main": is_main,
    }


def speaker_of(row: Speaker) -> Content:
    body = row.organisation
    return {
        "slug": row.slug,
        "name": row.name,
        "name_native": row.name_native,
        "sort_name": row.sort_name,
        "honorific": row.honorific,
        "is_organisation": row.is_organisation,
        "kind": row.kind,
        "post": texts(row, "post"),
        "organisation": texts(body, "name") if body else {},
        "organisation_short": texts(body, "short_name") if body else {},
        "biography": texts(row, "biography"),
        "photo": row.photo.name or "",
    }


def texts(row: Model, field: str) -> dict[str, str]:
    """A translated field by language, without the languages that lack it."""
    found = {
        code: getattr(row, build_localized_fieldname(field, code))
        for code, _name in settings.LANGUAGES
    }
    return {code: text for code, text in found.items() if text}


def day(value: date) -> str:
    return value.isoformat()


def clock(value: time | None) -> str:
    return f"{value:%H:%M}" if value else ""


def figure(value: Decimal | None) -> str:
    """A number without idle zeros, as a database may give it with or without them."""
    return "" if value is None else format(value.normalize(), "f")

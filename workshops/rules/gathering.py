"""Reads the working copies of workshops into what rules look at: as many queries for one as for fifty."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from django.db.models import Count, Prefetch, Q
from modeltranslation.utils import build_localized_fieldname

from workshops.agenda import nominal_hours
from workshops.content import text_of
from workshops.freezing import Content
from workshops.models import (
    Component,
    Session,
    SessionOrganisation,
    SpeakerRole,
    TravelTime,
    Venue,
    Workshop,
)
from workshops.rules.programme import Planned, Programme, Slot, Voice
from workshops.rules.registry import rules

TEXTS = ("title", "description")


def programmes(workshops: Sequence[Workshop]) -> dict[int, Programme]:
    """The programme of each workshop, by primary key."""
    sessions = sessions_of(workshops)
    components = components_of(workshops)
    ways = {
        frozenset((way.venue_id, way.other_id)): way.minutes for way in TravelTime.objects.all()
    }
    stays = stays_of(workshops)
    read = cache(lambda gather: gather(workshops))
    gathered = {rule.code: read(rule.gather) for rule in rules() if rule.gather}
    return {
        workshop.pk: Programme(
            workshop=workshop.pk,
            zone=workshop.zone,
            starts_on=workshop.starts_on,
            ends_on=workshop.ends_on,
            slots=tuple(slots_of(sessions[workshop.pk], workshop)),
            languages=tuple(workshop.languages),
            working_languages=tuple(workshop.working_languages),
            interpretation=workshop.interpretation,
            components=tuple(components[workshop.pk]),
            ways=ways,
            stay=stays[workshop.pk].pk if workshop.pk in stays else None,
            stay_name=name_of(stays.get(workshop.pk)),
            known={code: found.get(workshop.pk) for code, found in gathered.items()},
        )
        for workshop in workshops
    }


def sessions_of(workshops: Sequence[Workshop]) -> dict[int, list[Session]]:
    """What stands in the agenda and is to be held, in order."""
    found: dict[int, list[Session]] = defaultdict(list)
    rows = (
        Session.objects.filter(workshop__in=workshops, is_added=False)
        .exclude(status=Session.Status.CANCELLED)
        .select_related("venue", "visit")
        .prefetch_related(Prefetch("speaker_roles", SpeakerRole.objects.select_related("speaker")))
        .annotate(
            hosts=Count(
                "session_organisations",
                filter=Q(session_organisations__role=SessionOrganisation.Role.HOST),
                distinct=True,
            ),
            papers=Count("materials", distinct=True),
        )
        .order_by("date", "position", "number")
    )
    for row in rows:
        found[row.workshop_id].append(row)
    return found


def components_of(workshops: Sequence[Workshop]) -> dict[int, list[Planned]]:
    found: dict[int, list[Planned]] = defaultdict(list)
    for row in Component.objects.filter(workshop__in=workshops):
        found[row.workshop_id].append(
            Planned(row.pk, text_of(row, "name").plain, row.planned_hours)
        )
    return found


def stays_of(workshops: Sequence[Workshop]) -> Mapping[int, Venue]:
    """The hotel of each workshop that names exactly one."""
    hotels: dict[int, list[Venue]] = defaultdict(list)
    rows = Workshop.venues.through.objects.filter(
        workshop__in=workshops, venue__kind=Venue.Kind.HOTEL
    )
    for row in rows.select_related("venue"):
        hotels[row.workshop_id].append(row.venue)
    return {pk: venues[0] for pk, venues in hotels.items() if len(venues) == 1}


def slots_of(sessions: Iterable[Session], workshop: Workshop) -> Iterator[Slot]:
    rows = list(sessions)
    hours = nominal_hours([as_counted(row) for row in rows])
    return (slot_of(row, workshop, hours[row.pk]) for row in rows)


def as_counted(row: Session) -> Content:
    """As much of a session's content as its hours are counted from."""
    return {
        "id": row.pk,
        "date": row.date,
        "part_of_day": row.part_of_day,
        "kind": row.kind,
        "status": row.status,
        "hours": row.hours,
    }


def slot_of(row: Session, workshop: Workshop, hours: Decimal) -> Slot:
    visit = getattr(row, "visit", None)
    return Slot(
        id=row.pk,
        uuid=str(row.uuid),
        title=text_of(row, "title").plain or f"{row.get_kind_display()} {row.number}",
        date=row.date,
        part_of_day=row.part_of_day,
        kind=row.kind,
        hours=hours,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        position=row.position,
        on_site=row.on_site,
        is_online=is_online(row),
        method=row.method,
        questions_minutes=row.questions_minutes,
        languages=tuple(row.languages or ()),
        interpretation=row.interpretation,
        venue=row.venue_id,
        venue_name=name_of(row.venue),
        component=row.component_id,
        voices=tuple(voice_of(role) for role in row.speaker_roles.all()),
        hosts=row.hosts,
        has_activities=bool(visit and text_of(visit, "activities")),
        has_material=bool(row.papers),
        untranslated=tuple(untranslated(row, workshop.languages)),
    )


def is_online(row: Session) -> bool:
    """Whether nobody has to go anywhere for it."""
    nowhere = row.venue is not None and row.venue.kind == Venue.Kind.ONLINE
    return nowhere or row.delivery == Session.Delivery.ONLINE


def voice_of(role: SpeakerRole) -> Voice:
    speaker = role.speaker
    return Voice(
        speaker=speaker.pk,
        name=speaker.name,
        role=role.role,
        online=role.online,
        kind=speaker.kind,
        zone=speaker.zone,
        is_organisation=speaker.is_organisation,
    )


def untranslated(row: Session, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Content languages that a text which exists is missing in, with the field."""
    for field in TEXTS:
        if text_of(row, field):
            for code in languages:
                if not getattr(row, build_localized_fieldname(field, code)):
                    yield code, field


def name_of(venue: Venue | None) -> str:
    return text_of(venue, "name").plain if venue else ""

"""What each person needs for the journey, by when, and what of it is settled by what is known already.

Papers begin with the offer of a seat: the invitation letter goes out with it, and a visa takes weeks that the
days to answer must not use up. Whoever declines or is replaced needs nothing more. Historical records need
nothing at all, and staff no journey.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from people.models import (
    Call,
    Dossier,
    Facet,
    Gate,
    GateDecision,
    Participation,
    Role,
    VisaRule,
)
from workshops.models import Workshop

Kind, Status = Facet.Kind, Facet.Status

# By how many days before the first day each thing is due. What a nomination brings along is due with it.
DAYS_BEFORE = {
    Kind.ENDORSEMENT: 60,
    Kind.LANGUAGE: 60,
    Kind.INVITATION: 45,
    Kind.VISA: 14,
    Kind.TICKET: 14,
    Kind.INSURANCE: 7,
    Kind.ROOM: 3,
    Kind.PER_DIEM: 0,
    Kind.DIET: 10,
    Kind.ARRIVAL: 7,
}
WITH_NOMINATION = (Kind.ENDORSEMENT, Kind.LANGUAGE)
JOURNEY = (
    Kind.INVITATION, Kind.VISA, Kind.TICKET, Kind.INSURANCE, Kind.ROOM, Kind.PER_DIEM, Kind.DIET, Kind.ARRIVAL,
)  # fmt: skip
AT_A_SCREEN = (Kind.INVITATION, Kind.VISA)
TRAVELLERS = (Role.PARTICIPANT, Role.RESOURCE_PERSON, Role.GUEST, Role.INTERPRETER)
DAYS_TO_ACT = 3  # nobody can do a thing by yesterday


@dataclass(frozen=True)
class Need:
    """One thing that one participation needs, and how far it is as far as anybody knows."""

    kind: str
    status: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class Known:
    """What decides about needs in one workshop. `rules`: by nationality, for the host country."""

    workshop: Workshop
    language_level: str
    rules: "Rules"
    cleared: frozenset[int]  # whose language a selector passed, by participation


def known_of(workshop: Workshop) -> Known:
    """In three queries, whatever the number of people."""
    call = Call.objects.filter(workshop=workshop).first() or Call(workshop=workshop)
    passed = GateDecision.objects.filter(
        participation__workshop=workshop, gate=Gate.LANGUAGE, passed=True
    )
    return Known(
        workshop=workshop,
        language_level=call.language_level,
        rules=rules_for(workshop),
        cleared=frozenset(passed.values_list("participation", flat=True)),
    )


Rules = Mapping[str, VisaRule]


def rules_for(workshop: Workshop) -> Rules:
    """The visa rules of the host country by nationality; invented ones hold for samples alone."""
    return rules_in([workshop])[workshop.pk]


def rules_in(workshops: Collection[Workshop]) -> dict[int, Rules]:
    """The same for several workshops, in one query."""
    hosts = {workshop.country_id for workshop in workshops} - {None}
    rows = list(VisaRule.objects.filter(host__in=hosts)) if hosts else []
    return {workshop.pk: those_of(workshop, rows) for workshop in workshops}


def those_of(workshop: Workshop, rows: Iterable[VisaRule]) -> Rules:
    own = [row for row in rows if row.host_id == workshop.country_id]
    found = {row.nationality_id: row for row in own if not row.is_sample}
    if workshop.is_sample:
        found |= {row.nationality_id: row for row in own if row.is_sample}
    return found


def kinds_for(row: Participation, known: Known, today: date) -> Iterator[str]:
    """What somebody in that role, who joins in that way, needs."""
    if row.role not in TRAVELLERS or row.channel == Participation.Channel.HISTORICAL:
        return
    if row.role != Role.PARTICIPANT and today >= known.workshop.starts_on:
        return  # written down as they come
    nominated = row.role == Role.PARTICIPANT and row.channel == Participation.Channel.NOMINATION
    if nominated:
        yield Kind.ENDORSEMENT
        if known.language_level:
            yield Kind.LANGUAGE
    yield from AT_A_SCREEN if known.workshop.format == Workshop.Format.ONLINE else JOURNEY


def needs_of(row: Participation, known: Known, today: date) -> Iterator[Need]:
    """Its `person`, `dossier`, `endorsement` and `allocation` should have been joined."""
    for kind in kinds_for(row, known, today):
        status, done_on = standing(row, kind, known)
        due = due_on(row, kind, known.workshop)
        if status == Status.TO_DO:
            due = in_time(due, known.workshop, today)
        yield Need(kind, status, due, done_on)


def due_on(row: Participation, kind: str, workshop: Workshop) -> date:
    """The day in the table, counted back from the first day; a nomination's own deadline where there is one."""
    deadline = row.allocation.nomination_deadline if row.allocation else None
    if kind in WITH_NOMINATION and deadline:
        return deadline.astimezone(workshop.tzinfo).date()
    return workshop.starts_on - timedelta(days=DAYS_BEFORE[Kind(kind)])


def in_time(due: date, workshop: Workshop, today: date) -> date:
    """Not before somebody could do it; nor after the first day, while that lies ahead."""
    soonest = today + timedelta(days=DAYS_TO_ACT)
    if today < workshop.starts_on:
        soonest = min(soonest, workshop.starts_on)
    return max(due, soonest)


def standing(row: Participation, kind: str, known: Known) -> tuple[str, date | None]:
    """What is known of it without anybody saying so: the status, and since when where it is done."""
    if kind == Kind.ENDORSEMENT:
        return of_endorsement(row)
    if kind == Kind.LANGUAGE:
        return (Status.DONE if shows_language(row, known) else Status.TO_DO), None
    if kind == Kind.VISA:
        return (Status.TO_DO if needs_visa(row, known) else Status.NOT_NEEDED), None
    if kind == Kind.ARRIVAL and row.expected_on:
        return Status.DONE, None
    return Status.TO_DO, None


def of_endorsement(row: Participation) -> tuple[str, date | None]:
    if row.endorsement_id:
        return Status.DONE, row.endorsement.dated
    return (Status.NOT_NEEDED if row.waiver_reason else Status.TO_DO), None


def shows_language(row: Participation, known: Known) -> bool:
    """Somebody can show it, or a selector was satisfied; the ministry's word alone is no evidence."""
    dossier = getattr(row, "dossier", None)
    shown = dossier is not None and dossier.language_evidence not in ("", Dossier.Evidence.STATED)
    return shown or row.pk in known.cleared


def needs_visa(row: Participation, known: Known) -> bool:
    """Not at a screen, not for whoever is of the host country or posted there, nor where a rule says so."""
    host = known.workshop.country_id
    if known.workshop.format == Workshop.Format.ONLINE:
        return False
    if host and host in (nationality_of(row), row.duty_station_id):
        return False
    rule = known.rules.get(nationality_of(row))
    return rule is None or rule.needed


def nationality_of(row: Participation) -> str | None:
    """As the person's record says; else that of the country that sends them."""
    return row.person.nationality_id or row.sending_country_id


def joined(rows: Iterable[int]) -> list[Participation]:
    """These participations with all that decides about their needs, in one query."""
    related = ("person", "workshop", "dossier", "endorsement", "allocation")
    return list(
        Participation.objects.filter(pk__in=list(rows)).select_related(*related).order_by("pk")
    )

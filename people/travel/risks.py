"""Visas at risk: how many days one takes by nationality, against the days that are left.

Who is of the host country or posted there, who needs none and who has one is not in the list. An application
that is under way counts from the day it was noted; one that was refused has to be made again.

    too late    a visa that is applied for today comes after the first day
    at risk     it comes in the last days before, with fewer than `MARGIN` to spare
    in time     everything else
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from django.db.models import QuerySet

from people.models import TO_COME, Call, Facet, Participation, VisaRule
from people.travel.needs import Rules, due_on, nationality_of, rules_in
from workshops.models import Country, Workshop

MARGIN = 7
ALARM = 21  # days before the first day, from which every open visa is alarming


class Class(Enum):
    TOO_LATE = "too_late"
    AT_RISK = "at_risk"
    IN_TIME = "in_time"


@dataclass(frozen=True)
class Risk:
    """One person whose visa is open.

    `slack`: days between the visa, applied for on the last noted day or today, and the first day. `apply_by`:
    the last day that would still be in time. `rule` is None where nobody knows one, and the default is taken.
    """

    participation: Participation
    facet: Facet
    nationality: Country | None
    rule: VisaRule | None
    lead_days: int
    applied_on: date | None
    apply_by: date
    slack: int
    due_on: date
    due_left: int

    @property
    def kind(self) -> Class:
        if self.slack < 0:
            return Class.TOO_LATE
        return Class.AT_RISK if self.slack < MARGIN else Class.IN_TIME

    @property
    def late_by(self) -> int:
        return -self.slack


@dataclass(frozen=True)
class Risks:
    """All of one workshop, the least slack first."""

    workshop: Workshop
    today: date
    default_days: int
    rows: tuple[Risk, ...]

    @property
    def days_left(self) -> int:
        """Until the first day; below zero once it has passed."""
        return (self.workshop.starts_on - self.today).days

    @property
    def is_alarming(self) -> bool:
        return bool(self.rows) and self.days_left <= ALARM

    def count(self, kind: Class) -> int:
        return sum(row.kind is kind for row in self.rows)

    @property
    def too_late(self) -> int:
        return self.count(Class.TOO_LATE)

    @property
    def at_risk(self) -> int:
        return self.count(Class.AT_RISK)

    @property
    def in_time(self) -> int:
        return self.count(Class.IN_TIME)


def risks(workshop: Workshop, *, now: datetime) -> Risks:
    return risks_in([workshop], now=now)[workshop.pk]


def risks_in(workshops: Collection[Workshop], *, now: datetime) -> dict[int, Risks]:
    """By workshop: three queries, whatever the number of workshops and people."""
    by_key = {workshop.pk: workshop for workshop in workshops}
    rules = rules_in(workshops)
    days = dict.fromkeys(by_key, Call().lead_days) | dict(
        Call.objects.filter(workshop__in=by_key).values_list("workshop", "lead_days")
    )
    found: dict[int, list[Risk]] = defaultdict(list)
    for facet in open_visas(by_key):
        workshop = by_key[facet.participation.workshop_id]
        if is_asked(facet, workshop):
            today, default = workshop.today(now), days[workshop.pk]
            risk = risk_of(facet, workshop, rules[workshop.pk], default, today)
            found[workshop.pk].append(risk)
    return {
        key: Risks(one, one.today(now), days[key], tuple(sorted(found[key], key=by_slack)))
        for key, one in by_key.items()
    }


def open_visas(workshops: Iterable[int]) -> QuerySet[Facet]:
    return (
        Facet.objects.open()
        .filter(
            kind=Facet.Kind.VISA,
            participation__workshop__in=workshops,
            participation__state__in=TO_COME,
        )
        .select_related(
            "participation__person__nationality",
            "participation__sending_country",
            "participation__allocation",
        )
    )


def is_asked(facet: Facet, workshop: Workshop) -> bool:
    """Nobody of the host country or posted there, whatever the facet says; nobody at a screen."""
    row, host = facet.participation, workshop.country_id
    if workshop.format == Workshop.Format.ONLINE:
        return False
    return not host or host not in (nationality_of(row), row.duty_station_id)


def by_slack(risk: Risk) -> tuple:
    person = risk.participation.person
    return risk.slack, person.sort_name, person.display_name, risk.participation.pk


def risk_of(
    facet: Facet,
    workshop: Workshop,
    rules: Rules,
    default: int,
    today: date,
) -> Risk:
    row = facet.participation
    rule = rules.get(nationality_of(row))
    lead = rule.lead_days if rule and rule.needed else default
    applied = applied_on(facet, workshop)
    due = facet.due_on or due_on(row, Facet.Kind.VISA, workshop)
    return Risk(
        participation=row,
        facet=facet,
        nationality=row.person.nationality or row.sending_country,
        rule=rule,
        lead_days=lead,
        applied_on=applied,
        apply_by=workshop.starts_on - timedelta(days=lead),
        slack=(workshop.starts_on - (applied or today)).days - lead,
        due_on=due,
        due_left=(due - today).days,
    )


def applied_on(facet: Facet, workshop: Workshop) -> date | None:
    """Since when an application is under way, as far as it was noted."""
    if facet.status != Facet.Status.ASKED or facet.updated_at is None:
        return None
    return facet.updated_at.astimezone(workshop.tzinfo).date()

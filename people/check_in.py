"""The list that people are checked in by: who is still to come, who is here, who was counted today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.attendance import Figures, figures
from people.models import Attendance, Participation, Role, State
from people.search import by_name
from workshops.models import Workshop
from workshops.search import in_every_language

EARLIEST = timedelta(days=3)  # before the first day: people arrive on the eve
COMING = (State.ACCEPTED,)
HERE = (State.ARRIVED,)


@dataclass(frozen=True)
class Guest:
    """One person in one role, as somebody at the door needs it."""

    pk: int
    name: str
    native_name: str
    country: str
    role: str
    state: str
    expected_on: date | None
    arrived_on: date | None


@dataclass(frozen=True)
class Desk:
    """Everybody of one workshop on one day. `others` are only there when somebody is looked for."""

    day: date
    to_come: tuple[Guest, ...]
    to_count: tuple[Guest, ...]
    counted: tuple[Guest, ...]
    no_shows: tuple[Guest, ...]
    others: tuple[Guest, ...]
    figures: Figures

    @property
    def found(self) -> int:
        groups = (self.to_come, self.to_count, self.counted, self.no_shows, self.others)
        return sum(map(len, groups))


def desk(workshop: Workshop, day: date, *, looked_for: str = "") -> Desk:
    """As many queries for 500 people as for five."""
    rows = (
        looked_up(workshop.participations.all(), looked_for)
        .annotate(is_counted=Exists(on_day(day)))
        .select_related("person", "sending_country")
        .order_by("person__sort_name", "person__display_name", "pk")
    )
    people = list(rows)
    known = (*COMING, *HERE, State.NO_SHOW)
    return Desk(
        day=day,
        to_come=guests(row for row in people if row.state in COMING),
        to_count=guests(row for row in people if row.state in HERE and not row.is_counted),
        counted=guests(row for row in people if row.state in HERE and row.is_counted),
        no_shows=guests(row for row in people if row.state == State.NO_SHOW),
        others=guests(row for row in people if row.state not in known) if looked_for else (),
        figures=figures(workshop, until=day),
    )


def on_day(day: date) -> QuerySet:
    return Attendance.objects.filter(participation=OuterRef("pk"), day=day)


def looked_up(rows: QuerySet, text: str) -> QuerySet:
    """Those whose name, in any script, or whose country holds every word of the text."""
    fields = [by_name("person"), *in_every_language("name", "sending_country")]
    for word in text.split():
        matches = Q()
        for field in fields:
            matches |= Q(**{field: word})
        rows = rows.filter(matches)
    return rows


def guests(rows: Iterable[Participation]) -> tuple[Guest, ...]:
    return tuple(
        Guest(
            pk=row.pk,
            name=row.person.display_name,
            native_name=row.person.native_name,
            country=str(row.sending_country or ""),
            role="" if row.role == Role.PARTICIPANT else row.get_role_display(),
            state=row.get_state_display(),
            expected_on=row.expected_on,
            arrived_on=row.arrived_on,
        )
        for row in rows
    )


def days_to_choose(workshop: Workshop, now: datetime) -> tuple[date, ...]:
    """The days that somebody can be checked in for, the last one first; today at least."""
    today = workshop.today(now)
    last = min(today, workshop.ends_on)
    first = workshop.starts_on - EARLIEST
    length = (last - first).days + 1
    return tuple(last - timedelta(days=number) for number in range(length)) or (today,)

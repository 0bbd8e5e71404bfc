"""The agenda as readers, feeds and reports see it: frozen dataclasses, built in one place.

Everything that shows an agenda goes through `agenda_for`. It takes the same number of queries with
4 and with 500 sessions. Its texts are in the active language.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from workshops.items import Item, item_of
from workshops.models import (
    PartOfDay,
    Session,
    SessionOrganisation,
    SpeakerRole,
    Stop,
    Workshop,
)

Windows = dict[str, tuple[time, time]]  # from and to, by part of day

# When the parts of the day are, where a workshop does not say: for order and "now" only.
USUAL_WINDOWS = {
    PartOfDay.MORNING: (time(9), time(12)),
    PartOfDay.DAYTIME: (time(9), time(17)),
    PartOfDay.AFTERNOON: (time(14), time(17)),
    PartOfDay.NIGHT: (time(19), time(21)),
}
# Nominal hours of a half-day; on the seed workshop these give exactly its 128.
PART_HOURS = {
    PartOfDay.MORNING: Decimal(4),
    PartOfDay.AFTERNOON: Decimal(4),
    PartOfDay.NIGHT: Decimal(4),
    PartOfDay.DAYTIME: Decimal(8),
}


@dataclass(frozen=True)
class Part:
    """One part of a day with its sessions in order."""

    code: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Day:
    """One day of the workshop, with or without sessions."""

    number: int
    date: date
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for part in self.parts for item in part.items)

    @property
    def is_off(self) -> bool:
        return all(item.is_off for item in self.items)

    @property
    def anchor(self) -> str:
        return f"day-{self.number}"


@dataclass(frozen=True)
class Agenda:
    """A whole programme. `days` holds every date from the first to the last."""

    workshop: Workshop
    days: tuple[Day, ...]
    windows: Windows

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for day in self.days for item in day.items)

    @property
    def visits(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_visit)

    @property
    def hours(self) -> Decimal:
        return sum((item.hours for item in self.items), Decimal(0))

    def now(self, moment: datetime) -> tuple[Item, ...]:
        """The sessions running at `moment`, by their clock times or else their part of the day."""
        return tuple(
            item
            for item in self.items
            if not item.is_off and self.starts(item) <= moment < self.ends(item)
        )

    def following(self, moment: datetime) -> tuple[Item, ...]:
        """The next sessions to begin after `moment`: all that begin together."""
        later = [item for item in self.items if not item.is_off and self.starts(item) > moment]
        if not later:
            return ()
        first = min(self.starts(item) for item in later)
        return tuple(item for item in later if self.starts(item) == first)

    def starts(self, item: Item) -> datetime:
        """When it begins, or when its part of the day does."""
        return self.moment(item.date, item.starts_at or self.windows[item.part_of_day][0])

    def ends(self, item: Item) -> datetime:
        """When it ends; an end earlier than the start is after midnight."""
        start = item.starts_at or self.windows[item.part_of_day][0]
        end = item.ends_at or self.windows[item.part_of_day][1]
        day = item.date if end > start else item.date + timedelta(days=1)
        return self.moment(day, end)

    def moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.workshop.tzinfo)


def agenda_for(workshop: Workshop, *, mount: str = "public") -> Agenda:
    """The agenda of a workshop in the active language, in 6 queries whatever its length.

    `mount` is the namespace its addresses lead to: `public`, or `preview` for organisers.
    """
    sessions = list(sessions_of(workshop))
    shares = nominal_hours(sessions)
    by_day: dict[date, list[Item]] = defaultdict(list)
    for session in sessions:
        by_day[session.date].append(item_of(session, workshop, shares[session.pk], mount))
    windows = windows_of(workshop)
    return Agenda(
        workshop=workshop,
        days=tuple(
            day_of(workshop, day, by_day.get(day, []), windows)
            for day in dates_of(workshop, by_day)
        ),
        windows=windows,
    )


def sessions_of(workshop: Workshop) -> QuerySet[Session]:
    """The sessions with all that a reader sees of them."""
    return (
        workshop.sessions.select_related("venue", "component", "track", "visit")
        .prefetch_related(
            Prefetch("speaker_roles", SpeakerRole.objects.select_related("speaker")),
            Prefetch(
                "session_organisations",
                SessionOrganisation.objects.select_related("organisation"),
            ),
            Prefetch("visit__stops", Stop.objects.all()),
        )
        .order_by("date", "position", "number")
    )


def dates_of(workshop: Workshop, by_day: dict[date, list[Item]]) -> list[date]:
    """Every date of the workshop, and any outside it that has sessions all the same."""
    span = (workshop.ends_on - workshop.starts_on).days + 1
    within = {workshop.starts_on + timedelta(days=n) for n in range(span)}
    return sorted(within | set(by_day))


def windows_of(workshop: Workshop) -> Windows:
    own = {w.part_of_day: (w.starts_at, w.ends_at) for w in workshop.part_windows.all()}
    return {**USUAL_WINDOWS, **own}


def nominal_hours(sessions: list[Session]) -> dict[int, Decimal]:
    """Hours by session id: its own, or an equal share of what its half-day has left; none on days off."""
    blocks: dict[tuple[date, str], list[Session]] = defaultdict(list)
    hours: dict[int, Decimal] = {}
    for session in sessions:
        if session.kind in (Session.Kind.OFF, Session.Kind.BREAK):
            hours[session.pk] = Decimal(0)
        else:
            blocks[session.date, session.part_of_day].append(session)
    for (_day, part), block in blocks.items():
        said = {s.pk: s.hours for s in block if s.hours is not None}
        open_ones = [s for s in block if s.hours is None]
        left = max(PART_HOURS[part] - sum(said.values(), Decimal(0)), Decimal(0))
        hours |= said | {s.pk: left / len(open_ones) for s in open_ones}
    return hours


def day_of(workshop: Workshop, day: date, items: list[Item], windows: Windows) -> Day:
    by_part: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_part[item.part_of_day].append(item)
    order = sorted(by_part, key=lambda part: (windows[part], part))
    parts = (
        Part(part, str(PartOfDay(part).label), tuple(sorted(by_part[part], key=place_in_part)))
        for part in order
    )
    return Day(workshop.day_number(day), day, tuple(parts))


def place_in_part(item: Item) -> tuple:
    """Timed sessions by the clock, the others in the order given."""
    return (item.starts_at or time.min, item.position, item.number)

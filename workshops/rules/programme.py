"""What rules look at: the working copy of an agenda with all that organisers know of it, frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from workshops.load import Load, in_small_hours, load_of, programme_day
from workshops.models import PartOfDay, Session

Kind = Session.Kind
PARTS = (PartOfDay.MORNING, PartOfDay.DAYTIME, PartOfDay.AFTERNOON, PartOfDay.NIGHT)


@dataclass(frozen=True)
class Voice:
    """Somebody on a session: a speaker of the workshop, in a role."""

    speaker: int
    name: str
    role: str
    online: bool = False
    kind: str = ""
    zone: str = ""
    is_organisation: bool = False


@dataclass(frozen=True)
class Slot:
    """One session as rules see it. Clock times are the workshop's; None and "" where not known.

    `untranslated` names the content languages that the title or the description lacks, each with the field.
    """

    id: int
    uuid: str
    title: str
    date: date
    part_of_day: str
    kind: str
    hours: Decimal
    starts_at: time | None = None
    ends_at: time | None = None
    position: int = 0
    on_site: bool = False
    is_online: bool = False
    method: str = ""
    questions_minutes: int | None = None
    languages: tuple[str, ...] = ()
    interpretation: bool = False
    venue: int | None = None
    venue_name: str = ""
    component: int | None = None
    voices: tuple[Voice, ...] = ()
    hosts: int = 0
    has_activities: bool = False
    has_material: bool = False
    untranslated: tuple[tuple[str, str], ...] = ()

    @property
    def day(self) -> date:
        """The programme's day: what begins before 04:00 belongs to the day before."""
        return programme_day(self)

    @property
    def is_timed(self) -> bool:
        return self.starts_at is not None and self.ends_at is not None

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From and to as moments (UTC), for a timed session; an end not after the start is after midnight.

        A clock time that a change of clocks skips is the moment that would have been it; a session
        never ends before it starts.
        """
        last = self.date if self.ends_at > self.starts_at else self.date + timedelta(days=1)
        start = datetime.combine(self.date, self.starts_at, zone).astimezone(UTC)
        end = datetime.combine(last, self.ends_at, zone).astimezone(UTC)
        return start, max(start, end)

    def minutes(self, zone: ZoneInfo) -> int:
        """How long a timed session really lasts."""
        start, end = self.span(zone)
        return int((end - start).total_seconds() // 60)

    @property
    def order(self) -> tuple:
        """Within its day: by part of the day, in it by the clock where that is known; small hours last."""
        clock = self.starts_at or time.min
        return in_small_hours(self), PARTS.index(self.part_of_day), clock, self.position, self.id


@dataclass(frozen=True)
class Planned:
    """A component of the programme with the hours planned for it."""

    id: int
    name: str
    hours: Decimal


@dataclass(frozen=True)
class Programme:
    """A workshop's programme. `slots` are in order, days off and breaks among them, cancelled ones not.

    `ways`: minutes between two venues; `stay`: the hotel, where there is one; `known`: what an upper
    package's rule gathered for itself, by the rule's code.
    """

    workshop: int
    zone: str
    starts_on: date
    ends_on: date
    slots: tuple[Slot, ...] = ()
    languages: tuple[str, ...] = ("en",)
    working_languages: tuple[str, ...] = ("en",)
    interpretation: bool = False
    components: tuple[Planned, ...] = ()
    ways: Mapping[frozenset[int], int] = field(default_factory=dict)
    stay: int | None = None
    stay_name: str = ""
    known: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def load(self) -> Load:
        return load_of(self.slots, self.starts_on, self.ends_on)

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def work(self) -> tuple[Slot, ...]:
        """What is neither a break nor a day off."""
        return tuple(slot for slot in self.slots if slot.kind not in (Kind.OFF, Kind.BREAK))

    def of(self, *kinds: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind in kinds)

    def by_day(self, slots: Iterable[Slot] | None = None) -> Iterable[tuple[date, list[Slot]]]:
        """Each day with its slots in the order they happen."""
        chosen = self.work if slots is None else slots
        ordered = sorted(chosen, key=lambda slot: (slot.day, slot.order))
        return [(day, list(found)) for day, found in groupby(ordered, key=lambda slot: slot.day)]

    def number(self, day: date) -> int:
        """1 on the first day."""
        return (day - self.starts_on).days + 1

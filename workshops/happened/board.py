"""What organisers see of a day: each session, and what was said of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workshops import dates, freezing
from workshops.agenda import USUAL_WINDOWS
from workshops.happened.record import ways
from workshops.models import PartOfDay, Session, SpeakerRole, Workshop


@dataclass(frozen=True)
class Entry:
    """A session with what was said of it in words; `""` where nobody has."""

    session: Session
    title: str
    times: str
    speakers: str
    words: str
    is_open: bool


@dataclass(frozen=True)
class Stretch:
    """A part of the day with its sessions."""

    code: str
    label: str
    entries: tuple[Entry, ...]

    @property
    def open(self) -> int:
        return sum(entry.is_open for entry in self.entries)


@dataclass(frozen=True)
class DayBoard:
    """A day by its parts. `undated` was added, and nobody knows when it was."""

    day: date
    stretches: tuple[Stretch, ...]
    undated: tuple[Entry, ...]

    @property
    def open(self) -> int:
        return sum(stretch.open for stretch in self.stretches)


def days_to_choose(workshop: Workshop, now: datetime) -> tuple[date, ...]:
    """The days that have come, the last first; the first day before the workshop begins."""
    last = min(workshop.ends_on, max(workshop.today(now), workshop.starts_on))
    span = (last - workshop.starts_on).days
    return tuple(last - timedelta(days=n) for n in range(span + 1))


def board(workshop: Workshop, day: date) -> DayBoard:
    """One day, in the same few queries whatever its length."""
    rows = rows_of(workshop, day)
    parts = {row.part_of_day for row in rows if row.date}
    return DayBoard(
        day=day,
        stretches=tuple(
            Stretch(
                part,
                str(PartOfDay(part).label),
                tuple(entry(row) for row in rows if row.date and row.part_of_day == part),
            )
            for part in sorted(parts, key=USUAL_WINDOWS.__getitem__)
        ),
        undated=tuple(entry(row) for row in rows if row.date is None),
    )


def rows_of(workshop: Workshop, day: date) -> Sequence[Session]:
    of_day = workshop.sessions.filter(date=day) | workshop.sessions.filter(date=None)
    rows = of_day.exclude(kind__in=[Session.Kind.OFF, Session.Kind.BREAK])
    found = list(freezing.with_details(rows, SpeakerRole.objects.all()))
    return sorted(found, key=lambda row: (str(row.starts_at or row.began_at or ""), row.position))


def entry(row: Session) -> Entry:
    said = [*ways(row)]
    words = row.get_happened_display() if row.happened and not row.is_added else ""
    return Entry(
        session=row,
        title=str(row),
        times=dates.time_range(row.starts_at, row.ends_at),
        speakers=", ".join(role.speaker.name for role in row.speaker_roles.all()),
        words="; ".join(said) or str(words),
        is_open=not row.happened and not row.is_added and row.status == Session.Status.PLANNED,
    )

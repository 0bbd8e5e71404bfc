"""What a board showed of a session when it was looked at, so that nobody acts on what is no longer so.

Each card carries it, in a form that is short and can be read back: by it an action notices that somebody
else changed the session meanwhile, and can say from what to what.
"""

from dataclasses import dataclass
from datetime import date, time
from hashlib import blake2b
from types import SimpleNamespace

from workshops import dates
from workshops.content import columns
from workshops.models import PartOfDay, Session

PLACE = ("date", "part_of_day", "starts_at", "ends_at", "status")
MARKED = (*columns("title"), "kind", "venue_id", "delivery", "component_id", "track_id")
BETWEEN = "~"


@dataclass(frozen=True)
class Seen:
    """Where and when a session stood, whether it was cancelled, and a mark of the rest that a card shows."""

    date: date
    part_of_day: str
    starts_at: time | None
    ends_at: time | None
    status: str
    mark: str

    def __str__(self) -> str:
        """2024-05-20~morning~09:00~10:30~~1f2e3d4c, with "cancelled" between the last two where it is so."""
        clock = [f"{each:%H:%M}" if each else "" for each in (self.starts_at, self.ends_at)]
        status = "" if self.status == Session.Status.PLANNED else self.status
        return BETWEEN.join([self.date.isoformat(), self.part_of_day, *clock, status, self.mark])

    @property
    def place(self) -> str:
        """Mon 20 May, Morning, 09:00–10:30; and whether it is cancelled."""
        times = dates.time_range(self.starts_at, self.ends_at)
        said = [dates.day(self.date), str(PartOfDay(self.part_of_day).label), times]
        if self.status == Session.Status.CANCELLED:
            said.append(str(Session.Status.CANCELLED.label))
        return ", ".join(filter(None, said))

    def is_there(self, other: "Seen") -> bool:
        """Whether both stand in the same place at the same time, or are cancelled."""
        return all(getattr(self, name) == getattr(other, name) for name in PLACE)


def seen_of(session: Session | SimpleNamespace) -> Seen:
    """What a board shows of a session now."""
    values = "\n".join(str(getattr(session, name) or "") for name in MARKED)
    mark = blake2b(values.encode(), digest_size=4).hexdigest()
    return Seen(*(getattr(session, name) for name in PLACE), mark)


def seen_named(written: str) -> Seen | None:
    """What a page sent back, or None where that is nothing of ours."""
    try:
        day, part, starts, ends, status, mark = written.split(BETWEEN)
        return Seen(
            date.fromisoformat(day),
            PartOfDay(part).value,
            time.fromisoformat(starts) if starts else None,
            time.fromisoformat(ends) if ends else None,
            Session.Status(status or Session.Status.PLANNED).value,
            mark[:16],
        )
    except ValueError:
        return None

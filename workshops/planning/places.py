"""Places on the board: a part of a day, and the order in which sessions stand there."""

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from workshops import history
from workshops.agenda import USUAL_WINDOWS
from workshops.models import Session, Workshop
from workshops.planning.refusals import CannotSplit

DAY = 24 * 60  # minutes
Times = tuple[time | None, time | None]


@dataclass(frozen=True)
class Place:
    """Where a session is to stand. `index` counts from 0, None is behind all others.

    `times` None: its clock times go along, as far as one part of the day begins after another.
    """

    date: date
    part_of_day: str
    index: int | None = None
    times: Times | None = None


def minutes(clock: time) -> int:
    """Minutes since midnight."""
    return clock.hour * 60 + clock.minute


def clock_at(count: int) -> time:
    """The clock time so many minutes after midnight, of whatever day."""
    return time(*divmod(count % DAY, 60))


def length(starts: time, ends: time) -> int:
    """Minutes from start to end; an end that is earlier is after midnight."""
    return (minutes(ends) - minutes(starts)) % DAY


def later(times: Times, by: int) -> Times:
    """Both times so many minutes later; an unknown one stays unknown."""
    starts, ends = (clock_at(minutes(each) + by) if each else None for each in times)
    return starts, ends


def times_in(session: Session, part_of_day: str) -> Times:
    """A session's times, moved along to another part of the day."""
    begins = {part: starts for part, (starts, _ends) in USUAL_WINDOWS.items()}
    begins |= dict(session.workshop.part_windows.values_list("part_of_day", "starts_at"))
    was, will = (minutes(begins[part]) for part in (session.part_of_day, part_of_day))
    return later((session.starts_at, session.ends_at), will - was)


def halves(session: Session, at: time | None, pause: int) -> tuple[Times, Times]:
    """The times of the two parts of a session, the first of which ends at `at`. Raises CannotSplit."""
    starts, ends = session.starts_at, session.ends_at
    if starts is None and at is None:
        return (None, None), (None, None)
    if starts is None or (ends is None and at is None):
        raise CannotSplit(_("Say first from when to when the session lasts."))
    whole = length(starts, ends) if ends else DAY
    cut = length(starts, at) if at else (whole - pause) // 2
    if cut <= 0 or cut + pause >= whole:
        raise CannotSplit(
            _("Choose a time between the start and the end, and leave some for both.")
        )
    middle = clock_at(minutes(starts) + cut)
    return (starts, middle), (clock_at(minutes(middle) + pause), ends)


def in_order(
    workshop: Workshop, day: date, part_of_day: str, *, without: Session | None = None
) -> list[Session]:
    """The sessions of one part of a day as a board shows them: by the clock, then in the order given."""
    rows = workshop.sessions.filter(date=day, part_of_day=part_of_day, is_added=False)
    others = (row for row in rows if without is None or row.pk != without.pk)
    return sorted(others, key=lambda row: (row.starts_at or time.min, row.position, row.number))


def index_of(session: Session) -> int:
    """How many sessions stand before this one in its part of the day."""
    there = in_order(session.workshop, session.date, session.part_of_day)
    return [row.pk for row in there].index(session.pk)


def make_room(session: Session, place: Place) -> int:
    """Number the others of that part of the day around a session; the position that is left for it."""
    others = in_order(session.workshop, place.date, place.part_of_day, without=session)
    at = len(others) if place.index is None else min(max(place.index, 0), len(others))
    wanted = [*range(1, at + 1), *range(at + 2, len(others) + 2)]
    moved = []
    for other, position in zip(others, wanted, strict=True):
        if other.position != position:
            other.position = position
            moved.append(other)
    history.update_all(Session, moved, ["position"])
    return at + 1

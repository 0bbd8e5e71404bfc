"""Which session of the agenda each row of a programme is, and when it is held."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from workshops.content import columns
from workshops.importers.programme_days import When, by_clock
from workshops.importers.programme_words import kind_of_title
from workshops.importers.sheets import Record, fold
from workshops.models import PartOfDay, Session, Workshop


@dataclass(frozen=True)
class Planned:
    """A row of the file, read: its session where the agenda has it, or None."""

    record: Record
    when: When
    kind: str
    session: Session | None


def when_of(record: Record) -> When | None:
    """Its time in one column or in two; a day off without one is the whole day."""
    said: When | None = record.get("time")
    starts, ends = record.get("starts_at"), record.get("ends_at")
    if starts:
        part = said.part if said else by_clock(starts, ends).part
        return When(part, starts, ends or (said.ends_at if said else None))
    if said is None and kind_of(record) == Session.Kind.OFF:
        return When(PartOfDay.DAYTIME)
    return said


def kind_of(record: Record) -> str:
    """What the row says, or what its title or its places give away; "" where nothing does."""
    told = record.get("kind") or kind_of_title(title_of(record))
    return told or (Session.Kind.TOUR if len(record.get("stops", ())) > 1 else "")


def title_of(record: Record) -> str:
    return next((record[key] for key in columns("title") if record.get(key)), "")


def titles_of(record: Record) -> set[str]:
    return {fold(record[key]) for key in columns("title") if record.get(key)}


def titles_of_session(session: Session) -> set[str]:
    return {fold(title) for key in columns("title") if (title := getattr(session, key))}


class Matching:
    """Rows of a file and sessions of an agenda, each with its titles, as they are given to each other."""

    def __init__(self, rows: "Rows", sessions: list[Session]):
        self.rows = rows
        self.free = {session.pk: session for session in sessions}
        self.row_titles = [titles_of(record) for record, _when in rows]
        self.titles = {session.pk: titles_of_session(session) for session in sessions}
        self.rows_of_title = Counter(title for titles in self.row_titles for title in titles)

    def first(self, fits: Callable[[Session], bool]) -> Session | None:
        return next((session for session in self.free.values() if fits(session)), None)

    def by_guid(self, index: int) -> Session | None:
        wanted = self.rows[index][0].get("uuid")
        return self.first(lambda session: session.uuid == wanted) if wanted else None

    def by_number(self, index: int) -> Session | None:
        wanted = self.rows[index][0].get("number")
        return self.first(lambda session: session.number == wanted) if wanted else None

    def by_place_and_title(self, index: int) -> Session | None:
        (record, when), titles = self.rows[index], self.row_titles[index]
        place = record["date"], when.part
        return self.first(
            lambda session: place_of(session) == place and bool(titles & self.titles[session.pk])
        )

    def by_title(self, index: int) -> Session | None:
        """One that moved: the only free session of that title, for the only row of it."""
        titles = self.row_titles[index]
        if not titles or any(self.rows_of_title[title] > 1 for title in titles):
            return None
        alike = [one for one in self.free.values() if titles & self.titles[one.pk]]
        return alike[0] if len(alike) == 1 else None

    def by_place(self, index: int) -> Session | None:
        """One that was renamed or has no title: at the same clock time, or where both have none."""
        (record, when), titles = self.rows[index], self.row_titles[index]

        def fits(session: Session) -> bool:
            if place_of(session) != (record["date"], when.part):
                return False
            if when.starts_at is not None:
                return session.starts_at == when.starts_at
            return not titles and not self.titles[session.pk]

        return self.first(fits)


def planned(records: Iterable[Record], workshop: Workshop) -> list[Planned]:
    """The rows that have a day and a time, each with its session; a session is given to one row only."""
    rows = [(record, when_of(record)) for record in records]
    rows = [(record, when) for record, when in rows if record.get("date") and when]
    meet = Matching(rows, list(workshop.sessions.order_by("date", "position", "number")))
    found: dict[int, Session] = {}
    ways = (
        meet.by_guid,
        meet.by_number,
        meet.by_place_and_title,
        meet.by_title,
        meet.by_place,
    )
    for way in ways:
        for index in range(len(rows)):
            if index not in found and (session := way(index)) is not None:
                found[index] = session
                del meet.free[session.pk]
    return [
        Planned(record, when, kind_of(record), found.get(index))
        for index, (record, when) in enumerate(rows)
    ]


Rows = list[tuple[Record, When]]


def place_of(session: Session) -> tuple[date, str]:
    return session.date, session.part_of_day


def clock_of(row: Planned, windows: dict[str, tuple[time, time]]) -> dict[str, Any]:
    """The clock times to write: those of the file, but for what its format had to make up."""
    session, when = row.session, row.when
    if when.starts_at is None:
        stays = session is not None and session.part_of_day == when.part
        return {} if stays else {"starts_at": None, "ends_at": None}
    if session is not None and "uuid" in row.record.present and row.record.get("uuid"):
        window = windows.get(session.part_of_day)
        if session.starts_at is None and window == (when.starts_at, when.ends_at):
            return {}
        if (
            session.starts_at == when.starts_at
            and session.ends_at is None
            and window
            and (window[1] == when.ends_at)
        ):
            return {}
    return {"starts_at": when.starts_at, "ends_at": when.ends_at}


def positions_of(rows: list[Planned]) -> dict[int, int]:
    """The place in its half-day of each row; of none in a half-day whose order is what it was."""
    blocks: dict[Any, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        blocks[row.record["date"], row.when.part].append(index)
    return {
        index: place
        for block, indexes in blocks.items()
        if not is_as_before([rows[index] for index in indexes], block)
        for place, index in enumerate(indexes, start=1)
    }


def is_as_before(rows: list[Planned], block: tuple) -> bool:
    """Whether all of them stood in this half-day, in this order."""
    sessions = [row.session for row in rows]
    if any(one is None or (one.date, one.part_of_day) != block for one in sessions):
        return False
    order = [(one.position, one.number) for one in sessions]
    return order == sorted(order) or all(row.when.starts_at for row in rows)

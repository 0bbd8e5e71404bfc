"""The agenda as readers, feeds and reports see it: frozen dataclasses, built in one place.

Everything that shows an agenda goes through `agenda_for`: readers get the release in force, organisers
the working copy, both by the same path from frozen content. Its texts are in the active language.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from workshops import clocks, releases
from workshops.content import Text
from workshops.freezing import Content, freeze, venues_of
from workshops.items import Item, Profile, Share, Spot
from workshops.models import PartOfDay, Release, Session, Workshop
from workshops.thawing import Reader

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
    """A whole programme. `days` holds every date from the first to the last.

    `release` is the release it was read from, None for the working copy. All speakers and venues are
    there, also those on no session.
    """

    workshop: Workshop
    zone: str
    starts_on: date
    ends_on: date
    days: tuple[Day, ...]
    windows: Windows
    speakers: tuple[Profile, ...]
    venues: tuple[Spot, ...]
    shares: tuple[Share, ...]
    tracks: tuple[Text, ...]
    release: Release | None = None

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
            if item.is_held and self.starts(item) <= moment < self.ends(item)
        )

    def following(self, moment: datetime) -> tuple[Item, ...]:
        """The next sessions to begin after `moment`: all that begin together."""
        later = [item for item in self.items if item.is_held and self.starts(item) > moment]
        if not later:
            return ()
        first = min(self.starts(item) for item in later)
        return tuple(item for item in later if self.starts(item) == first)

    def starts(self, item: Item) -> datetime:
        """When it begins, or when its part of the day does; before 04:00 is late at night."""
        return self.span(item)[0]

    def ends(self, item: Item) -> datetime:
        """When it ends; an end earlier than the start is after midnight."""
        return self.span(item)[1]

    def span(self, item: Item) -> tuple[datetime, datetime]:
        usual = self.windows[item.part_of_day]
        start, end = item.starts_at or usual[0], item.ends_at or usual[1]
        return clocks.span(item.date, start, end, self.tzinfo)

    def moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.tzinfo)

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def today(self, now: datetime) -> date:
        """The programme's own date; a day lasts until 04:00, so late receptions stay on theirs."""
        return clocks.day_of(now, self.tzinfo)


def agenda_for(workshop: Workshop, *, mount: str = "public", now: datetime | None = None) -> Agenda:
    """What readers see of a workshop's agenda at `now` (default: this moment), in one query.

    `mount` is the namespace its addresses lead to. Under `preview` it is the working copy, in some ten
    queries whatever its length. Before the first release there are days and nothing in them.
    """
    if mount == "preview":
        return working_copy(workshop)
    release = releases.current(workshop, now=now or timezone.now())
    if release is None:
        return thaw(blank(workshop), workshop, mount=mount)
    return thaw(release.content, workshop, mount=mount, release=release)


def working_copy(workshop: Workshop, *, mount: str = "preview") -> Agenda:
    """The agenda as organisers have it now, released or not."""
    return thaw(freeze(workshop), workshop, mount=mount)


def blank(workshop: Workshop) -> Content:
    """The content of an agenda of which readers know no more than where it is held."""
    return {
        "zone": workshop.zone,
        "starts_on": workshop.starts_on.isoformat(),
        "ends_on": workshop.ends_on.isoformat(),
        "windows": {},
        "venues": venues_of(workshop),
        **{key: [] for key in ("components", "tracks", "speakers", "sessions")},
    }


def thaw(
    content: Content, workshop: Workshop, *, mount: str, release: Release | None = None
) -> Agenda:
    """Frozen content as an agenda in the active language, without a query."""
    reader = Reader(content, workshop.slug, mount)
    shares = nominal_hours(content["sessions"])
    by_day: dict[date, list[Item]] = defaultdict(list)
    for row in content["sessions"]:
        item = reader.item(row, shares[row["id"]])
        by_day[item.date].append(item)
    first, last = (date.fromisoformat(content[key]) for key in ("starts_on", "ends_on"))
    windows = windows_of(content)
    return Agenda(
        workshop=workshop,
        zone=content["zone"],
        starts_on=first,
        ends_on=last,
        days=tuple(
            day_of((day - first).days + 1, day, by_day.get(day, []), windows)
            for day in dates_of(first, last, by_day)
        ),
        windows=windows,
        speakers=tuple(reader.speakers.values()),
        venues=tuple(reader.venues.values()),
        shares=reader.shares,
        tracks=tuple(reader.tracks.values()),
        release=release,
    )


def dates_of(first: date, last: date, by_day: dict[date, list[Item]]) -> list[date]:
    """Every date of the workshop, and any outside it that has sessions all the same."""
    within = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return sorted(within | set(by_day))


def windows_of(content: Content) -> Windows:
    own = {
        part: (time.fromisoformat(start), time.fromisoformat(end))
        for part, (start, end) in content["windows"].items()
    }
    return {**USUAL_WINDOWS, **own}


def nominal_hours(sessions: list[Content]) -> dict[int, Decimal]:
    """Hours by session id: its own, or an equal share of what its half-day has left.

    None on days off, in breaks and for what is cancelled.
    """
    blocks: dict[tuple[str, str], list[Content]] = defaultdict(list)
    hours: dict[int, Decimal] = {}
    for row in sessions:
        idle = row["kind"] in (Session.Kind.OFF, Session.Kind.BREAK)
        if idle or row["status"] == Session.Status.CANCELLED:
            hours[row["id"]] = Decimal(0)
        else:
            blocks[row["date"], row["part_of_day"]].append(row)
    for (_day, part), block in blocks.items():
        said = {row["id"]: Decimal(row["hours"]) for row in block if row["hours"]}
        open_ones = [row["id"] for row in block if not row["hours"]]
        left = max(PART_HOURS[part] - sum(said.values(), Decimal(0)), Decimal(0))
        hours |= said | {key: left / len(open_ones) for key in open_ones}
    return hours


def day_of(number: int, day: date, items: list[Item], windows: Windows) -> Day:
    by_part: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_part[item.part_of_day].append(item)
    order = sorted(by_part, key=lambda part: (windows[part], part))
    parts = (
        Part(part, str(PartOfDay(part).label), tuple(sorted(by_part[part], key=place_in_part)))
        for part in order
    )
    return Day(number, day, tuple(parts))


def place_in_part(item: Item) -> tuple:
    """Timed sessions by the clock, the others in the order given."""
    begins = item.starts_at or time.min
    is_late = item.starts_at is not None and begins < clocks.DAY_BEGINS
    return (is_late, begins, item.position, item.number)

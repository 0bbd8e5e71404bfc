"""The office's seat board: what became of the seats of each country or body, and who is late.

One line is a country or body within a stream; where several funds pay for its seats, a line has a part
for each allocation. What the numbers mean stands in `people.board.columns`: each is counted here and listed
in the office by the same condition. What makes a line late stands in `people.board.trouble`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from people import seats as public
from people.board.columns import LineKey
from people.board.gathering import Gathered, PartRows, gather
from people.board.trouble import Trouble, trouble_of
from people.models import Allocation, FundShare
from people.seats import SeatDot
from workshops.content import Text, text_of
from workshops.models import Workshop

__all__ = ["ORDER", "Board", "Line", "Part", "Total", "board", "dots_of", "lines"]

ORDER = ("arrived", "held", "nominated", "offered", "planned", "lost")


@dataclass(frozen=True)
class Part:
    """One allocation of a line; None for those of its people who are under none.

    `states` are those of its seats, as `components/seat_dots.html` marks them.
    """

    allocation: Allocation | None
    states: tuple[str, ...]
    counts: Mapping[str, int]
    trouble: Trouble | None

    @property
    def fund_key(self) -> str:
        """How an address names who pays: a key, or "none"."""
        fund = self.allocation.fund_id if self.allocation else None
        return str(fund) if fund else "none"


@dataclass(frozen=True)
class Line:
    """One country or body in one stream."""

    key: LineKey
    name: Text
    stream: Text
    parts: tuple[Part, ...]

    @property
    def stream_key(self) -> str:
        return str(self.key.stream or 0)

    @property
    def states(self) -> tuple[str, ...]:
        states = (state for part in self.parts for state in part.states)
        return tuple(sorted(states, key=ORDER.index))

    @property
    def dots(self) -> tuple[SeatDot, ...]:
        return dots_of(self.states)

    @property
    def words(self) -> str:
        """2 arrived, 1 held."""
        return public.all_in_words(self.states, ORDER)

    @property
    def counts(self) -> Mapping[str, int]:
        return added(part.counts for part in self.parts)

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        return tuple(part.allocation for part in self.parts if part.allocation)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return tuple(part.trouble for part in self.parts if part.trouble)

    @property
    def is_overdue(self) -> bool:
        return any(trouble.is_overdue for trouble in self.troubles)

    @property
    def is_silent(self) -> bool:
        return bool(self.troubles) and not self.is_overdue


@dataclass(frozen=True)
class Total:
    """The numbers of a stream or of a fund; `key` is how an address names it."""

    name: Text
    key: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Board:
    """The seats of one workshop, the lines that need somebody first.

    `shares` are funds that pay for some seats of an allocation, where nobody says which.
    """

    workshop: Workshop
    lines: tuple[Line, ...]
    streams: tuple[Total, ...]
    funds: tuple[Total, ...]
    shares: tuple[FundShare, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        return added(line.counts for line in self.lines)

    def only(self, *, stream: str = "", fund: str = "") -> "Board":
        """Without what belongs to other streams and funds; keys as `Total.key` gives them."""
        lines = [
            replace(line, parts=tuple(part for part in line.parts if fund in ("", part.fund_key)))
            for line in self.lines
            if stream in ("", line.stream_key)
        ]
        kept = [line for line in lines if line.parts]
        allocations = {allocation for line in kept for allocation in line.allocations}
        shares = [share for share in self.shares if share.allocation in allocations]
        return made_of(self.workshop, kept, shares)

    @property
    def overdue(self) -> int:
        return sum(line.is_overdue for line in self.lines)

    @property
    def silent(self) -> int:
        return sum(line.is_silent for line in self.lines)


def board(workshop: Workshop, *, now: datetime) -> Board:
    """The board of one workshop, in as many queries for 500 people as for five."""
    gathered = gather([workshop])
    shares = FundShare.objects.filter(allocation__stream__workshop=workshop)
    return made_of(
        workshop,
        lines_of(workshop, gathered.parts[workshop.pk], gathered, now),
        shares.select_related("fund", "allocation__country").order_by("id"),
    )


def made_of(workshop: Workshop, lines: Collection[Line], shares: Iterable[FundShare]) -> Board:
    return Board(
        workshop=workshop,
        lines=tuple(sorted(lines, key=lambda line: (not line.is_overdue, not line.is_silent))),
        streams=totals(lines_by_stream(lines)),
        funds=totals(parts_by_fund(lines)),
        shares=tuple(shares),
    )


def lines(workshops: Collection[Workshop], *, now: datetime) -> dict[int, tuple[Line, ...]]:
    """All lines by workshop: as many queries for fifty workshops as for one."""
    gathered = gather(workshops)
    return {
        workshop.pk: tuple(lines_of(workshop, gathered.parts[workshop.pk], gathered, now))
        for workshop in workshops
    }


def lines_of(
    workshop: Workshop, parts: Iterable[PartRows], gathered: Gathered, now: datetime
) -> list[Line]:
    """Parts of the same country or body in the same stream make one line."""
    by_line: dict[LineKey, list[PartRows]] = defaultdict(list)
    for part in parts:
        by_line[part.line].append(part)
    return [
        Line(
            key=key,
            name=name_of(key, gathered),
            stream=text_of(gathered.streams[key.stream], "name") if key.stream else Text(""),
            parts=tuple(part_of(part, workshop, now) for part in rows),
        )
        for key, rows in by_line.items()
    ]


def part_of(rows: PartRows, workshop: Workshop, now: datetime) -> Part:
    return Part(
        allocation=rows.allocation,
        states=rows.states,
        counts=rows.counts,
        trouble=trouble_of(rows, workshop, now),
    )


def name_of(key: LineKey, gathered: Gathered) -> Text:
    if key.country:
        return text_of(gathered.countries[key.country], "name")
    return Text(key.body or _("No country given"))


def lines_by_stream(lines: Iterable[Line]) -> dict[tuple[str, str], list[Part]]:
    found: dict = defaultdict(list)
    for line in lines:
        name = line.stream or Text(_("No stream"))
        found[line.stream_key, name] += line.parts
    return found


def parts_by_fund(lines: Iterable[Line]) -> dict[tuple[str, str], list[Part]]:
    found: dict = defaultdict(list)
    for part in (part for line in lines for part in line.parts):
        fund = part.allocation.fund if part.allocation else None
        name = text_of(fund, "name") if fund else Text(_("No fund"))
        found[part.fund_key, name].append(part)
    return found


def totals(groups: Mapping[tuple[str, Text], Iterable[Part]]) -> tuple[Total, ...]:
    return tuple(
        Total(name, key, added(part.counts for part in parts))
        for (key, name), parts in groups.items()
    )


def added(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    return sum((Counter(one) for one in counts), Counter())


def dots_of(states: Iterable[str]) -> tuple[SeatDot, ...]:
    return tuple(SeatDot(state, public.label_of(state)) for state in states)

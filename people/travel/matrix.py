"""Travel and papers: everybody who is expected in a workshop, and how far each thing is that they need.

What a reader may not see is masked, and neither counted nor filtered by.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from people.models import EXPECTED, TO_COME, Facet, Participation
from people.travel import needs
from people.travel.readiness import is_ready
from people.travel.told import told_this_week
from workshops import dates
from workshops.content import Text, text_of
from workshops.models import Workshop

ANY = "any"


@dataclass(frozen=True)
class Cell:
    """One thing of one person. `css` says how it is marked, `mark` what a change has to know."""

    kind: str
    label: str
    css: str
    text: str
    due: str
    mark: str
    href: str
    status: str


@dataclass(frozen=True)
class Row:
    """One person with a cell for each kind. `lacking`: how much is open of what one may see."""

    participation: Participation
    country: Text
    state: str
    cells: tuple[Cell, ...]
    ready: bool | None
    lacking: int
    overdue: frozenset[str]
    open: frozenset[str]

    @property
    def is_overdue(self) -> bool:
        return bool(self.overdue)


@dataclass(frozen=True)
class Column:
    """One kind, with how many of the workshop's people have it open, and overdue."""

    kind: str
    label: str
    is_masked: bool
    open: int
    overdue: int


@dataclass(frozen=True)
class Option:
    """What the page can be narrowed to."""

    value: str
    name: str


@dataclass(frozen=True)
class Chosen:
    """What an address asks for. `open` and `late` name a kind; `late` may be any."""

    open: str = ""
    late: str = ""
    country: str = ""
    stream: str = ""
    ready: str = ""
    diet: str = ""


@dataclass(frozen=True)
class Matrix:
    """The page. Columns count everybody; rows are those chosen."""

    workshop: Workshop
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    missing: int
    countries: tuple[Option, ...]
    streams: tuple[Option, ...]

    @property
    def overdue(self) -> int:
        return sum(column.overdue for column in self.columns)


Facets = Mapping[int, Mapping[str, Facet]]


def matrix(
    workshop: Workshop, chosen: Chosen, *, visible: Collection[str], now: datetime
) -> Matrix:
    """In as many queries for 500 people as for five. `visible` are the kinds that the reader may see."""
    people, facets = people_of(workshop), facets_of(workshop)
    today = workshop.today(now)
    known = needs.known_of(workshop)
    said = Words(today)
    rows = [row_of(each, facets[each.pk], visible, said) for each in people]
    missing = sum(
        kind not in facets[each.pk]
        for each in people
        for kind in needs.kinds_for(each, known, today)
    )
    kept = [row for row in rows if is_chosen(row, facets[row.participation.pk], chosen, now)]
    return Matrix(
        workshop=workshop,
        columns=tuple(column_of(kind, rows, visible) for kind in Facet.Kind),
        rows=tuple(kept),
        total=len(rows),
        missing=missing,
        countries=options(row.participation.sending_country for row in rows),
        streams=options(row.participation.stream for row in rows),
    )


def people_of(workshop: Workshop) -> list[Participation]:
    """Everybody who is expected and has something to prepare, or is to come and should have."""
    has_some = Q(Exists(Facet.objects.filter(participation=OuterRef("pk"))))
    travels = Q(role__in=needs.TRAVELLERS, state__in=TO_COME) & ~Q(
        channel=Participation.Channel.HISTORICAL
    )
    return list(
        workshop.participations.filter(has_some | travels, state__in=EXPECTED)
        .select_related("person", "sending_country", "stream")
        .order_by("person__sort_name", "person__display_name", "pk")
    )


def facets_of(workshop: Workshop) -> Facets:
    found: dict[int, dict[str, Facet]] = defaultdict(dict)
    rows = Facet.objects.filter(participation__workshop=workshop, participation__state__in=EXPECTED)
    for facet in rows:
        found[facet.participation_id][facet.kind] = facet
    return found


def row_of(
    row: Participation, facets: Mapping[str, Facet], visible: Collection[str], said: "Words"
) -> Row:
    seen = [facet for kind, facet in facets.items() if kind in visible]
    counted = [facet for facet in seen if facet.counts_for(row.state)]
    open_kinds = frozenset(facet.kind for facet in counted if facet.is_open)
    return Row(
        participation=row,
        country=text_of(row.sending_country, "name") if row.sending_country else Text(""),
        state=row.get_state_display(),
        cells=tuple(
            cell_of(row, kind, facets.get(kind), kind in visible, said) for kind in said.kinds
        ),
        ready=is_ready(row.state, facets),
        lacking=len(open_kinds),
        overdue=frozenset(facet.kind for facet in counted if facet.is_overdue(said.today)),
        open=open_kinds,
    )


def cell_of(
    row: Participation, kind: str, facet: Facet | None, is_visible: bool, said: "Words"
) -> Cell:
    label, href = said.kinds[kind], f"{row.pk}/{kind}/"
    if not is_visible:
        return Cell(kind, label, "masked", said.masked, "", "", "", "")
    if facet is None:
        return Cell(kind, label, "none", "–", "", "", href, "")
    counts = facet.counts_for(row.state)
    late = counts and facet.is_overdue(said.today)
    return Cell(
        kind=kind,
        label=label,
        css=f"{facet.status} late" if late else facet.status,
        text=said.of(facet),
        due=said.day(facet.due_on) if counts and facet.is_open else "",
        mark=facet.mark,
        href=href,
        status=facet.status,
    )


@dataclass
class Words:
    """What stands in the cells, in the active language, each said once."""

    today: date
    days: dict[date, str] = field(default_factory=dict)

    def __post_init__(self):
        self.kinds = {code: str(label) for code, label in Facet.Kind.choices}
        self.statuses = {code: str(label) for code, label in Facet.Status.choices}
        self.diets = {code: str(label) for code, label in Facet.Diet.choices}
        self.masked = _("Kept private")

    def of(self, facet: Facet) -> str:
        """Done; of a diet which, where it was told."""
        if facet.kind == Facet.Kind.DIET and facet.status == Facet.Status.DONE and facet.diet:
            return self.diets[facet.diet]
        return self.statuses[facet.status]

    def day(self, on: date | None) -> str:
        if on is None:
            return ""
        if on not in self.days:
            self.days[on] = dates.day(on)
        return self.days[on]


def column_of(kind: Facet.Kind, rows: Iterable[Row], visible: Collection[str]) -> Column:
    rows = list(rows)
    return Column(
        kind=kind,
        label=str(kind.label),
        is_masked=kind not in visible,
        open=sum(kind in row.open for row in rows),
        overdue=sum(kind in row.overdue for row in rows),
    )


def is_chosen(row: Row, facets: Mapping[str, Facet], chosen: Chosen, now: datetime) -> bool:
    late = chosen.late in ("", ANY) or chosen.late in row.overdue
    return (
        (not chosen.open or chosen.open in row.open)
        and late
        and (chosen.late != ANY or row.is_overdue)
        and chosen.country in ("", row.participation.sending_country_id)
        and chosen.stream in ("", str(row.participation.stream_id))
        and (not chosen.ready or row.ready is (chosen.ready == "yes"))
        and (not chosen.diet or told_this_week(facets.get(Facet.Kind.DIET), now))
    )


def options(rows: Iterable[object]) -> tuple[Option, ...]:
    """Countries or streams that somebody has, by name."""
    there = {row.pk: text_of(row, "name").plain for row in rows if row is not None}
    return tuple(
        Option(str(key), name) for key, name in sorted(there.items(), key=lambda one: one[1])
    )

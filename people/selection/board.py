"""Nominees beside each other, under the allocation that each is put forward under."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from people import names
from people.gates import Checked, Verdict
from people.models import LIVE, NOMINATED, Participation, State
from people.selection.balance import Balance, balance, organisation_of, sender_name
from people.selection.due import Due
from people.selection.gathering import Gathered, SeatCount, gather
from workshops import dates
from workshops.content import Text, text_of
from workshops.models import Workshop

OUT = [
    State.NOT_SELECTED, State.INELIGIBLE, State.RELEASED, State.DECLINED, State.EXPIRED,
    State.WITHDRAWN, State.REPLACED, State.NO_SHOW,
]  # fmt: skip


class Phase(models.TextChoices):
    """What a state means to selectors."""

    TO_DECIDE = "to_decide", gettext_lazy("To decide")
    RETURNED = "returned", gettext_lazy("Returned for completion")
    RESERVE = "reserve", gettext_lazy("Reserve")
    CHOSEN = "chosen", gettext_lazy("Selected")
    OUT = "out", gettext_lazy("Out")


PHASES: Mapping[Phase, Collection[str]] = {
    Phase.TO_DECIDE: NOMINATED,
    Phase.RETURNED: [State.RETURNED],
    Phase.RESERVE: [State.RESERVE],
    Phase.CHOSEN: LIVE,
    Phase.OUT: OUT,
}


class GateFilter(models.TextChoices):
    OPEN = "open", gettext_lazy("A criterion is open")
    FAILED = "failed", gettext_lazy("A criterion is failed")
    PASSED = "passed", gettext_lazy("All criteria passed")


class Order(models.TextChoices):
    RANK = "rank", gettext_lazy("Rank")
    NAME = "name", gettext_lazy("Name")
    STATE = "state", gettext_lazy("State")
    GATES = "gates", gettext_lazy("Open criteria last")


@dataclass(frozen=True)
class Chosen:
    """What of the board is asked for; "" is everything."""

    stream: str = ""
    country: str = ""
    phase: str = ""
    gate: str = ""
    due: str = ""
    order: str = Order.RANK


@dataclass(frozen=True)
class Likely:
    """Another record that may be of the same person."""

    person: int
    name: str
    why: str


@dataclass(frozen=True)
class Nominee:
    """One nominee as selectors see him or her."""

    pk: int
    person: int
    name: str
    honorific: str
    sort_name: str
    native_name: str
    native_lang: str
    post: Text
    organisation: str
    sector: str
    years: int | None
    country: Text
    rank: int | None
    state: str
    state_label: str
    phase: str
    place: int | None
    answer_by: str
    gates: tuple[Checked, ...]
    expertise: str
    motivation: str
    language: str
    endorsement: str
    waiver: str
    twins: tuple[Likely, ...]
    earlier: tuple[str, ...]
    notes: int
    has_email: bool

    @property
    def open_gates(self) -> tuple[Checked, ...]:
        return tuple(checked for checked in self.gates if not checked.passed)


@dataclass(frozen=True)
class Group:
    """The nominees of one allocation, or those under none."""

    key: str
    name: Text
    stream: Text
    fund: str
    seats: SeatCount
    nominees: tuple[Nominee, ...]


@dataclass(frozen=True)
class Option:
    """A choice of a filter."""

    value: str
    name: str


@dataclass(frozen=True)
class Board:
    """The selection board of one workshop: `shown` of `total` nominees."""

    workshop: Workshop
    groups: tuple[Group, ...]
    balance: Balance
    total: int
    shown: int
    streams: tuple[Option, ...]
    countries: tuple[Option, ...]
    has_call: bool


def board(
    workshop: Workshop,
    chosen: Chosen | None = None,
    *,
    ticked: Collection[int] = (),
    now: datetime | None = None,
) -> Board:
    """The board in the active language, in the same number of queries whatever the number of nominees.

    `now` decides who is due, where that is asked for.
    """
    chosen = chosen or Chosen()
    found = gather(workshop)
    rows = [row for row in found.nominees if is_asked_for(row, chosen, found)]
    if chosen.due and now:
        due = Due(chosen.due).keys(workshop, now)
        rows = [row for row in rows if row.pk in due]
    return Board(
        workshop=workshop,
        groups=tuple(groups(rows, found, chosen)),
        balance=balance(found, ticked),
        total=len(found.nominees),
        shown=len(rows),
        streams=tuple(options(found, lambda row: row.stream)),
        countries=tuple(options(found, lambda row: row.sending_country)),
        has_call=found.call is not None,
    )


def nominees(workshop: Workshop, keys: Collection[int]) -> tuple[Nominee, ...]:
    """These nominees of a workshop, in the order of the keys; whoever is not there is left out."""
    found = gather(workshop, only=list(keys))
    rows = {row.pk: row for row in found.nominees}
    return tuple(nominee(rows[key], found) for key in dict.fromkeys(keys) if key in rows)


def options(found: Gathered, related: Callable[[Participation], models.Model]) -> Iterator[Option]:
    """What the nominees are related to, by name."""
    there = {one.pk: text_of(one, "name").plain for row in found.nominees if (one := related(row))}
    for pk, name in sorted(there.items(), key=lambda pair: pair[1]):
        yield Option(str(pk), name)


def is_asked_for(row: Participation, chosen: Chosen, found: Gathered) -> bool:
    return (
        chosen.stream in ("", str(row.stream_id))
        and chosen.country in ("", row.sending_country_id)
        and (not chosen.phase or row.state in PHASES[Phase(chosen.phase)])
        and (not chosen.gate or passes(found.gates[row.pk], chosen.gate))
    )


def passes(checks: tuple[Checked, ...], asked: str) -> bool:
    verdicts = {checked.verdict for checked in checks}
    if asked == GateFilter.PASSED:
        return verdicts <= {Verdict.PASSED}
    if asked == GateFilter.FAILED:
        return Verdict.FAILED in verdicts
    return bool(verdicts - {Verdict.PASSED})


def groups(rows: list[Participation], found: Gathered, chosen: Chosen) -> Iterator[Group]:
    """In the order of the allocations; those under none come last."""
    by_allocation: dict[int | None, list[Nominee]] = defaultdict(list)
    for row in rows:
        by_allocation[row.allocation_id].append(nominee(row, found))
    for one in found.allocations:
        if nominees := by_allocation.pop(one.pk, None):
            yield Group(
                key=str(one.pk),
                name=sender_name(one),
                stream=text_of(one.stream, "name"),
                fund=text_of(one.fund, "name") if one.fund else "",
                seats=found.seats.get(one.pk, SeatCount()),
                nominees=in_order(nominees, chosen.order),
            )
    rest = [one for nominees in by_allocation.values() for one in nominees]
    if rest:
        nowhere = Text(_("Under no allocation"))
        yield Group("none", nowhere, Text(""), "", SeatCount(), in_order(rest, chosen.order))


def in_order(nominees: list[Nominee], order: str) -> tuple[Nominee, ...]:
    """Whoever has no rank comes after those who have one; ties stay by rank and name."""
    by_rank = sorted(nominees, key=lambda one: (one.rank is None, one.rank or 0, one.sort_name))
    keys: dict[str, Callable[[Nominee], object]] = {
        Order.NAME: lambda one: one.sort_name,
        Order.STATE: lambda one: (list(PHASES).index(Phase(one.phase)), one.place or 0),
        Order.GATES: lambda one: len(one.open_gates),
    }
    return tuple(sorted(by_rank, key=keys[order]) if order in keys else by_rank)


def nominee(row: Participation, found: Gathered) -> Nominee:
    person, dossier = row.person, getattr(row, "dossier", None)
    return Nominee(
        pk=row.pk,
        person=person.pk,
        name=person.display_name,
        honorific=person.honorific,
        sort_name=person.sort_name or person.display_name,
        native_name=person.native_name if person.native_name != person.display_name else "",
        native_lang=names.lang_of(person.native_name, person.nationality_id),
        post=text_of(row, "post"),
        organisation=organisation_of(row),
        sector=dossier.get_sector_display() if dossier else "",
        years=dossier.years_in_post if dossier else None,
        country=text_of(row.sending_country, "name") if row.sending_country else Text(""),
        rank=row.rank,
        state=row.state,
        state_label=row.get_state_display(),
        phase=next(phase for phase, states in PHASES.items() if row.state in states),
        place=row.reserve_rank,
        answer_by=dates.moment(row.answer_by, found.workshop.zone)
        if row.state == State.SELECTED and row.answer_by
        else "",
        gates=found.gates[row.pk],
        expertise=dossier.expertise if dossier else "",
        motivation=dossier.motivation if dossier else "",
        language=language_of(row),
        endorsement=str(row.endorsement) if row.endorsement else "",
        waiver=row.waiver_reason,
        twins=tuple(
            Likely(twin.person, found.twin_names.get(twin.person, ""), twin.likeness.label)
            for twin in found.twins.get(person.pk, ())
        ),
        earlier=tuple(
            f"{one.workshop} ({one.workshop.starts_on.year})" for one in came(row, found)
        ),
        notes=found.notes.get(row.pk, 0),
        has_email=bool(person.email),
    )


def came(row: Participation, found: Gathered) -> list[Participation]:
    return found.earlier.get(row.person_id, [])


def language_of(row: Participation) -> str:
    """B2: Certificate."""
    dossier = getattr(row, "dossier", None)
    if dossier is None or not dossier.language_level:
        return ""
    if not dossier.language_evidence:
        return dossier.language_level
    return pgettext("a level, how it is shown", "%(stated)s: %(shown)s") % {
        "stated": dossier.language_level,
        "shown": dossier.get_language_evidence_display(),
    }

"""How mixed the cohort is: those chosen so far, and with those who are ticked."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from people import names
from people.models import LIVE, Allocation, Participation, Person, Sector
from people.selection.gathering import Cohort, SeatCount
from workshops.content import Text, text_of

MOST_LINES = 15  # of ministries


@dataclass(frozen=True)
class Share:
    """One value of one dimension. `out_of` is how many seats it has, where it has any."""

    name: Text
    chosen: int
    ticked: int
    out_of: int | None = None

    @property
    def together(self) -> int:
        return self.chosen + self.ticked

    @property
    def is_over(self) -> bool:
        return self.out_of is not None and self.together > self.out_of


@dataclass(frozen=True)
class Dimension:
    """One way of looking at the cohort. `unknown` are those of whom it is not known."""

    code: str
    name: str
    shares: tuple[Share, ...]
    unknown_chosen: int = 0
    unknown_ticked: int = 0
    left_out: int = 0

    @property
    def unknown(self) -> int:
        return self.unknown_chosen + self.unknown_ticked


@dataclass(frozen=True)
class Balance:
    """The cohort: `chosen` of `seats` are selected or more; `ticked` would join them."""

    chosen: int
    ticked: int
    seats: int
    dimensions: tuple[Dimension, ...]

    @property
    def together(self) -> int:
        return self.chosen + self.ticked


Key = Callable[[Participation], str]


def balance(found: Cohort, ticked: Collection[int] = ()) -> Balance:
    """Of everybody in the cohort, and of the ticked nominees who are not in it yet."""
    joining = [row for row in found.nominees if row.pk in ticked and row.state not in LIVE]
    return Balance(
        chosen=len(found.cohort),
        ticked=len(joining),
        seats=sum(count.in_force for count in found.seats.values()),
        dimensions=tuple(
            made
            for made in (
                of_streams(found, joining),
                of_countries(found, joining),
                of_gender(found.cohort, joining),
                of_sectors(found.cohort, joining),
                of_ministries(found.cohort, joining),
            )
            if made.shares
        ),
    )


def of_streams(found: Cohort, joining: Sequence[Participation]) -> Dimension:
    labels = {str(one.stream_id): text_of(one.stream, "name") for one in found.allocations}
    labels |= {
        str(row.stream_id): text_of(row.stream, "name")
        for row in (*found.cohort, *joining)
        if row.stream
    }
    seats = added(found.allocations, found.seats, lambda one: str(one.stream_id))
    return dimension(
        "stream", _("Stream"), found.cohort, joining,
        key=lambda row: str(row.stream_id or ""), labels=labels, seats=seats,
    )  # fmt: skip


def of_countries(found: Cohort, joining: Sequence[Participation]) -> Dimension:
    """By who sends; a body stands beside the countries under its name."""
    labels = {sender(one): sender_name(one) for one in found.allocations}
    labels |= {
        row.sending_country_id: text_of(row.sending_country, "name")
        for row in (*found.cohort, *joining)
        if row.sending_country
    }
    seats = added(found.allocations, found.seats, sender)
    return dimension(
        "country", _("Country or body"), found.cohort, joining,
        key=sender_of, labels=labels, seats=seats,
    )  # fmt: skip


def sender(allocation: Allocation) -> str:
    return allocation.country_id or allocation.body


def sender_name(allocation: Allocation) -> Text:
    return text_of(allocation.country, "name") if allocation.country else Text(allocation.body)


def sender_of(row: Participation) -> str:
    if row.allocation and row.allocation.body:
        return row.allocation.body
    return row.sending_country_id or ""


def of_gender(cohort: Sequence[Participation], joining: Sequence[Participation]) -> Dimension:
    labels = {code: Text(str(label)) for code, label in Person.Gender.choices}
    return dimension(
        "gender", _("Gender, where given"), cohort, joining,
        key=lambda row: row.person.gender, labels=labels,
    )  # fmt: skip


def of_sectors(cohort: Sequence[Participation], joining: Sequence[Participation]) -> Dimension:
    labels = {code: Text(str(label)) for code, label in Sector.choices}
    return dimension(
        "sector", _("Sector"), cohort, joining,
        key=lambda row: row.dossier.sector if hasattr(row, "dossier") else "", labels=labels,
    )  # fmt: skip


def of_ministries(cohort: Sequence[Participation], joining: Sequence[Participation]) -> Dimension:
    """By ministry or other body of a country: two from one are to be seen."""
    labels = {ministry_key(row): ministry_label(row) for row in (*joining, *cohort)}
    labels.pop("", None)
    made = dimension(
        "ministry", _("Ministry or body"), cohort, joining, key=ministry_key, labels=labels
    )
    shares = sorted(made.shares, key=lambda share: -share.together)
    return Dimension(
        made.code, made.name, tuple(shares[:MOST_LINES]),
        made.unknown_chosen, made.unknown_ticked, max(0, len(shares) - MOST_LINES),
    )  # fmt: skip


def organisation_of(row: Participation) -> str:
    """Where somebody works, as the roster or else the dossier says it."""
    if row.organisation:
        return str(row.organisation)
    return row.dossier.organisation if hasattr(row, "dossier") else ""


def ministry_key(row: Participation) -> str:
    where = names.fold(organisation_of(row))
    return f"{where}|{row.sending_country_id or ''}" if where else ""


def ministry_label(row: Participation) -> Text:
    country = text_of(row.sending_country, "name").plain if row.sending_country else ""
    return Text(f"{organisation_of(row)} ({country})" if country else organisation_of(row))


def dimension(
    code: str,
    name: str,
    cohort: Sequence[Participation],
    joining: Sequence[Participation],
    *,
    key: Key,
    labels: Mapping[str, Text],
    seats: Mapping[str, int] | None = None,
) -> Dimension:
    """Count both by `key`, in the order of the labels; what has no label is not known."""
    chosen, ticked = Counter(map(key, cohort)), Counter(map(key, joining))
    shares = tuple(
        Share(label, chosen[value], ticked[value], seats.get(value, 0) if seats else None)
        for value, label in labels.items()
        if chosen[value] or ticked[value] or (seats and seats.get(value))
    )
    return Dimension(
        code, name, shares,
        unknown_chosen=sum(count for value, count in chosen.items() if value not in labels),
        unknown_ticked=sum(count for value, count in ticked.items() if value not in labels),
    )  # fmt: skip


def added(
    allocations: Sequence[Allocation],
    seats: Mapping[int, SeatCount],
    key: Callable[[Allocation], str],
) -> Counter:
    found: Counter = Counter()
    for one in allocations:
        if one.pk in seats:
            found[key(one)] += seats[one.pk].in_force
    return found

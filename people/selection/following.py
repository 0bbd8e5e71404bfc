"""Who of the reserve would follow on a seat that is to be filled, the best fit first.

A person decides: here is only what fits. Who may have a seat is whom its country sends; the reserve of the
seat's own allocation comes first, in its order, then that of the country's other allocations.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from people import gates, names, reserve
from people.deadlines import on_both_clocks
from people.gates import Checked
from people.models import (
    LIVE,
    Call,
    FocalPoint,
    Message,
    Participation,
    Person,
    Role,
)
from people.selection.balance import organisation_of, sender_name
from people.selection.vacancies import Kind, OpenSeat, open_seats
from workshops import dates
from workshops.content import Text, text_of
from workshops.models import Workshop

LEAST_SHARE = 0.4  # of women or men in a cohort; below it, one more of them is pointed out
WORD = 5  # letters, from which on two posts have a word in common


@dataclass(frozen=True)
class Candidate:
    """Somebody of the reserve who could have a seat. `ahead` would come first and are passed over."""

    row: Participation
    post: Text
    open_gates: tuple[Checked, ...]
    likeness: tuple[str, ...]
    ahead: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.open_gates and not self.ahead


@dataclass(frozen=True)
class Vacancy:
    """A seat to be filled. `suggested` is the first who fits, None where nobody does.

    `ministry` are the focal points who can name somebody, until `cutoff`; `asked` is when they were asked
    last, `left` when somebody left it, both on the workshop's clock.
    """

    open: OpenSeat
    name: Text
    stream: Text
    fund: Text
    leaver_post: Text
    left: str
    candidates: tuple[Candidate, ...]
    cutoff: str
    ministry: tuple[str, ...]
    asked: str

    @property
    def seat(self) -> object:
        return self.open.seat

    @property
    def leaver(self) -> Participation | None:
        return self.open.leaver

    @property
    def is_late(self) -> bool:
        return Kind.LATE in self.open.kinds

    @property
    def suggested(self) -> Candidate | None:
        return next((one for one in self.candidates if one.fits), None)


@dataclass(frozen=True)
class Surroundings:
    """What the suggestions of a workshop are made from, read once."""

    reserve: Sequence[Participation]
    checked: Mapping[int, tuple[Checked, ...]]
    genders: Mapping[str, int]
    ministries: Mapping[int, tuple[str, ...]]
    asked: Mapping[int, datetime]


def vacancies(workshop: Workshop, *, now: datetime) -> tuple[Vacancy, ...]:
    """In the order of the allocations, in the same number of queries whatever their number."""
    found = open_seats([workshop], now=now)
    if not found:
        return ()
    around = look_around(workshop)
    return tuple(vacancy_of(one, workshop, around) for one in found)


def look_around(workshop: Workshop) -> Surroundings:
    waiting = list(reserve_of(workshop))
    call = Call.objects.filter(workshop=workshop).first()
    genders = workshop.participations.participants().filter(state__in=LIVE)
    asked = Message.objects.filter(workshop=workshop, kind="replacement").order_by("created_at")
    return Surroundings(
        reserve=waiting,
        checked=gates.gates_of(workshop, waiting, call=call),
        genders=Counter(genders.values_list("person__gender", flat=True)),
        ministries=ministries_of(workshop),
        asked=dict(asked.values_list("participation", "created_at")),
    )


def reserve_of(workshop: Workshop) -> Iterator[Participation]:
    return (
        Participation.objects.in_reserve()
        .filter(workshop=workshop, role=Role.PARTICIPANT)
        .select_related(
            "person", "dossier", "organisation", "sending_country", "allocation__country",
            "allocation__fund__only_country",
        )
    )  # fmt: skip


def ministries_of(workshop: Workshop) -> dict[int, tuple[str, ...]]:
    """By allocation, who signs in for it."""
    found: dict[int, tuple[str, ...]] = {}
    rows = FocalPoint.objects.active().filter(workshop=workshop).order_by("pk")
    for focal_point in rows.prefetch_related("allocations"):
        for allocation in focal_point.allocations.all():
            found[allocation.pk] = (*found.get(allocation.pk, ()), str(focal_point))
    return found


def vacancy_of(one: OpenSeat, workshop: Workshop, around: Surroundings) -> Vacancy:
    allocation, leaver = one.seat.allocation, one.leaver
    asked = around.asked.get(leaver.pk) if leaver else None
    left_at = leaver.left_at if leaver else None
    cutoff = allocation.replacement_cutoff
    return Vacancy(
        open=one,
        name=sender_name(allocation),
        stream=text_of(allocation.stream, "name"),
        fund=text_of(allocation.fund, "name") if allocation.fund else Text(""),
        leaver_post=text_of(leaver, "post") if leaver else Text(""),
        left=dates.moment(left_at, workshop.zone) if left_at else "",
        candidates=tuple(candidates(one, around)),
        cutoff=on_both_clocks(cutoff, workshop.zone) if cutoff else "",
        ministry=around.ministries.get(allocation.pk, ()),
        asked=dates.moment(asked, workshop.zone) if asked else "",
    )


def candidates(one: OpenSeat, around: Surroundings) -> Iterator[Candidate]:
    """The allocation's own reserve, then the country's others."""
    own = one.seat.allocation
    others = [
        row
        for row in around.reserve
        if row.allocation_id != own.pk
        and own.country_id
        and row.sending_country_id == own.country_id
    ]
    first = [row for row in around.reserve if row.allocation_id == own.pk]
    for row in (*first, *others):
        checks = around.checked.get(row.pk, ())
        yield Candidate(
            row=row,
            post=text_of(row, "post"),
            open_gates=tuple(check for check in checks if not check.passed),
            likeness=tuple(likeness(one, row, around.genders)),
            ahead=tuple(str(each) for each in reserve.before(row, own.pk, [*first, *others])),
        )


# Why somebody fits, in words


def likeness(one: OpenSeat, row: Participation, genders: Mapping[str, int]) -> Iterator[str]:
    """What keeps the balance that the cohort had with whoever left, or mends it."""
    leaver = one.leaver
    if leaver:
        yield from like(leaver, row)
    if row.person.gender and not (leaver and leaver.person.gender == row.person.gender):
        yield from mends_balance(row.person.gender, genders)
    if row.allocation_id != one.seat.allocation_id:
        yield _("From another allocation of the country")


def like(leaver: Participation, row: Participation) -> Iterator[str]:
    if row.person.gender and row.person.gender == leaver.person.gender:
        yield _("Same gender as who left")
    dossiers = [one.dossier for one in (leaver, row) if hasattr(one, "dossier")]
    if len(dossiers) == 2 and dossiers[0].sector == dossiers[1].sector != "":
        yield _("Same sector as who left: %(sector)s") % {
            "sector": dossiers[0].get_sector_display()
        }
    places = [names.fold(organisation_of(one)) for one in (leaver, row)]
    if places[0] == places[1] != "":
        yield _("Same organisation as who left")
    common = words_of(leaver.post) & words_of(row.post)
    if common:
        yield _("Post like that of who left: %(words)s") % {"words": ", ".join(sorted(common))}


def words_of(post: str) -> set[str]:
    """The longer words of a post, without the department and organisation that follow it."""
    return {word for word in names.fold(post.partition(",")[0]).split() if len(word) >= WORD}


def mends_balance(gender: str, genders: Mapping[str, int]) -> Iterator[str]:
    """Where fewer than two in five of those whose gender is known have this one."""
    known = sum(count for value, count in genders.items() if value)
    if known and genders.get(gender, 0) < LEAST_SHARE * known:
        yield _("Mends the balance: %(count)s of %(known)s in the cohort are recorded as “%(gender)s”") % {
            "count": genders.get(gender, 0),
            "known": known,
            "gender": Person.Gender(gender).label,
        }  # fmt: skip

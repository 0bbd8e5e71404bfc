"""Seats that somebody left and nobody has, and who of the reserve would follow, the best fit first.

A person decides: here is only what fits. Who may have a seat is whom its country sends; the reserve of the
seat's own allocation comes first, in its order, then that of the country's other allocations.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from people import gates
from people.actions.replacing import LEFT
from people.gates import Checked
from people.models import (
    Call,
    Participation,
    Role,
    Seat,
)
from people.selection.balance import sender_name
from workshops.content import Text, text_of
from workshops.models import Workshop


@dataclass(frozen=True)
class Candidate:
    """Somebody of the reserve who could have a seat. `ahead` would come first and are passed over."""

    row: Participation
    open_gates: tuple[Checked, ...]
    likeness: tuple[str, ...]
    ahead: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.open_gates and not self.ahead


@dataclass(frozen=True)
class Vacancy:
    """A seat that somebody left. `suggested` is the first who fits, None where nobody does."""

    seat: Seat
    name: Text
    stream: Text
    leaver: Participation
    left_at: datetime | None
    candidates: tuple[Candidate, ...]

    @property
    def suggested(self) -> Candidate | None:
        return next((one for one in self.candidates if one.fits), None)


def left_seats(workshops: Iterable[Workshop]) -> QuerySet[Participation]:
    """Those who left a seat that can be taken and that nobody has; not replaced, of these workshops."""
    free = Seat.objects.free().filter(
        allocation__stream__workshop__in=workshops, state__in=Seat.TO_TAKE
    )
    return Participation.objects.participants().filter(
        seat__in=free, state__in=LEFT, replaced_by__isnull=True
    )


def vacancies(workshop: Workshop) -> tuple[Vacancy, ...]:
    """In the order of the allocations, in the same number of queries whatever their number."""
    leavers = last_leavers(workshop)
    reserve = list(reserve_of(workshop)) if leavers else []
    call = Call.objects.filter(workshop=workshop).first()
    checked = gates.gates_of(workshop, reserve, call=call) if reserve else {}
    return tuple(
        Vacancy(
            seat=leaver.seat,
            name=sender_name(leaver.seat.allocation),
            stream=text_of(leaver.seat.allocation.stream, "name"),
            leaver=leaver,
            left_at=leaver.left_at,
            candidates=tuple(candidates(leaver, reserve, checked)),
        )
        for leaver in leavers
    )


def last_leavers(workshop: Workshop) -> list[Participation]:
    """Who left each such seat last."""
    rows = (
        left_seats([workshop])
        .annotate(left_at=Max("changes__at"))
        .select_related(
            "person", "dossier", "seat__allocation__country", "seat__allocation__stream"
        )
        .order_by(
            "seat__allocation__stream__position", "seat__allocation__position",
            "seat__allocation", "seat__number", "left_at", "pk",
        )
    )  # fmt: skip
    last: dict[int, Participation] = {row.seat_id: row for row in rows}
    return list(last.values())


def reserve_of(workshop: Workshop) -> QuerySet[Participation]:
    return (
        Participation.objects.in_reserve()
        .filter(workshop=workshop, role=Role.PARTICIPANT)
        .select_related(
            "person", "dossier", "sending_country", "allocation__country",
            "allocation__fund__only_country",
        )
    )  # fmt: skip


def candidates(
    leaver: Participation, reserve: Sequence[Participation], checked: dict[int, tuple[Checked, ...]]
) -> Iterator[Candidate]:
    own = leaver.seat.allocation
    ahead: list[str] = []
    for row in reserve:
        if row.allocation_id == own.pk:
            yield candidate(leaver, row, checked, ahead)
            ahead.append(str(row))
    for row in reserve:
        same_country = own.country_id and row.sending_country_id == own.country_id
        if row.allocation_id != own.pk and same_country:
            yield candidate(leaver, row, checked, ahead)


def candidate(
    leaver: Participation,
    row: Participation,
    checked: dict[int, tuple[Checked, ...]],
    ahead: Sequence[str],
) -> Candidate:
    return Candidate(
        row=row,
        open_gates=tuple(one for one in checked.get(row.pk, ()) if not one.passed),
        likeness=tuple(likeness(leaver, row)),
        ahead=tuple(ahead),
    )


def likeness(leaver: Participation, row: Participation) -> Iterator[str]:
    """What keeps the balance that the cohort had with whoever left."""
    if row.person.gender and row.person.gender == leaver.person.gender:
        yield _("Same gender as who left")
    sectors = [one.dossier.sector for one in (leaver, row) if hasattr(one, "dossier")]
    if len(sectors) == 2 and sectors[0] == sectors[1] != "":
        yield _("Same sector as who left")
    if row.allocation_id != leaver.seat.allocation_id:
        yield _("From another allocation of the country")

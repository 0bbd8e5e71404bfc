"""The rows behind the selection board, in a fixed number of queries whatever their number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from people import duplicates, gates
from people.duplicates import Twin
from people.gates import Checked, Earlier
from people.models import (
    HOLDING,
    LIVE,
    Allocation,
    Call,
    Participation,
    Person,
    Seat,
    SelectorNote,
    State,
)
from workshops.models import Workshop


@dataclass(frozen=True)
class SeatCount:
    """The seats of one allocation: in force, and free to be taken."""

    in_force: int = 0
    free: int = 0


@dataclass(frozen=True)
class Cohort:
    """Who is put forward for one workshop, who is chosen (`cohort`), and the seats that there are."""

    workshop: Workshop
    nominees: tuple[Participation, ...]
    cohort: tuple[Participation, ...]
    allocations: tuple[Allocation, ...]
    seats: Mapping[int, SeatCount]


@dataclass(frozen=True)
class Gathered(Cohort):
    """Everything that the board shows of one workshop."""

    call: Call | None
    gates: Mapping[int, tuple[Checked, ...]]
    earlier: Earlier
    twins: Mapping[int, tuple[Twin, ...]]
    twin_names: Mapping[int, str]
    notes: Mapping[int, int]


def gather(workshop: Workshop, *, only: Sequence[int] | None = None) -> Gathered:
    """`only`: these nominees, by primary key, where not all are to be shown."""
    cohort = gather_cohort(workshop, only=only)
    nominees = cohort.nominees
    call = Call.objects.filter(workshop=workshop).first()
    people = [row.person_id for row in nominees]
    earlier = gates.came_before(workshop, people)
    twins = duplicates.twins_of(people)
    return Gathered(
        **vars(cohort),
        call=call,
        gates=gates.gates_of(workshop, nominees, call=call, earlier=earlier),
        earlier=earlier,
        twins=twins,
        twin_names=names_of(twins),
        notes=notes(nominees),
    )


def gather_cohort(workshop: Workshop, *, only: Sequence[int] | None = None) -> Cohort:
    """As much as the balance needs."""
    rows = list(participants(workshop))
    return Cohort(
        workshop=workshop,
        nominees=tuple(row for row in rows if is_nominee(row) and (only is None or row.pk in only)),
        cohort=tuple(row for row in rows if row.state in LIVE),
        allocations=tuple(allocations(workshop)),
        seats=seats(workshop),
    )


def participants(workshop: Workshop) -> QuerySet[Participation]:
    """Everybody put forward or taking part, but for drafts, which are the focal point's own."""
    return (
        workshop.participations.participants()
        .exclude(state=State.DRAFT)
        .select_related(
            "person__nationality",
            "dossier",
            "stream",
            "sending_country",
            "organisation",
            "endorsement",
            "allocation__fund__only_country",
            "allocation__country",
        )
        .order_by("stream__position", "stream", "rank", "person__sort_name", "pk")
    )


def is_nominee(row: Participation) -> bool:
    return row.channel != Participation.Channel.HISTORICAL


def allocations(workshop: Workshop) -> QuerySet[Allocation]:
    return (
        Allocation.objects.filter(stream__workshop=workshop)
        .select_related("stream", "country", "fund")
        .order_by("stream__position", "stream", "position", "pk")
    )


def seats(workshop: Workshop) -> dict[int, SeatCount]:
    """By allocation; a planned seat is in force and not to be taken yet."""
    of_workshop = Seat.objects.in_force().filter(allocation__stream__workshop=workshop)
    held = Seat.objects.filter(participations__state__in=HOLDING).values("pk")
    there = Counter(dict(of_workshop.order_by().values_list("allocation").annotate(Count("pk"))))
    to_take = of_workshop.filter(state__in=Seat.TO_TAKE).exclude(pk__in=held)
    free = dict(to_take.order_by().values_list("allocation").annotate(Count("pk")))
    return {pk: SeatCount(count, free.get(pk, 0)) for pk, count in there.items()}


def names_of(twins: Mapping[int, tuple[Twin, ...]]) -> dict[int, str]:
    keys = {twin.person for found in twins.values() for twin in found}
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "display_name"))


def notes(rows: Sequence[Participation]) -> dict[int, int]:
    keys = [row.pk for row in rows]
    found = SelectorNote.objects.filter(participation__in=keys).order_by()
    return dict(found.values_list("participation").annotate(Count("pk")))

"""What had to be ready for each participant of the live sample, and how far it is."""

from collections.abc import Iterator

from people.models import Facet, Participation, User
from reports.samples.times import moment
from workshops.models import Workshop

Kind, Status, Diet = Facet.Kind, Facet.Status, Facet.Diet

# The day of the workshop by which each thing is due; day 1 is the first.
DUE = {
    Kind.ENDORSEMENT: -60,
    Kind.LANGUAGE: -60,
    Kind.INVITATION: -35,
    Kind.VISA: -13,
    Kind.TICKET: -9,
    Kind.DIET: -6,
    Kind.INSURANCE: -4,
    Kind.ROOM: -2,
    Kind.ARRIVAL: -1,
    Kind.PER_DIEM: 10,
}
DIETS = (
    Diet.ANY, Diet.HALAL, Diet.ANY, Diet.VEGETARIAN, Diet.HALAL, Diet.NO_PORK, Diet.ANY, Diet.HALAL,
    Diet.ALLERGY, Diet.ANY, Diet.NO_BEEF, Diet.VEGAN,
)  # fmt: skip
LATE_VISA = "Bilal Misali"


def prepare(workshop: Workshop, *, office: User) -> None:
    """The facets of everybody who came on a seat: mostly done, some late, some still due."""
    rows = (
        workshop.participations.participants().who_came()
        .select_related("person")
        .order_by("list_number", "pk")
    )  # fmt: skip
    Facet.objects.bulk_create(
        [facet for place, row in enumerate(rows) for facet in facets(workshop, row, place, office)],
        update_conflicts=True,
        unique_fields=["participation", "kind"],
        update_fields=[
            "status", "due_on", "done_on", "diet", "detail", "updated_at", "updated_by",
        ],
    )  # fmt: skip


def facets(workshop: Workshop, row: Participation, place: int, office: User) -> Iterator[Facet]:
    for kind, due in DUE.items():
        if kind in (Kind.ENDORSEMENT, Kind.LANGUAGE) and row.endorsement_id is None:
            continue
        status, done, detail = outcome(workshop, row, kind, place)
        yield Facet(
            participation=row,
            kind=kind,
            status=status,
            due_on=moment(workshop, due).date(),
            done_on=moment(workshop, done).date() if status == Status.DONE else None,
            diet=DIETS[place % len(DIETS)] if kind == Kind.DIET else "",
            detail=detail,
            updated_at=moment(workshop, done),
            updated_by=office,
        )


def outcome(workshop: Workshop, row: Participation, kind: str, place: int) -> tuple[str, int, str]:
    """The status, the day that it came to it, and a note for whoever arranges it."""
    due = DUE[Kind(kind)]
    if kind == Kind.VISA and row.person.display_name == LATE_VISA:
        return Status.DONE, 4, "Issued on the fourth day; joined online until then."
    if kind == Kind.VISA and row.duty_station_id == workshop.country_id:
        return Status.NOT_NEEDED, due - 20, "Posted in the host country."
    if kind == Kind.VISA and row.sending_country_id == workshop.country_id:
        return Status.NOT_NEEDED, due - 20, ""
    if kind == Kind.INSURANCE and place % 9 == 4:
        return Status.ASKED, due - 2, "The policy ends before the last day."
    if kind == Kind.INSURANCE and place % 13 == 6:
        return Status.TO_DO, due - 10, ""
    if kind == Kind.PER_DIEM:
        return (Status.TO_DO, 1, "") if place % 5 == 0 else (Status.DONE, 2, "")
    if kind == Kind.DIET and DIETS[place % len(DIETS)] == Diet.ALLERGY:
        return Status.DONE, due - 1, "Peanuts"
    return Status.DONE, due - place % 4, ""

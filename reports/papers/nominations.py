"""Whom a country or body has put forward under one allocation: what a confirmation says, before its words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from people.models import Allocation, Participation, State, call_of
from people.references import reference_of
from workshops.content import Text, text_of
from workshops.models import Workshop

OUT = (State.WITHDRAWN, State.REPLACED, State.DECLINED, State.EXPIRED)


@dataclass(frozen=True)
class Nominee:
    """One person as a ministry may file it: no address, no travel paper, no judgement of a selector."""

    rank: int | None
    name: str
    given_names: str
    family_name: str
    native_name: str
    post: Text
    organisation: Text
    state: str
    answer_by: datetime | None
    endorsed_by: str
    endorsed_on: date | None
    endorsement_waived: bool
    in_place_of: str
    replaced_by: str

    @property
    def is_out(self) -> bool:
        """No longer put forward."""
        return self.state in OUT


@dataclass(frozen=True)
class Contact:
    """Whom to ask."""

    name: Text
    email: str
    phone: str


@dataclass(frozen=True)
class Nominations:
    """One allocation, who was put forward under it in rank order, and what there is to do until when.

    Drafts that were not sent are counted and not named.
    """

    reference: str
    title: Text
    starts_on: date
    ends_on: date
    city: Text
    country: Text
    zone: str
    is_sample: bool
    sender: Text
    stream: Text
    fund: Text
    package: Text
    seats: int
    most_nominees: int
    deadline: datetime | None
    replacement_cutoff: datetime | None
    answer_days: int
    nominees: tuple[Nominee, ...]
    unsent: int
    contact: Contact
    as_of: datetime

    def in_state(self, *states: str) -> int:
        return sum(nominee.state in states for nominee in self.nominees)


def nominations_of(allocation: Allocation, *, now: datetime) -> Nominations:
    """Everything in a few queries, however many nominees. Texts are in the active language."""
    stream, workshop = allocation.stream, allocation.stream.workshop
    rows = list(put_forward(allocation))
    seats = allocation.seats.in_force().count()
    return Nominations(
        reference=reference_of(allocation),
        title=text_of(workshop, "title"),
        starts_on=workshop.starts_on,
        ends_on=workshop.ends_on,
        city=text_of(workshop, "city"),
        country=text_of(workshop.country, "name") if workshop.country else Text(""),
        zone=workshop.zone,
        is_sample=workshop.is_sample,
        sender=sender_of(allocation),
        stream=text_of(stream, "name"),
        fund=text_of(allocation.fund, "name") if allocation.fund else Text(""),
        package=text_of(allocation, "package"),
        seats=seats,
        most_nominees=seats * allocation.nominees_per_seat,
        deadline=allocation.nomination_deadline,
        replacement_cutoff=allocation.replacement_cutoff,
        answer_days=call_of(workshop).answer_days,
        nominees=tuple(nominee(row) for row in rows if row.state != State.DRAFT),
        unsent=sum(row.state == State.DRAFT for row in rows),
        contact=contact_of(workshop),
        as_of=now,
    )


def put_forward(allocation: Allocation) -> QuerySet[Participation]:
    """Those put forward under the allocation or on one of its seats; who is out of it comes last."""
    out_last = Case(
        When(state__in=OUT, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return (
        Participation.objects.participants()
        .filter(Q(allocation=allocation) | Q(allocation=None, seat__allocation=allocation))
        .select_related(
            "person",
            "organisation",
            "dossier",
            "endorsement",
            "replaces__person",
            "replaced_by__person",
        )
        .order_by(out_last, "rank", "list_number", "person__sort_name", "id")
    )


def nominee(row: Participation) -> Nominee:
    person, replacement = row.person, getattr(row, "replaced_by", None)
    return Nominee(
        rank=row.rank,
        name=person.display_name,
        given_names=person.given_names,
        family_name=person.family_name,
        native_name=person.native_name,
        post=text_of(row, "post"),
        organisation=organisation_of(row),
        state=row.state,
        answer_by=row.answer_by,
        endorsed_by=row.endorsement.authority if row.endorsement else "",
        endorsed_on=row.endorsement.dated if row.endorsement else None,
        endorsement_waived=bool(row.waiver_reason),
        in_place_of=row.replaces.person.display_name if row.replaces else "",
        replaced_by=replacement.person.display_name if replacement else "",
    )


def organisation_of(row: Participation) -> Text:
    """As the focal point wrote it, or as the office keeps it."""
    dossier = getattr(row, "dossier", None)
    if dossier and dossier.organisation:
        return Text(dossier.organisation)
    return text_of(row.organisation, "name") if row.organisation else Text("")


def sender_of(allocation: Allocation) -> Text:
    return text_of(allocation.country, "name") if allocation.country else Text(allocation.body)


def contact_of(workshop: Workshop) -> Contact:
    return Contact(
        name=text_of(workshop, "contact_name"),
        email=workshop.contact_email,
        phone=workshop.contact_phone,
    )

"""What happened in the live sample: its nominations, late changes, and a seat that can still be filled."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from people.actions import facets, nominations, offers, replacing, states
from people.history import told_of
from people.models import (
    Allocation,
    Attendance,
    Call,
    Facet,
    FocalPoint,
    Participation,
    State,
    User,
)
from reports.samples import ministries
from reports.samples.nominees import Nominee
from reports.samples.steps import Story, tell
from reports.samples.times import moment
from workshops.models import Workshop

SIYOVUSH = Nominee(
    country="TJK",
    given_names="Siyovush",
    family_name="Namunazoda",
    native_name="Сиёвуш Намуназода",
    honorific="Mr.",
    gender="male",
    role="expert",
    office="trade",
    rank=1,
    fund="course",
    reaches=State.ACCEPTED,
)
MANIJA = replace(
    SIYOVUSH,
    given_names="Manija",
    family_name="Namunazoda",
    native_name="Манижа Намуназода",
    honorific="Ms.",
    gender="female",
    role="head",
    office="digital",
    rank=2,
    reaches=State.RESERVE,
)
JAHONGIR = replace(
    SIYOVUSH,
    country="UZB",
    given_names="Jahongir",
    family_name="Namunaev",
    native_name="Жаҳонгир Намунаев",
    office="customs",
    rank=1,
)
UMIDA = replace(
    MANIJA,
    country="UZB",
    given_names="Umida",
    family_name="Namunayeva",
    native_name="Умида Намунаева",
    office="statistics",
)
SHERZOD = replace(
    JAHONGIR,
    given_names="Sherzod",
    native_name="Шерзод Намунаев",
    role="expert",
    office="digital",
    rank=3,
    reaches=State.ENDORSED,
)


def play(workshop: Workshop, *, office: User, now: datetime) -> None:
    """Everything that people did, by the actions that they would have used."""
    Call.objects.create(workshop=workshop, capacity=40)
    set_terms(workshop)
    invited = ministries.invite(workshop, by=office, now=moment(workshop, -80))
    withdraw_and_replace(workshop, invited["TJK"], office)
    stay_away(workshop, invited["UZB"], office)
    count_attendance(workshop, office, now)


def set_terms(workshop: Workshop) -> None:
    """Nominations closed long ago; one seat can be filled until the eleventh day."""
    for allocation in Allocation.objects.filter(stream__workshop=workshop):
        open_still = allocation.country_id == "UZB"
        allocation.nomination_deadline = moment(workshop, -45, hour=18)
        allocation.replacement_cutoff = moment(workshop, 11 if open_still else 0, hour=18)
        allocation.save(update_fields=["nomination_deadline", "replacement_cutoff"])


def withdraw_and_replace(workshop: Workshop, focal_point: FocalPoint, office: User) -> None:
    """Three days before the first, somebody is called to another post; the reserve has the seat."""
    story = Story(allocation(focal_point), focal_point, office, moment(workshop, -46))
    leaving, coming = tell(SIYOVUSH, story), tell(MANIJA, story)
    nominations.withdraw(
        leaving,
        by=focal_point,
        now=moment(workshop, -2),
        reason="Called to another post at short notice.",
    )
    replacing.replace(
        leaving,
        coming,
        by=office,
        now=moment(workshop, -2, hour=15),
        reason="First in the reserve.",
    )
    offers.accept(coming, by=coming, now=moment(workshop, -1))
    arrive(coming, workshop, office, list_number=17)


def stay_away(workshop: Workshop, focal_point: FocalPoint, office: User) -> None:
    """No visa came; the seat waits for somebody else, whom the ministry can name until the cut-off.

    One is in the reserve, and the nomination of another is still to be decided.
    """
    story = Story(allocation(focal_point), focal_point, office, moment(workshop, -46))
    absent, _in_reserve, _open = (tell(one, story) for one in (JAHONGIR, UMIDA, SHERZOD))
    facets.change(
        absent,
        Facet.Kind.VISA,
        seen=absent.facets.get(kind=Facet.Kind.VISA).mark,
        by=office,
        now=moment(workshop, -2),
        status=Facet.Status.REFUSED,
    )
    states.change(
        absent,
        State.NO_SHOW,
        by=office,
        now=moment(workshop, 4),
        reason="The visa was not issued in time.",
    )


def allocation(focal_point: FocalPoint) -> Allocation:
    return focal_point.allocations.select_related("stream__workshop", "country", "fund").get()


def arrive(row: Participation, workshop: Workshop, office: User, *, list_number: int) -> None:
    states.change(row, State.ARRIVED, by=office, now=moment(workshop, 1, hour=8))
    row.list_number = list_number
    row.public_list = row.directory = row.photo_consent = True
    with told_of(office, moment(workshop, 1, hour=9)):
        row.save(update_fields=["list_number", "public_list", "directory", "photo_consent"])


def count_attendance(workshop: Workshop, office: User, now: datetime) -> None:
    """Everybody on every day since they came, but for a day in bed here and there."""
    today = workshop.today(now)
    rows = workshop.participations.participants().who_came().order_by("list_number", "pk")
    Attendance.objects.bulk_create(
        Attendance(participation=row, day=day, at=moment(workshop, number), by=office)
        for place, row in enumerate(rows)
        for number, day in days_since(workshop, row, today)
        if (place + 3 * number) % 41
    )


def days_since(workshop: Workshop, row: Participation, today: date) -> Iterator[tuple[int, date]]:
    """Number and date of each day from the arrival until today."""
    first = workshop.day_number(row.arrived_on)
    last = min(workshop.day_number(today), workshop.day_number(workshop.ends_on))
    for number in range(first, last + 1):
        yield number, workshop.starts_on + timedelta(days=number - 1)

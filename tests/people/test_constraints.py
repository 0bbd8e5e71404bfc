"""What the database itself promises about seats."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from people.models import HOLDING, Participation, Role, State
from tests.factories import (
    make_allocation,
    make_fund,
    make_participation,
    make_person,
    make_stream,
    make_workshop,
)

pytestmark = pytest.mark.django_db


def refuses(name: str, action, *, columns: str = "") -> None:
    """The action breaks the constraint of that name, of which SQLite may name the columns only."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        action()
    told = str(refused.value).removeprefix("UNIQUE constraint failed: ")
    assert name in told or (columns and told == columns)


@pytest.mark.parametrize("state", HOLDING)
def test_a_seat_has_one_holder(state):
    workshop = make_workshop()
    holder = make_participation(workshop=workshop)
    refuses(
        "seat_has_one_holder",
        lambda: make_participation(
            workshop=workshop, name="Saran Dorj", seat=holder.seat, state=state
        ),
        columns="people_participation.seat_id",
    )


def test_a_seat_given_up_can_be_held_again():
    workshop = make_workshop()
    left = make_participation(workshop=workshop, state=State.ACCEPTED)
    Participation.objects.filter(pk=left.pk).update(state=State.REPLACED)
    successor = make_participation(workshop=workshop, name="Saran Dorj", seat=left.seat)
    assert workshop.participations.holding_a_seat().get() == successor


@pytest.mark.parametrize("state", HOLDING)
def test_a_participant_who_holds_has_a_seat(state):
    refuses("participant_holds_a_seat", lambda: make_participation(seat=None, state=state))


def test_staff_need_no_seat_and_cannot_take_one():
    workshop = make_workshop()
    assert make_participation(workshop=workshop, role=Role.STAFF).seat is None
    holder = make_participation(workshop=workshop, name="Bilal Misali", country="PAK")
    refuses(
        "only_participants_hold_seats",
        lambda: Participation.objects.filter(pk=holder.pk).update(role=Role.STAFF),
    )


def test_a_person_is_a_live_participant_once_and_may_be_staff_beside_it():
    workshop, person = make_workshop(), make_person()
    make_participation(workshop=workshop, person=person)
    make_participation(workshop=workshop, person=person, role=Role.STAFF)
    make_participation(workshop=workshop, person=person, state=State.NOT_SELECTED)
    refuses(
        "person_is_a_live_participant_once",
        lambda: make_participation(workshop=workshop, person=person, country="PAK"),
        columns="people_participation.workshop_id, people_participation.person_id",
    )


def test_nobody_leaves_before_arriving():
    refuses(
        "participant_leaves_after_arriving",
        lambda: make_participation(arrived_on=date(2024, 5, 24), left_on=date(2024, 5, 23)),
    )


def test_an_allocation_to_a_country_without_a_fund_is_made_once():
    stream = make_stream()
    make_allocation(stream=stream, country="MNG")
    refuses("allocation_is_made_once", lambda: make_allocation(stream=stream, country="MNG"))
    fund = make_fund(workshop=stream.workshop)
    assert make_allocation(stream=stream, country="MNG", fund=fund).seats.count() == 2

"""A new workshop takes over how seats were offered, and nobody who held one."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from people.models import Allocation, Call, FundShare, Seat, SeatChange
from people.models.seat import Stream
from tests.factories import (
    make_allocation,
    make_call,
    make_country,
    make_focal_point,
    make_fund,
    make_nominee,
    make_organiser,
    make_participation,
    make_stream,
    make_workshop,
)
from workshops.actions import starting
from workshops.actions.starting import Plan
from workshops.models import Beginning, Workshop

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def copy(past: Workshop, *pieces: str) -> Workshop:
    """Again, a year and some days later."""
    owner = make_organiser(f"owner-{uuid4()}")
    row = Beginning.objects.create(owner=owner, source="past", past=past, begun_at=NOW)
    facts = {"title_en": "Again", "starts_on": past.starts_on + timedelta(days=371)}
    return starting.make(row, Plan(facts, 14, copies=frozenset(pieces)), by=owner, now=NOW)


@pytest.fixture
def past() -> Workshop:
    past = make_workshop()
    stream = make_stream(workshop=past, name="CAREC", code="carec")
    fund = make_fund(workshop=past, only_country=make_country("MNG"))
    allocation = make_allocation(
        stream=stream,
        country="MNG",
        seats=3,
        fund=fund,
        package="Travel",
        source_note="Letter of 3 May",
        nomination_deadline=datetime(2024, 4, 1, 12, tzinfo=UTC),
    )
    FundShare.objects.create(allocation=allocation, fund=fund, seats=2)
    allocation.seats.filter(number=2).update(state=Seat.State.RETURNED)
    make_call(workshop=past, capacity=40, eligibility="Officials")
    make_focal_point(allocation)
    make_nominee(allocation=allocation)
    make_participation(workshop=past, stream=stream)
    return past


def test_allocations_are_taken_over_with_their_fund_and_call(past):
    new = copy(past, "streams")
    allocation = Allocation.objects.get(stream__workshop=new)
    old = Allocation.objects.exclude(stream__workshop=new).get()
    assert (allocation.stream.code, allocation.country_id, allocation.package) == (
        "carec",
        "MNG",
        "Travel",
    )
    assert (allocation.fund.workshop, allocation.fund.only_country_id) == (new, "MNG")
    assert allocation.fund_shares.get().fund == allocation.fund
    assert allocation.nomination_deadline == old.nomination_deadline + timedelta(days=371)
    assert (allocation.source_note, allocation.uuid != old.uuid) == ("", True)
    assert (Call.objects.get(workshop=new).capacity, new.call.eligibility) == (40, "Officials")


def test_seats_in_force_are_planned_anew_and_held_by_nobody(past):
    new = copy(past, "streams")
    seats = Seat.objects.filter(allocation__stream__workshop=new)
    assert [(seat.number, seat.state) for seat in seats] == [(1, "planned"), (2, "planned")]
    assert not seats.held().exists()
    assert SeatChange.objects.filter(seat__in=seats).count() == 0


def test_nobody_is_taken_over(past):
    new = copy(past, "streams")
    assert new.participations.count() == 0
    assert new.focal_points.count() == 0
    allocation = Allocation.objects.get(stream__workshop=new)
    assert allocation.participations.count() == allocation.focal_points.count() == 0


def test_a_copy_has_a_history_of_its_own(past):
    new = copy(past, "streams")
    allocation = Allocation.objects.get(stream__workshop=new)
    assert allocation.history.count() == 1


def test_streams_stay_behind_where_they_are_not_chosen(past):
    new = copy(past, "texts")
    assert Stream.objects.filter(workshop=new).count() == 0

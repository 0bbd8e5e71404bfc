"""The identity checks: what is found, with which names, and where it is settled."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.actions import replacing, seats, states
from people.models import Participation, Role, Seat, State
from reports.checks import Finding, findings_by_workshop, findings_of
from tests.factories import (
    make_allocation,
    make_billing,
    make_nominee,
    make_participation,
    make_session,
    make_speaker,
    make_stream,
    make_workshop,
)
from tests.reports.make import make_settled_workshop

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 3, 9, tzinfo=UTC)


def found(workshop) -> dict[str, tuple[str, ...]]:
    return {finding.code: finding.names for finding in findings_of(workshop)}


def only(workshop) -> Finding:
    (finding,) = findings_of(workshop)
    return finding


def test_numbers_that_agree_give_no_findings():
    assert findings_of(make_settled_workshop()) == ()


def test_empty_workshop_gives_no_findings():
    assert findings_of(make_workshop()) == ()


def test_seat_of_which_nothing_is_known_is_found_by_country():
    workshop = make_settled_workshop()
    make_allocation(stream=workshop.streams.get(), country="PAK", seats=2)
    finding = only(workshop)
    assert (finding.code, finding.blocks) == ("seats", True)
    assert finding.names == ("Pakistan: 2 allocated, 0 used, 0 lost, 0 returned",)
    assert finding.url.startswith("/en/admin/people/allocation/?stream__workshop__id__exact=")


@pytest.mark.parametrize("state", [Seat.State.LOST, Seat.State.RETURNED])
def test_seat_lost_or_returned_is_settled(state):
    workshop = make_settled_workshop()
    allocation = make_allocation(stream=workshop.streams.get(), country="PAK", seats=1)
    allocation.seats.update(state=state)
    assert findings_of(workshop) == ()


def test_seat_that_was_cancelled_no_longer_counts():
    workshop = make_settled_workshop()
    allocation = make_allocation(stream=workshop.streams.get(), country="PAK", seats=1)
    allocation.seats.update(state=Seat.State.CANCELLED)
    assert findings_of(workshop) == ()


def test_seat_given_to_another_counts_there_alone():
    workshop = make_settled_workshop()
    stream = workshop.streams.get()
    given = make_allocation(stream=stream, country="PAK", seats=1)
    taken = make_allocation(stream=stream, country="KAZ", seats=0)
    (new,) = seats.reallocate(given.seats.all(), taken, by=None, now=NOW, reason="No nominee")
    assert found(workshop) == {"seats": ("Kazakhstan: 1 allocated, 0 used, 0 lost, 0 returned",)}
    seats.give_back([new], by=None, now=NOW, reason="No nominee either")
    assert findings_of(workshop) == ()


def test_seat_given_to_nobody_is_found():
    workshop = make_settled_workshop()
    allocation = make_allocation(stream=workshop.streams.get(), country="PAK", seats=1)
    allocation.seats.update(state=Seat.State.REALLOCATED)
    finding = only(workshop)
    assert (finding.code, finding.blocks, finding.names) == ("reallocated", True, ("Pakistan 1",))
    assert finding.message == "1 seat was reallocated, and nothing says to whom."


def test_a_no_show_loses_the_seat_and_whoever_fills_it_uses_it():
    workshop = make_settled_workshop()
    stream = workshop.streams.get()
    allocation = make_allocation(stream=stream, country="PAK", seats=1)
    missing = make_nominee(allocation=allocation, state=State.ACCEPTED, seat=allocation.seats.get())
    states.change(missing, State.NO_SHOW, by=None, now=NOW)
    assert findings_of(workshop) == ()
    reserve = make_nominee(allocation=allocation, name="Saran Dorj", state=State.RESERVE)
    replacing.replace(missing, reserve, by=None, now=NOW, reason="In order")
    states.change(reserve, State.ACCEPTED, by=None, now=NOW)
    assert found(workshop) == {"seats": ("Pakistan: 1 allocated, 0 used, 0 lost, 0 returned",)}
    states.change(reserve, State.ARRIVED, by=None, now=NOW)
    states.change(reserve, State.COMPLETED, by=None, now=NOW)
    Participation.objects.filter(pk=reserve.pk).update(
        list_number=workshop.participations.participants().who_came().count()
    )
    assert findings_of(workshop) == ()


def test_seat_that_is_said_to_be_lost_and_was_used_is_found():
    workshop = make_settled_workshop()
    Seat.objects.filter(allocation__country="UZB").update(state=Seat.State.LOST)
    assert found(workshop) == {"seats": ("Uzbekistan: 1 allocated, 1 used, 1 lost, 0 returned",)}


def test_seats_of_one_country_from_two_streams_are_counted_together():
    workshop = make_settled_workshop()
    other = make_stream(workshop=workshop, name="Partners", position=2)
    make_allocation(stream=other, country="UZB", seats=1)
    assert found(workshop) == {"seats": ("Uzbekistan: 2 allocated, 1 used, 0 lost, 0 returned",)}


def test_participant_in_no_stream_is_found():
    workshop = make_settled_workshop()
    Participation.objects.filter(person__display_name="Aziz Karimov").update(stream=None)
    assert found(workshop) == {"streams": ("Aziz Karimov",)}


def test_participant_in_another_stream_than_the_seat_is_found():
    workshop = make_settled_workshop()
    other = make_stream(workshop=workshop, name="Partners")
    Participation.objects.filter(person__display_name="Aziz Karimov").update(stream=other)
    assert found(workshop) == {"streams": ("Aziz Karimov",)}


def test_seat_used_twice_over_is_found_against_the_list():
    workshop = make_settled_workshop()
    elsewhere = make_settled_workshop()
    Participation.objects.filter(workshop=elsewhere, role=Role.PARTICIPANT).update(
        workshop=workshop, list_number=None
    )
    assert "cohort" in found(workshop)


@pytest.mark.parametrize(
    ("numbers", "names"),
    [
        ((1, 1), ("1: twice or more",)),
        ((1, 3), ("2: missing",)),
        ((2, None), ("1: missing", "without a number: 1")),
    ],
)
def test_numbers_of_the_list_that_do_not_run_are_found(numbers, names):
    workshop = make_settled_workshop()
    people = Participation.objects.participants().filter(workshop=workshop).order_by("pk")
    for row, number in zip(people, numbers, strict=True):
        Participation.objects.filter(pk=row.pk).update(list_number=number)
    assert found(workshop) == {"numbers": names}


def test_list_without_numbers_is_no_fault():
    workshop = make_settled_workshop()
    Participation.objects.update(list_number=None)
    assert findings_of(workshop) == ()


def test_numbers_may_begin_again_in_each_stream():
    workshop = make_settled_workshop()
    stream = make_stream(workshop=workshop, name="Partners")
    make_participation(workshop=workshop, stream=stream, country="PAK", list_number=1)
    assert findings_of(workshop) == ()


@pytest.mark.parametrize("role", ["speaker", "moderator"])
def test_speaker_on_no_list_is_found(role):
    workshop = make_settled_workshop()
    session = make_session(workshop=workshop, part_of_day="night")
    make_billing(session=session, speaker=make_speaker(workshop=workshop, name="Ada"), role=role)
    finding = only(workshop)
    assert (finding.code, finding.names, finding.blocks) == ("speakers", ("Ada",), True)
    assert finding.url.startswith("/en/admin/workshops/speaker/?workshop__id__exact=")


@pytest.mark.parametrize("role", [Role.RESOURCE_PERSON, Role.STAFF, Role.GUEST])
def test_speaker_on_a_list_of_those_who_worked_there_is_no_fault(role):
    workshop = make_settled_workshop()
    speaker = make_speaker(workshop=workshop, name="Ada")
    make_billing(session=make_session(workshop=workshop), speaker=speaker)
    make_participation(workshop=workshop, name="Ada", role=role, speaker=speaker)
    assert findings_of(workshop) == ()


def test_speaker_listed_as_resource_person_who_never_came_is_found():
    workshop = make_settled_workshop()
    speaker = make_speaker(workshop=workshop, name="Ada")
    make_billing(session=make_session(workshop=workshop), speaker=speaker)
    make_participation(
        workshop=workshop, role=Role.RESOURCE_PERSON, speaker=speaker, state=State.WITHDRAWN
    )
    assert found(workshop) == {"speakers": ("Ada",)}


@pytest.mark.parametrize("role", ["welcome", "closing"])
def test_who_gives_remarks_is_a_guest_by_that(role):
    workshop = make_settled_workshop()
    speaker = make_speaker(workshop=workshop, name="Ada")
    make_billing(session=make_session(workshop=workshop), speaker=speaker, role=role)
    assert findings_of(workshop) == ()


def test_body_that_speaks_needs_no_place_on_a_list():
    workshop = make_settled_workshop()
    speaker = make_speaker(workshop=workshop, name="A Secretariat", is_organisation=True)
    make_billing(session=make_session(workshop=workshop), speaker=speaker)
    assert findings_of(workshop) == ()


def test_resource_person_on_no_session_is_a_hint_and_does_not_block():
    workshop = make_settled_workshop()
    make_participation(workshop=workshop, name="Ada", role=Role.RESOURCE_PERSON)
    finding = only(workshop)
    assert (finding.code, finding.names, finding.blocks) == ("silent", ("Ada",), False)


def test_findings_of_one_workshop_leave_another_alone():
    clean, faulty = make_settled_workshop(), make_settled_workshop()
    make_allocation(stream=faulty.streams.get(), country="PAK", seats=1)
    by_workshop = findings_by_workshop([clean, faulty])
    assert by_workshop[clean.pk] == ()
    assert [finding.code for finding in by_workshop[faulty.pk]] == ["seats"]


def test_many_workshops_take_as_many_queries_as_one():
    one, many = [make_settled_workshop()], [make_settled_workshop() for _ in range(4)]
    counts = []
    for workshops in (one, many):
        with CaptureQueriesContext(connection) as queries:
            findings_by_workshop(workshops)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6

"""Being there: arriving, each day, leaving early, not coming, the end, and the certificate."""

from datetime import UTC, date, datetime, timedelta

import pytest

from people.actions import arrivals, certificates, states
from people.actions.refusals import (
    NotNext,
    NotThere,
    NotYet,
    SeatTaken,
    StateRefused,
    WrongDay,
)
from people.attendance import DayCount, figures, may_have_certificate, programme_days, standing
from people.models import Attendance, Participation, Seat, State
from tests.factories import (
    make_allocation,
    make_call,
    make_nominee,
    make_organiser,
    make_participation,
    make_session,
    make_stream,
    make_workshop,
)
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
FIRST = date(2024, 5, 20)


def noon(day: int) -> datetime:
    """So many days after the first one, at noon."""
    return datetime(2024, 5, 20, 7, tzinfo=UTC) + timedelta(days=day)


def make_course(**fields) -> Workshop:
    """Ten days without a day off."""
    return make_workshop(ends_on=FIRST + timedelta(days=9), **fields)


def expected(workshop: Workshop | None = None, name: str = "Bat Erdene", **fields):
    """Somebody who accepted."""
    workshop = workshop or make_course()
    return make_participation(
        workshop=workshop, name=name, state=State.ACCEPTED, channel="nomination", **fields
    )


def present(days: int, workshop: Workshop | None = None, **fields) -> Participation:
    """Somebody who came and was counted on the first so many days."""
    row = expected(workshop, **fields)
    for day in range(days):
        arrivals.check_in(row, by=None, now=noon(day))
    return row


def stored(row: Participation) -> Participation:
    return Participation.objects.get(pk=row.pk)


def days_of(row: Participation) -> list[int]:
    return [(day - FIRST).days for day in row.attendances.values_list("day", flat=True)]


# Arriving


def test_who_is_checked_in_has_arrived_and_is_counted_that_day():
    row, organiser = expected(), make_organiser()
    assert arrivals.check_in(row, by=organiser, now=noon(0))
    assert (stored(row).state, stored(row).arrived_on) == (State.ARRIVED, FIRST)
    assert (days_of(row), row.attendances.get().by) == ([0], organiser)


def test_the_next_day_is_counted_and_the_same_day_once():
    row = present(1)
    assert arrivals.check_in(row, by=None, now=noon(1))
    assert not arrivals.check_in(row, by=None, now=noon(1))
    assert days_of(row) == [0, 1]
    assert row.changes.count() == 1


def test_a_late_arrival_is_of_its_day():
    row = expected()
    arrivals.check_in(row, by=None, now=noon(6), on=FIRST + timedelta(days=3))
    assert (stored(row).arrived_on, days_of(row)) == (FIRST + timedelta(days=3), [3])


def test_who_comes_on_the_eve_has_arrived_and_is_not_counted():
    row = expected()
    arrivals.check_in(row, by=None, now=noon(-1))
    assert (stored(row).arrived_on, days_of(row)) == (FIRST - timedelta(days=1), [])


def test_nobody_arrives_tomorrow_or_is_counted_before_arriving():
    row = expected()
    with pytest.raises(WrongDay):
        arrivals.check_in(row, by=None, now=noon(0), on=FIRST + timedelta(days=1))
    arrivals.check_in(row, by=None, now=noon(2))
    with pytest.raises(WrongDay):
        arrivals.check_in(row, by=None, now=noon(3), on=FIRST)
    assert days_of(row) == [2]


@pytest.mark.parametrize("state", [State.SELECTED, State.WITHDRAWN, State.COMPLETED])
def test_who_is_not_expected_cannot_be_checked_in(state):
    row = make_participation(workshop=make_course(), state=state, channel="nomination")
    with pytest.raises(NotNext):
        arrivals.check_in(row, by=None, now=noon(0))
    assert days_of(row) == []


def test_staff_are_checked_in_without_a_seat():
    row = make_participation(workshop=make_course(), role="staff", state=State.ACCEPTED)
    arrivals.check_in(row, by=None, now=noon(0))
    assert (stored(row).state, stored(row).seat, days_of(row)) == (State.ARRIVED, None, [0])


def test_an_arrival_entered_by_mistake_is_taken_back_on_the_same_day():
    row = present(1)
    arrivals.take_back(row, by=None, now=noon(0), reason="Wrong Bat")
    assert (stored(row).state, stored(row).arrived_on, days_of(row)) == (State.ACCEPTED, None, [])
    assert [change.to_state for change in row.changes.all()] == ["arrived", "accepted"]
    assert arrivals.check_in(row, by=None, now=noon(0))


def test_an_arrival_of_yesterday_stays():
    row = present(1)
    with pytest.raises(NotThere):
        arrivals.take_back(row, by=None, now=noon(1), reason="")
    assert (stored(row).state, days_of(row)) == (State.ARRIVED, [0])


def test_an_arrival_after_a_no_show_stays():
    row = expected()
    states.change(row, State.NO_SHOW, by=None, now=noon(2))
    arrivals.check_in(row, by=None, now=noon(2))
    with pytest.raises(NotThere):
        arrivals.take_back(row, by=None, now=noon(2), reason="")


def test_who_was_there_on_another_day_has_arrived():
    row = expected()
    arrivals.check_in(row, by=None, now=noon(1), on=FIRST)
    arrivals.check_in(row, by=None, now=noon(1))
    with pytest.raises(NotThere):
        arrivals.take_back(row, by=None, now=noon(1), reason="")


# No-shows


def test_a_late_arrival_after_a_no_show_takes_the_lost_seat_again():
    row = expected()
    states.change(row, State.NO_SHOW, by=None, now=noon(2))
    assert Seat.objects.get().state == Seat.State.LOST
    arrivals.check_in(row, by=None, now=noon(3))
    assert (stored(row).state, Seat.objects.get().state) == (State.ARRIVED, Seat.State.OFFERED)


def test_a_late_arrival_whose_seat_is_gone_is_refused_or_has_another():
    stream = make_stream(workshop=make_course())
    other = make_allocation(stream=stream, country=None, body="The Secretariat", seats=1)
    row = expected(stream.workshop, stream=stream)
    states.change(row, State.NO_SHOW, by=None, now=noon(2))
    make_participation(workshop=stream.workshop, stream=stream, name="Saran Dorj", seat=row.seat)
    with pytest.raises(SeatTaken):
        arrivals.check_in(row, by=None, now=noon(3))
    assert (stored(row).state, days_of(row)) == (State.NO_SHOW, [])
    arrivals.check_in(row, by=None, now=noon(3), seat=other.seats.get())
    assert (stored(row).state, stored(row).seat) == (State.ARRIVED, other.seats.get())


# Days


def test_the_days_are_set_as_they_were():
    row = present(3)
    days = [FIRST, FIRST + timedelta(days=2), FIRST + timedelta(days=4)]
    assert arrivals.set_days(row, days, by=None, now=noon(5)) == (1, 1)
    assert days_of(row) == [0, 2, 4]


@pytest.mark.parametrize("day", [-1, 6, 12])
def test_a_day_outside_the_workshop_or_to_come_is_no_day(day):
    row = present(1)
    with pytest.raises(WrongDay):
        arrivals.set_days(row, [FIRST + timedelta(days=day)], by=None, now=noon(5))
    assert days_of(row) == [0]


def test_who_never_came_was_there_on_no_day():
    row = expected()
    with pytest.raises(NotThere):
        arrivals.set_days(row, [FIRST], by=None, now=noon(1))


# Leaving and completing


def test_who_leaves_early_leaves_on_a_day_for_a_private_reason():
    row = present(4)
    arrivals.leave_early(row, by=None, now=noon(5), on=FIRST + timedelta(days=4), reason="Ill")
    assert (stored(row).state, stored(row).left_on) == (
        State.LEFT_EARLY,
        FIRST + timedelta(days=4),
    )
    assert (row.changes.last().reason, stored(row).public_note) == ("Ill", "")


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (-1, "Bat Erdene arrived on 2024-05-20."),
        (1, "Bat Erdene was there on 2024-05-22."),
        (6, "2024-05-26 has not come yet."),
    ],
)
def test_nobody_leaves_before_having_been_there_or_tomorrow(on, sentence):
    row = present(3)
    with pytest.raises(WrongDay, match=sentence):
        arrivals.leave_early(row, by=None, now=noon(5), on=FIRST + timedelta(days=on), reason="Ill")
    assert (stored(row).state, stored(row).left_on) == (State.ARRIVED, None)


def test_nobody_completes_before_the_last_day():
    row = present(1)
    with pytest.raises(NotYet):
        arrivals.complete(row, by=None, now=noon(8))
    arrivals.complete(row, by=None, now=noon(9))
    assert stored(row).state == State.COMPLETED


def test_who_left_early_does_not_complete():
    row = present(1)
    arrivals.leave_early(row, by=None, now=noon(5), reason="Ill")
    with pytest.raises(NotNext):
        arrivals.complete(row, by=None, now=noon(9))


# Figures


def test_the_two_figures_at_the_opening_and_ever():
    workshop = make_course()
    present(2, workshop)
    late = expected(workshop, name="Late One")
    arrivals.check_in(late, by=None, now=noon(2))
    expected(workshop, name="Never Came")
    make_participation(workshop=workshop, name="Staff", role="staff", arrived_on=FIRST)
    found = figures(workshop, until=FIRST + timedelta(days=2))
    assert (found.at_opening, found.ever, found.late, found.kept) == (1, 2, 1, True)
    assert found.days == (
        DayCount(FIRST, 1, 1),
        DayCount(FIRST + timedelta(days=1), 1, 1),
        DayCount(FIRST + timedelta(days=2), 1, 2),
    )


def test_where_nobody_was_counted_the_days_of_arrival_and_departure_stand_for_it():
    workshop = make_course()
    make_participation(workshop=workshop, arrived_on=None)
    make_participation(
        workshop=workshop,
        name="Saran Dorj",
        state=State.LEFT_EARLY,
        arrived_on=FIRST + timedelta(days=1),
        left_on=FIRST + timedelta(days=3),
    )
    found = figures(workshop)
    assert (found.at_opening, found.ever, found.kept) == (1, 2, False)
    assert [count.present for count in found.days] == [1, 2, 2, 2, *([1] * 6)]


def test_days_off_are_no_programme_days():
    workshop = make_course()
    make_session(workshop=workshop, date=FIRST)
    make_session(workshop=workshop, date=FIRST + timedelta(days=1), kind="off")
    make_session(workshop=workshop, date=FIRST + timedelta(days=2))
    make_session(workshop=workshop, date=FIRST + timedelta(days=60))
    assert programme_days(workshop) == (FIRST, FIRST + timedelta(days=2))


def test_without_an_agenda_every_day_counts():
    assert len(programme_days(make_course())) == 10


# Certificates


def completed(days: int, workshop: Workshop | None = None) -> Participation:
    row = present(days, workshop)
    arrivals.complete(row, by=None, now=noon(9))
    return row


@pytest.mark.parametrize(("days", "may"), [(8, True), (7, False)])
def test_a_certificate_asks_for_eight_days_of_ten(days, may):
    row = completed(days)
    assert may_have_certificate(row) is may
    assert (standing(row).attended, standing(row).needed, standing(row).of) == (days, 8, 10)


def test_the_call_says_how_many_days_are_asked_for():
    workshop = make_course()
    make_call(workshop=workshop, attendance_percent=75)
    assert not may_have_certificate(completed(7, workshop))
    workshop.call.attendance_percent = 70
    workshop.call.save()
    assert may_have_certificate(workshop.participations.get())


def test_who_did_not_complete_has_none_however_often_there():
    row = present(10)
    assert not may_have_certificate(row)
    arrivals.complete(row, by=None, now=noon(9))
    assert may_have_certificate(row)


def test_a_waiver_gives_one_with_a_user_and_a_reason_and_can_be_taken_back():
    row, organiser = present(2), make_organiser()
    certificates.waive(row, by=organiser, now=noon(9), reason="The visa came late")
    row = stored(row)
    assert (row.certificate_waived_by, row.certificate_waiver) == (organiser, "The visa came late")
    assert may_have_certificate(row)
    certificates.take_back(row, by=organiser, now=noon(9), reason="")
    assert (stored(row).certificate_waived_by, may_have_certificate(stored(row))) == (None, False)


def test_a_waiver_needs_a_reason_and_somebody_who_came():
    organiser = make_organiser()
    with pytest.raises(StateRefused):
        certificates.waive(present(2), by=organiser, now=noon(9), reason=" ")
    never = expected(name="Never Came")
    with pytest.raises(NotThere):
        certificates.waive(never, by=organiser, now=noon(9), reason="Pity")
    assert Participation.objects.exclude(certificate_waiver="").count() == 0


def test_a_waiver_of_somebody_who_is_no_longer_there_gives_none():
    row = expected()
    Participation.objects.update(certificate_waiver="So")
    assert not may_have_certificate(stored(row))


def test_attendance_of_others_does_not_count_for_one():
    workshop = make_course()
    completed(10, workshop)
    row = make_participation(workshop=workshop, name="Saran Dorj", state=State.COMPLETED)
    assert not may_have_certificate(row)
    assert Attendance.objects.filter(participation=row).count() == 0


def test_a_nominee_of_an_allocation_arrives_on_its_seat():
    allocation = make_allocation(stream=make_stream(workshop=make_course()))
    row = make_nominee(allocation=allocation, state=State.ACCEPTED, seat=allocation.seats.first())
    arrivals.check_in(row, by=None, now=noon(0))
    assert stored(row).seat == allocation.seats.first()

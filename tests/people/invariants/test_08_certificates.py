"""8, its other half. A certificate needs completion and the attendance that is asked for, or a waiver with a reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.actions import arrivals, certificates
from people.attendance import may_have_certificate
from people.models import CAME, Attendance, Participation, State
from tests.factories import make_call, make_session, make_workshop
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.paths import CARELESS, coming, entering, office, on_form, organiser
from tests.people.invariants.scenes import holder_of, seats_for
from tests.people.invariants.ways_door import on_page_of_act
from workshops.models import Session, Workshop

pytestmark = pytest.mark.django_db
DAYS = 5  # of the workshop, which ends today; four of them are enough
NEVER_CAME = [State.SELECTED, State.ACCEPTED, State.NO_SHOW, State.WITHDRAWN]
NO_TIME = "Saran Dorj has not arrived."


def just_over() -> Workshop:
    """Five days, of which the last is today; 80 percent is asked for, and attendance is kept."""
    today = timezone.now().date()
    workshop = make_workshop(starts_on=today - timedelta(days=DAYS - 1), ends_on=today, zone="UTC")
    make_call(workshop=workshop)
    keeper = holder_of(seats_for(workshop, country="KAZ").seats.get(), state=State.ARRIVED)
    attend(keeper, 1)
    return workshop


def somebody(state: str, days: int, **fields: object) -> Participation:
    """Saran Dorj, in a state, and there on so many days from the first."""
    seat = seats_for(just_over()).seats.get()
    defaults = {"arrived_on": seat.allocation.stream.workshop.starts_on} if state in CAME else {}
    row = holder_of(seat, name="Saran Dorj", state=state, **defaults | fields)
    attend(row, days)
    return row


def attend(row: Participation, days: int) -> None:
    first = row.workshop.starts_on
    for number in range(days):
        day = first + timedelta(days=number)
        Attendance.objects.create(participation=row, day=day, at=timezone.now(), by=None)


def has_certificate(row: Participation) -> bool:
    return may_have_certificate(Participation.objects.get(pk=row.pk))


def broken() -> list[str]:
    """Who would get a certificate without having completed and been there on four days, and without a reason."""
    rows = Participation.objects.participants().select_related("workshop")
    return [
        str(row)
        for row in rows
        if may_have_certificate(row)
        and not (row.state == State.COMPLETED and row.attendances.count() >= DAYS - 1)
        and not (row.state in CAME and row.certificate_waiver.strip())
    ]


@pytest.mark.parametrize("days", range(DAYS + 1))
@pytest.mark.parametrize("state", [State.ARRIVED, State.COMPLETED, State.LEFT_EARLY])
def test_it_needs_completion_and_four_days_of_five(state: str, days: int):
    row = somebody(state, days)
    assert has_certificate(row) is (state == State.COMPLETED and days >= DAYS - 1)
    assert broken() == []


# Whichever way one completes, attendance counts


@pytest.mark.parametrize(("days", "has"), [(3, False), (4, True)])
@pytest.mark.parametrize("path", entering(State.COMPLETED), ids=str)
def test_whichever_way_one_completes_the_days_are_counted(path, days: int, has: bool):
    row = somebody(State.ARRIVED, days)
    assert path.go(row, State.COMPLETED).done
    assert (has_certificate(row), broken()) == (has, [])


def complete_one(row: Participation) -> Outcome:
    return on_page_of_act(row, "complete")


def complete_all(row: Participation) -> Outcome:
    page = reverse("admin:people_participation_finish", args=[row.workshop_id])
    return outcome.of_answer(office().post(page, {"people": [row.pk]}))


@pytest.mark.parametrize(("days", "has"), [(3, False), (4, True)])
@pytest.mark.parametrize("complete", [complete_one, complete_all])
def test_the_pages_that_complete_count_the_days(complete: Callable, days: int, has: bool):
    row = somebody(State.ARRIVED, days)
    assert complete(row).done
    assert (has_certificate(row), broken()) == (has, [])


@pytest.mark.parametrize("path", coming(State.COMPLETED, raw=False), ids=str)
def test_whom_a_file_brings_in_as_completed_was_there_on_no_day(path):
    workshop = just_over()
    seats_for(workshop)
    assert path.go(workshop, "Saran Dorj", "MNG", "Completed").done
    row = workshop.participations.get(person__display_name="Saran Dorj")
    assert (row.state, has_certificate(row), broken()) == (State.COMPLETED, False, [])


@pytest.mark.parametrize("path", entering(State.LEFT_EARLY), ids=str)
def test_who_leaves_early_has_none_however_many_days(path):
    row = somebody(State.ARRIVED, DAYS)
    assert path.go(row, State.LEFT_EARLY).done
    assert (has_certificate(row), broken()) == (False, [])


# The days


def on_page_of_days(row: Participation, days: int) -> Outcome:
    first = row.workshop.starts_on
    chosen = [(first + timedelta(days=number)).isoformat() for number in range(days)]
    return on_page_of_act(row, "days", days=chosen)


def by_action_of_days(row: Participation, days: int) -> Outcome:
    first = row.workshop.starts_on
    chosen = [first + timedelta(days=number) for number in range(days)]
    now = timezone.now()
    return outcome.of_call(lambda: arrivals.set_days(row, chosen, by=organiser(), now=now))


BOTH_OF_DAYS = pytest.mark.parametrize("set_days", [on_page_of_days, by_action_of_days])


@BOTH_OF_DAYS
def test_a_day_taken_away_takes_the_certificate_too(set_days: Callable):
    row = somebody(State.COMPLETED, 4)
    assert has_certificate(row)
    assert set_days(row, 3).done
    assert (has_certificate(row), broken()) == (False, [])
    assert set_days(row, 4).done
    assert has_certificate(row)


@BOTH_OF_DAYS
def test_nobody_is_there_on_a_day_that_is_none(set_days: Callable):
    row = somebody(State.COMPLETED, 3)
    assert not set_days(row, DAYS + 1).done
    assert (has_certificate(row), broken()) == (False, [])


@BOTH_OF_DAYS
@pytest.mark.parametrize("state", NEVER_CAME)
def test_who_never_came_has_no_days(set_days: Callable, state: str):
    row = somebody(state, 0)
    assert set_days(row, 4).refused == (NO_TIME,)
    assert (row.attendances.count(), has_certificate(row)) == (0, False)


def test_a_day_off_is_no_day_that_counts():
    row = somebody(State.COMPLETED, 4)
    workshop = row.workshop
    for number in range(DAYS):
        kind = Session.Kind.OFF if number == 0 else Session.Kind.LECTURE
        make_session(workshop=workshop, kind=kind, date=workshop.starts_on + timedelta(days=number))
    assert not has_certificate(row)  # three of the four that are left, where all four are needed


# The waiver


def waive_on_page(row: Participation, reason: str) -> Outcome:
    return on_page_of_act(row, "certificate", reason=reason)


def waive_by_action(row: Participation, reason: str) -> Outcome:
    by, now = organiser(), timezone.now()
    return outcome.of_call(lambda: certificates.waive(row, by=by, now=now, reason=reason))


BOTH = pytest.mark.parametrize("waive", [waive_on_page, waive_by_action])


@BOTH
@pytest.mark.parametrize("state", [State.ARRIVED, State.LEFT_EARLY, State.COMPLETED])
def test_who_came_can_be_allowed_one_with_a_reason_and_a_name(waive: Callable, state: str):
    row = somebody(state, 1)
    assert waive(row, "The visa came late").done
    stored = Participation.objects.get(pk=row.pk)
    assert (stored.certificate_waived_by, stored.certificate_waiver) == (
        organiser(),
        "The visa came late",
    )
    assert (has_certificate(row), broken()) == (True, [])


@BOTH
@pytest.mark.parametrize("reason", ["", "  "])
def test_nobody_is_allowed_one_without_a_reason(waive: Callable, reason: str):
    row = somebody(State.ARRIVED, 1)
    assert not waive(row, reason).done
    assert (has_certificate(row), broken()) == (False, [])


@BOTH
@pytest.mark.parametrize("state", NEVER_CAME)
def test_who_never_came_is_allowed_none(waive: Callable, state: str):
    row = somebody(state, 0)
    assert waive(row, "A pity").refused == (NO_TIME,)
    assert (has_certificate(row), broken()) == (False, [])


def test_what_was_allowed_can_be_taken_back():
    row = somebody(State.ARRIVED, 1)
    assert waive_on_page(row, "The visa came late").done
    assert on_page_of_act(row, "no_certificate").done
    assert (has_certificate(row), broken()) == (False, [])


def test_the_form_of_a_participation_allows_none():
    row = somebody(State.ARRIVED, 1)
    sent = {"certificate_waiver": "So", "certificate_waived_by": organiser().pk}
    assert on_form(row, **sent).done
    assert Participation.objects.get(pk=row.pk).certificate_waiver == ""
    assert (has_certificate(row), broken()) == (False, [])


@pytest.mark.parametrize("state", NEVER_CAME)
def test_a_waiver_written_past_the_actions_is_worth_nothing_to_who_never_came(state: str):
    row = somebody(state, 0)
    Participation.objects.update(certificate_waiver="So", certificate_waived_by=organiser())
    assert (has_certificate(row), broken()) == (False, [])


def test_a_waiver_does_not_outlive_the_arrival():
    row = somebody(State.ACCEPTED, 0)
    now = timezone.now()
    arrivals.check_in(row, by=organiser(), now=now)
    assert waive_on_page(row, "The visa came late").done
    arrivals.take_back(row, by=organiser(), now=now, reason="Somebody else came")
    assert Participation.objects.get(pk=row.pk).certificate_waiver == ""
    arrivals.check_in(row, by=organiser(), now=now)
    assert (has_certificate(row), broken()) == (False, [])


# The control


def test_the_watch_sees_a_certificate_that_nothing_allows(monkeypatch):
    row = somebody(State.ARRIVED, 1)
    assert broken() == []
    monkeypatch.setitem(globals(), "may_have_certificate", lambda row: True)
    assert "Saran Dorj" in broken()
    assert str(row) == "Saran Dorj"


def test_a_page_that_counted_no_days_would_be_found():
    """A rule that asks for no attendance: the same test fails."""
    with pytest.raises(AssertionError):
        days_do_not_count()


def days_do_not_count() -> None:
    row = somebody(State.ARRIVED, 3)
    row.workshop.call.attendance_percent = 0
    row.workshop.call.save()
    assert CARELESS.go(row, State.COMPLETED).done
    assert has_certificate(row) is False

"""The recommended pattern, and where an agenda departs from it."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from tests.factories import make_session, make_workshop
from workshops.agenda import working_copy
from workshops.models import Session
from workshops.starting.deviations import deviations, longest_stretch
from workshops.starting.pattern import Wishes, pattern

MONDAY = date(2026, 5, 18)
SOME_DAYS = [*range(1, 16), 20, 31, 60]


def on(planned, day: int, part: str | None = None) -> list[str]:
    """Titles, or kinds where there is none, of one day."""
    return [
        str(each.title) or each.kind
        for each in planned
        if each.day == day and part in (None, each.part)
    ]


def nights(planned) -> list[int]:
    return [each.day for each in planned if each.part == "night"]


def test_two_weeks_are_as_the_lessons_have_them():
    planned = pattern(MONDAY, 12)
    assert on(planned, 1, "morning") == ["Opening ceremony", "Break", "lecture"]
    assert on(planned, 3, "afternoon") == ["site_visit"]
    assert on(planned, 6) == ["Cultural visit"]
    assert on(planned, 7) == ["Day off"]
    assert on(planned, 11, "afternoon") == ["discussion", "Break", "Preparing the group reports"]
    assert on(planned, 12, "morning") == [
        "Preparing the group reports",
        "Break",
        "Preparing the group reports",
    ]
    assert on(planned, 12, "afternoon") == ["Group reports", "Break", "Closing ceremony"]
    assert nights(planned) == [1, 5, 11]


def test_a_lecture_leaves_20_of_80_minutes_for_questions():
    lectures = [each for each in pattern(MONDAY, 5) if each.kind == "lecture"]
    assert {(each.starts_at, each.ends_at, each.questions) for each in lectures} == {
        (time(9), time(10, 20), 20),
        (time(10, 40), time(12), 20),
    }


@pytest.mark.parametrize("weekday", range(7))
def test_whatever_the_days_evenings_are_few_and_never_two_running(weekday):
    for days in SOME_DAYS:
        planned = pattern(MONDAY + timedelta(days=weekday), days)
        late = nights(planned)
        assert len(late) <= 3
        assert all(later - day > 1 for day, later in pairwise(late))
        assert not any(each.kind == "lecture" for each in planned if each.part == "night")


@pytest.mark.parametrize("weekday", range(7))
def test_every_day_has_something_and_the_first_and_last_working_ones_a_ceremony(weekday):
    first = MONDAY + timedelta(days=weekday)
    for days in SOME_DAYS:
        planned = pattern(first, days)
        assert {each.day for each in planned} == set(range(1, days + 1))
        held = [each.day for each in planned if each.kind not in ("off", "break", "tour")]
        ceremonies = [each.day for each in planned if each.kind == "ceremony"]
        assert (min(held), max(held)) == (ceremonies[0], ceremonies[-1])


def test_no_evening_and_no_reports_where_one_wants_none():
    planned = pattern(MONDAY, 12, Wishes(evenings=0, reports=False, visits=False))
    assert nights(planned) == []
    assert [each for each in planned if each.kind == "site_visit"] == []
    assert on(planned, 12, "afternoon") == ["Conclusions", "Break", "Closing ceremony"]
    assert "Preparing the group reports" not in on(planned, 11) + on(planned, 12)


def test_the_same_wishes_give_the_same_pattern():
    assert pattern(MONDAY, 14) == pattern(MONDAY, 14)


# Where an agenda departs from it


def put(workshop, planned) -> None:
    for number, each in enumerate(planned, start=1):
        make_session(
            workshop=workshop,
            number=number,
            date=workshop.starts_on + timedelta(days=each.day - 1),
            part_of_day=each.part,
            kind=each.kind,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            questions_minutes=each.questions,
            position=each.position,
        )


def codes(workshop) -> dict[str, tuple[int, ...]]:
    return {each.code: each.days for each in deviations(working_copy(workshop))}


@pytest.mark.django_db
@pytest.mark.parametrize("days", [2, 5, 12, 14, 26])
def test_the_pattern_does_not_depart_from_itself(days):
    workshop = make_workshop(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=days - 1))
    put(workshop, pattern(MONDAY, days))
    assert codes(workshop) == {}


@pytest.mark.django_db
def test_an_agenda_without_sessions_departs_from_nothing():
    assert deviations(working_copy(make_workshop())) == ()


@pytest.mark.django_db
def test_what_departs_is_named_with_its_days():
    workshop = make_workshop(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=11))
    put(workshop, pattern(MONDAY, 12))
    workshop.sessions.filter(kind="tour").delete()
    for day in (2, 3, 4, 6, 7):
        make_session(
            workshop=workshop,
            number=200 + day,
            date=MONDAY + timedelta(days=day - 1),
            part_of_day="night" if day < 5 else "morning",
        )
    workshop.sessions.filter(kind="ceremony").first().delete()
    assert codes(workshop) == {
        "saturdays": (6,),
        "sundays": (7,),
        "evenings": (1, 2, 3, 4, 5, 11),
        "running": (1, 2, 3, 4, 5),
        "night-lectures": (2, 3, 4),
        "ceremonies": (1,),
    }


@pytest.mark.django_db
def test_long_blocks_and_no_time_for_questions_are_named():
    workshop = make_workshop(starts_on=MONDAY)
    make_session(workshop=workshop, starts_at=time(9), ends_at=time(10, 30), questions_minutes=10)
    found = codes(workshop)
    assert (found["blocks"], found["questions"]) == ((1,), (1,))
    Session.objects.update(ends_at=time(10, 20), questions_minutes=20)
    assert {"blocks", "questions"} & set(codes(workshop)) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("pause", "stretch"), [(5, 120), (20, 60)])
def test_a_short_pause_is_no_break(pause, stretch):
    workshop = make_workshop(starts_on=MONDAY)
    make_session(workshop=workshop, starts_at=time(9), ends_at=time(10))
    make_session(workshop=workshop, starts_at=time(10, pause), ends_at=time(11, pause))
    assert longest_stretch(working_copy(workshop).items) == stretch


@pytest.mark.django_db
def test_groups_that_report_without_time_to_prepare_are_named():
    workshop = make_workshop(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=4))
    make_session(workshop=workshop, kind="group_work", part_of_day="night")
    make_session(workshop=workshop, kind="group_work", date=MONDAY + timedelta(days=4))
    assert codes(workshop)["preparation"] == (5,)
    make_session(workshop=workshop, kind="group_work", date=MONDAY + timedelta(days=3))
    assert "preparation" not in codes(workshop)

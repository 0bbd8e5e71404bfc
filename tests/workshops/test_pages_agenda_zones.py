"""Days that begin at 04:00, now and next: right in every zone there is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops import contents
from workshops import clocks
from workshops.agenda import Agenda, thaw
from workshops.models import Workshop
from workshops.timetable import timetable

EVERYWHERE = [ZoneInfo(name) for name in clocks.zones()]
A_SECOND = timedelta(seconds=1)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
WHERE = st.sampled_from(EVERYWHERE)


def agenda(zone: ZoneInfo, day: date, *sessions: dict) -> Agenda:
    """A programme of three days around `day`, as its readers see it."""
    first, last = day - timedelta(days=1), day + timedelta(days=1)
    content = contents.content(
        *({"starts_at": "", "ends_at": "", "hours": "", "extras": {}} | one for one in sessions),
        zone=zone.key,
        starts_on=first.isoformat(),
        ends_on=last.isoformat(),
    )
    workshop = Workshop(slug="trade", zone=zone.key, starts_on=first, ends_on=last)
    return thaw(content, workshop, mount="public")


def at(number: int, day: date, start: time, end: time, **fields) -> dict:
    return contents.session(
        number,
        date=day.isoformat(),
        starts_at=f"{start:%H:%M}",
        ends_at=f"{end:%H:%M}",
        extras={},
        **fields,
    )


def is_there(day: date, clock: time, zone: ZoneInfo) -> bool:
    """Whether the clocks of a zone ever show that: not in the hour that is skipped in spring."""
    moment = clocks.moment(day, clock, zone)
    return moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment.replace(
        tzinfo=None
    )


@settings(max_examples=20, deadline=None)
@given(day=DAYS, start=CLOCKS, end=CLOCKS)
def test_a_session_is_now_from_its_start_to_its_end_on_the_day_it_is_listed(day, start, end):
    for zone in EVERYWHERE:
        if not (is_there(day, start, zone) and is_there(day, end, zone)):
            continue
        programme = agenda(zone, day, at(1, day, start, end))
        (item,) = programme.items
        begins, ends = (
            moment.astimezone(UTC) for moment in (programme.starts(item), programme.ends(item))
        )
        if not begins < ends:  # an hour that comes twice in autumn
            continue

        assert clocks.day_of(begins, zone) == day
        assert programme.now(begins) == programme.now(ends - A_SECOND) == (item,)
        assert programme.now(begins - A_SECOND) == programme.now(ends) == ()
        assert programme.following(begins - A_SECOND) == (item,)
        assert programme.following(begins) == ()
        assert timetable(programme, now=begins).today == day


@settings(max_examples=20, deadline=None)
@given(day=DAYS)
def test_a_day_lasts_from_four_to_four_and_no_moment_is_of_two(day):
    for zone in EVERYWHERE:
        begins = datetime.combine(day, time(4), zone).astimezone(UTC)
        ends = datetime.combine(day + timedelta(days=1), time(4), zone).astimezone(UTC)

        assert clocks.day_of(begins, zone) == clocks.day_of(ends - A_SECOND, zone) == day
        assert clocks.day_of(begins - A_SECOND, zone) == day - timedelta(days=1)
        assert clocks.day_of(ends, zone) == day + timedelta(days=1)


@given(zone=WHERE, reader=WHERE, day=DAYS, clock=CLOCKS)
@settings(deadline=None)
def test_a_reader_anywhere_is_told_the_same_moment(zone, reader, day, clock):
    moment = clocks.moment(day, clock, zone)

    told = clocks.shown(moment, reader, day)

    assert datetime.fromisoformat(told.iso) == moment.astimezone(UTC)
    assert told.time == f"{moment.astimezone(reader):%H:%M}"
    if reader is zone:
        assert told.day == ""
    else:
        assert bool(told.day) == (moment.astimezone(reader).date() != day)


@given(zone=WHERE, day=DAYS, starts=st.lists(CLOCKS, min_size=2, max_size=6))
@settings(deadline=None)
def test_sessions_of_a_night_stand_in_the_order_in_which_they_happen(zone, day, starts):
    late = [at(n, day, one, one, part_of_day="night") for n, one in enumerate(starts, start=1)]

    programme = agenda(zone, day, *late)

    clock = [(item.starts_at < time(4), item.starts_at) for item in programme.items]
    assert clock == sorted(clock)


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        (time(9), time(10), "2024-05-20T09:00+05:00", "2024-05-20T10:00+05:00"),
        (time(23), time(1), "2024-05-20T23:00+05:00", "2024-05-21T01:00+05:00"),
        (time(0, 30), time(2), "2024-05-21T00:30+05:00", "2024-05-21T02:00+05:00"),
        (time(3), time(5), "2024-05-21T03:00+05:00", "2024-05-21T05:00+05:00"),
        (time(4), time(5), "2024-05-20T04:00+05:00", "2024-05-20T05:00+05:00"),
    ],
)
def test_before_four_is_late_at_night(start, end, begins, ends):
    day, zone = date(2024, 5, 20), ZoneInfo("Asia/Almaty")

    programme = agenda(zone, day, at(1, day, start, end))

    (item,) = programme.items
    moments = programme.starts(item), programme.ends(item)
    assert tuple(one.isoformat(timespec="minutes") for one in moments) == (begins, ends)


def test_every_place_with_a_zone_may_be_chosen_and_nothing_else():
    offered = set(clocks.zones())

    assert {name for name in available_timezones() if name.startswith("Asia/")} <= offered
    assert "Etc/GMT+5" not in offered
    assert clocks.zone_named("Asia/Almaty").key == "Asia/Almaty"
    assert clocks.zone_named("Asia/Atlantis") is None

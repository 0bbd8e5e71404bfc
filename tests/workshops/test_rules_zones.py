"""Rules that read clocks hold in every zone there is: over changes of the clocks, midnight, and half-hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.workshops.slots import programme, slot, voice
from workshops.rules.clashes import is_night, overlaps
from workshops.rules.programme import Programme, Slot
from workshops.rules.registry import rule_of
from workshops.rules.rest import runs_without_a_break

ZONES = sorted(available_timezones())
zones = st.sampled_from(ZONES)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
LONDON_FORWARD, LONDON_BACK = date(2024, 3, 31), date(2024, 10, 27)
patient = settings(deadline=None)  # the file of a zone is read once, which may take long
NIGHT = rule_of("own_night").usual


def timed(day: date, start: time, end: time, **fields) -> Slot:
    return slot(date=day, starts_at=start, ends_at=end, **fields)


def of(zone: str, *slots: Slot) -> Programme:
    first = min(one.date for one in slots) - timedelta(days=1)
    return programme(*slots, zone=zone, starts_on=first, ends_on=first + timedelta(days=9))


@patient
@given(zone=zones, day=days, start=clocks, end=clocks)
@example(zone="Europe/London", day=LONDON_FORWARD, start=time(1, 30), end=time(2, 15))
@example(zone="Asia/Kathmandu", day=LONDON_BACK, start=time(23, 30), end=time(0, 15))
@example(zone="Australia/Lord_Howe", day=date(2024, 4, 7), start=time(1), end=time(2))
@example(zone="Pacific/Apia", day=date(2011, 12, 30), start=time(9), end=time(10))  # no such day
def test_a_session_lasts_as_long_as_the_clocks_really_take(zone, day, start, end):
    one = timed(day, start, end)
    place = ZoneInfo(zone)
    begins, ends = one.span(place)
    on_the_clock = datetime.combine(day, end) - datetime.combine(day, start)
    if on_the_clock <= timedelta(0):
        on_the_clock += timedelta(days=1)
    last = day if end > start else day + timedelta(days=1)
    shift = (
        datetime.combine(last, end, place).utcoffset()
        - datetime.combine(day, start, place).utcoffset()
    )
    assert ends - begins == max(on_the_clock - shift, timedelta(0))
    assert begins == datetime.combine(day, start, place).astimezone(UTC)


def test_clocks_that_go_forward_shorten_a_session_and_those_that_go_back_lengthen_it():
    london = ZoneInfo("Europe/London")
    assert timed(LONDON_FORWARD, time(0), time(3)).minutes(london) == 120
    assert timed(LONDON_BACK, time(0), time(3)).minutes(london) == 240
    assert timed(date(2024, 5, 20), time(0), time(3)).minutes(london) == 180


@patient
@given(zone=zones, day=days, start=clocks, minutes=st.integers(1, 600))
@example(zone="Europe/London", day=LONDON_BACK, start=time(0, 30), minutes=90)
def test_what_begins_as_another_ends_does_not_clash_and_a_minute_earlier_it_does(
    zone, day, start, minutes
):
    place = ZoneInfo(zone)
    begins = datetime.combine(day, start, place).astimezone(UTC)
    middle, until = ((begins + timedelta(minutes=n * minutes)).astimezone(place) for n in (1, 2))
    first = timed(day, start, middle.time())
    second = timed(middle.date(), middle.time(), until.time())
    whole = of(zone, first, second)
    meets = first.span(place)[1] > second.span(place)[0]
    assert bool(list(overlaps(whole, whole.slots))) == (
        meets and second.span(place)[0] < first.span(place)[1]
    )
    assert not list(overlaps(of(zone, second), [second]))
    twin = timed(day, start, middle.time())
    lasts = first.span(place)[1] > first.span(place)[0]
    assert bool(list(overlaps(of(zone, first, twin), (first, twin)))) == lasts


@patient
@given(home=zones, away=zones, day=days, start=clocks, minutes=st.integers(5, 300))
@example(home="Asia/Almaty", away="Asia/Kolkata", day=LONDON_BACK, start=time(22), minutes=60)
def test_a_speakers_night_is_theirs_whatever_the_zones(home, away, day, start, minutes):
    place, there = ZoneInfo(home), ZoneInfo(away)
    begins = datetime.combine(day, start, place).astimezone(UTC)
    until = (begins + timedelta(minutes=minutes)).astimezone(place).time()
    one = timed(day, start, until, voices=(voice(online=True, zone=away),))
    first, last = one.span(place)
    moments = [first]
    while moments[-1] + timedelta(minutes=1) < last:
        moments.append(moments[-1] + timedelta(minutes=1))
    local = [moment.astimezone(there).hour for moment in moments]
    asleep = any(hour >= NIGHT["from"] or hour < NIGHT["until"] for hour in local)
    assert is_night(of(home, one), one, one.voices[0], NIGHT) == asleep


@patient
@given(zone=zones, day=days, start=clocks)
def test_a_day_begins_at_four(zone, day, start):
    one = timed(day, start, (datetime.combine(day, start) + timedelta(minutes=30)).time())
    (counted,) = of(zone, one).load.programme_days
    assert counted.date == (day if start >= time(4) else day - timedelta(days=1))
    assert counted.has_evening == (start < time(4))


@patient
@given(zone=zones, day=days, start=clocks, gap=st.integers(0, 60), pause=st.integers(1, 60))
def test_a_gap_is_a_break_from_its_length_on(zone, day, start, gap, pause):
    place = ZoneInfo(zone)
    begins = datetime.combine(day, start, place).astimezone(UTC)
    marks = [(begins + timedelta(minutes=n)).astimezone(place) for n in (0, 40, 40 + gap, 80 + gap)]
    slots = [timed(one.date(), one.time(), other.time()) for one, other in (marks[:2], marks[2:])]
    spans = [one.span(place) for one in slots]
    real_gap = (spans[1][0] - spans[0][1]).total_seconds() / 60
    runs = runs_without_a_break(of(zone, *slots), slots, pause)
    in_order = spans[0] <= spans[1]
    if in_order:
        assert len(runs) == (2 if real_gap >= pause else 1)

"""The agenda as a calendar file, read by two libraries that know nothing of us or of each other."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
import vobject
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops.feeds import (
    OUT,
    billing,
    make_feed,
    session,
    speaker,
    untimed,
    venue,
    visit,
)
from workshops.exporters.calendar import calendar
from workshops.exporters.feed import Choice, Feed

MONDAY = date(2024, 5, 20)


def events(feed: Feed, **fields) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(calendar(feed, **fields)).walk("VEVENT")


def event(feed: Feed, **fields) -> icalendar.Event:
    (found,) = events(feed, **fields)
    return found


def vobjects(content: bytes) -> list:
    return vobject.readOne(content.decode()).contents.get("vevent", [])


# What an entry says


def test_a_session_is_an_entry_with_its_times_in_the_zone():
    found = event(make_feed(session()))
    assert found["UID"] == "00000000-0000-4000-8000-000000000001"
    assert found["SUMMARY"] == "Lecture 1"
    assert found["DTSTART"].params["TZID"] == "Asia/Almaty"
    assert found["DTSTART"].dt == datetime(2024, 5, 20, 9, tzinfo=ZoneInfo("Asia/Almaty"))
    assert found["DTEND"].dt == datetime(2024, 5, 20, 10, 30, tzinfo=ZoneInfo("Asia/Almaty"))
    assert found["DTSTAMP"].dt == OUT
    assert (found["STATUS"], found["TRANSP"], found["CLASS"]) == ("CONFIRMED", "OPAQUE", "PUBLIC")
    assert found["URL"].endswith("/en/workshops/digital-trade/sessions/session-1/")


def test_a_session_without_a_time_is_a_whole_day_that_names_its_part():
    found = event(make_feed(untimed(part_of_day="night")))
    assert found["SUMMARY"] == "Night: Lecture 1"
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (MONDAY, date(2024, 5, 21))
    assert found["TRANSP"] == "TRANSPARENT"
    assert "The time is not fixed yet." in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("starts", "part", "ends"),
    [
        ("09:00", "morning", "2024-05-20 12:00"),
        ("12:30", "morning", "2024-05-20 13:30"),
        ("20:00", "night", "2024-05-20 21:00"),
        ("01:00", "night", "2024-05-21 02:00"),
    ],
)
def test_an_end_that_is_not_said_is_that_of_the_part_of_the_day_or_an_hour(starts, part, ends):
    found = event(make_feed(session(starts_at=starts, ends_at="", part_of_day=part)))
    assert f"{found['DTEND'].dt:%Y-%m-%d %H:%M}" == ends
    assert "The end is not fixed yet." in found["DESCRIPTION"]


def test_an_evening_may_end_after_midnight():
    found = event(make_feed(session(starts_at="21:00", ends_at="01:30", part_of_day="night")))
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=4, minutes=30)
    assert found["DTEND"].dt.date() == date(2024, 5, 21)


def test_days_off_are_left_out():
    assert events(make_feed(session(kind="off"))) == []
    assert len(events(make_feed(session(kind="break")))) == 1


def test_where_and_who_are_said():
    row = visit(
        venue=1,
        delivery="hybrid",
        languages=["en", "zh-hans"],
        description={"en": "First line\nsecond, line"},
        speakers=[billing(role="moderator", online=True)],
        hosts=[{"name": {"en": "Port Authority"}, "printed_name": ""}],
        arranged_by={"en": "The city"},
    )
    place = venue(address_local="湖路1号")
    feed = make_feed(row, venues=[place], speakers=[speaker(honorific="Ms.")])
    found = event(feed)
    assert found["LOCATION"] == "Lake Campus, 1 Lake Road, 湖路1号"
    assert found["DESCRIPTION"] == (
        "Site visit\nIn person and online\nLanguages: English, Chinese\n\n"
        "First line\nsecond, line\n\nSee the halls\n\n"
        "Moderator: Ms. Lena Park, Professor (online)\nHost: Port Authority\n"
        "Places: Data Centre\nArranged by: The city"
    )


def test_a_visit_without_a_venue_is_at_its_places():
    assert event(make_feed(visit()))["LOCATION"] == "Data Centre"


def test_a_calendar_names_its_workshop_and_when_to_ask_again():
    file = icalendar.Calendar.from_ical(calendar(make_feed(session()), source="https://x.org/a"))
    assert file["X-WR-CALNAME"] == file["NAME"] == "Digital Trade in Practice"
    assert (file["METHOD"], file["VERSION"]) == ("PUBLISH", "2.0")
    assert file["SOURCE"] == "https://x.org/a"
    assert file["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    assert calendar(make_feed(session())).count(b"REFRESH-INTERVAL") == 0


def test_it_speaks_the_readers_language_and_marks_what_is_in_another():
    row = untimed(title={"ru": "Лекция"}, description={"zh-hans": "数字贸易"})
    with translation.override("ru"):
        found = event(make_feed(row))
    assert found["SUMMARY"] == "Утро: Лекция"
    assert found["SUMMARY"].params["LANGUAGE"] == "ru"
    with translation.override("zh-hans"):
        found = event(make_feed(row))
    assert found["SUMMARY"].params["LANGUAGE"] == "ru"
    assert found["DESCRIPTION"].params["LANGUAGE"] == "zh-Hans"


def test_the_same_release_is_the_same_bytes():
    first, second = (calendar(make_feed(session(), untimed(2))) for _turn in range(2))
    assert first == second
    assert calendar(make_feed(session(), untimed(2), out=OUT + timedelta(1))) != first


# Online


@pytest.mark.parametrize(
    ("fields", "joined"),
    [
        ({"delivery": "online"}, True),
        ({"delivery": "hybrid"}, True),
        ({"speakers": [billing(online=True)]}, True),
        ({"speakers": [billing()]}, False),
        ({"delivery": "online", "status": "cancelled"}, False),
    ],
)
def test_what_is_joined_online_says_where(fields, joined):
    found = event(make_feed(session(**fields), speakers=[speaker()]))
    assert ("CONFERENCE" in found) == joined


def test_the_public_is_led_to_the_page_and_participants_to_the_platform():
    feed = make_feed(session(delivery="online"))
    public, own = event(feed), event(feed, platform_url="https://meet.example.org/room")
    assert public["CONFERENCE"].endswith("/en/workshops/digital-trade/information/")
    assert own["CONFERENCE"] == "https://meet.example.org/room"
    assert own["CONFERENCE"].params["VALUE"] == "URI"


# Choosing


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(), {1, 2, 3}),
        (Choice(day=date(2024, 5, 21)), {2}),
        (Choice(day=date(2025, 1, 1)), set()),
        (Choice(kinds=frozenset({"lecture"})), {1, 2}),
        (Choice(kinds=frozenset({"site_visit", "lecture"})), {1, 2, 3}),
        (Choice(tracks=frozenset({7})), {2}),
        (Choice(languages=frozenset({"ru"})), {1, 3}),
        (Choice(languages=frozenset({"ru", "en"})), {1, 2, 3}),
        (Choice(venues=frozenset({1})), {1}),
        (Choice(speaker="lena-park"), {1}),
        (Choice(session="session-3"), {3}),
        (Choice(day=MONDAY, kinds=frozenset({"site_visit"})), {3}),
    ],
)
def test_a_calendar_may_hold_what_is_chosen(choice, numbers):
    feed = make_feed(
        session(1, languages=["en", "ru"], speakers=[billing()], venue=1),
        session(2, date="2024-05-21", languages=["en"], track=7),
        visit(3),
        tracks=[{"id": 7, "name": {"en": "Data"}}],
        venues=[venue()],
        speakers=[speaker()],
    )
    assert {int(one["UID"][-2:]) for one in events(feed.chosen(choice))} == numbers


def test_what_was_taken_out_is_chosen_by_its_last_words():
    old = session(2, date="2024-05-21", sequence=2)
    feed = make_feed(session(1), gone=[old])
    assert [one["STATUS"] for one in events(feed)] == ["CONFIRMED", "CANCELLED"]
    assert events(feed.chosen(Choice(day=MONDAY)))[0]["STATUS"] == "CONFIRMED"
    assert event(feed.chosen(Choice(day=date(2024, 5, 21))))["STATUS"] == "CANCELLED"


# From one release to the next


def read(store: dict[str, icalendar.Event], content: bytes) -> dict[str, icalendar.Event]:
    """What a calendar holds after taking in a file: of two alike the later, as RFC 5546 says."""
    for one in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        old = store.get(one["UID"])
        if old is None or version(one) >= version(old):
            store[one["UID"]] = one
    return store


def version(one: icalendar.Event) -> tuple:
    return one["SEQUENCE"], one["DTSTAMP"].dt


def kept(store: dict[str, icalendar.Event]) -> dict[str, tuple]:
    """What it shows: what stands and when."""
    return {
        uid: (str(one["SUMMARY"]), one["DTSTART"].dt)
        for uid, one in store.items()
        if one["STATUS"] != "CANCELLED"
    }


FIRST = (session(1), session(2), session(3), session(4), untimed(5))
SECOND = (
    session(1),
    session(2, date="2024-05-22", starts_at="14:00", ends_at="15:00", sequence=2),
    session(3, title={"en": "Another name"}, sequence=2),
    session(4, status="cancelled", sequence=2),
    session(6, sequence=2),
)


def test_a_calendar_that_holds_the_first_release_ends_right_with_the_second():
    first = calendar(make_feed(*FIRST))
    later = make_feed(*SECOND, number=2, out=OUT + timedelta(days=3), gone=[untimed(5, sequence=2)])
    second = calendar(later)
    assert kept(read(read({}, first), second)) == kept(read({}, second))
    assert {uid[-2:] for uid in kept(read({}, second))} == {"01", "02", "03", "06"}
    # and where the earlier comes late, the later stands
    assert kept(read(read({}, second), first)) == kept(read({}, second))


def test_a_calendar_that_is_not_told_what_is_gone_ends_wrong():
    first = calendar(make_feed(*FIRST))
    second = calendar(make_feed(*SECOND, number=2, out=OUT + timedelta(days=3)))
    assert kept(read(read({}, first), second)) != kept(read({}, second))


def test_what_is_cancelled_stays_with_its_place_and_keeps_nobody_busy():
    found = event(make_feed(session(status="cancelled")))
    assert (found["STATUS"], found["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert found["SUMMARY"] == "Cancelled: Lecture 1"
    assert found["DTSTART"].dt.hour == 9


def test_what_is_gone_leads_to_no_page_and_lacks_speakers_that_are_gone():
    gone = session(2, speakers=[billing("gone"), billing()], sequence=3)
    found = event(make_feed(gone=[gone], speakers=[speaker()]))
    assert found["URL"].endswith("/agenda/")
    assert found["SEQUENCE"] == 3
    assert "Lena Park" in found["DESCRIPTION"]


# Every zone, with changes of clocks


ZONES = sorted(available_timezones())
CLOCKS = [("02:30", "03:30"), ("09:00", "10:30"), ("23:00", "01:00")]
DAYS = ["2024-03-10", "2024-03-31", "2024-07-01", "2024-10-27", "2024-11-03"]


@pytest.mark.parametrize("zone", ZONES)
def test_both_libraries_read_the_same_moments_in_every_zone(zone):
    rows = [
        session(number, date=day, starts_at=start, ends_at=end, part_of_day="night")
        for number, (day, (start, end)) in enumerate(
            [(day, clock) for day in DAYS for clock in CLOCKS], start=1
        )
    ]
    feed = make_feed(*rows, zone=zone, starts_on=DAYS[0], ends_on=DAYS[-1])
    meant = {item.uuid: moments(feed.starts(item), feed.ends(item)) for item in feed.items}
    content = calendar(feed)
    by_icalendar = {
        str(one["UID"]): moments(one["DTSTART"].dt, one["DTEND"].dt)
        for one in icalendar.Calendar.from_ical(content).walk("VEVENT")
    }
    assert by_icalendar == meant
    clear = {uid for uid, when in meant.items() if all(map(is_clear, when, [zone] * 2))}
    by_vobject = {
        one.uid.value: moments(one.dtstart.value, one.dtend.value) for one in vobjects(content)
    }
    assert {uid: by_vobject[uid] for uid in clear} == {uid: meant[uid] for uid in clear}


def moments(*times: datetime) -> tuple[datetime, ...]:
    return tuple(one.astimezone(UTC) for one in times)


def is_clear(moment: datetime, zone: str) -> bool:
    """Whether a clock shows this moment once: not where an hour is left out or comes twice."""
    there = moment.astimezone(ZoneInfo(zone))
    wall = there.replace(tzinfo=None)
    both = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1)}
    return len(both) == 1


# Hostile texts


HOSTILE = st.text(
    st.characters(codec="utf-8", exclude_characters="\0")
    | st.sampled_from('\r\n\t;,:"\\\x0b\x0c\x1c\x85\u2028\u2029\u202e\ufeff')
)


@settings(max_examples=150, deadline=None)
@given(title=HOSTILE, text=HOSTILE, name=HOSTILE, place=HOSTILE, url=HOSTILE)
def test_no_text_makes_or_ends_an_entry(title, text, name, place, url):
    injected = f"{title}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nX-EVIL:{text}"
    row = session(
        title={"en": injected},
        description={"en": f"{text}\nX-EVIL:1\r\nATTENDEE:mailto:a@b.c"},
        venue=1,
        delivery="online",
        speakers=[billing()],
    )
    feed = make_feed(
        row,
        session(2),
        title={"en": injected},
        venues=[venue(name=place or "x", address_local=injected)],
        speakers=[speaker(name=f"{name}\r\nX-EVIL:1", post={"en": text})],
    )
    content = calendar(feed, name=injected, platform_url=f"https://x.org/{url}\r\nX-EVIL:1")
    one, other = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert {str(one["UID"])[-1], str(other["UID"])[-1]} == {"1", "2"}
    assert not [key for key in {**one, **other} if key in ("X-EVIL", "ATTENDEE")]
    found = vobjects(content)
    assert {each.uid.value[-1] for each in found} == {"1", "2"}
    assert not {"x-evil", "attendee"} & {key for each in found for key in each.contents}
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_a_text_that_was_not_cleaned_would_be_found_out():
    content = calendar(make_feed(session())).replace(b"Lecture 1", b"x\r\nX-EVIL:1", 1)
    (found,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert "X-EVIL" in found

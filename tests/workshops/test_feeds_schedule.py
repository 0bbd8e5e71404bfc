"""The agenda as phone apps read it: XML and JSON of the frab format, held against its schemas."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import jsonschema
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.workshops.feeds import (
    billing,
    make_feed,
    session,
    speaker,
    untimed,
    venue,
    visit,
)
from workshops.exporters import frab
from workshops.exporters.feed import Feed

SCHEMAS = Path(__file__).parent / "schemas"
LONGEST = timedelta(hours=24)


@cache
def xml_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "frab-schedule.xsd"))


@cache
def json_schema() -> jsonschema.Draft6Validator:
    schema = json.loads((SCHEMAS / "frab-schedule.schema.json").read_text())
    return jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker())


def faults(feed: Feed) -> list[str]:
    """What the schemas have against both files of a feed."""
    schema = xml_schema()
    schema.validate(etree.fromstring(frab.schedule_xml(feed)))
    found = [str(fault) for fault in schema.error_log]
    said = json.loads(frab.schedule_json(feed))
    return found + [fault.message for fault in json_schema().iter_errors(said)]


def events(feed: Feed) -> list[etree._Element]:
    return etree.fromstring(frab.schedule_xml(feed)).findall("day/room/event")


def json_events(feed: Feed) -> list[dict]:
    days = json.loads(frab.schedule_json(feed))["schedule"]["conference"]["days"]
    return [one for day in days for room in day["rooms"].values() for one in room]


def full_feed() -> Feed:
    return make_feed(
        session(1, venue=1, track=4, speakers=[billing(), billing(role="moderator")]),
        untimed(2, languages=["en", "zh-hans"]),
        visit(3, starts_at="21:00", ends_at="01:30", part_of_day="night"),
        session(4, status="cancelled"),
        session(5, kind="off", date="2024-05-25"),
        session(6, delivery="online", date="2024-05-21"),
        venues=[venue()],
        tracks=[{"id": 4, "name": {"en": "Data"}}],
        speakers=[speaker()],
    )


@pytest.mark.parametrize("language", ["en", "zh-hans", "ru"])
def test_both_are_valid_in_every_language(language):
    with translation.override(language):
        assert faults(full_feed()) == []


def test_a_fault_would_be_found():
    broken = frab.schedule_xml(full_feed()).replace(b"<duration>1:30", b"<duration>90 min")
    assert not xml_schema().validate(etree.fromstring(broken))
    said = json.loads(frab.schedule_json(full_feed()))
    said["schedule"]["conference"]["acronym"] = "a-b"
    assert not json_schema().is_valid(said)


def test_both_tell_of_the_same_sessions_and_leave_out_what_is_cancelled_or_off():
    feed = full_feed()
    assert {one.get("guid")[-1] for one in events(feed)} == {"1", "2", "3", "6"}
    by_json = [(one["guid"], one["date"], one["duration"]) for one in json_events(feed)]
    by_xml = [
        (one.get("guid"), one.findtext("date"), one.findtext("duration")) for one in events(feed)
    ]
    assert by_json == by_xml


def test_a_session_is_told_with_its_room_track_and_people_once():
    one = next(one for one in events(full_feed()) if one.get("id") == "1")
    said = {child.tag: child.text for child in one if child.tag != "persons"}
    assert said == {
        "date": "2024-05-20T09:00:00+05:00",
        "start": "09:00",
        "duration": "1:30",
        "room": "Lake Campus",
        "slug": "digital_trade-session-1",
        "title": "Lecture 1",
        "subtitle": None,
        "track": "Data",
        "type": "lecture",
        "language": None,
        "abstract": None,
        "description": None,
        "url": said["url"],
    }
    assert said["url"].endswith("/en/workshops/digital-trade/sessions/session-1/")
    assert [person.text for person in one.find("persons")] == ["Lena Park"]


def test_what_is_made_up_is_said_openly():
    one = next(one for one in json_events(full_feed()) if one["id"] == 2)
    assert (one["start"], one["duration"]) == ("09:00", "3:00")
    assert one["subtitle"] == "Morning, time not fixed yet"
    assert one["room"] == "Venue not said"
    assert one["language"] == "en,zh"


def test_identifiers_are_made_of_random_ones():
    """A person of that name elsewhere has another: it is made of the workshop's UUID, not of the name."""
    (here,) = json_events(make_feed(session(speakers=[billing()]), speakers=[speaker()]))
    again = make_feed(session(speakers=[billing()]), speakers=[speaker(name="L. Park")])
    assert json_events(again)[0]["persons"][0]["guid"] == here["persons"][0]["guid"]
    elsewhere = make_feed(session(speakers=[billing()]), speakers=[speaker()])
    elsewhere.workshop.uuid = elsewhere.workshop._meta.get_field("uuid").get_default()
    assert json_events(elsewhere)[0]["persons"][0]["guid"] != here["persons"][0]["guid"]


def test_days_begin_at_four_and_hold_what_begins_in_them():
    late = session(1, date="2024-05-20", starts_at="01:00", ends_at="02:00", part_of_day="night")
    said = json.loads(frab.schedule_json(make_feed(late)))["schedule"]["conference"]
    first = said["days"][0]
    assert (first["day_start"], first["day_end"]) == (
        "2024-05-20T04:00:00+05:00",
        "2024-05-21T04:00:00+05:00",
    )
    (one,) = first["rooms"]["Venue not said"]
    assert one["date"] == "2024-05-21T01:00:00+05:00"
    assert said["daysCount"] == len(said["days"]) == 14


@pytest.mark.parametrize(
    ("slug", "acronym"),
    [("digital-trade", "digital_trade"), ("ab", "ab__"), ("a", "a___"), ("2024", "2024")],
)
def test_the_acronym_is_as_both_schemas_want_it(slug, acronym):
    feed = make_feed(session())
    feed.workshop.slug = slug
    assert frab.acronym(feed) == acronym
    assert faults(feed) == []


@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_every_zone_is_valid_and_no_event_is_dropped_by_readers(zone):
    rows = [
        session(number, date=day, starts_at=start, ends_at=end, part_of_day="night")
        for number, (day, start, end) in enumerate(
            [
                ("2024-03-10", "01:00", "03:30"),
                ("2024-03-31", "00:30", "02:30"),
                ("2024-10-27", "00:30", "03:30"),
                ("2024-11-03", "23:00", "01:00"),
            ],
            start=1,
        )
    ]
    feed = make_feed(*rows, zone=zone, starts_on="2024-03-10", ends_on="2024-03-11")
    assert faults(feed) == []
    for day in json.loads(frab.schedule_json(feed))["schedule"]["conference"]["days"]:
        begins, ends = (datetime.fromisoformat(day[key]) for key in ("day_start", "day_end"))
        for one in (one for room in day["rooms"].values() for one in room):
            start, end = (datetime.fromisoformat(one[key]) for key in ("date", "end"))
            assert begins <= start < ends
            assert timedelta(0) <= end - start <= LONGEST
            hours, minutes = map(int, one["duration"].split(":"))
            assert timedelta(hours=hours, minutes=minutes) == end - start
            assert start.astimezone(ZoneInfo(zone)).astimezone(UTC) == start.astimezone(UTC)


HOSTILE = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@settings(max_examples=100, deadline=None)
@given(title=HOSTILE, text=HOSTILE, name=HOSTILE, place=HOSTILE)
def test_no_text_breaks_a_file(title, text, name, place):
    feed = make_feed(
        session(
            title={"en": f"{title}</title><x>"},
            description={"en": f"{text}]]>&#0;<!-- \x0b\ufffe"},
            venue=1,
            track=1,
            speakers=[billing()],
        ),
        session(2),
        venues=[venue(name=f"{place}\x00\x1f")],
        tracks=[{"id": 1, "name": {"en": f'{name}"'}}],
        speakers=[speaker(name=f"{name}\x01")],
        title={"en": title or "x"},
    )
    assert faults(feed) == []
    assert {one.get("id") for one in events(feed)} == {"1", "2"}
    assert {one["id"] for one in json_events(feed)} == {1, 2}

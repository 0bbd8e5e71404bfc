"""A schedule.json of another system: what is read of it, and what is refused."""

import json
import time as clocks
import tracemalloc
import uuid
from datetime import date, time

import pytest

from tests import factories
from workshops.importers.pipeline import Result, run
from workshops.importers.programme import ProgrammeImporter
from workshops.models import Session, SpeakerRole, Workshop
from workshops.tables import MOST_BYTES

pytestmark = pytest.mark.django_db
GUID = "7a1c3f0e-6f0c-4e43-9d5f-6f1b3f0d0001"


@pytest.fixture
def workshop() -> Workshop:
    """20 May to 2 June 2024 in Almaty, which is at UTC+5."""
    return factories.make_workshop(languages=["en", "ru"])


def an_event(**fields) -> dict:
    return {
        "guid": GUID,
        "id": 12,
        "date": "2024-05-20T06:00:00+02:00",
        "start": "06:00",
        "duration": "01:30",
        "room": "Hall A",
        "slug": "opening",
        "title": "Opening",
        "subtitle": "",
        "track": "Rules",
        "type": "Keynote",
        "language": "en",
        "abstract": "A word to begin with.",
        "description": "",
        "persons": [{"id": 3, "public_name": "Anna Berg"}, {"name": "Karim Jura, PhD"}],
        "links": [],
    } | fields


def schedule(*events: dict, **conference) -> dict:
    day = {
        "index": 1,
        "date": "2024-05-20",
        "day_start": "2024-05-20T04:00:00+05:00",
        "day_end": "2024-05-21T04:00:00+05:00",
        "rooms": {"Hall A": list(events)},
    }
    held = {"acronym": "trade", "title": "Trade", "days": [day]} | conference
    return {"schedule": {"version": "1.0", "conference": held}}


def load(workshop: Workshop, content: dict | bytes, **options) -> Result:
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    options = {"dry_run": False} | options
    return run(ProgrammeImporter(workshop), written, "schedule.json", **options)


def test_rooms_persons_tracks_and_times_come_in(workshop):
    assert load(workshop, schedule(an_event())).errors == ()
    session = workshop.sessions.get()
    assert (str(session.uuid), session.title, session.kind) == (GUID, "Opening", "lecture")
    assert (session.date, session.starts_at, session.ends_at) == (
        date(2024, 5, 20),
        time(9),
        time(10, 30),
    )
    assert (session.part_of_day, session.venue.name, session.track.name) == (
        "morning",
        "Hall A",
        "Rules",
    )
    assert (session.languages, session.description) == (["en"], "A word to begin with.")
    assert [role.speaker.name for role in session.speaker_roles.all()] == [
        "Anna Berg",
        "Karim Jura PhD",
    ]


@pytest.mark.parametrize(
    ("written", "zone", "day", "clock"),
    [
        ("2024-05-20T23:30:00Z", None, 21, time(4, 30)),
        ("2024-05-20T09:00:00", "Asia/Shanghai", 20, time(6)),
        ("2024-05-20T09:00:00", None, 20, time(9)),
        ("2024-05-20T09:00:00-08:00", "Asia/Shanghai", 20, time(22)),
    ],
)
def test_times_are_brought_into_the_zone_of_the_workshop(workshop, written, zone, day, clock):
    named = {"time_zone_name": zone} if zone else {}
    assert load(workshop, schedule(an_event(date=written), **named)).errors == ()
    session = workshop.sessions.get()
    assert (session.date.day, session.starts_at) == (day, clock)


def test_the_same_file_twice_changes_nothing_and_a_guid_finds_what_moved(workshop):
    load(workshop, schedule(an_event()))
    assert load(workshop, schedule(an_event())).changes.is_nothing
    moved = an_event(title="Grand opening", date="2024-05-22T09:00:00+05:00")
    result = load(workshop, schedule(moved))
    assert (result.changes.new.total(), result.changes.changed["sessions"]) == (0, 1)
    session = workshop.sessions.get()
    assert (session.title, session.date.day, str(session.uuid)) == ("Grand opening", 22, GUID)


def test_a_dry_run_writes_nothing(workshop):
    assert load(workshop, schedule(an_event()), dry_run=True).changes.new["sessions"] == 1
    assert Session.objects.count() == 0


def test_faults_of_sessions_are_findings_with_their_place(workshop):
    result = load(
        workshop,
        schedule(
            an_event(),
            an_event(title="Again"),
            an_event(guid="no guid", title="Odd"),
            an_event(guid=str(uuid.uuid4()), title="Juggling", type="juggling"),
            an_event(guid=str(uuid.uuid4()), title="Late", date="2025-01-01T09:00:00Z"),
        ),
    )
    assert sorted((one.rows, one.column, one.value) for one in result.errors) == [
        ((2,), "GUID", GUID),
        ((3,), "GUID", "no guid"),
        ((4,), "Kind", "juggling"),
        ((5,), "Day", "2025-01-01"),
    ]
    assert Session.objects.count() == 0


NESTED = b'{"schedule":' * 100_000
HOSTILE = {
    "not json": b'{"schedule": ',
    "no text": b'{"schedule": "\xff"}',
    "a list": b"[1, 2]",
    "nothing in it": b"{}",
    "nested beyond reading": NESTED,
    "nested too deep": b'{"a":' * 30 + b"1" + b"}" * 30,
    "not a number": b'{"schedule": {"conference": {"days": NaN}}}',
    "endless": b'{"schedule": {"conference": {"days": Infinity}}}',
    "a number of ten thousand digits": b'{"schedule": ' + b"9" * 10_000 + b"}",
    "a name twice": b'{"schedule": {}, "schedule": {}}',
    "a name twice among very many": b"{%s}"
    % b",".join(b'"n%d": 1' % number for number in (*range(100_000), 99_999)),
    "too large": b'{"schedule": "' + b"x" * MOST_BYTES + b'"}',
    "days no list": json.dumps(schedule(days={})).encode(),
    "rooms no object": json.dumps(schedule(days=[{"rooms": []}])).encode(),
    "a room of many sessions and a name without end": json.dumps(
        schedule(days=[{"rooms": {"A" * 200_000: [{}] * 3_000}}])
    ).encode(),
    "session no object": json.dumps(schedule(days=[{"rooms": {"A": [1]}}])).encode(),
    "no sessions": json.dumps(schedule(days=[])).encode(),
    "a title that is a list": json.dumps(schedule(an_event(title=["a"]))).encode(),
    "a title that is true": json.dumps(schedule(an_event(title=True))).encode(),
    "persons no list": json.dumps(schedule(an_event(persons={"a": 1}))).encode(),
    "a person no object": json.dumps(schedule(an_event(persons=["Anna"]))).encode(),
    "a crowd": json.dumps(schedule(an_event(persons=[{"name": "A"}] * 10_000))).encode(),
    "no date": json.dumps(schedule(an_event(date=None))).encode(),
    "a date beyond time": json.dumps(schedule(an_event(date="9999-12-31T23:59:59-23:00"))).encode(),
    "the end beyond time": json.dumps(
        schedule(an_event(date="9999-12-31T18:30:00+00:00", duration="09:00"))
    ).encode(),
    "the last day of all, elsewhere": json.dumps(
        schedule(an_event(date="9999-12-31T20:00:00+00:00"))
    ).encode(),
    "no duration": json.dumps(schedule(an_event(duration="soon"))).encode(),
    "a duration of years": json.dumps(schedule(an_event(duration="9999:00"))).encode(),
    "thousands": json.dumps(
        schedule(*(an_event(guid=str(uuid.UUID(int=n)), title=f"T{n}") for n in range(3_000)))
    ).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_soon(workshop, name):
    started = clocks.process_time()
    result = load(workshop, HOSTILE[name])
    assert clocks.process_time() - started < 2
    assert [bool(one.message) for one in result.errors] == [True]
    assert (result.written, Session.objects.count()) == (False, 0)


def test_a_room_name_without_end_takes_no_memory(workshop):
    tracemalloc.start()
    try:
        load(workshop, HOSTILE["a room of many sessions and a name without end"])
        assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    finally:
        tracemalloc.stop()


def test_where_a_file_is_not_what_it_should_be_is_said(workshop):
    (finding,) = load(workshop, HOSTILE["a title that is a list"]).errors
    assert finding.message == (
        "This is not a schedule.json: “schedule.conference.days[0].rooms.Hall A[0].title” "
        "should be a text."
    )


def test_text_that_no_database_holds_is_cleaned(workshop):
    content = json.dumps(schedule(an_event(title="Opening \u0000\ud800\u202e now"))).encode()
    assert load(workshop, content).errors == ()
    assert workshop.sessions.get().title == "Opening now"


def test_people_of_a_session_are_those_of_the_file(workshop):
    load(workshop, schedule(an_event()))
    load(workshop, schedule(an_event(persons=[{"name": "Anna Berg"}])))
    assert [role.speaker.name for role in SpeakerRole.objects.all()] == ["Anna Berg"]


# ------------------------------------------------------------------ what we give out comes back


def given_out(client, workshop: Workshop, language: str = "en") -> bytes:
    return client.get(f"/{language}/workshops/{workshop.slug}/schedule.json").content


@pytest.fixture
def agenda(workshop) -> Workshop:
    """One of each: with times and without, with people and places, online, off, and cancelled.

    The last two are not in a schedule."""
    hall = factories.make_venue("Hall A")
    track = factories.make_track(workshop=workshop, name="Rules")
    opening = factories.make_session(
        workshop=workshop, title_en="Opening", title_ru="Открытие", starts_at=time(9),
        ends_at=time(10, 30), venue=hall, track=track, languages=["en"], description_en="Why.",
    )  # fmt: skip
    lena = factories.make_speaker(workshop=workshop, name="Lena Park", honorific="Prof.")
    factories.make_billing(session=opening, speaker=lena)
    factories.make_billing(session=opening, role=SpeakerRole.Role.MODERATOR)
    factories.make_billing(session=opening, speaker=lena, role=SpeakerRole.Role.WELCOME)
    port = factories.make_session(
        workshop=workshop, title="A dry port", kind=Session.Kind.SITE_VISIT, on_site=True,
        part_of_day="afternoon",
    )  # fmt: skip
    factories.make_visit(session=port, stops=("Gate", "Hall"))
    factories.make_session(
        workshop=workshop, title="From afar", delivery=Session.Delivery.ONLINE,
        starts_at=time(19), part_of_day="night",
    )  # fmt: skip
    factories.make_session(
        workshop=workshop, title="", kind=Session.Kind.OFF, part_of_day="daytime",
        date=date(2024, 5, 21),
    )  # fmt: skip
    factories.make_session(workshop=workshop, title="Not held", status=Session.Status.CANCELLED)
    factories.release(workshop)
    return workshop


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_our_own_schedule_comes_back_without_a_change(client, agenda, language):
    result = load(agenda, given_out(client, agenda, language))
    assert result.errors == ()
    assert [entry for entry in result.changes.entries if entry.act != "same"] == []
    same = [entry.row.title_en for entry in result.changes.entries if type(entry.row) is Session]
    assert same == ["Opening", "A dry port", "From afar"]


def test_our_own_schedule_makes_the_agenda_elsewhere(client, agenda):
    content = given_out(client, agenda)
    agenda.sessions.all().delete()
    agenda.speakers.all().delete()
    assert load(agenda, content).errors == ()
    found = [
        (one.date.day, one.part_of_day, one.kind, one.title, one.delivery)
        for one in agenda.sessions.order_by("number")
    ]
    assert found == [
        (20, "morning", "lecture", "Opening", "in_person"),
        (20, "afternoon", "site_visit", "A dry port", "in_person"),
        (20, "night", "lecture", "From afar", "online"),
    ]

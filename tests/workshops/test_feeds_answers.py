"""How files and feeds are answered: who gets them, what stays the same, what is kept and asked for again."""

import gzip
import json
from datetime import UTC, datetime, time, timedelta
from io import BytesIO

import atoma
import feedparser
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from openpyxl import load_workbook

from tests.factories import (
    LONG_AGO,
    make_billing,
    make_organiser,
    make_session,
    make_speaker,
    make_track,
    make_venue,
    make_workshop,
    release,
)
from tests.house.site import ROOT
from workshops.models import Release, Workshop
from workshops.views import feeds

pytestmark = pytest.mark.django_db

TYPES = {
    "agenda.ics": "text/calendar; charset=utf-8",
    "agenda.json": "application/json",
    "schedule.xml": "application/xml; charset=utf-8",
    "schedule.json": "application/json",
    "agenda.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FILES = list(TYPES)
EVERY = [*FILES, "releases.atom", "sessions/session-1/session.ics", "speakers/lena/agenda.ics"]
LATER = datetime(2024, 5, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["pages"].clear()


@pytest.fixture
def workshop() -> Workshop:
    """One lecture by one speaker, released."""
    workshop = make_workshop()
    row = make_session(workshop=workshop, starts_at=time(9), ends_at=time(10))
    make_billing(session=row, speaker=make_speaker(workshop=workshop, slug="lena"))
    release(workshop)
    return workshop


def path(workshop: Workshop, name: str, language: str = "en") -> str:
    return f"/{language}/workshops/{workshop.slug}/{name}"


def get(workshop: Workshop, name: str, **headers):
    return Client().get(path(workshop, name), headers=headers)


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_it_is_and_when_it_changed(workshop, name):
    answer = get(workshop, name)
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[name]
    assert answer["Content-Disposition"] == f'inline; filename="{workshop.slug}-{name}"'
    assert answer["Last-Modified"] == http_date(LONG_AGO.timestamp())
    assert answer["Cache-Control"] == "no-cache, public"
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("method", ["get", "head"])
def test_an_etag_holds_through_compression(workshop, name, method):
    ask, where = getattr(Client(), method), path(workshop, name)
    plain = ask(where)
    packed = ask(where, headers={"Accept-Encoding": "gzip"})
    if method == "get" and not name.endswith(".xlsx"):
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
    for etag in (plain["ETag"], packed["ETag"], f'"other", {packed["ETag"]}', "*"):
        for encoding in ("identity", "gzip", "br, gzip"):
            headers = {"If-None-Match": etag, "Accept-Encoding": encoding}
            again = ask(where, headers=headers)
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"].removeprefix("W/") == plain["ETag"]
            assert "Accept-Encoding" in again["Vary"]
    assert ask(where, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("name", EVERY)
def test_a_file_that_has_not_changed_since_is_not_sent_again(workshop, name):
    since = get(workshop, name)["Last-Modified"]
    assert get(workshop, name, **{"If-Modified-Since": since}).status_code == 304
    release_another(workshop)
    assert get(workshop, name, **{"If-Modified-Since": since}).status_code == 200


@pytest.mark.parametrize("name", EVERY)
def test_asking_for_the_head_gives_the_headers_alone(workshop, name):
    whole, head = get(workshop, name), Client().head(path(workshop, name))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers
    assert Client().post(path(workshop, name)).status_code == 405


@pytest.mark.parametrize("name", EVERY)
def test_a_file_takes_three_queries_at_most(workshop, name):
    for number in range(2, 30):
        make_session(workshop=workshop, number=number)
    release(workshop, now=LATER)
    get(workshop, name)
    caches["pages"].clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert get(workshop, name).status_code == 200
    assert len(queries) <= 3


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_made_once_for_a_release(workshop, name, monkeypatch):
    first = get(workshop, name)
    with monkeypatch.context() as broken:  # nothing can be made any more
        broken.setattr(feeds, "KINDS", {name: feeds.Kind(no_more, first["Content-Type"])})
        broken.setattr(feeds, "calendar", no_more)
        assert get(workshop, name).content == first.content
        with pytest.raises(AssertionError):
            get(workshop, f"{name}?day=2024-05-20")
        release_another(workshop)
        with pytest.raises(AssertionError):
            get(workshop, name)


def no_more(*_feed, **_options) -> bytes:
    raise AssertionError("made again")


# Whose they are


@pytest.mark.parametrize("name", [*EVERY, "releases/1/agenda.ics", "releases/1/agenda.json"])
def test_without_a_release_there_is_no_file(name):
    workshop = make_workshop()
    row = make_session(workshop=workshop, title="Kanarienvogel")
    make_billing(session=row, speaker=make_speaker(workshop=workshop, slug="lena"))
    as_missing(workshop, name)


@pytest.mark.parametrize("name", [*EVERY, "releases/1/agenda.ics", "releases/1/agenda.json"])
def test_a_draft_has_no_file_though_it_has_a_release(workshop, name):
    assert get(workshop, name).status_code == 200
    Workshop.objects.filter(pk=workshop.pk).update(status=Workshop.Status.DRAFT)
    as_missing(workshop, name)


@pytest.mark.parametrize("name", FILES)
def test_a_release_that_is_not_out_yet_is_as_missing_as_one_that_never_was(workshop, name):
    Release.objects.create(
        workshop=workshop,
        number=2,
        content=Release.objects.get().content,
        created_at=timezone.now(),
        released_at=timezone.now() + timedelta(hours=1),
    )
    hidden, never = (get(workshop, f"releases/{number}/{name}") for number in (2, 3))
    assert (hidden.status_code, hidden.content) == (404, never.content)


@pytest.mark.parametrize(
    "name",
    [
        "releases/0/agenda.ics",
        "releases/99999999999999999999999/agenda.ics",
        "sessions/never/session.ics",
        "speakers/never/agenda.ics",
        "agenda.ics?day=yesterday",
        "agenda.ics?track=x",
    ],
)
def test_what_never_was_has_no_file(workshop, name):
    as_missing(workshop, name)


def as_missing(workshop: Workshop, name: str) -> None:
    """Byte for byte as at an address of a workshop that never was."""
    for method in ("get", "head"):
        ask = getattr(Client(), method)
        hidden = ask(path(workshop, name))
        missing = ask(path(workshop, name).replace(workshop.slug, "never-was"))
        assert (hidden.status_code, hidden.content) == (404, missing.content)
        assert sorted(hidden.items()) == sorted(missing.items())


def test_organisers_preview_the_working_copy_and_no_cache_keeps_it(workshop):
    Workshop.objects.filter(pk=workshop.pk).update(status=Workshop.Status.DRAFT)
    make_session(workshop=workshop, number=2, title="Not out yet")
    organiser = Client()
    organiser.force_login(make_organiser())
    where = path(workshop, "agenda.ics").replace("/en/", "/en/preview/")
    answer = organiser.get(where)
    assert "Not out yet" in answer.text
    assert answer["Cache-Control"] == "no-store, private"
    assert "Access-Control-Allow-Origin" not in answer
    assert Client().get(where).status_code == 302


# What stays the same


def release_another(workshop: Workshop) -> None:
    workshop.sessions.update(title_en="Another title")
    release(workshop, now=LATER)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", ["en", "zh-hans", "ru"])
def test_a_file_of_a_release_never_changes(workshop, name, language):
    where = path(workshop, f"releases/1/{name}", language)
    first = Client().get(where)
    assert first["Cache-Control"] == "private, max-age=31536000, immutable"
    make_session(workshop=workshop, number=2)
    workshop.speakers.update(name="Another name")
    Workshop.objects.filter(pk=workshop.pk).update(
        title_en="Another", zone="Europe/Berlin", ends_on=workshop.ends_on + timedelta(days=1)
    )
    assert Client().get(where).content == first.content
    release_another(workshop)
    last = Client().get(where)
    assert (last.content, last["ETag"]) == (first.content, first["ETag"])
    assert Client().get(path(workshop, f"releases/2/{name}", language)).content != first.content


@pytest.mark.parametrize("name", EVERY)
def test_the_working_copy_shows_in_no_file_before_it_is_released(workshop, name):
    first = get(workshop, name)
    make_session(workshop=workshop, number=2, title="Kanarienvogel")
    workshop.sessions.update(title_en="Kanarienvogel")
    make_speaker(workshop=workshop, name="Kanarienvogel")
    assert get(workshop, name).content == first.content
    release(workshop, now=LATER)
    assert get(workshop, name).content != first.content


def test_a_page_elsewhere_may_read_what_programs_read(workshop):
    given = {name: get(workshop, name).get("Access-Control-Allow-Origin") for name in EVERY}
    assert given == {name: None if name == "agenda.xlsx" else "*" for name in EVERY}


# What is chosen


def test_an_address_chooses_and_says_where_it_is_followed(workshop):
    track = make_track(workshop=workshop)
    make_session(workshop=workshop, number=2, track=track, date=workshop.ends_on)
    release(workshop, now=LATER)
    asked = f"agenda.ics?day={workshop.ends_on}&track={track.pk}&evil=%0D%0AX"
    content = get(workshop, asked).text.replace("\r\n ", "")
    assert content.count("BEGIN:VEVENT") == 1
    source = next(line for line in content.splitlines() if line.startswith("SOURCE"))
    assert source.endswith(f"/agenda.ics?day={workshop.ends_on}&track={track.pk}")
    assert get(workshop, "agenda.ics").text.count("BEGIN:VEVENT") == 2


def test_a_session_taken_out_is_cancelled_for_who_follows_it(workshop):
    make_session(workshop=workshop, number=2)
    release(workshop, now=LATER)
    workshop.sessions.get(number=2).delete()
    release(workshop, now=LATER + timedelta(hours=1))
    assert "STATUS:CANCELLED" in get(workshop, "sessions/session-2/session.ics").text


# Releases


def test_two_libraries_read_the_releases(workshop):
    release_another(workshop)
    Release.objects.filter(number=2).update(note_en="Two <b>sessions</b> & a visit\x0b moved")
    content = get(workshop, "releases.atom").content
    by_feedparser = feedparser.parse(content)
    by_atoma = atoma.parse_atom_bytes(content)
    assert not by_feedparser.bozo
    assert [one.title for one in by_feedparser.entries] == ["Release 2", "Release 1"]
    assert [one.title.value for one in by_atoma.entries] == ["Release 2", "Release 1"]
    assert by_atoma.entries[0].updated == LATER
    assert (
        by_atoma.entries[0].summary.value == "Two &lt;b&gt;sessions&lt;/b&gt; &amp; a visit moved"
    )
    links = [one.link.partition(workshop.slug)[2] for one in by_feedparser.entries]
    assert links == ["/releases/1..2/", "/releases/"]
    assert {Client().get(one.link).status_code for one in by_feedparser.entries} == {200}
    uuids = [f"urn:uuid:{row.uuid}" for row in Release.objects.order_by("-number")]
    assert [one.id for one in by_feedparser.entries] == uuids
    assert by_feedparser.feed.title == "Agenda of Digital Trade in Practice"


def test_a_release_that_is_not_out_yet_is_in_no_feed(workshop):
    Release.objects.create(
        workshop=workshop,
        number=2,
        note_en="Kanarienvogel",
        content=Release.objects.get().content,
        created_at=timezone.now(),
        released_at=timezone.now() + timedelta(hours=1),
    )
    assert "Kanarienvogel" not in get(workshop, "releases.atom").text


# Our own JSON


def test_our_own_json_tells_all_languages(workshop):
    venue = make_venue(name_ru="Озеро")
    workshop.venues.add(venue)
    workshop.sessions.update(title_en="Lecture", title_zh_hans="讲座", venue=venue)
    release(workshop, now=LATER)
    said = json.loads(get(workshop, "agenda.json").content)
    assert (said["format"], said["version"]) == ("rostrum-agenda", 1)
    assert said["release"]["number"] == 2
    (one,) = said["sessions"]
    assert one["title"] == {"en": "Lecture", "zh-Hans": "讲座"}
    assert (one["start"], one["is_approximate"]) == ("2024-05-20T09:00:00+05:00", False)
    assert one["venue"] == said["venues"][0]["id"]
    assert one["speakers"] == [{"slug": "lena", "role": "speaker", "online": False}]
    elsewhere = json.loads(Client().get(path(workshop, "agenda.json", "ru")).content)
    assert elsewhere["sessions"][0]["title"] == one["title"]


def test_every_key_of_it_is_explained(workshop):
    guide = (ROOT / "docs" / "agenda-json.md").read_text()
    said = json.loads(get(workshop, "agenda.json").content)
    (one,) = said["sessions"]
    keys = {*said, *said["release"], *said["workshop"], *said["speakers"][0], *one}
    assert {key for key in keys if f"`{key}`" not in guide} == set()


# The workbook


def test_the_workbook_prints_and_its_cells_are_of_their_kind(workshop):
    workshop.sessions.update(title_en='=HYPERLINK("http://evil.example")', hours=1.5)
    release(workshop, now=LATER)
    book = load_workbook(BytesIO(get(workshop, "agenda.xlsx").content))
    page = book["Agenda"]
    assert (page.print_title_rows, page.page_setup.orientation) == ("$1:$1", "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    heads = {cell.value: cell.column - 1 for cell in page[1]}
    row = page[2]
    assert row[heads["Date"]].value == datetime(2024, 5, 20)  # noqa: DTZ001
    assert row[heads["Date"]].number_format == "yyyy-mm-dd"
    assert row[heads["Starts"]].value == time(9)
    assert (row[heads["No."]].value, row[heads["Hours"]].value) == (1, 1.5)
    title = row[heads["Title"]]
    assert (title.data_type, title.quotePrefix) == ("s", True)
    assert {page.sheet_state for page in book} == {"visible"}

"""The releases of an agenda as pages, and what changed between them."""

import html
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_session, make_workshop, release
from tests.workshops.office import organiser_client
from workshops import changes
from workshops.models import Session

pytestmark = pytest.mark.django_db
BASE = "/en/workshops/trade"


@pytest.fixture
def workshop():
    """Three lectures; release 2 moved the first, renamed the second and cancelled the third."""
    workshop = make_workshop(slug="trade")
    for number in (1, 2, 3):
        make_session(workshop=workshop, number=number, slug=f"s{number}", title=f"Lecture {number}")
    release(workshop)
    workshop.sessions.filter(number=1).update(date=date(2024, 5, 21))
    workshop.sessions.filter(number=2).update(title_en="Lecture two")
    workshop.sessions.filter(number=3).update(status=Session.Status.CANCELLED)
    release(workshop)
    return workshop


def shown(response):
    """Kinds, titles and fields of the changes on a page."""
    assert response.status_code == 200
    found = []
    for article in response.content.decode().split('<article class="change">')[1:]:
        text = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "|", article)))
        found.append([part.strip() for part in text.split("|") if part.strip()])
    return [words[:2] for words in found]


def test_the_page_shows_one_moved_one_renamed_and_one_cancelled_session(client, workshop):
    response = client.get(f"{BASE}/releases/1..2/")

    assert shown(response) == [
        ["Renamed", "Lecture two"],
        ["Cancelled", "Lecture 3"],
        ["Moved", "Lecture 1"],
    ]
    page = response.content.decode()
    assert "<strong>3 changes</strong>: 1 cancelled, 1 moved, 1 renamed" in page
    assert "Lecture <del>2</del><ins>two</ins>" in page
    assert "<del>Mon 20 May, morning</del><ins>Tue 21 May, morning</ins>" in page


def test_the_same_two_the_other_way_round(client, workshop):
    assert shown(client.get(f"{BASE}/releases/2..1/"))[1:] == [
        ["Renamed", "Lecture 2"],
        ["Takes place after all", "Lecture 3"],
    ]


def test_two_of_the_same_differ_in_nothing(client, workshop):
    response = client.get(f"{BASE}/releases/2..2/")

    assert shown(response) == []
    assert "Readers of both see the same agenda." in response.content.decode()


def test_the_same_as_json(client, workshop):
    said = client.get(f"{BASE}/releases/1..2.json").json()

    assert (said["from"]["number"], said["to"]["number"], said["count"]) == (1, 2, 3)
    renamed = said["changes"][0]
    assert renamed["kinds"] == ["renamed"]
    assert renamed["fields"][0]["marks"] == [["kept", "Lecture "], ["gone", "2"], ["new", "two"]]
    assert renamed["values"] == {
        "title": {"before": {"en": "Lecture 2"}, "after": {"en": "Lecture two"}}
    }


def test_where_a_photo_lies_is_not_told(client, workshop):
    speaker = workshop.speakers.create(name="Li Wei", slug="li-wei")
    release(workshop)
    speaker.photo.name = "speakers/secret-place.jpg"
    speaker.save()
    release(workshop)

    said = client.get(f"{BASE}/releases/3..4.json")

    assert said.json()["changes"][0]["fields"][0]["label"] == "Photo"
    assert "secret-place" not in json.dumps(said.json())


def test_the_list_names_every_release_and_leads_to_its_changes(client, workshop):
    page = client.get(f"{BASE}/releases/").content.decode()

    assert re.findall(r"<h2 class=\"index-key\">(.*?)</h2>", page) == ["Release 2", "Release 1"]
    assert page.count("/releases/1..2/") == 2  # what changed; what changed since
    assert "in force" in page


def test_two_that_are_chosen_are_compared(client, workshop):
    response = client.get(f"{BASE}/releases/?from=1&to=2")

    assert (response.status_code, response.url) == (302, f"{BASE}/releases/1..2/")
    assert client.get(f"{BASE}/releases/?from=1&to=9").status_code == 200


@pytest.mark.parametrize("two", ["1..3", "0..1", "1..99999999999999999999"])
def test_what_is_no_release_is_not_found(client, workshop, two):
    assert client.get(f"{BASE}/releases/{two}/").status_code == 404
    assert client.get(f"{BASE}/releases/{two}.json").status_code == 404


def test_a_scheduled_release_is_as_missing_as_one_that_never_was(client, workshop):
    row = workshop.releases.get(number=2)
    later = timezone.now() + timedelta(hours=1)
    workshop.releases.filter(pk=row.pk).update(released_at=later)

    assert client.get(f"{BASE}/releases/1..2/").status_code == 404
    assert "Release 2" not in client.get(f"{BASE}/releases/").content.decode()
    assert changes.since(workshop, 1, now=timezone.now()).changes == ()


def test_a_draft_shows_no_releases(client, workshop):
    workshop.status = "draft"
    workshop.save()

    for page in ("releases/", "releases/1..2/", "releases/1..2.json"):
        assert client.get(f"{BASE}/{page}").status_code == 404


def test_organisers_see_what_the_next_release_would_change(client, workshop):
    workshop.sessions.filter(number=1).update(title_en="Lecture one")

    address = "/en/preview/workshops/trade/releases/working-copy/"
    assert shown(organiser_client().get(address)) == [["Renamed", "Lecture one"]]
    assert client.get(f"{BASE}/releases/working-copy/").status_code == 404
    assert client.get(address).status_code == 302


def test_the_changes_of_500_sessions_take_as_many_queries_as_of_40(client):
    counts = []
    for count in (40, 500):
        workshop = make_workshop(slug=f"with-{count}")
        Session.objects.bulk_create(
            Session(
                workshop=workshop, number=n, slug=f"s{n}", title_en=f"No {n}",
                date=workshop.starts_on, part_of_day="morning",
            )
            for n in range(count)
        )  # fmt: skip
        release(workshop)
        workshop.sessions.update(title_en="Renamed")
        release(workshop)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"/en/workshops/with-{count}/releases/1..2/")
        assert response.content.decode().count("<article") == count
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 6


# Since a release that a reader knew


def test_since_a_release_says_what_happened_to_each_session(workshop):
    found = changes.since(workshop, 1, now=timezone.now())

    moved = workshop.sessions.get(number=1)
    assert (found.known, found.current, len(found.changes)) == (1, 2, 3)
    assert found.of_session[str(moved.uuid)].kinds == ("moved",)
    assert found.of_session[str(moved.uuid)].url == f"{BASE}/sessions/s1/"


def test_since_the_one_in_force_nothing_happened(workshop):
    assert changes.since(workshop, 2, now=timezone.now()).changes == ()


@pytest.mark.parametrize("number", [0, 3, -1])
def test_since_a_release_that_nobody_saw_is_unknown(workshop, number):
    assert changes.since(workshop, number, now=timezone.now()) is None


def test_before_the_first_release_nothing_is_known():
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    assert changes.since(make_workshop(), 1, now=moment) is None

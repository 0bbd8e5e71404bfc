"""Releasing an agenda in the office: looked at, pressed once, scheduled, taken back, refused."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_session, make_user, make_workshop, release
from tests.workshops.office import organiser_client
from workshops.models import Release, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    workshop = make_workshop(slug="trade", zone="Europe/Berlin", languages=["en", "ru"])
    for number in (1, 2, 3):
        make_session(workshop=workshop, number=number, slug=f"s{number}", title=f"Lecture {number}")
    return workshop


@pytest.fixture
def office():
    return organiser_client()


def page(name, workshop, *more):
    return reverse(f"admin:workshops_workshop_{name}", args=[workshop.pk, *more])


def seen(client, address):
    """What the page carries of what it showed."""
    text = client.get(address).content.decode()
    return re.search(r'name="seen" value="([^"]+)"', text)[1]


def post(client, workshop, **fields):
    address = page("release", workshop)
    token = fields.pop("seen", None) or seen(client, address)
    return client.post(address, {"when": "now", "seen": token, **fields})


def change_three(workshop):
    workshop.sessions.filter(number=1).update(date=date(2024, 5, 21))
    workshop.sessions.filter(number=2).update(title_en="Lecture two")
    workshop.sessions.filter(number=3).update(status=Session.Status.CANCELLED)


def test_the_page_shows_what_will_change_with_its_count(office, workshop):
    release(workshop)
    change_three(workshop)

    text = office.get(page("release", workshop)).content.decode()

    assert "<h2>3 changes</h2>" in text
    assert "1 cancelled, 1 moved, 1 renamed" in text
    assert "Lecture <del>2</del><ins>two</ins>" in text


def test_the_button_releases_with_a_note_in_each_language(office, workshop):
    response = post(office, workshop, note_en="First.", note_ru="Первый.")

    row = workshop.releases.get()
    assert (response.status_code, response.url) == (302, page("releases", workshop))
    assert (row.number, row.note_en, row.note_ru) == (1, "First.", "Первый.")
    assert row.by.is_staff


def test_pressed_twice_it_is_one_release(office, workshop):
    token = seen(office, page("release", workshop))

    answers = [post(office, workshop, seen=token) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert workshop.releases.count() == 1


def test_what_another_organiser_changed_meanwhile_is_shown_before_it_is_released(office, workshop):
    release(workshop)
    workshop.sessions.filter(number=1).update(title_en="Mine")
    token = seen(office, page("release", workshop))
    workshop.sessions.filter(number=2).update(title_en="Hers")

    answer = post(office, workshop, seen=token, note_en="Kept.")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "was changed while you looked at it" in text
    assert "<h2>2 changes</h2>" in text
    assert "Kept." in text
    assert workshop.releases.count() == 1
    again = re.search(r'name="seen" value="([^"]+)"', text)[1]
    assert post(office, workshop, seen=again).status_code == 302


def test_where_nothing_changed_a_word_helps(office, workshop):
    release(workshop)

    text = office.get(page("release", workshop)).content.decode()

    assert "Nothing that readers see has changed since release 1." in text
    assert 'name="seen"' not in text


def test_a_release_can_be_scheduled_on_the_workshops_clock(office, workshop):
    answer = post(office, workshop, when="later", at_0="2099-07-01", at_1="09:00")

    row = workshop.releases.get()
    assert answer.status_code == 302
    assert row.released_at == datetime(2099, 7, 1, 7, tzinfo=UTC)  # summer in Berlin
    assert row.announced_at is None


@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        ("2027-03-28", "02:30", "the clocks go forward there"),
        ("2027-10-31", "02:30", "this time is there twice"),
        ("2020-01-01", "09:00", "That time has passed"),
        ("", "", "Give the date and the time."),
    ],
)
def test_a_time_that_is_none_is_refused_with_words(office, workshop, day, clock, words):
    answer = post(office, workshop, when="later", at_0=day, at_1=clock)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Release.objects.count() == 0


def test_a_date_beside_now_is_asked_about(office, workshop):
    answer = post(office, workshop, when="now", at_0="2099-07-01", at_1="09:00")

    assert "A date is given below." in answer.content.decode()
    assert Release.objects.count() == 0


@pytest.fixture
def scheduled(office, workshop):
    release(workshop)
    change_three(workshop)
    post(office, workshop, when="later", at_0="2099-07-01", at_1="09:00")
    return workshop.releases.get(number=2)


def test_a_scheduled_release_is_shown_and_leaves_no_button_for_another(office, workshop, scheduled):
    text = office.get(page("release", workshop)).content.decode()

    assert "Release 2 is to come out at 09:00 on Wed 1 Jul 2099" in text
    assert 'name="seen"' not in text


def test_a_scheduled_release_can_be_cancelled(office, workshop, scheduled):
    address = page("release_cancel", workshop, 2)
    assert "3 changes" in office.get(address).content.decode()

    office.post(address)
    office.post(address)  # pressed twice

    assert list(workshop.releases.values_list("number", flat=True)) == [1]


def test_a_scheduled_release_can_be_brought_forward(office, workshop, scheduled):
    office.post(page("release_forward", workshop, 2))
    office.post(page("release_forward", workshop, 2))

    scheduled.refresh_from_db()
    assert scheduled.released_at <= timezone.now()
    assert scheduled.announced_at is not None


def test_rolling_back_asks_with_the_changes_and_keeps_the_working_copy(office, workshop):
    release(workshop)
    change_three(workshop)
    release(workshop)
    address = page("release_back", workshop, 1)

    text = office.get(address).content.decode()
    assert "3 changes" in text
    assert "The working copy stays as it is" in text
    token = re.search(r'name="seen" value="([^"]+)"', text)[1]
    for _ in range(2):
        assert office.post(address, {"seen": token, "note_en": "Back."}).status_code == 302

    row = workshop.releases.latest("number")
    assert (row.number, row.rolled_back_to.number, row.note_en) == (3, 1, "Back.")
    assert workshop.sessions.get(number=2).title_en == "Lecture two"


def test_a_release_that_is_not_out_is_nothing_to_roll_back_to(office, workshop, scheduled):
    assert office.get(page("release_back", workshop, 2)).status_code == 404


def test_the_list_has_a_link_for_what_can_be_done(office, workshop, scheduled):
    text = office.get(page("releases", workshop)).content.decode()

    assert page("release_cancel", workshop, 2) in text
    assert page("release_forward", workshop, 2) in text
    assert "in force" in text


PAGES = (
    ("release", ()),
    ("release_back", (1,)),
    ("release_cancel", (2,)),
    ("release_forward", (2,)),
)


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_who_may_only_look_is_refused(workshop, scheduled, name, more):
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_workshop"))
    client = Client()
    client.force_login(user)
    address = page(name, workshop, *more)

    assert client.get(address).status_code == 403
    assert client.post(address, {"seen": "x", "when": "now"}).status_code == 403
    assert client.get(page("releases", workshop)).status_code == 200
    assert list(workshop.releases.values_list("number", flat=True)) == [2, 1]


def test_readers_see_it_at_its_time_though_nobody_announced_it(client, workshop, scheduled):
    address = f"/en/workshops/{workshop.slug}/sessions/s2/"
    assert "Lecture 2" in client.get(address).content.decode()

    now = timezone.now()
    workshop.releases.filter(number=2).update(
        created_at=now - timedelta(hours=2), released_at=now - timedelta(seconds=1)
    )

    assert "Lecture two" in client.get(address).content.decode()


def test_the_page_takes_as_many_queries_for_200_sessions_as_for_40(office):
    counts = []
    for count in (40, 200):
        workshop = make_workshop()
        fill(workshop, count)
        release(workshop)
        workshop.sessions.update(title_en="Renamed")
        address = page("release", workshop)
        office.get(address)
        with CaptureQueriesContext(connection) as captured:
            text = office.get(address).content.decode()
        assert f"<h2>{count} changes</h2>" in text
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 60


def fill(workshop, count: int) -> None:
    Session.objects.bulk_create(
        Session(
            workshop=workshop, number=n, slug=f"s{n}", title_en=f"No {n}",
            date=workshop.starts_on + timedelta(days=n % 14), part_of_day="morning",
        )
        for n in range(count)
    )  # fmt: skip

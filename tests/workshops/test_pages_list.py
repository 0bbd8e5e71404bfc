"""The list of workshops."""

from datetime import UTC, date, datetime

import pytest

from tests import factories
from workshops.models import Workshop
from workshops.overview import shelves

pytestmark = pytest.mark.django_db


def test_workshops_stand_under_now_coming_and_past_by_their_own_date():
    running = factories.make_workshop(starts_on=date(2024, 5, 20), ends_on=date(2024, 6, 2))
    sooner = factories.make_workshop(starts_on=date(2024, 7, 1))
    later = factories.make_workshop(starts_on=date(2024, 8, 1))
    older = factories.make_workshop(starts_on=date(2022, 1, 1))
    latest = factories.make_workshop(starts_on=date(2024, 1, 1))

    found = shelves(Workshop.objects.all(), datetime(2024, 5, 25, tzinfo=UTC))

    assert found.now == (running,)
    assert found.coming == (sooner, later)
    assert found.past == (latest, older)


@pytest.mark.parametrize(
    ("hour", "shelf"),
    [(21, "past"), (19, "now")],  # 05:00 and 03:00 in Tokyo: the night belongs to the day before
)
def test_last_day_lasts_until_four_in_the_morning_of_the_workshops_zone(hour, shelf):
    workshop = factories.make_workshop(starts_on=date(2024, 6, 1), zone="Asia/Tokyo")

    found = shelves([workshop], datetime(2024, 6, 1, hour - 1, tzinfo=UTC))

    assert getattr(found, shelf) == (workshop,)


@pytest.mark.parametrize("address", ["/en/", "/en/workshops/"])
def test_list_shows_published_workshops_and_no_draft(client, address):
    factories.make_workshop(title="Open to all")
    factories.make_workshop(title="Still secret", status=Workshop.Status.DRAFT)

    html = client.get(address).content.decode()

    assert "Open to all" in html
    assert "Still secret" not in html


def test_preview_of_the_list_shows_drafts_to_organisers_only(client):
    factories.make_workshop(title="Still secret", status=Workshop.Status.DRAFT)
    assert client.get("/en/preview/workshops/").status_code == 302

    client.force_login(factories.make_organiser())

    assert "Still secret" in client.get("/en/preview/workshops/").content.decode()


def test_empty_list_says_what_will_be_here(client):
    assert "No workshops yet" in client.get("/en/").content.decode()


def test_start_page_leads_readers_to_the_list_in_their_language(client):
    response = client.get("/", headers={"accept-language": "ru"})

    assert response.headers["Location"] == "/ru/"


def test_list_costs_the_same_with_one_and_with_thirty(client, django_assert_num_queries):
    factories.make_workshop(country=factories.make_country("MNG"))
    with django_assert_num_queries(1):
        client.get("/en/")
    for _n in range(29):
        factories.make_workshop(country=factories.make_country("KAZ"))
    with django_assert_num_queries(1):
        client.get("/en/")

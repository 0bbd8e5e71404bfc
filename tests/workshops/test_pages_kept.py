"""The agenda's page is kept as it was rendered, and never a moment longer than it is true."""

import gzip
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
ADDRESS = "/en/workshops/trade/agenda/"
BEFORE_NINE = datetime(2024, 5, 22, 3, 59, tzinfo=UTC)  # 08:59 in Almaty, UTC+5


@pytest.fixture(autouse=True)
def empty_shelf():
    caches["pages"].clear()


@pytest.fixture
def workshop() -> Workshop:
    workshop = factories.make_workshop(slug="trade", title="Trade")
    factories.make_session(
        workshop=workshop,
        title="Opening",
        date=date(2024, 5, 22),
        starts_at=time(9),
        ends_at=time(10),
    )
    factories.release(workshop)
    return workshop


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the site."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def html_of(client) -> str:
    return client.get(ADDRESS).content.decode()


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS)
    return len(captured)


def test_a_kept_page_takes_one_query_and_is_the_same(client, workshop):
    first = html_of(client)

    assert queries_of(client) == 1
    assert html_of(client) == first


def test_without_what_was_kept_it_takes_two(client, workshop):
    assert queries_of(client) == 2


def test_what_is_written_on_the_workshop_shows_at_once(client, workshop):
    html_of(client)

    Workshop.objects.filter(pk=workshop.pk).update(title_en="Forum")

    assert "Forum" in html_of(client)


def test_a_release_shows_at_once_and_the_working_copy_does_not(client, workshop):
    html_of(client)

    workshop.sessions.update(title_en="Closing")
    assert ("Opening" in html_of(client), "Closing" in html_of(client)) == (True, False)

    factories.release(workshop)
    assert ("Opening" in html_of(client), "Closing" in html_of(client)) == (False, True)


def test_a_withdrawn_workshop_is_gone_at_once(client, workshop):
    html_of(client)

    Workshop.objects.filter(pk=workshop.pk).update(status="draft")

    assert client.get(ADDRESS).status_code == 404


def test_what_runs_now_is_shown_to_the_minute(client, workshop, at):
    shown = []
    for minutes in (0, 1, 60, 61):
        at(BEFORE_NINE + timedelta(minutes=minutes))
        shown.append(" is-now" in html_of(client))

    assert shown == [False, True, True, False]


def test_each_language_has_its_own(client, workshop):
    html_of(client)

    assert '<html lang="ru"' in client.get(ADDRESS.replace("/en/", "/ru/")).content.decode()


def test_what_the_frame_asks_for_is_part_of_what_it_is_kept_under(client, workshop):
    html_of(client)

    factories.make_material(workshop=workshop, session=workshop.sessions.get(), audience="public")

    assert queries_of(client) == 2


def test_its_tag_holds_through_compression(client, workshop):
    plain = client.get(ADDRESS)
    packed = client.get(ADDRESS, headers={"accept-encoding": "gzip"})

    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    for tag in (plain.headers["ETag"], packed.headers["ETag"]):
        for encoding in ("gzip", "identity"):
            headers = {"if-none-match": tag, "accept-encoding": encoding}
            assert client.get(ADDRESS, headers=headers).status_code == 304


def test_another_page_has_another_tag(client, workshop):
    before = client.get(ADDRESS).headers["ETag"]

    Workshop.objects.filter(pk=workshop.pk).update(title_en="Forum")

    assert client.get(ADDRESS, headers={"if-none-match": before}).status_code == 200

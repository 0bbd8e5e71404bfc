"""What phones keep of a workshop, and what they are never told to."""

import json
import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from workshops import offline
from workshops.models import Material, Session, Workshop

pytestmark = pytest.mark.django_db

WORKER = (settings.BASE_DIR / "static/js/worker.js").read_text()
HOME = "/en/workshops/trade/"


@pytest.fixture
def workshop():
    workshop = factories.make_workshop(slug="trade")
    session = factories.make_session(workshop=workshop, slug="opening")
    factories.make_billing(
        session=session, speaker=factories.make_speaker(workshop=workshop, slug="park")
    )
    factories.release(workshop)
    return workshop


def listed(client, language: str = "en") -> dict:
    return json.loads(client.get(f"/{language}/workshops/trade/offline.json").content)


def pattern(name: str) -> re.Pattern:
    """An expression of the worker, as Python reads it."""
    (source,) = re.findall(rf"const {name} =\s+/(.+)/;", WORKER)
    return re.compile(source.replace(r"\/", "/"), re.ASCII)


def test_the_list_holds_every_page_of_the_programme_and_nothing_else(client, workshop):
    assert sorted(listed(client)["pages"]) == [
        HOME,
        f"{HOME}agenda/",
        f"{HOME}information/",
        f"{HOME}sessions/opening/",
        f"{HOME}speakers/",
        f"{HOME}speakers/park/",
        f"{HOME}visits/",
    ]


def test_the_list_is_public_and_asked_for_anew(client, workshop):
    response = client.get(f"{HOME}offline.json")

    assert response.headers["Cache-Control"] == "no-cache, public"
    assert response.cookies == {}
    again = client.get(f"{HOME}offline.json", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("language", ["zh-hans", "ru"])
def test_the_list_stays_within_its_language(client, workshop, language):
    pages = listed(client, language)["pages"]

    assert {page.split("/")[1] for page in pages} == {language}


def test_a_draft_has_no_list_for_the_public(client, workshop):
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    client.force_login(factories.make_organiser())

    assert client.get(f"{HOME}offline.json").status_code == 404


def test_the_version_is_the_same_until_something_public_changes(client, workshop):
    before = listed(client)["version"]
    factories.make_material(workshop=workshop, title="Inner", audience=Material.Audience.ORGANISERS)
    assert listed(client)["version"] == before

    Session.objects.update(title="Not out yet")
    assert listed(client)["version"] == before

    factories.make_information(workshop=workshop)
    with_information = listed(client)["version"]
    factories.release(workshop)
    released = listed(client)["version"]
    Workshop.objects.update(ends_on=date(2024, 6, 3))

    assert len({before, with_information, released, listed(client)["version"]}) == 4


def test_only_pages_that_are_kept_speak_of_the_worker(client, workshop):
    names = {"", "agenda/", "sessions/opening/", "speakers/", "speakers/park/", "visits/"}
    names |= {"information/", "participants/"}
    speaking = {
        name for name in names if "data-offline" in client.get(HOME + name).content.decode()
    }

    assert speaking == names - {"participants/"}
    client.force_login(factories.make_organiser())
    preview = client.get("/en/preview/workshops/trade/agenda/").content.decode()
    assert "data-offline" not in preview
    assert "js/workshop.js" not in preview


def test_the_worker_is_served_beside_the_languages(client):
    response = client.get("/sw.js")

    assert response.content.decode() == WORKER
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache, public"


def test_switched_off_the_worker_drops_what_it_kept_and_no_page_speaks_of_it(
    client, workshop, settings
):
    settings.OFFLINE = False

    assert "registration.unregister()" in client.get("/sw.js").content.decode()
    assert "data-offline" not in client.get(f"{HOME}agenda/").content.decode()
    assert client.get(f"{HOME}offline.json").status_code == 404


def test_the_worker_takes_every_listed_page_in_every_language(client, workshop):
    page, file, listing = pattern("PAGE"), pattern("FILE"), pattern("LIST")
    for language, _name in settings.LANGUAGES:
        found = listed(client, language)
        assert [path for path in found["pages"] if not page.fullmatch(path)] == []
        assert [path for path in found["files"] if not file.fullmatch(path)] == []
        assert listing.fullmatch(f"/{language}/workshops/trade/offline.json")


@pytest.mark.parametrize(
    "path",
    [
        "/en/",
        "/en/admin/",
        "/en/preview/workshops/trade/",
        "/preview/workshops/trade/agenda/",
        "/en/preview/workshops/trade/agenda/",
        "/en/place/",
        "/en/nominations/",
        "/en/workshops/trade/answer/",
        "/en/workshops/trade/evaluation/",
        "/en/workshops/trade/evaluation/thanks/",
        "/en/workshops/trade/participants/",
        "/en/workshops/trade/report/",
        "/en/workshops/trade/materials/0/",
        "/en/workshops/trade/agenda/../answer/",
        "/e/token/",
        "/l/token/",
        "/static/../media/x",
    ],
)
def test_the_worker_leaves_every_other_page_alone(path):
    assert not pattern("PAGE").search(path)
    assert not pattern("FILE").search(path)


def test_the_manifest_names_the_workshop_in_the_readers_language(client):
    workshop = factories.make_workshop(slug="trade", title="Trade", title_ru="Торговля")
    factories.make_session(workshop=workshop)

    found = json.loads(client.get("/ru/workshops/trade/app.webmanifest").content)

    assert (found["name"], found["lang"]) == ("Торговля", "ru")
    assert found["start_url"] == "/ru/workshops/trade/agenda/"
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    assert client.get("/ru/workshops/trade/app.webmanifest").status_code == 404


def test_the_list_takes_as_many_queries_for_500_sessions_as_for_one(workshop):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            offline.listing(workshop)
        return len(captured)

    few = queries()
    Session.objects.bulk_create(
        Session(
            workshop=workshop, number=n, slug=f"s-{n}", date=workshop.starts_on,
            part_of_day="morning",
        )
        for n in range(2, 500)
    )  # fmt: skip
    factories.release(workshop)

    assert queries() == few

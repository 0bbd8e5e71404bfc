"""Failures are answered with a page that helps, in the reader's language, and gives nothing away."""

import pytest
from django.test import Client

from tests.house.broken_urls import SECRET
from tests.house.observatory import weaknesses

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.house.broken_urls"),
    pytest.mark.filterwarnings("ignore:.*"),
]


@pytest.fixture
def reader() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_a_failure_gives_nothing_away_and_has_the_headers(reader, status):
    answer = reader.get(f"/fails/{status}/")
    assert answer.status_code == status
    assert SECRET not in answer.text
    assert "<h1" in answer.text
    assert weaknesses(answer.items(), https=False) == []
    assert answer["Cache-Control"] == "no-store, private"


def test_a_busy_database_is_told_from_a_fault_of_ours(reader):
    busy, fault = reader.get("/fails/503/"), reader.get("/fails/500/")
    assert (busy["Retry-After"], "Retry-After" in fault) == ("10", False)
    assert ("The site is busy" in busy.text, "The site is busy" in fault.text) == (True, False)


@pytest.mark.parametrize(("accepted", "lang"), [("en", "en"), ("zh-CN", "zh-hans"), ("ru", "ru")])
@pytest.mark.parametrize("status", [403, 404])
def test_a_failure_speaks_the_readers_language(reader, status, accepted, lang):
    answer = reader.get(f"/fails/{status}/", headers={"Accept-Language": accepted})
    assert f'<html lang="{lang}"' in answer.text


def test_a_missing_page_does_not_repeat_its_address(reader):
    first = reader.get("/en/cheap-pills/")
    second = reader.get("/en/other/")
    assert (first.status_code, second.status_code) == (404, 404)
    assert first.content == second.content
    assert "cheap-pills" not in first.text


@pytest.mark.parametrize(
    "address", ["/en/%00/", "/en/?q=%00", "/en/?%00=q", "/en/%0b", "/en/?q=%ff"]
)
def test_broken_text_in_an_address_is_refused(reader, address):
    assert reader.get(address).status_code == 400


def test_broken_text_is_refused_in_the_readers_language(reader):
    assert '<html lang="ru"' in reader.get("/ru/%00/").text


def test_an_expired_form_says_that_nothing_was_saved():
    answer = Client(enforce_csrf_checks=True).post("/en/admin/login/", {"username": "a"})
    assert answer.status_code == 403
    assert "<h1" in answer.text
    assert weaknesses(answer.items(), https=False) == []


def test_plain_http_is_sent_to_https_with_the_headers(settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/en/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/en/")
    assert weaknesses(answer.items(), https=False) == []


@pytest.mark.parametrize("accepted", ["en", "zh-CN,zh;q=0.9", "ru-RU", "xx", "", "\udcff;q=a,,"])
def test_the_front_door_leads_to_the_readers_language(reader, accepted):
    wanted = {"zh": "/zh-hans/", "ru": "/ru/"}.get(accepted[:2], "/en/")
    answer = reader.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer["Location"]) == (302, wanted)
    assert answer["Vary"] == "Accept-Language"


@pytest.mark.parametrize(("accepted", "lang"), [("en", "en"), ("zh-CN", "zh-hans"), ("ru", "ru")])
def test_the_old_door_of_the_office_leads_to_it_in_the_readers_language(reader, accepted, lang):
    for path in ("", "workshops/workshop/"):
        answer = reader.get(f"/admin/{path}", headers={"Accept-Language": accepted})
        assert (answer.status_code, answer["Location"]) == (302, f"/{lang}/admin/{path}")


def test_robots_may_read_public_pages_alone(reader):
    answer = reader.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /e/",
        "Disallow: /l/",
        "Disallow: /c/",
        "Disallow: /admin/",
        "Disallow: /en/admin/",
        "Disallow: /en/preview/",
        "Disallow: /en/nominations/",
        "Disallow: /en/place/",
        "Disallow: /zh-hans/admin/",
        "Disallow: /zh-hans/preview/",
        "Disallow: /zh-hans/nominations/",
        "Disallow: /zh-hans/place/",
        "Disallow: /ru/admin/",
        "Disallow: /ru/preview/",
        "Disallow: /ru/nominations/",
        "Disallow: /ru/place/",
    ]


def test_security_txt_says_whom_to_tell(reader, settings):
    settings.INSTITUTE_EMAIL = "security@rostrum.example"
    settings.SITE_URL = "https://rostrum.example"
    lines = reader.get("/.well-known/security.txt").text.splitlines()
    assert lines[0] == "Contact: mailto:security@rostrum.example"
    assert lines[1].startswith("Expires: 20")
    assert lines[3] == "Canonical: https://rostrum.example/.well-known/security.txt"

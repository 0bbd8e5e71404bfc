"""Personal links: shown on GET as often as anybody likes, signed in on POST, ended at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import access
from people.models import AccessLink, FocalPoint, Message
from tests.factories import (
    make_access_link,
    make_allocation,
    make_focal_point,
    make_organiser,
    make_participation,
    make_person,
    make_stream,
    make_workshop,
)

pytestmark = pytest.mark.django_db

START = "/en/nominations/"
LONG_AGO = datetime(2024, 4, 2, tzinfo=UTC)


def make_link(*, country: str = "MNG", link: dict | None = None, **fields) -> AccessLink:
    """A link of a focal point for two seats of a workshop."""
    workshop = fields.pop("workshop", None) or make_workshop()
    stream = make_stream(workshop=workshop)
    focal_point = make_focal_point(make_allocation(stream=stream, country=country), **fields)
    return make_access_link(focal_point=focal_point, **link or {})


def path(link: AccessLink) -> str:
    return f"/l/{access.token_of(link)}/"


def press(client: Client, link: AccessLink, **query):
    """Open the link and press its button."""
    client.get(path(link))
    mark = client.cookies["link-mark"].value
    return client.post(path(link), {"mark": mark}, query_params=query)


def test_a_link_says_whose_it_is_and_signs_in_nobody():
    link = make_link(name="Dulam Bat", honorific="Ms", organisation="Ministry of Trade")
    client = Client()
    page = client.get(path(link))
    assert "Sign in as Ms Dulam Bat" in page.text
    assert all(
        said in page.text
        for said in ("Ministry of Trade", "Mongolia", link.focal_point.workshop.title, "2099")
    )
    assert client.get(START).status_code == 403
    assert "session" not in client.cookies


def test_a_mail_scanner_changes_nothing():
    link = make_link()
    before = AccessLink.objects.values().get()
    for scanner in [Client() for _ in range(20)]:
        assert scanner.get(path(link)).status_code == 200
        assert scanner.head(path(link)).status_code == 200
    assert AccessLink.objects.values().get() == before
    assert press(Client(), link).status_code == 302


def test_the_button_leads_to_the_desk_without_the_token_and_is_remembered():
    link = make_link()
    client = Client()
    answer = press(client, link)
    assert (answer.status_code, answer["Location"]) == (302, START)
    assert access.token_of(link) not in client.get(START).text
    link.refresh_from_db()
    assert timezone.now() - link.last_used_at < timedelta(minutes=1)
    assert "Last used" in client.get(path(link)).text


def test_a_link_is_good_many_times_for_a_mailbox_that_several_share():
    link = make_link()
    browsers = [Client(), Client()]
    assert [press(browser, link).status_code for browser in browsers] == [302, 302]
    assert [browser.get(START).status_code for browser in browsers] == [200, 200]


def test_a_post_without_our_mark_signs_in_nobody():
    link = make_link()
    client = Client()
    client.get(path(link))
    for form in ({}, {"mark": ""}, {"mark": "x" * 22}):
        answer = client.post(path(link), form)
        assert (answer.status_code, "send back the cookie" in answer.text) == (200, True)
    assert client.get(START).status_code == 403


def test_the_page_of_a_link_is_told_to_nobody():
    link = make_link()
    client = Client()
    for answer in (client.get(path(link)), press(client, link)):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Robots-Tag"] == "noindex"


def test_a_link_speaks_the_focal_points_language_until_another_is_chosen():
    link = make_link(language="ru")
    page = Client().get(path(link), headers={"Accept-Language": "zh-CN"})
    assert '<html lang="ru"' in page.text
    chosen = Client().get(path(link), {"language": "zh-hans"})
    assert '<html lang="zh-hans"' in chosen.text
    assert press(Client(), link)["Location"] == "/ru/nominations/"
    assert press(Client(), link, language="en")["Location"] == START


@pytest.mark.parametrize(
    "ended",
    [
        {"revoked_at": LONG_AGO},
        {"expires_at": LONG_AGO},
    ],
    ids=["revoked", "expired"],
)
def test_an_ended_link_helps_and_signs_in_nobody(ended):
    link = make_link(link=ended)
    client = Client()
    page = client.get(path(link))
    assert (page.status_code, "This link has ended" in page.text) == (200, True)
    assert client.post(path(link), {"mark": "x" * 22}).status_code == 200
    assert client.get(START).status_code == 403


def ask_again(client: Client, link: AccessLink):
    """Press the button of an ended link."""
    client.get(path(link))
    return client.post(path(link), {"mark": client.cookies["link-mark"].value})


def test_an_ended_link_mails_a_new_one_to_the_address_on_record():
    link = make_link(link={"expires_at": LONG_AGO}, email="dulam@example.org", language="ru")
    answer = ask_again(Client(), link)
    assert answer.status_code == 200
    message = Message.objects.get()
    assert (message.to_address, message.language) == ("dulam@example.org", "ru")
    assert message.link != link
    assert press(Client(), message.link).status_code == 302
    assert access.token_of(message.link) not in answer.text + message.body


def test_asking_for_new_links_is_limited_and_says_the_same_whatever_happens():
    link = make_link(link={"expires_at": LONG_AGO})
    ended = make_link(link={"expires_at": LONG_AGO}, is_active=False, name=link.focal_point.name)
    client = Client()
    said = [ask_again(client, link).text for _ in range(5)] + [ask_again(client, ended).text]
    assert Message.objects.count() == 3
    assert len({text.replace(client.cookies["link-mark"].value, "") for text in said}) == 1
    Message.objects.update(created_at=LONG_AGO)
    ask_again(client, link)
    assert Message.objects.count() == 4


def test_a_scanner_or_another_site_makes_no_new_link():
    link = make_link(link={"expires_at": LONG_AGO})
    for _ in range(20):
        Client().get(path(link))
        Client().head(path(link))
    Client().post(path(link), {"mark": "x" * 22})
    assert (Message.objects.count(), AccessLink.objects.count()) == (0, 1)


def test_a_person_whose_link_was_taken_back_is_sent_none():
    row = make_participation(person=make_person(email="bat@example.org"))
    expired = make_access_link(participation=row, expires_at=LONG_AGO)
    taken_back = make_access_link(participation=row, revoked_at=LONG_AGO)
    ask_again(Client(), taken_back)
    assert Message.objects.count() == 0
    ask_again(Client(), expired)
    assert Message.objects.get().participation == row


@pytest.mark.parametrize("token", ["no-such-token", "AAAA", "A" * 43, "é", "x" * 3000])
def test_an_unknown_link_is_missing(token):
    make_link()
    answer = Client().get(f"/l/{token}/")
    assert answer.status_code == 404
    assert token not in answer.text


def test_a_token_of_another_secret_is_unknown(settings):
    link = make_link()
    good = path(link)
    settings.SECRET_KEY = "another secret, as long as a secret has to be: 0123456789"
    assert Client().get(good).status_code == 404


@pytest.mark.parametrize("how", ["revoked", "expired", "inactive"])
def test_ending_a_link_ends_what_it_opened_at_the_next_request(how):
    link = make_link()
    client = Client()
    press(client, link)
    assert client.get(START).status_code == 200
    if how == "inactive":
        FocalPoint.objects.update(is_active=False)
    else:
        column = {"revoked": "revoked_at", "expired": "expires_at"}[how]
        AccessLink.objects.update(**{column: LONG_AGO})
    assert client.get(START).status_code == 403


def test_signing_in_changes_the_session_key_and_so_does_signing_out():
    first, second = make_link(), make_link()
    client = Client()
    keys = []
    for link in (first, second):
        press(client, link)
        keys.append(client.cookies["session"].value)
    client.post(f"{START}sign-out/")
    keys.append(client.cookies["session"].value)
    assert len(set(keys)) == 3


def test_a_second_link_in_one_browser_shows_nothing_of_the_first():
    first, second = make_link(name="Ms Dulam"), make_link(name="Mr Askar", country="KAZ")
    client = Client()
    press(client, first)
    press(client, second)
    page = client.get(START).text
    assert ("Mr Askar" in page, "Ms Dulam" in page) == (True, False)
    assert ("Kazakhstan" in page, "Mongolia" in page) == (True, False)


def test_a_link_leaves_an_organiser_signed_in_and_gives_no_rights():
    link = make_link()
    organiser, stranger = Client(), Client()
    organiser.force_login(make_organiser())
    for client in (organiser, stranger):
        assert press(client, link).status_code == 302
    index = reverse("admin:index")
    assert [client.get(index).status_code for client in (organiser, stranger)] == [200, 302]
    for client in (organiser, stranger):
        client.post(f"{START}sign-out/")
        assert client.get(START).status_code == 403
    assert [client.get(index).status_code for client in (organiser, stranger)] == [200, 302]


def test_an_organiser_signing_out_takes_the_link_along():
    link = make_link()
    client = Client()
    client.force_login(make_organiser())
    press(client, link)
    client.post(reverse("admin:logout"))
    assert client.get(START).status_code == 403


def test_signing_out_empties_the_browsers_cache():
    link = make_link()
    client = Client()
    press(client, link)
    assert client.get(f"{START}sign-out/")["Location"] == START
    answer = client.post(f"{START}sign-out/")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (200, '"cache"')


def test_the_desk_is_stored_by_nobody():
    link = make_link()
    client = Client()
    press(client, link)
    answer = client.get(START)
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Robots-Tag"] == "noindex"

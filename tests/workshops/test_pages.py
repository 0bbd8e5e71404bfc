"""What every public page of a workshop promises: who may see it, and how it is cached."""

import pytest
from django.test import Client

from tests import factories
from workshops.models import Session, Workshop

pytestmark = pytest.mark.django_db
PAGES = [
    "",
    "agenda/",
    "sessions/opening/",
    "speakers/",
    "speakers/lena-park/",
    "visits/",
    "information/",
    "participants/",
]


@pytest.fixture
def workshop() -> Workshop:
    """A published workshop with something on each of its pages."""
    return furnish(factories.make_workshop(slug="trade"))


def furnish(workshop: Workshop) -> Workshop:
    session = factories.make_session(workshop=workshop, slug="opening", title="Opening words")
    speaker = factories.make_speaker(workshop=workshop, slug="lena-park")
    factories.make_billing(session=session, speaker=speaker)
    visit = factories.make_session(
        workshop=workshop, slug="visit", kind=Session.Kind.SITE_VISIT, on_site=True
    )
    factories.make_visit(session=visit, stops=("Data Centre", "Lunch"))
    factories.make_information(workshop=workshop)
    factories.make_participation(workshop=workshop, name="Bat Erdene", public_list=True)
    factories.release(workshop)
    return workshop


@pytest.fixture
def organiser(client) -> Client:
    client.force_login(factories.make_organiser())
    return client


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans", "ru"])
def test_page_of_a_published_workshop_is_there_in_three_languages(client, workshop, page, language):
    response = client.get(f"/{language}/workshops/trade/{page}")

    assert response.status_code == 200
    assert f'<html lang="{language}"' in body(response)


@pytest.mark.parametrize("page", PAGES)
def test_draft_looks_exactly_like_a_missing_page(client, workshop, page):
    workshop.status = Workshop.Status.DRAFT
    workshop.save()

    draft = client.get(f"/en/workshops/trade/{page}")
    missing = client.get("/en/nothing/here/")

    assert draft.status_code == missing.status_code == 404
    assert draft.content == missing.content
    assert headers(draft) == headers(missing)


def test_draft_stays_missing_for_an_organiser_on_the_public_address(organiser, workshop):
    workshop.status = Workshop.Status.DRAFT
    workshop.save()

    assert organiser.get("/en/workshops/trade/").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_archived_workshop_stays_readable(client, workshop, page):
    workshop.status = Workshop.Status.ARCHIVED
    workshop.save()

    assert client.get(f"/en/workshops/trade/{page}").status_code == 200


@pytest.mark.parametrize("page", ["sessions/no-such/", "speakers/no-such/", "no-such/"])
def test_missing_part_of_a_workshop_says_no_more_than_any_missing_page(client, workshop, page):
    assert client.get(f"/en/workshops/trade/{page}").content == client.get("/en/x/").content


def test_session_and_speaker_of_another_workshop_are_missing(client, workshop):
    factories.make_workshop(slug="other")

    assert client.get("/en/workshops/other/sessions/opening/").status_code == 404
    assert client.get("/en/workshops/other/speakers/lena-park/").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_preview_shows_a_draft_to_an_organiser_and_says_so(organiser, workshop, page):
    workshop.status = Workshop.Status.DRAFT
    workshop.save()

    response = organiser.get(f"/en/preview/workshops/trade/{page}")

    assert response.status_code == 200
    assert "Preview – not public yet." in body(response)
    assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("page", PAGES)
def test_preview_sends_others_to_the_sign_in(client, workshop, page):
    address = f"/en/preview/workshops/trade/{page}"

    for visitor in (client, signed_in_visitor()):
        response = visitor.get(address)

        assert response.status_code == 302
        assert response.headers["Location"] == f"/en/admin/login/?next={address}"


def test_preview_of_a_missing_workshop_is_the_same_for_others(client):
    assert client.get("/en/preview/workshops/nothing/").status_code == 302


def test_links_stay_within_the_preview(organiser, workshop):
    for page in PAGES:
        links = hrefs(organiser.get(f"/en/preview/workshops/trade/{page}"))
        assert [link for link in links if link.startswith("/en/workshops/")] == []
        tabs = body(organiser.get(f"/en/preview/workshops/trade/{page}")).split("<main")[0]
        assert 'href="/en/preview/workshops/trade/agenda/' in tabs


@pytest.mark.parametrize("page", PAGES)
def test_public_page_sets_no_cookie_and_varies_by_none(client, workshop, page):
    client.force_login(factories.make_organiser())

    response = client.get(f"/en/workshops/trade/{page}")

    assert response.cookies == {}
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert response.headers["Cache-Control"] == "no-cache, public"


@pytest.mark.parametrize("page", PAGES)
def test_public_page_is_validated_by_its_content(client, workshop, page):
    address = f"/en/workshops/trade/{page}"
    tag = client.get(address).headers["ETag"]

    unchanged = client.get(address, headers={"if-none-match": tag})
    workshop.title = "Renamed"
    workshop.save()
    changed = client.get(address, headers={"if-none-match": tag})

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_read_and_not_written_to(client, workshop, page):
    address = f"/en/workshops/trade/{page}"

    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_sample_says_on_every_page_that_it_is_one(client, workshop, page):
    marker = "The people and the answers on these pages are invented."
    address = f"/en/workshops/trade/{page}"
    assert marker not in body(client.get(address))

    Workshop.objects.update(is_sample=True)

    assert marker in body(client.get(address))


@pytest.mark.parametrize("page", PAGES)
def test_source_and_licence_stand_at_the_foot_of_every_page(client, workshop, page):
    Workshop.objects.update(source_en="Facts of the report, [CC BY](https://example.org/by/).")

    assert '<a href="https://example.org/by/"' in body(client.get(f"/en/workshops/trade/{page}"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_one_heading_and_a_description(client, workshop, page):
    html = body(client.get(f"/en/workshops/trade/{page}"))

    assert html.count("<h1") == 1
    assert html.count('<meta name="description" content="') == 1
    assert '<meta name="description" content="">' not in html


def test_text_missing_in_the_readers_language_is_shown_in_another_and_marked(client):
    workshop = factories.make_workshop(slug="trade", title="Digital Trade")
    factories.make_session(workshop=workshop, slug="opening", title_zh_hans="开幕式", title_en="")
    factories.release(workshop)

    html = body(client.get("/ru/workshops/trade/agenda/"))

    assert '<span lang="en">Digital Trade</span>' in html
    assert '<span lang="zh-Hans">开幕式</span>' in html


def test_text_in_the_readers_language_carries_no_mark(client):
    factories.make_workshop(slug="trade", title="Digital Trade", title_ru="Торговля")

    html = body(client.get("/ru/workshops/trade/"))

    assert "Торговля" in html
    assert "<span lang=" not in html.split("<main")[1]


def test_titles_with_markup_are_shown_and_never_run(client):
    title = "<script>alert(1)</script>"
    workshop = factories.make_workshop(slug="trade", title=title, purpose=title)
    factories.make_session(workshop=workshop, slug="opening", title=title)
    factories.make_speaker(workshop=workshop, slug="x", name=title, post=title)
    factories.release(workshop)

    for page in ("", "agenda/", "sessions/opening/", "speakers/", "speakers/x/"):
        html = body(client.get(f"/ru/workshops/trade/{page}"))
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def body(response) -> str:
    return response.content.decode()


def headers(response) -> dict[str, str]:
    return dict(response.headers)


def hrefs(response) -> list[str]:
    return [part.split('"')[0] for part in body(response).split("<main")[1].split('href="')[1:]]


def signed_in_visitor() -> Client:
    client = Client()
    client.force_login(factories.make_user())
    return client

"""Answering on the web, without a script."""

import logging
import re
from base64 import urlsafe_b64encode

import pytest
from django.test import Client
from django.urls import reverse

from config.logging import hide
from evaluations import box, drafts, passes
from evaluations.models import Answer, Draft, Envelope, Invitation
from tests.evaluations.make import NOON, close_form, make_form, open_form
from tests.factories import make_organiser, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def url(name: str, questionnaire, *args, mount="public") -> str:
    return reverse(f"{mount}:{name}", args=[questionnaire.workshop.slug, *args])


def mark_in(response) -> str:
    return re.search(r'name="mark" value="([^"]*)"', response.content.decode())[1]


def begin(link, client=None, language="en") -> Client:
    """A browser that has pressed Begin. CSRF checks are on, as in life."""
    client = client or Client(enforce_csrf_checks=True, headers={"accept-language": language})
    page = client.get(f"/e/{link.token}/")
    client.post(f"/e/{link.token}/", {"mark": mark_in(page)})
    return client


def post(client, questionnaire, code, data=None, *, query="", **options):
    address = url("answer-section", questionnaire, code)
    mark = mark_in(client.get(address))
    return client.post(address + query, {"mark": mark} | (data or {}), **options)


def send(client, questionnaire):
    mark = mark_in(client.get(url("answer-check", questionnaire)))
    return client.post(url("answer-submit", questionnaire), {"mark": mark})


def html(response) -> str:
    return response.content.decode()


# The personal link


def test_fetching_a_link_any_number_of_times_uses_nothing_up():
    questionnaire, (link,) = open_form()
    for method in ("get", "head"):
        for _ in range(10):
            response = getattr(Client(), method)(f"/e/{link.token}/")
            assert response.status_code == 200
    assert passes.cookie_name("public") not in response.cookies
    client = begin(link)
    assert client.get(url("answer", questionnaire)).status_code == 200


def test_the_link_page_is_stored_nowhere_and_told_to_nobody():
    _questionnaire, (link,) = open_form()
    response = Client().get(f"/e/{link.token}/")
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert link.token not in html(response)


def test_after_begin_no_address_holds_the_token():
    questionnaire, (link,) = open_form()
    client = Client()
    page = client.get(f"/e/{link.token}/")
    response = client.post(f"/e/{link.token}/", {"mark": mark_in(page)})
    assert response.status_code == 302
    assert response["Location"] == url("answer", questionnaire)
    cookie = response.cookies[passes.cookie_name("public")]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert "sessionid" not in client.cookies
    assert link.token not in html(client.get(response["Location"]))


def test_begin_from_another_site_gives_no_pass():
    _questionnaire, (link,) = open_form()
    client = Client()
    client.get(f"/e/{link.token}/")
    response = client.post(f"/e/{link.token}/", {"mark": "guess"})
    assert passes.cookie_name("public") not in response.cookies
    assert "cookie" in html(response)


@pytest.mark.parametrize(
    ("asked", "shown"), [("zh-CN", "zh-hans"), ("ru-RU,en;q=0.5", "ru"), ("th", "en")]
)
def test_the_language_is_the_browsers(asked, shown):
    _questionnaire, (link,) = open_form()
    client = Client(headers={"accept-language": asked})
    page = client.get(f"/e/{link.token}/")
    response = client.post(f"/e/{link.token}/", {"mark": mark_in(page)})
    assert response["Location"].startswith(f"/{shown}/")


def test_the_language_can_be_chosen_on_the_link_page():
    _questionnaire, (link,) = open_form()
    assert 'lang="ru"' in html(Client().get(f"/e/{link.token}/?language=ru"))[:200]
    assert Client().get(f"/e/{link.token}/?language=xx").status_code == 200


def test_a_wrong_link_is_a_404_that_says_what_to_do():
    open_form()
    response = Client().get("/e/abc/")
    assert response.status_code == 404
    assert "not valid" in html(response)
    assert "abc" not in html(response)


def test_a_link_says_when_it_is_answered_or_closed():
    questionnaire, (link, other) = open_form(people=2)
    box.submit(token=link.token, answers={}, now=NOON)
    assert "We already have your answers" in html(Client().get(f"/e/{link.token}/"))
    close_form(questionnaire)
    assert "not open" in html(Client().get(f"/e/{other.token}/"))


def test_a_link_that_is_used_up_leads_back_to_its_workshop_and_a_wrong_one_to_all():
    questionnaire, (link,) = open_form()
    slug = questionnaire.workshop.slug
    box.submit(token=link.token, answers={}, now=NOON)

    assert f'href="/en/workshops/{slug}/"' in html(Client().get(f"/e/{link.token}/"))
    wrong = html(Client().get("/e/no-such-link/"))
    assert 'class="button" href="/en/"' in wrong
    assert f"/workshops/{slug}/" not in wrong


def test_a_link_to_a_workshop_that_is_not_public_is_unknown():
    questionnaire, (link,) = open_form()
    questionnaire.workshop.status = "draft"
    questionnaire.workshop.save()
    assert Client().get(f"/e/{link.token}/").status_code == 404


def test_no_log_line_holds_a_token(caplog):
    questionnaire, (link,) = open_form()
    with caplog.at_level(logging.DEBUG):
        client = begin(link)
        post(client, questionnaire, "B", {"B1": "5"})
        send(client, questionnaire)
        Client().get(f"/e/{link.token}x/")
        logging.getLogger("django.request").warning("Not Found: %s", f"/e/{link.token}/")
    assert caplog.records
    for record in caplog.records:
        assert link.token not in hide(record.getMessage())


# The form


def test_a_form_without_a_pass_says_to_open_the_link():
    questionnaire, _links = open_form()
    response = Client().get(url("answer-section", questionnaire, "B"))
    assert response.status_code == 403
    assert "Open the link once" in html(response)


def test_the_pass_of_another_workshop_does_not_open_this_form():
    questionnaire, _links = open_form()
    _other, (link,) = open_form()
    assert begin(link).get(url("answer", questionnaire)).status_code == 403


def test_answers_are_kept_from_page_to_page():
    questionnaire, (link,) = open_form()
    client = begin(link)
    response = post(client, questionnaire, "B", {"B1": "5", "B2": "-1", "B3": "10"})
    assert response["Location"] == url("answer-section", questionnaire, "C")
    page = html(client.get(url("answer-section", questionnaire, "B")))
    assert sorted(re.findall(r'name="(\w+)" value="([^"]+)"[^>]*checked', page)) == [
        ("B1", "5"),
        ("B2", "-1"),
        ("B3", "10"),
    ]


def test_nothing_is_chosen_beforehand():
    questionnaire, (link,) = open_form()
    client = begin(link)
    for code in "BCM":
        assert "checked" not in html(client.get(url("answer-section", questionnaire, code)))


def test_an_answer_can_be_taken_back():
    questionnaire, (link,) = open_form()
    client = begin(link)
    post(client, questionnaire, "B", {"B1": "5", "B2": "0"})
    post(client, questionnaire, "B", {"B1": "-", "B2": "0"})
    held = passes.read(type("R", (), {"COOKIES": cookies(client)}), "public")
    assert drafts.read(held.key) == {"B2": "0"}


@pytest.mark.parametrize(
    ("pressed", "leads_to"),
    [
        ({"go": "continue"}, ("answer-section", "M")),
        ({"go": "back"}, ("answer-section", "B")),
        ({"go": "save"}, ("answer",)),
    ],
)
def test_the_buttons_save_and_lead_on(pressed, leads_to):
    questionnaire, (link,) = open_form()
    client = begin(link)
    response = post(client, questionnaire, "C", {"F5": "days"} | pressed)
    assert response["Location"] == url(leads_to[0], questionnaire, *leads_to[1:])
    assert Draft.objects.count() == 1


def test_switching_the_language_keeps_what_was_chosen():
    questionnaire, (link,) = open_form()
    client = begin(link)
    response = post(client, questionnaire, "B", {"B1": "5", "language": "ru"})
    assert response["Location"].startswith("/ru/")
    assert 'value="5" id="id_B1_4" checked' in re.sub(
        r' class="[^"]*"', "", html(client.get(response["Location"]))
    )


def test_too_many_picks_and_too_long_a_text_are_said_and_kept():
    questionnaire, (link,) = open_form()
    client = begin(link)
    response = post(client, questionnaire, "C", {"G4": ["s1", "s2", "s3"], "F5": "days"})
    page = html(response)
    assert response.status_code == 200
    assert "<title>Error: " in page
    assert "Choose at most 2 answers here. You chose 3." in page
    assert len(re.findall(r'name="G4"[^>]*checked', page)) == 3
    response = post(client, questionnaire, "M", {"M3": "long " * 500})
    page = html(response)
    assert "It has 2499." in page
    assert "long " * 499 in page


def test_beside_a_wrong_answer_the_right_ones_are_saved():
    questionnaire, (link,) = open_form()
    client = begin(link)
    post(client, questionnaire, "C", {"G4": ["s1", "s2", "s3"], "F5": "days"})
    held = passes.read(type("R", (), {"COOKIES": cookies(client)}), "public")
    assert drafts.read(held.key) == {"F5": "days"}


def test_a_value_that_was_not_offered_is_refused():
    questionnaire, (link,) = open_form()
    response = post(begin(link), questionnaire, "B", {"B1": "9"})
    assert "There is a problem" in html(response)


def test_an_unknown_section_is_missing():
    questionnaire, (link,) = open_form()
    assert begin(link).get(url("answer-section", questionnaire, "Z")).status_code == 404


def test_a_lost_cookie_loses_nothing_that_was_typed():
    questionnaire, (link,) = open_form()
    typed = {"M3": "Fewer evenings", "M1": ["aging"], "questionnaire": questionnaire.slug}
    response = Client().post(url("answer-section", questionnaire, "M"), typed)
    assert response.status_code == 409
    assert "Fewer evenings" in html(response)
    assert re.search(r'value="aging"[^>]*checked', html(response))
    client = begin(link)
    again = client.post(url("answer-section", questionnaire, "M"), typed | {"mark": ""})
    assert "press the button again" in html(again)
    assert "Fewer evenings" in html(again)
    saved = client.post(url("answer-section", questionnaire, "M"), typed | {"mark": mark_in(again)})
    assert saved.status_code == 302


def test_a_page_of_another_link_is_shown_again_and_not_saved():
    questionnaire, (mine, theirs) = open_form(people=2)
    client = begin(mine)
    old_mark = mark_in(client.get(url("answer-section", questionnaire, "B")))
    begin(theirs, client)
    response = client.post(url("answer-section", questionnaire, "B"), {"mark": old_mark, "B1": "4"})
    assert response.status_code == 409
    assert re.search(r'name="B1" value="4"[^>]*checked', html(response))
    assert Draft.objects.count() == 0


def test_the_script_is_told_what_was_saved():
    questionnaire, (link,) = open_form()
    client = begin(link)
    asked = {"headers": {"accept": "application/json"}}
    assert post(client, questionnaire, "B", {"B1": "5"}, **asked).json()["saved"] is True
    wrong = post(client, questionnaire, "M", {"M3": "x" * 2001}, **asked).json()
    assert wrong["saved"] is False
    lost = Client().post(url("answer-section", questionnaire, "B"), {"B1": "5"}, **asked)
    assert lost.status_code == 409
    assert lost.json()["saved"] is False


# Check, send, thanks


def test_all_answers_are_shown_before_they_are_sent():
    questionnaire, (link,) = open_form()
    client = begin(link)
    post(client, questionnaire, "B", {"B1": "5"})
    post(client, questionnaire, "M", {"M3": "Fewer evenings\nMore visits"})
    page = html(client.get(url("answer-check", questionnaire)))
    assert "Very good" in page
    assert "Fewer evenings<br>More visits" in page
    assert Envelope.objects.count() == 0


def test_change_leads_back_to_the_check():
    questionnaire, (link,) = open_form()
    response = post(begin(link), questionnaire, "B", {"B1": "5"}, query="?change=1")
    assert response["Location"] == url("answer-check", questionnaire)


def test_ten_identical_posts_have_one_effect_and_one_page():
    questionnaire, (link,) = open_form()
    client = begin(link)
    post(client, questionnaire, "B", {"B1": "5"})
    mark = mark_in(client.get(url("answer-check", questionnaire)))
    held = cookies(client)
    landed = []
    for _ in range(10):
        browser = Client()
        browser.cookies.load(held)
        response = browser.post(url("answer-submit", questionnaire), {"mark": mark}, follow=True)
        landed.append((response.status_code, response.redirect_chain[-1][0].partition("?")[0]))
    assert landed == [(200, url("thanks", questionnaire))] * 10
    assert Envelope.objects.count() == 1
    close_form(questionnaire)
    assert list(Answer.objects.values_list("question__code", "value")) == [("B1", "5")]


def test_after_sending_the_browser_forgets_and_back_cannot_send_again():
    questionnaire, (link,) = open_form()
    client = begin(link)
    sent = send(client, questionnaire)
    assert sent["Location"] == url("thanks", questionnaire)
    assert sent.cookies[passes.cookie_name("public")]["max-age"] == 0
    for _ in range(2):
        assert "We have your answers" in html(client.get(sent["Location"]))
    assert client.get(url("answer-check", questionnaire)).status_code == 403
    assert Envelope.objects.count() == 1


def test_sending_needs_a_post_with_the_forms_mark():
    questionnaire, (link,) = open_form()
    client = begin(link)
    client.get(url("answer-submit", questionnaire))
    client.post(url("answer-submit", questionnaire), {"mark": "guess"})
    assert Envelope.objects.count() == 0
    send(client, questionnaire)
    assert Envelope.objects.count() == 1


def test_sending_after_closing_says_so():
    questionnaire, (link,) = open_form()
    client = begin(link)
    mark = mark_in(client.get(url("answer-check", questionnaire)))
    close_form(questionnaire)
    response = client.post(url("answer-submit", questionnaire), {"mark": mark})
    assert "not open" in html(response)


# The draft


def test_a_draft_is_ciphertext_of_one_size_without_a_tie_to_anybody():
    questionnaire, (link, other) = open_form(people=2)
    short, long = begin(link), begin(other)
    post(short, questionnaire, "M", {"M3": "a"})
    post(long, questionnaire, "M", {"M3": "Fewer evenings " * 100})
    sizes = {len(bytes(draft.ciphertext)) for draft in Draft.objects.all()}
    assert len(sizes) == 1
    assert b"Fewer" not in b"".join(bytes(draft.ciphertext) for draft in Draft.objects.all())
    assert {f.name for f in Draft._meta.get_fields()} == {"locator", "ciphertext", "day"}
    assert not Invitation.objects.filter(token_hash__in=Draft.objects.values("locator")).exists()


def test_without_the_cookie_a_draft_is_unreadable():
    questionnaire, (link,) = open_form()
    client = begin(link)
    post(client, questionnaire, "B", {"B1": "5"})
    assert drafts.read(b"\0" * 32) == {}
    fresh = begin(link)
    assert "checked" not in html(fresh.get(url("answer-section", questionnaire, "B")))


def test_beginning_again_in_the_same_browser_goes_on_with_the_draft():
    questionnaire, (link,) = open_form()
    client = begin(link)
    post(client, questionnaire, "B", {"B1": "5"})
    begin(link, client)
    assert "checked" in html(client.get(url("answer-section", questionnaire, "B")))


def test_the_draft_outlives_the_sending_transaction():
    questionnaire, (link,) = open_form()
    client = begin(link)
    post(client, questionnaire, "B", {"B1": "5"})
    send(client, questionnaire)
    assert Draft.objects.count() == 1


def test_deleting_asks_first_and_then_forgets():
    questionnaire, (link,) = open_form()
    client = begin(link)
    post(client, questionnaire, "B", {"B1": "5"})
    page = client.get(url("answer-delete", questionnaire))
    assert Draft.objects.count() == 1
    client.post(url("answer-delete", questionnaire), {"mark": mark_in(page)})
    assert Draft.objects.count() == 0
    assert client.get(url("answer", questionnaire)).status_code == 403


# Public page and trial


def test_the_public_page_says_what_is_asked_and_reads_no_cookie():
    questionnaire, (link,) = open_form()
    address = url("evaluation", questionnaire)
    with_pass, without = begin(link).get(address), Client().get(address)
    assert with_pass.content == without.content
    assert "Overall" in html(without)
    assert "public" in without["Cache-Control"]
    assert "Cookie" not in without.get("Vary", "")


def test_drafts_are_not_shown_to_the_public():
    questionnaire = make_form()
    page = html(Client().get(url("evaluation", questionnaire)))
    assert "No evaluation is open now" in page
    assert "Closing form" not in page


def test_an_organiser_walks_through_a_draft_and_nothing_is_sent():
    questionnaire = make_form()
    client = Client()
    client.force_login(make_organiser())
    page = html(client.get(url("evaluation", questionnaire, mount="preview")))
    assert "Closing form" in page
    started = client.post(
        url("evaluation-trial", questionnaire, questionnaire.slug, mount="preview")
    )
    assert started["Location"] == url("answer", questionnaire, mount="preview")
    section = url("answer-section", questionnaire, "B", mount="preview")
    client.post(section, {"mark": mark_in(client.get(section)), "B1": "5"})
    check = client.get(url("answer-check", questionnaire, mount="preview"))
    assert "Very good" in html(check)
    sent = client.post(
        url("answer-submit", questionnaire, mount="preview"), {"mark": mark_in(check)}, follow=True
    )
    assert "Nothing was sent" in html(sent)
    assert Envelope.objects.count() == 0


def test_only_organisers_may_try_a_form():
    questionnaire = make_form()
    client = Client()
    client.force_login(make_user())
    trial = ("evaluation-trial", questionnaire, questionnaire.slug)
    assert client.post(url(*trial, mount="preview")).status_code in (302, 404)
    assert client.post(url(*trial)).status_code == 404
    assert client.get(url("answer", questionnaire, mount="preview")).status_code == 302


def test_a_trial_pass_is_no_pass_in_public():
    questionnaire = make_form()
    held = passes.trial_pass(questionnaire.slug)
    client = Client()
    client.cookies[passes.cookie_name("public")] = (
        f"{held.token}:{urlsafe_b64encode(held.key).decode()}"
    )
    assert client.get(url("answer", questionnaire)).status_code == 403


@pytest.mark.parametrize("code", "BCM")
def test_a_section_costs_the_same_queries_however_long_it_is(code, django_assert_max_num_queries):
    questionnaire, (link,) = open_form()
    client = begin(link)
    with django_assert_max_num_queries(10):
        client.get(url("answer-section", questionnaire, code))


def cookies(client) -> dict[str, str]:
    return {name: morsel.value for name, morsel in client.cookies.items()}

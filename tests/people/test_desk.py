"""The desk of a focal point: what its pages say, and what they leave out."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from people import access
from people.actions.seat_numbers import version_of
from people.models import Allocation, FocalPoint, Message, SelectorNote, State, StateChange
from tests.factories import (
    make_access_link,
    make_allocation,
    make_call,
    make_country,
    make_dossier,
    make_facet,
    make_focal_point,
    make_fund,
    make_nominee,
    make_organiser,
    make_session,
    make_stream,
    release,
)
from tests.people.desk import close_nominations, make_open_allocation, page_of, signed_in
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def allocation() -> Allocation:
    return make_open_allocation(seats=3, package="Flight and hotel")


@pytest.fixture
def focal_point(allocation) -> FocalPoint:
    return make_focal_point(allocation, zone="Asia/Ulaanbaatar")


@pytest.fixture
def browser(focal_point) -> Client:
    return signed_in(focal_point)


def seated(allocation: Allocation, number: int, name: str, state=State.ACCEPTED):
    seat = allocation.seats.get(number=number)
    return make_nominee(allocation=allocation, name=name, state=state, seat=seat)


# The page of an allocation


def test_the_page_says_what_is_offered_and_until_when_on_both_clocks(browser, allocation):
    Allocation.objects.update(nomination_deadline=datetime(2099, 5, 12, 13, tzinfo=UTC))
    seated(allocation, 1, "One")
    seated(allocation, 2, "Two", State.SELECTED)
    page = browser.get(page_of(allocation)).text
    for said in (
        "2 of 3 seats used, 1 left",
        "Tue 12 May 2099, 18:00 (Almaty) = 21:00 your time",
        "2 of at most 6 nominees put forward",
        "Flight and hotel",
        allocation.stream.workshop.title,
    ):
        assert said in page


def test_papers_that_others_make_are_on_the_page(browser, allocation):
    page = browser.get(page_of(allocation)).text
    assert f'href="/en/nominations/{allocation.uuid}/confirmation.pdf"' in page
    assert "Confirmation of nominations (PDF)" in page


def test_the_start_page_lists_the_allocations(browser, focal_point, allocation):
    second = make_allocation(stream=make_stream(workshop=focal_point.workshop), seats=1)
    focal_point.allocations.add(second)
    page = browser.get("/en/nominations/").text
    for each in (allocation, second):
        assert f'href="{page_of(each)}"' in page
    assert ("0 of 3 seats used" in page, "0 of 1 seat used" in page) == (True, True)


def test_who_pays_and_for_whom_alone_is_said(browser, allocation):
    fund = make_fund(
        workshop=allocation.stream.workshop, name="Steppe Fund", only_country=make_country("MNG")
    )
    Allocation.objects.filter(pk=allocation.pk).update(fund=fund)
    page = browser.get(page_of(allocation)).text
    assert "The seats are paid for by Steppe Fund, which is for nominees of Mongolia only." in page


def test_who_is_sought_is_said(browser, allocation):
    workshop = allocation.stream.workshop
    Workshop.objects.filter(pk=workshop.pk).update(participants_sought_en="Officials of *customs*")
    make_call(workshop=workshop, eligibility="Two years in post", sectors=["agency"])
    page = browser.get(page_of(allocation)).text
    for said in (
        "Officials of <em>customs</em>",
        "Two years in post",
        "English, level B2 or better",
        "Agency or regulator",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DRAFT, "In progress"),
        (State.SUBMITTED, "Submitted, to be endorsed"),
        (State.ENDORSED, "Submitted and endorsed"),
        (State.RETURNED, "Returned to you for completion"),
        (State.RESERVE, "Waiting list"),
        (State.NOT_SELECTED, "Not selected"),
        (State.WITHDRAWN, "Withdrawn"),
    ],
)
def test_a_nominee_stands_in_the_list_with_its_stage(browser, allocation, state, words):
    make_nominee(allocation=allocation, name="Saran Dorj", state=state)
    page = browser.get(page_of(allocation)).text
    assert ("Saran Dorj" in page, words in page) == (True, True)


@pytest.mark.parametrize(
    ("post", "shown"),
    [
        ("Head of Unit, Ministry of Trade", "Head of Unit, Ministry of Trade<"),
        ("Head of Unit", "Head of Unit, Ministry of Trade<"),
    ],
)
def test_an_organisation_is_said_once(browser, allocation, post, shown):
    row = make_nominee(allocation=allocation, post=post)
    make_dossier(participation=row, organisation="Ministry of Trade")
    assert browser.get(page_of(allocation)).content.decode().count(shown) == 1


def test_nominees_stand_in_rank_order_and_the_rest_of_the_seats_as_not_started(browser, allocation):
    make_nominee(allocation=allocation, name="Second", rank=2)
    make_nominee(allocation=allocation, name="First", rank=1)
    page = browser.get(page_of(allocation)).text
    assert page.index("First") < page.index("Second")
    assert "Nobody is named yet for 1 seat." in page


def test_what_the_organisers_ask_for_is_shown_when_a_nomination_comes_back(browser, allocation):
    row = make_nominee(allocation=allocation, state=State.RETURNED)
    StateChange.objects.create(
        participation=row, to_state=State.RETURNED, at=datetime.now(UTC), reason="Which level?"
    )
    for path in (page_of(allocation), page_of(allocation, "nominees", row.uuid)):
        assert "Which level?" in browser.get(path).text


def test_the_page_takes_as_many_queries_for_one_nominee_as_for_twenty(
    browser, allocation, django_assert_max_num_queries
):
    make_dossier(participation=make_nominee(allocation=allocation))
    with django_assert_max_num_queries(40) as few:
        browser.get(page_of(allocation))
    for number in range(20):
        state = [State.DRAFT, State.SUBMITTED, State.RETURNED, State.ENDORSED][number % 4]
        row = make_nominee(allocation=allocation, name=f"Nominee {number}", state=state)
        make_dossier(participation=row)
    with django_assert_max_num_queries(len(few)):
        browser.get(page_of(allocation))
    close_nominations(allocation)
    with django_assert_max_num_queries(len(few)):
        browser.get(page_of(allocation))
    assert len(few) <= 20


def test_after_the_deadline_nothing_is_offered_but_a_replacement(browser, allocation):
    make_nominee(allocation=allocation, name="Waiting")
    seated(allocation, 1, "Seated")
    close_nominations(allocation)
    page = browser.get(page_of(allocation)).text
    assert "Nominations are closed." in page
    for gone in ("nominees/new/", 'name="up"', "endorsement/", "/seats/"):
        assert gone not in page
    assert (page.count("/replace/"), page.count("/withdraw/")) == (1, 1)
    Allocation.objects.update(replacement_cutoff=datetime(2024, 1, 1, tzinfo=UTC))
    page = browser.get(page_of(allocation)).text
    assert (page.count("/replace/"), page.count("/withdraw/")) == (0, 0)


# What a ministry does not see


def test_nothing_of_the_selection_of_travel_or_of_others_is_on_any_page(browser, allocation):
    secret = "Geheimnis"
    row = seated(allocation, 1, "Own Nominee")
    SelectorNote.objects.create(
        participation=row, author=make_organiser(), at=datetime.now(UTC), text=secret
    )
    row.gate_decisions.create(gate="language", passed=True, reason=secret, at=datetime.now(UTC))
    make_facet(participation=row, kind="visa", detail=secret)
    make_facet(participation=row, kind="diet", diet="halal", detail=secret)
    row.private_note = row.waiver_reason = secret
    row.save()
    StateChange.objects.create(
        participation=row, to_state=State.ACCEPTED, at=datetime.now(UTC), reason=secret
    )
    foreign = make_allocation(stream=allocation.stream, country="KAZ", package=secret)
    make_nominee(allocation=foreign, name=secret)
    for parts in ((), ("programme",), ("nominees", row.uuid), ("nominees", row.uuid, "replace")):
        page = browser.get(page_of(allocation, *parts))
        assert page.status_code == 200
        assert secret not in page.text
        assert "Halal" not in page.text


# The programme


def test_the_programme_lists_the_sessions_once_they_are_published(browser, allocation):
    workshop = allocation.stream.workshop
    make_session(workshop=workshop, title="Single windows")
    path = page_of(allocation, "programme")
    assert "The sessions are not published yet" in browser.get(path).text
    release(workshop)
    assert "Single windows" in browser.get(path).text
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    page = browser.get(path).text
    assert "Single windows" not in page
    assert "The sessions are not published yet" in page


# Order


def test_a_nominee_moves_up_and_down_by_buttons_or_all_as_they_are_dragged(browser, allocation):
    rows = {name: make_nominee(allocation=allocation, name=name) for name in "ABC"}

    def order() -> str:
        ranked = allocation.participations.order_by("rank")
        return "".join(ranked.values_list("person__display_name", flat=True))

    path = page_of(allocation, "order")
    answer = browser.post(path, {"up": rows["C"].uuid})
    assert (answer["Location"], order()) == (f"{page_of(allocation)}#nominees", "ACB")
    browser.post(path, {"down": rows["A"].uuid})
    assert order() == "CAB"
    browser.post(path, {"up": rows["C"].uuid})
    assert order() == "CAB"
    browser.post(path, {"order": [rows["B"].uuid, rows["A"].uuid, rows["C"].uuid]})
    assert order() == "BAC"
    for nonsense in ({}, {"up": "x"}, {"order": ["x", allocation.uuid]}, {"down": "'"}):
        assert browser.post(path, nonsense).status_code == 302
    assert (browser.get(path).status_code, order()) == (302, "BAC")


# Handing over


HANDED = {"name": "Otgon Bayar", "email": "otgon@example.org", "post": "Director"}


def test_handing_over_is_asked_twice_and_signs_out(browser, focal_point, allocation):
    make_nominee(allocation=allocation, name="Saran Dorj")
    asked = browser.post("/en/nominations/hand-over/", HANDED | {"go": "continue"})
    assert (asked.status_code, FocalPoint.objects.count()) == (200, 1)
    assert "otgon@example.org" in asked.text
    done = browser.post("/en/nominations/hand-over/", HANDED | {"go": "hand-over"})
    assert (done.status_code, "Otgon Bayar" in done.text) == (200, True)
    assert browser.get("/en/nominations/").status_code == 403
    colleague = FocalPoint.objects.exclude(pk=focal_point.pk).get()
    assert Message.objects.get().to_address == colleague.email
    page = signed_in(colleague).get(page_of(allocation))
    assert "Saran Dorj" in page.text


@pytest.mark.parametrize("lacking", ["name", "email"])
def test_handing_over_needs_a_name_and_an_address(browser, lacking):
    answer = browser.post("/en/nominations/hand-over/", HANDED | {lacking: "", "go": "hand-over"})
    assert (answer.status_code, "There is a problem" in answer.text) == (200, True)
    assert (FocalPoint.objects.count(), Message.objects.count()) == (1, 0)


# Returning seats


def test_seats_are_returned_after_asking(browser, allocation):
    seated(allocation, 1, "Seated")
    path = page_of(allocation, "seats")
    assert allocation.seats.in_force().count() == 3
    assert browser.get(path).text.count("<option") == 2
    for refused in ({"count": "3", "reason": "x"}, {"count": "1", "reason": ""}, {}):
        assert browser.post(path, refused).status_code == 200
    assert allocation.seats.in_force().count() == 3
    sent = {"count": "1", "reason": "Nobody is free", "seen": version_of(allocation)}
    for _twice in range(2):
        answer = browser.post(path, sent)
        assert (answer.status_code, allocation.seats.in_force().count()) == (302, 2)
    assert "have changed since you opened this page" in browser.get(answer["Location"]).text


# Not signed in, or too old a page


def test_what_was_typed_comes_back_when_the_sign_in_has_ended(allocation, focal_point):
    row = make_nominee(allocation=allocation, state=State.SUBMITTED, endorsed=False)
    path = page_of(allocation, "nominees", row.uuid, "withdraw")
    link = make_access_link(focal_point=focal_point)
    browser = Client(enforce_csrf_checks=True)
    enter(browser, link)
    token = csrf_of(browser, path)
    access.revoke_all(focal_point, now=datetime.now(UTC))
    form = {"reason": "Ill since\nMonday", "csrfmiddlewaretoken": token, "go": ""}
    kept = browser.post(path, form, headers={"Origin": "http://testserver"})
    assert kept.status_code == 403
    assert 'name="reason" value="Ill since\nMonday"' in kept.text
    enter(browser, make_access_link(focal_point=focal_point))
    assert browser.post(path, form).status_code == 302
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN


def test_what_was_typed_into_a_page_without_a_good_token_comes_back_too(allocation, focal_point):
    browser = Client(enforce_csrf_checks=True)
    enter(browser, make_access_link(focal_point=focal_point))
    path = page_of(allocation, "nominees", "new")
    form = {"given_names": "Saran", "csrfmiddlewaretoken": "x" * 64}
    here, elsewhere, nowhere = (
        browser.post(path, form, headers=headers)
        for headers in ({"Origin": "http://testserver"}, {"Origin": "https://evil.example"}, {})
    )
    assert {here.status_code, elsewhere.status_code, nowhere.status_code} == {403}
    assert 'value="Saran"' in here.text
    for answer in (elsewhere, nowhere):
        assert "Saran" not in answer.text
    assert allocation.participations.count() == 0


def test_our_script_is_told_that_nothing_is_saved(allocation):
    browser = Client()
    answer = browser.post(
        page_of(allocation, "nominees", "new"), {}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["saved"]) == (403, False)
    assert "Open your link" in answer.json()["message"]


def enter(client: Client, link) -> None:
    path = f"/l/{access.token_of(link)}/"
    client.get(path)
    client.post(path, {"mark": client.cookies["link-mark"].value})


def csrf_of(client: Client, path: str) -> str:
    page = client.get(path).text
    return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

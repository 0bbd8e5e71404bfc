"""One's own place: the offer answered once, nothing shown that was not agreed to, nobody else's page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people import access
from people.actions import offers, own_facts
from people.actions.refusals import NotTakingPart, OutOfRange
from people.models import Facet, Participation, State, StateChange
from people.place import ASKED_OF_PEOPLE, Phase, phase_of
from tests.factories import (
    make_access_link,
    make_allocation,
    make_facet,
    make_nominee,
    make_organiser,
    make_person,
    make_stream,
    make_workshop,
)

pytestmark = pytest.mark.django_db


def make_offer(*, state: str = State.SELECTED, **fields) -> Participation:
    """Somebody who was offered a seat of a workshop in two months, and has a week to answer."""
    now = timezone.now()
    workshop = make_workshop(
        starts_on=now.date() + timedelta(days=60), contact_email="office@example.org", **fields
    )
    allocation = make_allocation(
        stream=make_stream(workshop=workshop), package="Flight, room and meals"
    )
    row = make_nominee(
        allocation=allocation, person=make_person("Saran Dorj", email="saran@example.org")
    )
    offers.make(row, by=None, now=now, answer_by=now + timedelta(days=7))
    Participation.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    return row


def signed_in(row: Participation) -> Client:
    client = Client()
    session = client.session
    session[access.PLACE] = access.token_of(
        row.links.first() or make_access_link(participation=row)
    )
    session.save()
    return client


def fresh(row: Participation) -> Participation:
    return Participation.objects.get(pk=row.pk)


def heading(client: Client) -> str:
    html = client.get("/en/place/").text
    return " ".join(html.partition("<h1>")[2].partition("</h1>")[0].split())


# Coming in


def test_a_link_leads_to_ones_own_place():
    row = make_offer()
    client, path = Client(), f"/l/{access.token_of(row.links.get())}/"
    client.get(path)
    answer = client.post(path, {"mark": client.cookies["link-mark"].value})
    assert answer["Location"] == "/en/place/"
    page = client.get("/en/place/")
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Robots-Tag"] == "noindex"
    assert "Flight, room and meals" in page.text
    assert access.token_of(row.links.get()) not in page.text


def test_a_revoked_link_ends_what_it_opened():
    row = make_offer()
    client = signed_in(row)
    assert client.get("/en/place/").status_code == 200
    access.revoke_all(row, now=timezone.now())
    assert client.get("/en/place/").status_code == 403


def test_what_was_typed_is_given_back_to_whom_the_link_ended_for():
    row = make_offer()
    client = signed_in(row)
    access.revoke_all(row, now=timezone.now())
    posted = {"reason": "A conference in the same week"}
    answer = client.post("/en/place/decline/", posted, headers={"Origin": "http://testserver"})
    assert (answer.status_code, "A conference in the same week" in answer.text) == (403, True)
    assert fresh(row).state == State.SELECTED


def test_signing_out_leaves_an_organisers_sign_in_alone():
    row = make_offer()
    client = Client()
    client.force_login(make_organiser())
    session = client.session
    session[access.PLACE] = access.token_of(row.links.get())
    session.save()
    assert client.post("/en/place/sign-out/")["Clear-Site-Data"] == '"cache"'
    assert client.get("/en/place/").status_code == 403
    assert client.get("/en/admin/").status_code == 200


# Where one stands


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("selected", "A seat is kept for you"),
        ("accepted", "Your seat is confirmed"),
        ("declined", "You have declined"),
        ("expired", "The offer has ended"),
        ("withdrawn", "Your nomination was withdrawn"),
        ("replaced", "Somebody else comes in your place"),
        ("arrived", "Welcome"),
        ("completed", "Thank you for coming"),
        ("left_early", "Thank you for coming"),
        ("no_show", "You were not there"),
        ("not_selected", "There is no seat for you"),
        ("ineligible", "There is no seat for you"),
        ("endorsed", "You have been nominated"),
        ("reserve", "You have been nominated"),
    ],
)
def test_the_page_says_where_one_stands(state, words):
    assert heading(signed_in(came_to(make_offer(), state))) == words


def came_to(row: Participation, state: str) -> Participation:
    """The row in that state, whatever led there: as a record of the past, which has no life cycle."""
    Participation.objects.filter(pk=row.pk).update(
        state=state, reserve_rank=7, channel=Participation.Channel.HISTORICAL
    )
    return fresh(row)


@pytest.mark.parametrize("state", list(State.values))
def test_only_what_is_ones_own_to_do_is_offered(state):
    html = signed_in(came_to(make_offer(), state)).get("/en/place/").text
    assert ("/place/accept/" in html) == (state == "selected")
    takes_part = state in ("accepted", "arrived", "completed", "left_early")
    assert ("/place/consents/" in html) == takes_part
    assert ("/place/details/" in html) == (state == "accepted")


def test_no_page_shows_what_selectors_say_or_where_one_stands_in_the_reserve():
    row = make_offer()
    Participation.objects.filter(pk=row.pk).update(
        state=State.RESERVE, reserve_rank=731, private_note="A secret note", rank=842
    )
    StateChange.objects.create(
        participation=row, to_state=State.RESERVE, at=timezone.now(), reason="A secret reason"
    )
    html = signed_in(row).get("/en/place/").text
    assert [word for word in ("731", "842", "secret") if word in html] == []


def test_after_the_hour_the_page_says_whom_to_ask():
    row = make_offer()
    Participation.objects.filter(pk=row.pk).update(answer_by=timezone.now() - timedelta(hours=1))
    client = signed_in(row)
    assert heading(client) == "The time to answer has ended"
    assert "office@example.org" in client.get("/en/place/").text
    client.post("/en/place/accept/")
    assert fresh(row).state == State.SELECTED


def test_the_hour_is_on_the_workshops_clocks_in_words():
    row = make_offer()
    answer_by = row.answer_by.astimezone(row.workshop.tzinfo)
    assert f"{answer_by:%H:%M} on" in signed_in(row).get("/en/place/").text
    assert "Almaty time (UTC+5)" in signed_in(row).get("/en/place/").text


# The answer


def test_accepting_is_asked_once_more():
    row = make_offer()
    client = signed_in(row)
    assert client.get("/en/place/accept/").status_code == 200
    assert fresh(row).state == State.SELECTED
    assert client.post("/en/place/accept/")["Location"] == "/en/place/"
    assert fresh(row).state == State.ACCEPTED
    assert StateChange.objects.latest("pk").acted_as == "person"


def test_who_accepted_already_is_told_so():
    row = make_offer()
    first, second = signed_in(row), signed_in(row)
    first.post("/en/place/accept/")
    second.post("/en/place/accept/")
    assert "This was answered already: Accepted." in second.get("/en/place/").text
    assert row.changes.filter(to_state=State.ACCEPTED).count() == 1


def test_declining_keeps_the_reason_for_the_organisers():
    row = make_offer()
    client = signed_in(row)
    client.post("/en/place/decline/", {"reason": "Ill"})
    assert (fresh(row).state, row.changes.latest("pk").reason) == (State.DECLINED, "Ill")
    assert "Ill" not in client.get("/en/place/").text


def test_too_long_a_reason_is_kept_and_said():
    row = make_offer()
    answer = signed_in(row).post("/en/place/decline/", {"reason": "x" * 1001})
    assert "x" * 1001 in answer.text
    assert (list(answer.context["form"].errors), fresh(row).state) == (["reason"], "selected")


def test_nobody_answers_for_another():
    mine, other = make_offer(), make_offer()
    signed_in(mine).post("/en/place/accept/", {"participation": other.pk, "uuid": other.uuid})
    assert (fresh(mine).state, fresh(other).state) == (State.ACCEPTED, State.SELECTED)


def test_a_form_from_elsewhere_answers_nothing():
    row = make_offer()
    client = Client(enforce_csrf_checks=True)
    session = client.session
    session[access.PLACE] = access.token_of(row.links.get())
    session.save()
    headers = {"Origin": "https://evil.example"}
    assert client.post("/en/place/accept/", headers=headers).status_code == 403
    assert fresh(row).state == State.SELECTED


# What may be shown


def consents(row: Participation) -> tuple:
    row = fresh(row)
    return row.directory, row.public_list, row.photo_consent


def test_nothing_may_be_shown_until_it_is_ticked_and_each_alone():
    row = make_offer(state=State.ACCEPTED)
    client = signed_in(row)
    assert consents(row) == (False, False, False)
    assert "checked" not in client.get("/en/place/consents/").text
    client.post("/en/place/consents/", {"public_list": "yes"})
    assert consents(row) == (False, True, False)
    assert fresh(row).consented_at is not None
    client.post("/en/place/consents/", {"directory": "yes", "photo_consent": "maybe"})
    assert consents(row) == (True, False, False)


def test_agreeing_to_the_same_again_changes_nothing():
    row = make_offer(state=State.ACCEPTED)
    said = {"directory": True, "public_list": False, "photo_consent": False}
    assert own_facts.agree(row, now=timezone.now(), **said)
    before = fresh(row).consented_at
    assert not own_facts.agree(row, now=timezone.now(), **said)
    assert fresh(row).consented_at == before


@pytest.mark.parametrize("state", ["selected", "declined", "replaced", "withdrawn", "no_show"])
def test_only_those_who_take_part_agree_to_anything(state):
    row = make_offer(state=state)
    client = signed_in(row)
    assert client.get("/en/place/consents/").status_code == 302
    client.post("/en/place/consents/", {"public_list": "yes"})
    assert consents(row) == (False, False, False)
    with pytest.raises(NotTakingPart):
        own_facts.tell(row, now=timezone.now(), diet="halal")


# What one needs


def details(**fields) -> dict:
    return {"diet": "", "diet_detail": "", "expected_on": "", "insurance": ""} | fields


def facets(row: Participation) -> dict[str, tuple]:
    """What the person is asked for, as far as anybody said something of it."""
    asked = row.facets.filter(kind__in=ASKED_OF_PEOPLE).exclude(
        status="to_do", updated_at=None, detail=""
    )
    return {f.kind: (f.status, f.diet, f.detail) for f in asked}


def test_what_one_needs_is_kept_as_facets_of_ones_own():
    row = make_offer(state=State.ACCEPTED)
    client = signed_in(row)
    arrival = row.workshop.starts_on - timedelta(days=1)
    client.post(
        "/en/place/details/",
        details(diet="halal", diet_detail="No nuts", expected_on=arrival.isoformat()),
    )
    assert facets(row) == {
        "diet": ("done", "halal", "No nuts"),
        "arrival": ("done", "", ""),
    }
    assert fresh(row).expected_on == arrival
    html = client.get("/en/place/details/").text
    assert '<option value="halal" selected>' in html
    assert "No nuts" in html


def test_what_the_office_noted_is_neither_shown_nor_lost():
    row = make_offer(state=State.ACCEPTED)
    make_facet(
        participation=row, kind="insurance", detail="A secret remark", updated_by=make_organiser()
    )
    client = signed_in(row)
    assert "secret" not in client.get("/en/place/details/").text
    client.post("/en/place/details/", details())
    assert facets(row)["insurance"] == ("to_do", "", "A secret remark")


def test_what_the_office_settled_stays_settled_where_nothing_is_said():
    row = make_offer(state=State.ACCEPTED)
    make_facet(participation=row, kind="insurance", status="done", updated_by=make_organiser())
    client = signed_in(row)
    client.post("/en/place/details/", details())
    assert facets(row)["insurance"] == ("done", "", "")
    client.post("/en/place/details/", details(insurance="Mine, No. 7"))
    assert facets(row)["insurance"] == ("done", "", "Mine, No. 7")


def test_what_is_not_needed_is_not_asked():
    row = make_offer(state=State.ACCEPTED)
    make_facet(participation=row, kind="insurance", status=Facet.Status.NOT_NEEDED)
    client = signed_in(row)
    assert list(client.get("/en/place/details/").context["form"].fields) == [
        "diet", "diet_detail", "expected_on",
    ]  # fmt: skip
    client.post("/en/place/details/", details(insurance="Mine"))
    assert facets(row)["insurance"] == ("not_needed", "", "")


def test_online_nothing_is_needed():
    row = make_offer(state=State.ACCEPTED, format="online")
    client = signed_in(row)
    assert "/place/details/" not in client.get("/en/place/").text
    assert client.get("/en/place/details/").status_code == 302


@pytest.mark.parametrize("days", [-61, 1])
def test_a_day_far_from_the_workshop_is_refused(days):
    row = make_offer(state=State.ACCEPTED)
    last = row.workshop.ends_on if days > 0 else row.workshop.starts_on
    with pytest.raises(OutOfRange):
        own_facts.tell(row, now=timezone.now(), expected_on=last + timedelta(days=days))
    answer = signed_in(row).post(
        "/en/place/details/", details(expected_on=(last + timedelta(days=days)).isoformat())
    )
    assert answer.context["form"].non_field_errors()
    assert fresh(row).expected_on is None


@pytest.mark.parametrize("wrong", ["soon", "2026-13-01", "0000-00-00"])
def test_a_day_that_is_none_is_said_and_nothing_is_lost(wrong):
    row = make_offer(state=State.ACCEPTED)
    answer = signed_in(row).post("/en/place/details/", details(expected_on=wrong, diet="vegan"))
    assert list(answer.context["form"].errors) == ["expected_on"]
    assert '<option value="vegan" selected>' in answer.text
    assert facets(row) == {}


def test_the_practical_information_is_linked_once_the_public_may_read_it():
    for status, linked in (("draft", False), ("published", True)):
        row = make_offer(state=State.ACCEPTED, status=status)
        assert (
            f"/{row.workshop.slug}/information/" in signed_in(row).get("/en/place/").text
        ) is linked


def test_every_state_has_a_phase():
    now = timezone.now()
    found = {state: phase_of(Participation(state=state), now) for state in State.values}
    assert {state for state, phase in found.items() if phase is Phase.WAITING} == {
        "draft", "submitted", "endorsed", "under_review", "returned", "reserve",
    }  # fmt: skip
    assert found["selected"] is Phase.OFFER


def test_an_offer_is_late_a_moment_after_its_hour():
    now = timezone.now()
    row = Participation(state=State.SELECTED, answer_by=now)
    assert phase_of(row, now) is Phase.OFFER
    assert phase_of(row, now + timedelta(microseconds=1)) is Phase.LATE


@pytest.mark.parametrize("language", ["ru", "zh-hans"])
def test_the_place_is_in_the_language_of_its_address(language):
    row = make_offer()
    answer = signed_in(row).get(f"/{language}/place/")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text

"""Who follows on a seat: the reserve in its order, suggested by fit, and decided by a person."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.actions import offers, selection
from people.actions.refusals import NoSeat, OutOfTurn
from people.models import Message, Participation, Person, State
from people.selection.following import vacancies
from tests.factories import (
    make_allocation,
    make_call,
    make_dossier,
    make_fund,
    make_nominee,
    make_organiser,
    make_person,
    make_stream,
    make_workshop,
)
from tests.workshops.office import organiser_client
from workshops import dashboard

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=8)


@pytest.fixture
def workshop():
    now = timezone.now()
    return make_workshop(
        starts_on=now.date() + timedelta(days=60), contact_email="office@example.org"
    )


@pytest.fixture
def allocation(workshop):
    return make_allocation(stream=make_stream(workshop=workshop), seats=1)


@pytest.fixture
def user():
    return make_organiser("selector")


def nominate(allocation, name: str, *, dossier: dict | None = None, **fields) -> Participation:
    person = make_person(name, email=f"{name.replace(' ', '.').lower()}@example.org")
    row = make_nominee(allocation=allocation, person=person, **fields)
    make_dossier(participation=row, **(dossier or {}))
    return row


def wait(allocation, name: str, **fields) -> Participation:
    """Somebody at the end of the reserve."""
    row = nominate(allocation, name, **fields)
    selection.reserve(row, by=None, now=NOW)
    return row


def let_expire(allocation, name: str = "Left One", **fields) -> Participation:
    """Somebody whose offer ended without an answer."""
    row = nominate(allocation, name, **fields)
    offers.make(row, by=None, now=NOW, answer_by=NOW + timedelta(days=7))
    offers.expire(row, now=LATER)
    row.refresh_from_db()
    return row


def fresh(row: Participation) -> Participation:
    return Participation.objects.get(pk=row.pk)


# Promoting


def test_the_next_of_the_reserve_comes_in_the_place_of_who_left(allocation, user):
    left = let_expire(allocation)
    first = wait(allocation, "First One")
    Message.objects.all().delete()
    selection.promote(first, left.seat, by=user, now=LATER)
    first = fresh(first)
    assert (first.state, first.seat, first.replaces, first.reserve_rank) == (
        State.SELECTED, left.seat, left, None,
    )  # fmt: skip
    assert Message.objects.get(kind="offer").to_address == "first.one@example.org"


def test_nobody_is_passed_over_without_a_reason(allocation, user):
    left = let_expire(allocation)
    first, second = wait(allocation, "First One"), wait(allocation, "Second One")
    with pytest.raises(OutOfTurn) as refusal:
        selection.promote(second, left.seat, by=user, now=LATER)
    assert str(refusal.value) == "First One would come first. Say why not."
    assert (fresh(second).state, fresh(second).replaces) == (State.RESERVE, None)
    selection.promote(second, left.seat, by=user, now=LATER, reason="First One cannot travel")
    assert (fresh(first).state, fresh(second).state) == (State.RESERVE, State.SELECTED)


def test_a_seat_that_nobody_left_is_given_in_the_same_order(allocation, user):
    first, second = wait(allocation, "First One"), wait(allocation, "Second One")
    with pytest.raises(OutOfTurn):
        selection.promote(second, allocation, by=user, now=NOW)
    selection.promote(first, allocation, by=user, now=NOW)
    assert (fresh(first).state, fresh(first).replaces) == (State.SELECTED, None)


def test_of_an_allocation_the_seat_that_somebody_left_is_given_first(workshop, user):
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=2)
    nominate(allocation, "Seated One")
    seated = allocation.participations.get()
    offers.make(seated, by=None, now=NOW)
    left = let_expire(allocation)
    row = wait(allocation, "First One")
    selection.promote(row, allocation, by=user, now=LATER)
    assert (fresh(row).seat, fresh(row).replaces) == (left.seat, left)


def test_without_a_free_seat_nobody_is_promoted(allocation, user):
    offers.make(nominate(allocation, "Seated One"), by=None, now=NOW)
    row = wait(allocation, "First One")
    with pytest.raises(NoSeat):
        selection.promote(row, allocation, by=user, now=NOW)
    assert fresh(row).state == State.RESERVE


def test_a_seat_is_promoted_to_once(allocation, user):
    left = let_expire(allocation)
    first, second = wait(allocation, "First One"), wait(allocation, "Second One")
    selection.promote(first, left.seat, by=user, now=LATER)
    with pytest.raises(Exception, match="holds this seat"):
        selection.promote(second, left.seat, by=user, now=LATER, reason="Both should come")
    assert fresh(second).state == State.RESERVE


def test_who_let_an_offer_pass_can_be_offered_the_same_seat_again(allocation, user):
    left = let_expire(allocation)
    selection.promote(left, left.seat, by=user, now=LATER, reason="Was ill, and can come")
    assert (fresh(left).state, fresh(left).replaces) == (State.SELECTED, None)


# Suggestions


def test_the_first_who_fits_is_suggested(workshop, allocation):
    make_call(workshop=workshop)
    let_expire(allocation)
    wait(allocation, "Unclear One", dossier={"language_evidence": ""})
    wait(allocation, "Clear One")
    (vacancy,) = vacancies(workshop)
    assert [(str(one.row), one.fits, one.ahead) for one in vacancy.candidates] == [
        ("Unclear One", False, ()),
        ("Clear One", False, ("Unclear One",)),
    ]
    assert vacancy.suggested is None  # whoever is passed over is a person's decision


def test_the_reserve_of_the_countrys_other_fund_comes_after_its_own(workshop, allocation):
    fund = make_fund(workshop=workshop)
    other = make_allocation(stream=allocation.stream, fund=fund, seats=0)
    abroad = make_allocation(stream=allocation.stream, country="PAK", seats=0)
    let_expire(allocation)
    wait(other, "Other Fund")
    wait(abroad, "From Abroad")
    wait(allocation, "Own Fund")
    (vacancy,) = vacancies(workshop)
    assert [str(one.row) for one in vacancy.candidates] == ["Own Fund", "Other Fund"]
    assert str(vacancy.suggested.row) == "Own Fund"
    assert "From another allocation of the country" in vacancy.candidates[1].likeness


def test_what_keeps_the_balance_is_said(workshop, allocation):
    left = let_expire(allocation)
    like = wait(allocation, "Like One")
    Person.objects.filter(pk__in=(left.person_id, like.person_id)).update(gender="female")
    (vacancy,) = vacancies(workshop)
    assert vacancy.candidates[0].likeness == ("Same gender as who left", "Same sector as who left")


def test_a_seat_that_somebody_has_or_that_was_given_up_waits_for_nobody(workshop, allocation, user):
    left = let_expire(allocation)
    assert len(vacancies(workshop)) == 1
    selection.promote(wait(allocation, "First One"), left.seat, by=user, now=LATER)
    assert vacancies(workshop) == ()


@pytest.mark.parametrize("state", ["returned", "cancelled", "reallocated", "planned"])
def test_a_seat_out_of_force_waits_for_nobody(workshop, allocation, state):
    let_expire(allocation)
    allocation.seats.update(state=state)
    assert vacancies(workshop) == ()


@pytest.mark.parametrize("count", [1, 12])
def test_many_vacancies_take_as_many_queries_as_one(workshop, count):
    stream = make_stream(workshop=workshop)
    for number in range(count):
        own = make_allocation(stream=stream, country=f"X{chr(65 + number)}Y", seats=1)
        let_expire(own, f"Left {number}")
        wait(own, f"Waiting {number}")
    make_call(workshop=workshop)
    with CaptureQueriesContext(connection) as asked:
        assert len(vacancies(workshop)) == count
    assert len(asked) == 5


# The page


def page(workshop) -> str:
    return reverse("admin:people_participation_following", args=[workshop.pk])


def posted(seat, row, **more) -> dict:
    own = {"row": row.pk, "day": "2099-05-02", "clock": "18:00", "reason": ""} | more
    return {"seat": seat.pk} | {f"seat-{seat.pk}-{name}": value for name, value in own.items()}


def test_the_page_suggests_and_a_person_decides(workshop, allocation):
    left = let_expire(allocation)
    first = wait(allocation, "First One")
    client = organiser_client()
    html = client.get(page(workshop)).text
    assert "suggested" in html
    assert fresh(first).state == State.RESERVE
    client.post(page(workshop), posted(left.seat, first))
    assert (fresh(first).state, fresh(first).replaces) == (State.SELECTED, left)
    assert "No seat waits for a successor" in client.get(page(workshop)).text


def test_a_refusal_stands_on_the_form_with_what_was_typed(workshop, allocation):
    left = let_expire(allocation)
    wait(allocation, "First One")
    second = wait(allocation, "Second One")
    answer = organiser_client().post(page(workshop), posted(left.seat, second))
    assert "First One would come first. Say why not." in answer.text
    assert 'value="2099-05-02"' in answer.text
    assert fresh(second).state == State.RESERVE


def test_a_seat_offered_twice_is_offered_once(workshop, allocation):
    left = let_expire(allocation)
    first = wait(allocation, "First One")
    client = organiser_client()
    for _ in range(2):
        assert client.post(page(workshop), posted(left.seat, first)).status_code == 302
    assert Message.objects.filter(kind="offer", participation=first).count() == 1


@pytest.mark.parametrize("seat", ["x", "0", "9" * 40, ""])
def test_a_seat_that_is_none_is_offered_to_nobody(workshop, allocation, seat):
    let_expire(allocation)
    assert organiser_client().post(page(workshop), {"seat": seat}).status_code == 302


def test_somebody_who_could_not_have_the_seat_is_not_chosen(workshop, allocation):
    left = let_expire(allocation)
    wait(allocation, "First One")
    abroad = make_allocation(stream=allocation.stream, country="PAK", seats=0)
    foreign = wait(abroad, "From Abroad")
    answer = organiser_client().post(page(workshop), posted(left.seat, foreign))
    assert list(answer.context["form"].errors) == ["row"]
    assert fresh(foreign).state == State.RESERVE


def test_strangers_do_not_see_who_follows(workshop):
    assert Client().get(page(workshop)).status_code == 302


# The dashboard


def line(workshop, name: str):
    lines = dashboard.lines_about([workshop])[workshop.pk]
    return next((one.figure for one in lines if one.name == name), None)


def test_an_expired_offer_stays_on_the_dashboard_until_somebody_follows(workshop, allocation, user):
    assert line(workshop, "following") is None
    left = let_expire(allocation)
    figure = line(workshop, "following")
    assert (figure.text, figure.url, figure.urgent) == (
        "1 seat: decide who follows (1 offer expired)", page(workshop), True,
    )  # fmt: skip
    selection.promote(wait(allocation, "First One"), left.seat, by=user, now=LATER)
    assert line(workshop, "following") is None


@pytest.mark.parametrize(("hours", "said"), [(71, "1 offer ends soon"), (73, None), (-1, None)])
def test_offers_that_end_within_three_days_are_said(workshop, allocation, hours, said):
    row = nominate(allocation, "Offered One")
    now = timezone.now()
    offers.make(row, by=None, now=now - timedelta(days=9), answer_by=now + timedelta(hours=hours))
    figure = line(workshop, "offers")
    assert (figure.text if figure else None) == said


def test_endorsements_are_overdue_once_nominations_are_closed(workshop, allocation):
    row = nominate(allocation, "Unendorsed One", endorsed=False)
    nominate(allocation, "Endorsed One")
    assert line(workshop, "endorsements") is None
    allocation.nomination_deadline = timezone.now() - timedelta(hours=1)
    allocation.save()
    assert line(workshop, "endorsements").text == "1 endorsement overdue"
    Participation.objects.filter(pk=row.pk).update(waiver_reason="Known to us")
    assert line(workshop, "endorsements") is None

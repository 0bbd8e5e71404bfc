"""Who follows on a seat: the reserve in its order, suggested by fit, and decided by a person."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.actions import offers, selection, succession
from people.actions.refusals import NoSeat, OutOfTurn
from people.admin.selection_acts import OfferForm
from people.models import AccessLink, Message, Participation, Person, State, User
from people.selection.following import vacancies
from tests.factories import (
    make_allocation,
    make_call,
    make_dossier,
    make_focal_point,
    make_fund,
    make_nominee,
    make_organiser,
    make_person,
    make_stream,
    make_workshop,
)
from tests.people.invariants.paths import office
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
    succession.promote(first, left.seat, by=user, now=LATER)
    first = fresh(first)
    assert (first.state, first.seat, first.replaces, first.reserve_rank) == (
        State.SELECTED, left.seat, left, None,
    )  # fmt: skip
    assert Message.objects.get(kind="offer").to_address == "first.one@example.org"


def test_nobody_is_passed_over_without_a_reason(allocation, user):
    left = let_expire(allocation)
    first, second = wait(allocation, "First One"), wait(allocation, "Second One")
    with pytest.raises(OutOfTurn) as refusal:
        succession.promote(second, left.seat, by=user, now=LATER)
    assert str(refusal.value) == "First One would come first. Say why not."
    assert (fresh(second).state, fresh(second).replaces) == (State.RESERVE, None)
    succession.promote(second, left.seat, by=user, now=LATER, reason="First One cannot travel")
    assert (fresh(first).state, fresh(second).state) == (State.RESERVE, State.SELECTED)


def test_a_seat_that_nobody_left_is_given_in_the_same_order(allocation, user):
    first, second = wait(allocation, "First One"), wait(allocation, "Second One")
    with pytest.raises(OutOfTurn):
        succession.promote(second, allocation, by=user, now=NOW)
    succession.promote(first, allocation, by=user, now=NOW)
    assert (fresh(first).state, fresh(first).replaces) == (State.SELECTED, None)


def test_of_an_allocation_the_seat_that_somebody_left_is_given_first(workshop, user):
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=2)
    nominate(allocation, "Seated One")
    seated = allocation.participations.get()
    offers.make(seated, by=None, now=NOW)
    left = let_expire(allocation)
    row = wait(allocation, "First One")
    succession.promote(row, allocation, by=user, now=LATER)
    assert (fresh(row).seat, fresh(row).replaces) == (left.seat, left)


def test_without_a_free_seat_nobody_is_promoted(allocation, user):
    offers.make(nominate(allocation, "Seated One"), by=None, now=NOW)
    row = wait(allocation, "First One")
    with pytest.raises(NoSeat):
        succession.promote(row, allocation, by=user, now=NOW)
    assert fresh(row).state == State.RESERVE


def test_a_seat_is_promoted_to_once(allocation, user):
    left = let_expire(allocation)
    first, second = wait(allocation, "First One"), wait(allocation, "Second One")
    succession.promote(first, left.seat, by=user, now=LATER)
    with pytest.raises(Exception, match="holds this seat"):
        succession.promote(second, left.seat, by=user, now=LATER, reason="Both should come")
    assert fresh(second).state == State.RESERVE


def test_who_let_an_offer_pass_can_be_offered_the_same_seat_again(allocation, user):
    left = let_expire(allocation)
    succession.promote(left, left.seat, by=user, now=LATER, reason="Was ill, and can come")
    assert (fresh(left).state, fresh(left).replaces) == (State.SELECTED, None)


# Suggestions


def test_the_first_who_fits_is_suggested(workshop, allocation):
    make_call(workshop=workshop)
    let_expire(allocation)
    wait(allocation, "Unclear One", dossier={"language_evidence": ""})
    wait(allocation, "Clear One")
    (vacancy,) = vacancies(workshop, now=LATER)
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
    (vacancy,) = vacancies(workshop, now=LATER)
    assert [str(one.row) for one in vacancy.candidates] == ["Own Fund", "Other Fund"]
    assert str(vacancy.suggested.row) == "Own Fund"
    assert "From another allocation of the country" in vacancy.candidates[1].likeness


def test_what_keeps_the_balance_is_said(workshop, allocation):
    left = let_expire(allocation)
    like = wait(allocation, "Like One")
    Person.objects.filter(pk__in=(left.person_id, like.person_id)).update(gender="female")
    (vacancy,) = vacancies(workshop, now=LATER)
    assert vacancy.candidates[0].likeness == (
        "Same gender as who left",
        "Same sector as who left: Ministry",
        "Same organisation as who left",
    )


def test_what_mends_the_balance_is_said(workshop, allocation):
    seats = make_allocation(stream=allocation.stream, country="PAK", seats=3)
    for name, gender in (("One", "male"), ("Two", "male"), ("Three", "")):
        row = nominate(seats, f"Seated {name}")
        offers.make(row, by=None, now=NOW)
        Person.objects.filter(pk=row.person_id).update(gender=gender)
    left = let_expire(allocation)
    woman, man = wait(allocation, "Woman One"), wait(allocation, "Man One")
    Person.objects.filter(pk=woman.person_id).update(gender="female")
    Person.objects.filter(pk=man.person_id).update(gender="male")
    (vacancy,) = vacancies(workshop, now=LATER)
    said = "Mends the balance: 0 of 2 in the cohort are recorded as “Female”"
    assert [said in one.likeness for one in vacancy.candidates] == [True, False]
    Person.objects.filter(pk=left.person_id).update(gender="female")
    (vacancy,) = vacancies(workshop, now=LATER)
    assert "Same gender as who left" in vacancy.candidates[0].likeness


def test_a_post_like_that_of_who_left_is_said(workshop, allocation):
    left = let_expire(allocation)
    like, unlike = wait(allocation, "Like One"), wait(allocation, "Unlike One")
    posts = {left: "Head of customs", like: "Customs officer", unlike: "Analyst"}
    for row, post in posts.items():
        Participation.objects.filter(pk=row.pk).update(post_en=f"{post}, A ministry")
    (vacancy,) = vacancies(workshop, now=LATER)
    said = "Post like that of who left: customs"
    assert [said in one.likeness for one in vacancy.candidates] == [True, False]


def test_a_seat_that_somebody_has_or_that_was_given_up_waits_for_nobody(workshop, allocation, user):
    left = let_expire(allocation)
    assert len(vacancies(workshop, now=LATER)) == 1
    succession.promote(wait(allocation, "First One"), left.seat, by=user, now=LATER)
    assert vacancies(workshop, now=LATER) == ()


@pytest.mark.parametrize("state", ["returned", "cancelled", "reallocated", "planned"])
def test_a_seat_out_of_force_waits_for_nobody(workshop, allocation, state):
    let_expire(allocation)
    allocation.seats.update(state=state)
    assert vacancies(workshop, now=LATER) == ()


@pytest.mark.parametrize("count", [1, 12])
def test_many_vacancies_take_as_many_queries_as_one(workshop, count):
    stream = make_stream(workshop=workshop)
    for number in range(count):
        own = make_allocation(stream=stream, country=f"X{chr(65 + number)}Y", seats=1)
        let_expire(own, f"Left {number}")
        wait(own, f"Waiting {number}")
    make_call(workshop=workshop)
    with CaptureQueriesContext(connection) as asked:
        assert len(vacancies(workshop, now=LATER)) == count
    assert len(asked) == 10


# The page


def page(workshop) -> str:
    return reverse("admin:people_participation_following", args=[workshop.pk])


def posted(seat, row, **more) -> dict:
    own = {"row": row.pk, "day": "2099-05-02", "clock": "18:00", "reason": ""} | more
    return {"seat": seat.pk} | {f"seat-{seat.pk}-{name}": value for name, value in own.items()}


def test_the_page_suggests_and_a_person_decides(workshop, allocation):
    left = let_expire(allocation)
    first = wait(allocation, "First One")
    client = office()
    html = client.get(page(workshop)).text
    assert "suggested" in html
    assert fresh(first).state == State.RESERVE
    client.post(page(workshop), posted(left.seat, first))
    assert (fresh(first).state, fresh(first).replaces) == (State.SELECTED, left)
    assert "No seat is to be filled" in client.get(page(workshop)).text


def test_a_refusal_stands_on_the_form_with_what_was_typed(workshop, allocation):
    left = let_expire(allocation)
    wait(allocation, "First One")
    second = wait(allocation, "Second One")
    answer = office().post(page(workshop), posted(left.seat, second))
    assert "First One would come first. Say why not." in answer.text
    assert 'value="2099-05-02"' in answer.text
    assert fresh(second).state == State.RESERVE


def test_a_seat_offered_twice_is_offered_once(workshop, allocation):
    left = let_expire(allocation)
    first = wait(allocation, "First One")
    client = office()
    for _ in range(2):
        assert client.post(page(workshop), posted(left.seat, first)).status_code == 302
    assert Message.objects.filter(kind="offer", participation=first).count() == 1


@pytest.mark.parametrize("seat", ["x", "0", "9" * 40, ""])
def test_a_seat_that_is_none_is_offered_to_nobody(workshop, allocation, seat):
    let_expire(allocation)
    assert office().post(page(workshop), {"seat": seat}).status_code == 302


def test_somebody_who_could_not_have_the_seat_is_not_chosen(workshop, allocation):
    left = let_expire(allocation)
    wait(allocation, "First One")
    abroad = make_allocation(stream=allocation.stream, country="PAK", seats=0)
    foreign = wait(abroad, "From Abroad")
    answer = office().post(page(workshop), posted(left.seat, foreign))
    assert list(answer.context["form"].errors) == ["row"]
    assert fresh(foreign).state == State.RESERVE


def test_strangers_do_not_see_who_follows(workshop):
    assert Client().get(page(workshop)).status_code == 302


# The dashboard


def line(workshop, name: str):
    lines = dashboard.lines_about([workshop])[workshop.pk]
    return next((one.figure for one in lines if one.name == name), None)


def test_an_expired_offer_stays_on_the_dashboard_until_somebody_follows(workshop, allocation, user):
    assert line(workshop, "expired") is None
    left = let_expire(allocation)
    figure = line(workshop, "expired")
    assert (figure.text, figure.url, figure.urgent) == (
        "1 offer expired: decide who follows", page(workshop) + "?of=expired", True,
    )  # fmt: skip
    assert line(workshop, "left") is None
    succession.promote(wait(allocation, "First One"), left.seat, by=user, now=LATER)
    assert line(workshop, "expired") is None


def test_a_seat_that_somebody_left_stays_there_too(workshop, allocation, user):
    left = nominate(allocation, "Left One")
    offers.make(left, by=None, now=NOW)
    succession.withdraw(left, by=user, now=NOW, reason="Ill")
    assert line(workshop, "left").text == "1 seat left: decide who follows"
    assert line(workshop, "expired") is None


def test_a_free_seat_is_said_once_somebody_waits_for_it(workshop, allocation):
    other = make_allocation(stream=allocation.stream, country="PAK", seats=2)
    assert line(workshop, "free_reserve") is None
    wait(allocation, "First One")
    assert line(workshop, "free_reserve").text == "1 country or body has free seats and a reserve"
    wait(other, "Another One")
    figure = line(workshop, "free_reserve")
    assert figure.text == "2 countries and bodies have free seats and a reserve"
    assert [one.kind for one in shown(figure.url)] == [{"free"}, {"free"}]


def test_a_seat_whose_country_may_name_nobody_any_more_is_said_beside(workshop, allocation):
    let_expire(allocation)
    assert line(workshop, "late") is None
    allocation.replacement_cutoff = timezone.now() - timedelta(hours=1)
    allocation.save()
    figure = line(workshop, "late")
    assert figure.text == "1 seat is not filled, and its country’s time is over"
    assert [one.kind for one in shown(figure.url)] == [{"expired", "late"}]
    assert line(workshop, "expired").text == "1 offer expired: decide who follows"


def test_nothing_is_to_be_filled_of_a_workshop_that_is_over(workshop, allocation):
    let_expire(allocation)
    today = timezone.now().date()
    workshop.starts_on, workshop.ends_on = today - timedelta(days=9), today - timedelta(days=1)
    workshop.save()
    assert (line(workshop, "expired"), line(workshop, "late")) == (None, None)


@dataclass(frozen=True)
class Shown:
    leaver: str
    kind: set[str]


def shown(address: str) -> list[Shown]:
    """The seats on the page that a line of the dashboard leads to."""
    rows = office().get(address).context["vacancies"]
    return [Shown(str(one.leaver or ""), set(one.open.kinds)) for one, _form in rows]


def test_each_line_opens_its_seats_alone(workshop, allocation, user):
    other = make_allocation(stream=allocation.stream, country="PAK", seats=1)
    let_expire(allocation)
    left = nominate(other, "Withdrawn One")
    offers.make(left, by=None, now=NOW)
    succession.withdraw(left, by=user, now=NOW, reason="Ill")
    for name, person in (("expired", "Left One"), ("left", "Withdrawn One")):
        assert [one.leaver for one in shown(line(workshop, name).url)] == [person]
    assert len(shown(page(workshop))) == 2


def nominees_on(address: str) -> list[str]:
    groups = office().get(address).context["board"].groups
    return [one.name for group in groups for one in group.nominees]


@pytest.mark.parametrize(("hours", "said"), [(71, "1 offer ends soon"), (73, None), (-1, None)])
def test_offers_that_end_within_three_days_are_said(workshop, allocation, hours, said):
    row = nominate(allocation, "Offered One")
    now = timezone.now()
    offers.make(row, by=None, now=now - timedelta(days=9), answer_by=now + timedelta(hours=hours))
    figure = line(workshop, "offers")
    assert (figure.text if figure else None) == said


def test_the_line_of_offers_opens_those_that_end_soon(workshop):
    allocation = make_allocation(stream=make_stream(workshop=workshop, code="two"), seats=2)
    now = timezone.now()
    for name, days in (("Soon One", 2), ("Later One", 20)):
        row = nominate(allocation, name)
        offers.make(row, by=None, now=now, answer_by=now + timedelta(days=days))
    assert nominees_on(line(workshop, "offers").url) == ["Soon One"]


def test_endorsements_are_overdue_once_nominations_are_closed(workshop, allocation):
    row = nominate(allocation, "Unendorsed One", endorsed=False)
    nominate(allocation, "Endorsed One")
    assert line(workshop, "endorsements") is None
    allocation.nomination_deadline = timezone.now() - timedelta(hours=1)
    allocation.save()
    figure = line(workshop, "endorsements")
    assert figure.text == "1 endorsement overdue"
    assert nominees_on(figure.url) == ["Unendorsed One"]
    Participation.objects.filter(pk=row.pk).update(waiver_reason="Known to us")
    assert line(workshop, "endorsements") is None
    assert nominees_on(figure.url) == []


# Asking the country


def cut_off(allocation, hours: int) -> None:
    allocation.replacement_cutoff = timezone.now() + timedelta(hours=hours)
    allocation.save()


def asked() -> list[str]:
    return [one.to_address for one in Message.objects.filter(kind="replacement").order_by("pk")]


def test_a_country_is_asked_for_somebody_else_once_a_day(workshop, allocation):
    focal_point = make_focal_point(allocation)
    left = let_expire(allocation)
    cut_off(allocation, 24)
    client, sent = office(), {"seat": left.seat.pk, "do": "ask"}
    html = client.get(page(workshop)).text
    assert f"Ask {focal_point} for somebody else" in html
    for said in ("1 focal point is asked.", "They were asked today already."):
        assert said in client.post(page(workshop), sent, follow=True).text
    assert asked() == [focal_point.email]
    letter = Message.objects.get(kind="replacement")
    assert "Left One will not take the seat" in letter.body
    assert letter.link.focal_point == focal_point


def test_a_country_is_not_asked_after_its_time(workshop, allocation):
    make_focal_point(allocation)
    left = let_expire(allocation)
    cut_off(allocation, -1)
    client, sent = office(), {"seat": left.seat.pk, "do": "ask"}
    html = client.get(page(workshop)).text
    assert ("for somebody else" in html, "Now it is for the office alone" in html) == (False, True)
    answer = client.post(page(workshop), sent, follow=True)
    assert "is over" in answer.text
    assert asked() == []


def test_nobody_is_asked_for_a_seat_that_somebody_has(workshop, allocation, user):
    make_focal_point(allocation)
    left = let_expire(allocation)
    succession.promote(wait(allocation, "First One"), left.seat, by=user, now=LATER)
    answer = office().post(page(workshop), {"seat": left.seat.pk, "do": "ask"}, follow=True)
    assert "First One holds this seat." in answer.text
    assert asked() == []


def test_without_a_focal_point_nobody_is_asked(workshop, allocation):
    left = let_expire(allocation)
    answer = office().post(page(workshop), {"seat": left.seat.pk, "do": "ask"}, follow=True)
    assert "has no focal point who signs in" in answer.text


def test_what_a_country_gave_back_can_be_given_on(workshop, allocation):
    assert office().get(page(workshop)).context["returned"] == []
    allocation.seats.update(state="returned")
    html = office().get(page(workshop)).text
    assert f'href="{reverse("admin:people_allocation_reallocate", args=[allocation.pk])}' in html
    assert f'href="{reverse("admin:people_allocation_back", args=[allocation.pk])}' in html


# Withdrawing, and naming another


def act(row, code: str) -> str:
    return reverse(f"admin:people_participation_{code}", args=[row.pk])


def test_withdrawing_says_before_what_becomes_of_the_seat(workshop, allocation):
    row = nominate(allocation, "Seated One")
    offers.make(row, by=None, now=NOW)
    client = office()
    words = client.get(act(row, "withdraw")).context["words"]
    assert words == [
        f"The seat {row.seat} is free again.",
        f"Nobody waits in the reserve of {allocation}.",
        "The person’s own link ends.",
    ]
    wait(allocation, "First One")
    words = client.get(act(row, "withdraw")).context["words"]
    assert words[1] == (
        "1 person of the reserve could follow: First One. You decide on the next page."
    )


def test_withdrawing_keeps_the_reason_private_and_leads_on(workshop, allocation):
    row = nominate(allocation, "Seated One")
    offers.make(row, by=None, now=NOW)
    link = row.links.get()
    client = office()
    answer = client.post(act(row, "withdraw"), {"reason": ""})
    assert answer.context["form"].errors == {"reason": ["This field is required."]}
    answer = client.post(act(row, "withdraw"), {"reason": "Ill"}, follow=True)
    row, link = fresh(row), AccessLink.objects.get(pk=link.pk)
    assert (row.state, row.public_note) == (State.WITHDRAWN, "")
    assert row.changes.get(to_state=State.WITHDRAWN).reason == "Ill"
    assert link.revoked_at is not None
    assert f'href="{page(workshop)}#seat-{row.seat_id}">Decide who follows</a>' in answer.text
    client.post(act(row, "reinstate"), {"reason": "A slip"})
    link.refresh_from_db()
    assert (fresh(row).state, link.revoked_at) == (State.SELECTED, None)


def test_a_public_note_is_kept_where_somebody_writes_one(workshop, allocation):
    row = nominate(allocation, "Seated One")
    said = {"reason": "Ill", "public_note": "Could not come"}
    office().post(act(row, "withdraw"), said)
    row = fresh(row)
    assert (row.state, row.public_note) == (State.WITHDRAWN, "Could not come")


@pytest.mark.parametrize(
    ("starts_in", "suggested"), [(60, 7), (8, 7), (5, 4), (2, 1), (1, 1), (0, 1), (-3, 1)]
)
def test_an_answer_is_asked_for_before_the_workshop_begins(starts_in, suggested):
    now = timezone.now()
    first = now.date() + timedelta(days=starts_in)
    workshop = make_workshop(starts_on=first, ends_on=first + timedelta(days=9), zone="UTC")
    form = OfferForm(workshop=workshop, now=now)
    assert form.initial["day"] == (now.date() + timedelta(days=suggested)).isoformat()


def test_many_are_withdrawn_in_the_roster_each_on_its_own(workshop, allocation):
    seated, left = nominate(allocation, "Seated One"), let_expire(allocation)
    declined = Participation.objects.filter(pk=left.pk)
    declined.update(state=State.DECLINED)
    offers.make(seated, by=None, now=LATER)
    client, roster = office(), reverse("admin:people_participation_changelist")
    sent = {"action": "withdraw", "_selected_action": [seated.pk, left.pk]}
    asked_first = client.post(roster, sent).context["rows"]
    assert [words[0] for _row, words in asked_first] == [
        f"The seat {fresh(seated).seat} is free again.", "Would be refused: is “Declined”.",
    ]  # fmt: skip
    assert fresh(seated).state == State.SELECTED
    answer = client.post(roster, sent | {"confirmed": "yes", "reason": "Ill"}, follow=True)
    assert (
        f'1 person is withdrawn. <a href="{page(workshop)}">Decide who follows</a>' in answer.text
    )
    assert "that does not lead to “Withdrawn”" in answer.text
    assert (fresh(seated).state, fresh(left).state) == (State.WITHDRAWN, State.DECLINED)


def test_another_nominee_is_named_for_the_seat(workshop, allocation):
    out, into = nominate(allocation, "Seated One"), nominate(allocation, "Named One")
    offers.make(out, by=None, now=NOW)
    offers.accept(out, by=out, now=NOW)
    client = office()
    sent = {"into": into.pk, "day": "2099-05-02", "clock": "18:00", "reason": "Promoted"}
    assert client.post(act(out, "replace"), sent).status_code == 302
    assert (fresh(out).state, fresh(into).state) == (State.REPLACED, State.SELECTED)
    assert (fresh(into).replaces, fresh(into).seat) == (out, fresh(out).seat)


def test_only_who_could_have_the_seat_can_be_named(workshop, allocation):
    out, own = nominate(allocation, "Seated One"), nominate(allocation, "Own One")
    abroad = make_allocation(stream=allocation.stream, country="PAK", seats=0)
    nominate(abroad, "From Abroad")
    nominate(allocation, "Ruled Out", state=State.INELIGIBLE)
    offers.make(out, by=None, now=NOW)
    choices = office().get(act(out, "replace")).context["form"].fields["into"].queryset
    assert list(choices) == [own]


def test_who_may_not_select_is_not_led_to_who_follows(workshop, allocation):
    row, other = nominate(allocation, "Seated One"), nominate(allocation, "Other One")
    offers.make(row, by=None, now=NOW)
    clerk = make_clerk("change_participation", "view_participation")
    answer = clerk.post(act(row, "withdraw"), {"reason": "Ill"}, follow=True)
    assert fresh(row).state == State.WITHDRAWN
    assert ("Undo" in answer.text, "Decide who follows" in answer.text) == (True, False)
    roster = reverse("admin:people_participation_changelist")
    sent = {"action": "withdraw", "_selected_action": [other.pk], "confirmed": "yes"}
    answer = clerk.post(roster, sent | {"reason": "Ill"}, follow=True)
    assert fresh(other).state == State.WITHDRAWN
    assert "Decide who follows" not in answer.text
    assert clerk.get(act(row, "replace")).status_code == 403
    assert clerk.get(page(workshop)).status_code == 403


def make_clerk(*codes: str) -> Client:
    """Somebody of the office who may do only this."""
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = Client()
    client.force_login(user)
    return client


def test_who_left_a_seat_leads_to_who_follows(workshop, allocation, user):
    seated = nominate(allocation, "Seated One")
    change = reverse("admin:people_participation_change", args=[seated.pk])
    offers.make(seated, by=None, now=NOW)
    assert "Decide who follows" not in office().get(change).text
    succession.withdraw(seated, by=user, now=NOW, reason="Ill")
    assert "Decide who follows" in office().get(change).text


# The order


def test_one_order_holds_over_the_countrys_allocations(workshop, allocation, user):
    fund = make_fund(workshop=workshop)
    other = make_allocation(stream=allocation.stream, fund=fund, seats=0)
    left = let_expire(allocation)
    outside, further = wait(other, "Outside One"), wait(other, "Further One")
    own = wait(allocation, "Own One")
    for row, names in ((outside, "Own One"), (further, "Own One, Outside One")):
        with pytest.raises(OutOfTurn) as refusal:
            succession.promote(row, left.seat, by=user, now=LATER)
        assert str(refusal.value) == f"{names} would come first. Say why not."
    succession.promote(own, left.seat, by=user, now=LATER)


def test_what_the_dashboard_says_of_seats_to_fill_is_read_once(workshop, allocation):
    let_expire(allocation)
    wait(allocation, "First One")
    with CaptureQueriesContext(connection) as asked:
        dashboard.lines_about([workshop])
    assert sum('"left_at"' in one["sql"] for one in asked.captured_queries) == 1
    assert line(workshop, "expired") is not None


def test_who_comes_from_another_stream_joins_that_of_the_seat(workshop, allocation, user):
    stream = make_stream(workshop=workshop, code="two")
    row = wait(make_allocation(stream=stream, seats=0), "Other Stream")
    left = let_expire(allocation)
    (vacancy,) = vacancies(workshop, now=LATER)
    assert [str(one.row) for one in vacancy.candidates] == ["Other Stream"]
    succession.promote(row, left.seat, by=user, now=LATER)
    row = fresh(row)
    assert (row.seat, row.allocation, row.stream) == (left.seat, allocation, allocation.stream)


def test_nobody_has_a_seat_of_another_workshop(allocation, user):
    elsewhere = make_allocation(stream=make_stream(workshop=make_workshop()), seats=1)
    row = wait(elsewhere, "From Elsewhere")
    left = let_expire(allocation)
    with pytest.raises(NoSeat) as refusal:
        succession.promote(row, left.seat, by=user, now=LATER)
    assert str(refusal.value) == f"The seat {left.seat} is of another workshop."
    assert fresh(row).state == State.RESERVE

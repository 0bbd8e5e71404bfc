"""The office's roster: seats, states, allocations and accounts keep their rules."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.actions import seating, seats
from people.actions.refusals import NoSeat, WrongCountry
from people.models import Allocation, GroupMembership, Participation, Role, Seat, State, User
from tests.factories import (
    make_allocation,
    make_country,
    make_fund,
    make_group,
    make_organiser,
    make_participation,
    make_person,
    make_session,
    make_speaker,
    make_stream,
    make_venue,
    make_workshop,
)
from tests.workshops.office import address, form_of, organiser_client
from workshops.models import Material, Session, SiteVisit, Speaker, Workshop

pytestmark = pytest.mark.django_db


def edit(client: Client, row, **changed):
    """Open a row's form, change some fields, and save."""
    model = type(row)
    page = address(model, "change", row.pk)
    data = form_of(client.get(page).content.decode(), f"{model._meta.model_name}_form")
    return client.post(page, data | changed)


def add(client: Client, model: type, **values):
    page = address(model, "add")
    data = form_of(client.get(page).content.decode(), f"{model._meta.model_name}_form")
    return client.post(page, data | values)


def move(client: Client, allocation: Allocation, code: str, **values):
    """Open the page of a move of seats, fill it in, and send it."""
    page = reverse(f"admin:people_allocation_{code}", args=[allocation.pk])
    seen = client.get(page).context["form"].initial["seen"]
    return client.post(page, {"seen": seen, "reason": "As agreed"} | values)


def errors(answer) -> dict:
    return dict(answer.context["adminform"].form.errors)


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


# States


def test_a_state_is_changed_on_its_own_page_and_kept_in_the_history():
    one = make_participation(state=State.ACCEPTED, channel="nomination")
    client = organiser_client()
    page = reverse("admin:people_participation_state", args=[one.pk])
    offered = [code for code, _label in client.get(page).context["form"].fields["to"].choices]
    assert sorted(offered) == ["arrived", "no_show", "replaced", "withdrawn"]
    client.post(page, {"to": "arrived", "reason": "Came on day one"})
    one.refresh_from_db()
    change = one.changes.get()
    assert (one.state, change.actor.username, change.reason) == (
        "arrived",
        "organiser",
        "Came on day one",
    )


def test_a_state_that_does_not_follow_is_refused():
    one = make_participation(state=State.ARRIVED, channel="nomination")
    page = reverse("admin:people_participation_state", args=[one.pk])
    answer = organiser_client().post(page, {"to": "draft"})
    assert answer.status_code == 200
    one.refresh_from_db()
    assert one.state == "arrived"


def test_a_historical_record_may_be_set_to_any_state():
    one = make_participation(state=State.ARRIVED)
    page = reverse("admin:people_participation_state", args=[one.pk])
    organiser_client().post(page, {"to": "accepted"})
    one.refresh_from_db()
    assert one.state == "accepted"


def test_the_state_is_not_a_field_of_the_form():
    one = make_participation(state=State.ACCEPTED, channel="nomination")
    edit(organiser_client(), one, state="completed", post_en="Director")
    one.refresh_from_db()
    assert (one.state, one.post_en) == ("accepted", "Director")


def test_many_states_are_changed_after_a_question_and_failures_are_named():
    workshop = make_workshop()
    ready = make_participation(
        workshop=workshop, name="Ready One", state=State.ACCEPTED, channel="nomination"
    )
    stuck = make_participation(
        workshop=workshop, name="Stuck One", state=State.ARRIVED, channel="nomination"
    )
    client, page = organiser_client(), address(Participation, "changelist")
    chosen = {"action": "change_state", "_selected_action": [ready.pk, stuck.pk]}
    asked = client.post(page, chosen)
    assert "This changes the state of 2 people:" in asked.content.decode()
    ready.refresh_from_db()
    assert ready.state == "accepted"
    answer = client.post(page, chosen | {"confirmed": "yes", "to": "arrived"})
    assert answer.status_code == 302
    assert said(answer) == [
        "Stuck One is “Arrived”; that does not lead to “Arrived”.",
        "Ready One: Arrived.",
    ]
    ready.refresh_from_db()
    assert ready.state == "arrived"


def test_states_are_changed_by_those_with_the_right():
    one = make_participation(state=State.ACCEPTED, channel="nomination")
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    page = reverse("admin:people_participation_state", args=[one.pk])
    assert client.post(page, {"to": "arrived"}).status_code == 403
    assert Client().post(page, {"to": "arrived"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "accepted"


# Seats


def nominee(**fields) -> Participation:
    return make_participation(state=State.ENDORSED, channel="nomination", **fields)


def state_page(row: Participation) -> str:
    return reverse("admin:people_participation_state", args=[row.pk])


def state_errors(answer) -> dict:
    return dict(answer.context["form"].errors)


def test_a_free_seat_is_given_with_the_state_and_a_held_one_is_not_offered():
    workshop = make_workshop()
    stream = make_stream(workshop=workshop)
    allocation = make_allocation(stream=stream, seats=3)
    holder = make_participation(workshop=workshop, stream=stream, name="Holder")
    one = nominee(workshop=workshop, stream=stream)
    client = organiser_client()
    taken = client.post(state_page(one), {"to": "selected", "seat": holder.seat_id})
    assert list(state_errors(taken)) == ["seat"]
    last = allocation.seats.get(number=3)
    assert client.post(state_page(one), {"to": "selected", "seat": last.pk}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.seat) == ("selected", last)


def test_without_a_choice_the_first_free_seat_is_taken():
    stream = make_stream()
    allocation = make_allocation(stream=stream)
    one = nominee(workshop=stream.workshop, stream=stream)
    organiser_client().post(state_page(one), {"to": "selected"})
    one.refresh_from_db()
    assert one.seat == allocation.seats.get(number=1)


def test_a_state_that_takes_no_seat_asks_for_none():
    stream = make_stream()
    seat = make_allocation(stream=stream).seats.first()
    one = nominee(workshop=stream.workshop, stream=stream)
    organiser_client().post(state_page(one), {"to": "reserve", "seat": seat.pk})
    one.refresh_from_db()
    assert (one.state, one.seat) == ("reserve", None)


def test_the_seat_is_no_field_of_the_form():
    one = make_participation()
    other = make_allocation(stream=one.stream, country="KAZ").seats.first()
    client = organiser_client()
    edit(client, one, seat=other.pk)
    assert Participation.objects.get(pk=one.pk).seat == one.seat
    waiting = nominee(workshop=one.workshop, stream=one.stream, name="Waiting")
    edit(client, waiting, seat=other.pk)
    assert Participation.objects.get(pk=waiting.pk).seat is None


def test_a_historical_record_takes_a_free_seat_with_its_state():
    stream = make_stream()
    one = make_participation(workshop=stream.workshop, stream=stream, state=State.DRAFT)
    client = organiser_client()
    refused = client.post(state_page(one), {"to": "arrived"})
    assert state_errors(refused) == {
        "to": ["There is no free seat for Bat Erdene. The reserve is open."]
    }
    seat = make_allocation(stream=stream, seats=1).seats.get()
    client.post(state_page(one), {"to": "arrived"})
    one.refresh_from_db()
    assert (one.state, one.seat) == ("arrived", seat)


@pytest.mark.parametrize("seat_of", ["another workshop", "another country"])
def test_a_seat_that_is_not_for_this_person_is_not_offered(seat_of):
    stream = make_stream()
    one = nominee(workshop=stream.workshop, stream=stream)
    there = make_stream() if seat_of == "another workshop" else stream
    country = "MNG" if seat_of == "another workshop" else "KAZ"
    seat = make_allocation(stream=there, country=country).seats.first()
    answer = organiser_client().post(state_page(one), {"to": "selected", "seat": seat.pk})
    assert list(state_errors(answer)) == ["seat"]
    one.refresh_from_db()
    assert (one.state, one.seat) == ("endorsed", None)


def test_a_fund_for_one_country_is_kept_to_it():
    workshop = make_workshop()
    stream = make_stream(workshop=workshop)
    fund = make_fund(workshop=workshop, only_country=make_country("MNG"))
    body = make_allocation(stream=stream, country=None, body="The Secretariat", fund=fund)
    one = nominee(workshop=workshop, stream=stream, country="KAZ")
    seat = body.seats.first()
    client = organiser_client()
    refused = client.post(state_page(one), {"to": "selected", "seat": seat.pk})
    assert state_errors(refused) == {
        "to": ["The seat is paid for by Main fund, which is for Mongolia only, not for Bat Erdene."]
    }
    Participation.objects.update(sending_country="MNG")
    client.post(state_page(one), {"to": "selected", "seat": seat.pk})
    assert Participation.objects.get().seat == seat


def test_a_holder_is_not_sent_by_another_country_than_the_seats():
    one = make_participation()
    client = organiser_client()
    make_country("KAZ")
    answer = edit(client, one, sending_country="KAZ")
    assert errors(answer) == {
        "sending_country": ["The seat is for Mongolia, which does not send Bat Erdene."]
    }
    assert edit(client, one, duty_station="KAZ").status_code == 302


def test_a_nominee_is_put_forward_under_the_countrys_own_allocation():
    stream = make_stream()
    other = make_allocation(stream=stream, country="KAZ")
    one = nominee(workshop=stream.workshop, stream=stream)
    client = organiser_client()
    assert errors(edit(client, one, allocation=other.pk)) == {
        "allocation": ["This allocation is to Kazakhstan."]
    }
    own = make_allocation(stream=make_stream(workshop=stream.workshop), country="MNG")
    assert errors(edit(client, one, allocation=own.pk)) == {
        "stream": ["The allocation is in another stream."]
    }
    assert edit(client, one, allocation=own.pk, stream="").status_code == 302
    one.refresh_from_db()
    assert (one.allocation, one.stream) == (own, own.stream)


def test_a_holder_moves_to_another_seat_and_frees_the_old_one():
    workshop = make_workshop()
    stream = make_stream(workshop=workshop)
    old = make_allocation(stream=stream, fund=make_fund(workshop=workshop))
    new = make_allocation(stream=stream, fund=make_fund(workshop=workshop, name="Other"))
    one = make_participation(workshop=workshop, stream=stream, seat=old.seats.first())
    page = reverse("admin:people_participation_seat", args=[one.pk])
    client = organiser_client()
    client.post(page, {"seat": new.seats.first().pk})
    one.refresh_from_db()
    assert (one.seat, one.allocation) == (new.seats.first(), new)
    assert set(Seat.objects.free()) == {*old.seats.all(), new.seats.last()}
    assert "became seat" in client.get(address(Participation, "history", one.pk)).text


def test_moving_to_a_seat_of_another_country_is_refused():
    one = make_participation()
    other = make_allocation(stream=one.stream, country="KAZ").seats.first()
    with pytest.raises(WrongCountry):
        seating.reseat(one, other, by=None, now=timezone.now())
    with pytest.raises(NoSeat):
        seating.reseat(
            nominee(workshop=one.workshop, name="Waiting"), other, by=None, now=timezone.now()
        )


# Allocations


def test_an_allocation_is_made_with_its_seats():
    stream = make_stream()
    answer = add(organiser_client(), Allocation, stream=stream.pk, country="MNG", seat_count=3)
    assert answer.status_code == 302
    assert list(Seat.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_raising_adds_seats_and_lowering_takes_free_ones():
    one = make_participation()
    allocation = one.seat.allocation
    client = organiser_client()
    move(client, allocation, "resize", number=4)
    assert allocation.seats.in_force().count() == 4
    move(client, allocation, "resize", number=1)
    assert list(allocation.seats.in_force()) == [one.seat]


def test_lowering_below_those_with_a_name_is_refused_with_the_names():
    one = make_participation()
    allocation = one.seat.allocation
    answer = move(organiser_client(), allocation, "resize", number=0)
    assert dict(answer.context["form"].errors) == {
        "number": ["Seats have names on them: Bat Erdene. 1 is the least."]
    }
    assert allocation.seats.count() == 1
    with pytest.raises(seats.SeatsHeld):
        seats.resize(allocation, 0)


def test_more_seats_than_likely_are_refused():
    with pytest.raises(seats.TooManySeats):
        seats.resize(make_allocation(stream=make_stream()), 501)


@pytest.mark.parametrize("to", [{"country": "MNG", "body": "A body"}, {"country": "", "body": ""}])
def test_an_allocation_is_to_a_country_or_a_body_in_words(to):
    stream = make_stream()
    answer = add(organiser_client(), Allocation, stream=stream.pk, seat_count=1, **to)
    assert errors(answer) == {
        "country": ["An allocation is to a country or a body: give one of them."]
    }


def test_an_allocation_is_made_once():
    allocation = make_allocation(stream=make_stream())
    answer = add(
        organiser_client(),
        Allocation,
        stream=allocation.stream_id,
        country="MNG",
        seat_count=1,
    )
    assert errors(answer) == {
        "country": ["There is an allocation to it from this fund. Change its number of seats."]
    }


# Adding


def test_a_participant_is_added_as_a_draft_with_a_history():
    workshop, person = make_workshop(), make_person()
    answer = add(
        organiser_client(),
        Participation,
        workshop=workshop.pk,
        person=person.pk,
        sending_country="MNG",
    )
    assert answer.status_code == 302
    one = Participation.objects.get()
    assert (one.state, one.role) == (State.DRAFT, Role.PARTICIPANT)
    assert (one.changes.get().to_state, one.changes.get().actor.username) == ("draft", "organiser")


def test_a_session_gets_the_next_number_and_an_address_from_its_title():
    workshop = make_workshop()
    make_session(workshop=workshop, number=7)
    client = organiser_client()
    values = {"workshop": workshop.pk, "date": "2024-05-21", "part_of_day": "morning"}
    add(client, Session, title_en="Rails & Roads", **values)
    add(client, Session, **values)
    assert list(Session.objects.order_by("number").values_list("number", "slug"))[1:] == [
        (8, "rails-roads"),
        (9, "session-9"),
    ]


def test_a_session_outside_the_dates_is_saved_with_a_warning():
    workshop = make_workshop()
    values = {"workshop": workshop.pk, "part_of_day": "morning", "title_en": "Late"}
    answer = add(organiser_client(), Session, date="2024-07-01", **values)
    assert said(answer)[0] == (
        "The session is on Mon 1 Jul 2024, outside the workshop’s dates (20 May – 2 June 2024)."
    )
    assert Session.objects.count() == 1


def test_a_workshop_gets_its_address_once():
    client = organiser_client()
    values = {
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-06",
        "zone": "Asia/Almaty",
        "languages": ["en", "ru"],
        "working_languages": ["en"],
    }
    add(client, Workshop, title_en="Trade on Rails", **values)
    workshop = Workshop.objects.get()
    assert (workshop.slug, workshop.status, workshop.languages) == (
        "trade-on-rails",
        "draft",
        ["en", "ru"],
    )
    edit(client, workshop, title_en="Trade by Sea", slug="other")
    workshop.refresh_from_db()
    assert (workshop.title_en, workshop.slug) == ("Trade by Sea", "trade-on-rails")


def test_a_workshop_in_russian_alone_needs_no_english_title():
    values = {"starts_on": "2026-03-02", "ends_on": "2026-03-06", "zone": "Asia/Almaty"}
    spoken = {"languages": ["ru"], "working_languages": ["ru"]}
    client = organiser_client()
    answer = add(client, Workshop, **values, **spoken)
    assert errors(answer) == {"title_en": ["Give it in one language at least."]}
    assert add(client, Workshop, title_ru="Торговля", **values, **spoken).status_code == 302
    workshop = Workshop.objects.get()
    assert (workshop.title, workshop.slug) == ("Торговля", "workshop-2026")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends_on", "2024-05-01", "The last day is before the first."),
        ("zone", "Moon", "“Moon” is not a zone of the IANA table, as Asia/Shanghai is."),
        ("languages", [], "This field is required."),
    ],
)
def test_what_is_wrong_with_a_workshop_is_said_beside_the_field(field, value, sentence):
    workshop = make_workshop()
    answer = edit(organiser_client(), workshop, **{field: value})
    assert errors(answer) == {field: [sentence]}


def test_languages_not_used_are_left_out_of_the_form_unless_filled():
    session = make_session()
    client = organiser_client()
    page = address(Session, "change", session.pk)
    assert "title_ru" not in client.get(page).content.decode()
    Session.objects.update(title_ru="Лекция")
    assert "title_ru" in client.get(page).content.decode()
    assert "title_zh_hans" not in client.get(page).content.decode()


def test_rows_of_another_workshop_are_refused():
    session, elsewhere = make_session(), make_session()
    speaker = make_speaker(workshop=elsewhere.workshop)
    answer = edit(
        organiser_client(),
        session,
        **{
            "speaker_roles-TOTAL_FORMS": 1,
            "speaker_roles-0-speaker": speaker.pk,
            "speaker_roles-0-role": "speaker",
        },
    )
    assert answer.context["inline_admin_formsets"][0].formset.errors == [
        {"speaker": ["This belongs to another workshop: Digital Trade in Practice."]}
    ]
    assert session.speaker_roles.count() == 0


def test_a_venue_is_one_of_the_workshops():
    session, hall = make_session(), make_venue()
    client = organiser_client()
    session.workshop.venues.add(make_venue("Campus"))
    assert errors(edit(client, session, venue=hall.pk)) == {
        "venue": ["This is none of the workshop’s venues. Add it to the workshop first."]
    }
    session.workshop.venues.add(hall)
    assert edit(client, session, venue=hall.pk).status_code == 302


def test_rows_without_a_number_go_to_the_end():
    session = make_session()
    visit = SiteVisit.objects.create(session=session)
    new = {"stops-TOTAL_FORMS": 2}
    for place, name in enumerate(["Silk firm", "Museum"]):
        new |= {f"stops-{place}-name_en": name, f"stops-{place}-kind": "firm"}
    assert edit(organiser_client(), visit, **new).status_code == 302
    assert list(visit.stops.values_list("name", "position")) == [("Silk firm", 1), ("Museum", 2)]


def test_a_paper_handed_out_in_a_session_belongs_to_its_workshop():
    session = make_session()
    new = {
        "materials-TOTAL_FORMS": 1,
        "materials-0-title_en": "Paper",
        "materials-0-kind": "paper",
        "materials-0-audience": "public",
        "materials-0-url": "https://example.org/paper",
    }
    assert edit(organiser_client(), session, **new).status_code == 302
    paper = Material.objects.get()
    assert (paper.session, paper.workshop) == (session, session.workshop)


def test_a_paper_needs_a_file_or_a_link():
    workshop = make_workshop()
    answer = add(organiser_client(), Material, workshop=workshop.pk, title_en="Paper")
    assert errors(answer) == {"file": ["Give a file or a web address."]}


def test_a_speaker_gets_an_address_from_the_name():
    workshop = make_workshop()
    client = organiser_client()
    for name in ("Lena Park", "Lena Park", "李军"):
        add(client, Speaker, workshop=workshop.pk, name=name)
    assert sorted(Speaker.objects.values_list("slug", flat=True)) == [
        "lena-park",
        "lena-park-2",
        "speaker",
    ]


def test_the_form_of_a_group_moves_nobody_for_that_is_what_the_board_does():
    group, stranger = make_group(workshop=make_workshop()), make_participation()
    new = {"memberships-TOTAL_FORMS": 1, "memberships-0-participation": stranger.pk}
    edit(organiser_client(), group, name_en="Silk", **new)
    group.refresh_from_db()
    assert (group.name_en, GroupMembership.objects.count()) == ("Silk", 0)


# Accounts


def test_only_those_with_all_rights_give_rights():
    from django.contrib.auth.models import Permission

    clerk = make_organiser("clerk", is_superuser=False)
    clerk.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    boss = make_organiser("boss")
    client = Client()
    client.force_login(clerk)
    edit(client, clerk, is_superuser="on", first_name="Clara")
    clerk.refresh_from_db()
    assert (clerk.first_name, clerk.is_superuser) == ("Clara", False)
    assert client.post(address(User, "change", boss.pk), {"username": "x"}).status_code == 403
    assert client.post(address(User, "delete", boss.pk), {"post": "yes"}).status_code == 403
    assert client.get(f"/en/admin/people/user/{boss.pk}/password/").status_code == 403

"""Raising, lowering, offering, returning, giving on, cancelling and bringing back seats."""

from datetime import UTC, datetime

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from people.actions import seat_numbers, seats
from people.actions.refusals import OverCapacity, SeatsChanged, SeatsHeld, SeatsRefused
from people.admin.seat_moves import MOVES
from people.models import Allocation, Participation, Seat, SeatChange, State
from tests.factories import (
    make_allocation,
    make_call,
    make_country,
    make_organiser,
    make_participation,
    make_stream,
    make_workshop,
)
from tests.workshops.office import address, form_of, organiser_client

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)


def states_of(allocation: Allocation) -> list[str]:
    return list(allocation.seats.order_by("number").values_list("state", flat=True))


def with_holder(seats: int = 3) -> Allocation:
    """An allocation on whose first seat Bat Erdene sits."""
    workshop = make_workshop()
    allocation = make_allocation(stream=make_stream(workshop=workshop), seats=seats)
    make_participation(workshop=workshop, seat=allocation.seats.first(), state=State.ACCEPTED)
    return allocation


def page_of(allocation: Allocation, code: str) -> str:
    return reverse(f"admin:people_allocation_{code}", args=[allocation.pk])


def move(client: Client, allocation: Allocation, code: str, **values):
    """Open the page, fill it in, and send it."""
    page = page_of(allocation, code)
    seen = client.get(page).context["form"].initial["seen"]
    return client.post(page, {"seen": seen, "reason": "As agreed"} | values)


def refusal(answer) -> dict:
    return dict(answer.context["form"].errors)


def act(name: str, allocation: Allocation, number: int, **more):
    """Call an action as the page does."""
    seen = more.pop("seen", None) or seat_numbers.version_of(allocation)
    return getattr(seat_numbers, name)(
        allocation, number, by=None, now=NOW, reason="As agreed", seen=seen, **more
    )


@pytest.mark.parametrize(
    ("code", "number", "after"),
    [
        ("return", 2, ["offered", "returned", "returned"]),
        ("cancel", 1, ["offered", "offered", "cancelled"]),
        ("resize", 5, ["offered"] * 5),
        ("resize", 1, ["offered"]),
    ],
)
def test_a_move_takes_free_seats_from_the_end(code, number, after):
    allocation = with_holder()
    answer = move(organiser_client(), allocation, code, number=number)
    assert answer.status_code == 302
    assert states_of(allocation) == after


@pytest.mark.parametrize("code", ["return", "cancel", "reallocate"])
def test_seats_with_somebody_on_them_are_refused_by_name(code):
    allocation = with_holder()
    target = make_allocation(stream=allocation.stream, country="KAZ", seats=0)
    answer = move(organiser_client(), allocation, code, number=3, to=target.pk)
    assert refusal(answer) == {
        "number": ["Bat Erdene sits there. Withdraw or replace that person first."]
    }
    assert states_of(allocation) == ["offered"] * 3


def test_lowering_below_those_who_sit_there_is_refused_by_name():
    allocation = with_holder()
    answer = move(organiser_client(), allocation, "resize", number=0)
    assert refusal(answer) == {"number": ["Seats have names on them: Bat Erdene. 1 is the least."]}


@pytest.mark.parametrize("code", ["return", "cancel", "offer", "back"])
def test_more_seats_than_there_are_is_refused(code):
    allocation = with_holder()
    with pytest.raises(SeatsRefused):
        act({"return": "give_back", "back": "bring_back"}.get(code, code), allocation, 9)


@pytest.mark.parametrize("code", ["return", "cancel", "reallocate"])
def test_taking_seats_away_asks_for_a_reason(code):
    allocation = with_holder()
    target = make_allocation(stream=allocation.stream, country="KAZ", seats=0)
    answer = move(organiser_client(), allocation, code, number=1, to=target.pk, reason="")
    assert refusal(answer) == {"reason": ["This field is required."]}
    assert states_of(allocation) == ["offered"] * 3


def test_new_seats_may_be_planned_and_offered_later():
    allocation = with_holder(seats=1)
    client = organiser_client()
    move(client, allocation, "resize", number=3, planned="on")
    assert states_of(allocation) == ["offered", "planned", "planned"]
    assert "offer" in [
        one.code
        for one in client.get(address(Allocation, "change", allocation.pk)).context["moves"]
    ]
    move(client, allocation, "offer", number=1)
    assert states_of(allocation) == ["offered", "offered", "planned"]


def test_returned_seats_are_brought_back_the_last_first():
    allocation = with_holder()
    client = organiser_client()
    move(client, allocation, "return", number=1)
    move(client, allocation, "cancel", number=1)
    move(client, allocation, "back", number=1)
    assert states_of(allocation) == ["offered", "offered", "returned"]


def test_seats_are_given_to_another_allocation_and_know_where_from():
    allocation = with_holder()
    target = make_allocation(stream=allocation.stream, country="KAZ", seats=1)
    move(organiser_client(), allocation, "reallocate", number=2, to=target.pk)
    assert states_of(allocation) == ["offered", "reallocated", "reallocated"]
    assert states_of(target) == ["offered"] * 3
    assert set(Seat.objects.filter(moved_to__allocation=target)) == set(
        allocation.seats.filter(number__gt=1)
    )


def test_seats_are_not_given_to_another_workshop():
    allocation = with_holder()
    elsewhere = make_allocation(stream=make_stream(), country="KAZ")
    answer = move(organiser_client(), allocation, "reallocate", number=1, to=elsewhere.pk)
    assert list(refusal(answer)) == ["to"]
    with pytest.raises(SeatsRefused):
        act("reallocate", allocation, 1, to=elsewhere)
    assert states_of(allocation) == ["offered"] * 3


def test_the_places_of_the_workshop_are_the_limit():
    allocation = with_holder()
    make_call(workshop=allocation.stream.workshop, capacity=4)
    answer = move(organiser_client(), allocation, "resize", number=5)
    assert refusal(answer) == {"number": ["The workshop has 4 places, and 3 seats are given out."]}
    act("resize", allocation, 4)
    act("give_back", allocation, 1)
    other = make_allocation(stream=allocation.stream, country="KAZ", seats=0)
    act("resize", other, 1)
    with pytest.raises(OverCapacity):
        act("bring_back", allocation, 1)
    assert Seat.objects.in_force().count() == 4


def test_giving_on_stays_within_the_places_unless_seats_had_been_returned():
    allocation = with_holder()
    make_call(workshop=allocation.stream.workshop, capacity=3)
    other = make_allocation(stream=allocation.stream, country="KAZ", seats=0)
    act("reallocate", allocation, 1, to=other)
    act("give_back", allocation, 1)
    act("resize", other, 2)
    with pytest.raises(OverCapacity):
        act("reallocate", allocation, 1, to=other)


def test_the_same_form_sent_twice_has_one_effect():
    allocation = with_holder()
    client, page = organiser_client(), page_of(allocation, "return")
    values = {
        "seen": client.get(page).context["form"].initial["seen"],
        "number": 1,
        "reason": "As agreed",
    }
    assert client.post(page, values).status_code == 302
    again = client.post(page, values)
    assert refusal(again) == {
        "number": ["The seats of Mongolia have changed since you opened this page. Look again."]
    }
    assert states_of(allocation) == ["offered", "offered", "returned"]


@pytest.mark.parametrize("change", ["resize", "give_back"])
def test_whatever_changes_seats_changes_their_version(change):
    allocation = with_holder()
    seen = seat_numbers.version_of(allocation)
    act(change, allocation, 2)
    with pytest.raises(SeatsChanged):
        act("cancel", allocation, 1, seen=seen)


def test_what_was_done_is_said_with_the_way_back():
    allocation = with_holder()
    client = organiser_client()
    answer = move(client, allocation, "return", number=2)
    (said,) = get_messages(answer.wsgi_request)
    back = page_of(allocation, "back") + "?number=2"
    assert str(said) == f'Seats returned by Mongolia: 2. <a href="{back}">Undo</a>'
    form = client.get(back).context["form"]
    assert form["number"].value() == "2"
    move(client, allocation, "back", number=2)
    assert states_of(allocation) == ["offered"] * 3


def test_the_way_back_of_giving_on_leads_from_the_other_allocation():
    allocation = with_holder()
    target = make_allocation(stream=allocation.stream, country="KAZ", seats=0)
    client = organiser_client()
    answer = move(client, allocation, "reallocate", number=1, to=target.pk)
    (said,) = get_messages(answer.wsgi_request)
    back = f"{page_of(target, 'reallocate')}?number=1&amp;to={allocation.pk}"
    assert back in str(said)
    form = client.get(back.replace("&amp;", "&")).context["form"]
    assert (form["number"].value(), form["to"].value()) == ("1", str(allocation.pk))


@pytest.mark.parametrize("query", ["number=x", "number=²&to=x", "to=999999", "number=-1"])
@pytest.mark.parametrize("code", [one.code for one in MOVES])
def test_an_address_made_up_proposes_nothing(code, query):
    allocation = with_holder()
    assert organiser_client().get(f"{page_of(allocation, code)}?{query}").status_code == 200


def test_every_change_is_kept_with_who_when_and_why():
    allocation = with_holder(seats=1)
    client = organiser_client()
    move(client, allocation, "resize", number=2, reason="More room")
    move(client, allocation, "return", number=1, reason="No nominee")
    kept = SeatChange.objects.order_by("id")
    assert [(c.from_state, c.to_state, c.actor.username, c.reason) for c in kept] == [
        ("", "offered", "organiser", "More room"),
        ("offered", "returned", "organiser", "No nominee"),
    ]
    shown = client.get(address(Allocation, "change", allocation.pk)).text
    assert shown.index("No nominee") < shown.index("More room")


def test_a_seat_on_record_is_cancelled_by_lowering_and_another_one_is_gone():
    allocation = with_holder(seats=2)
    act("resize", allocation, 3)
    act("resize", allocation, 1)
    assert states_of(allocation) == ["offered", "cancelled"]
    assert list(allocation.seats.values_list("number", flat=True)) == [1, 3]


@pytest.mark.parametrize("code", [one.code for one in MOVES])
def test_moves_are_for_those_who_manage_seats(code):
    allocation = with_holder()
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    page = page_of(allocation, code)
    assert (client.get(page).status_code, client.post(page).status_code) == (403, 403)
    assert states_of(allocation) == ["offered"] * 3


def test_only_what_is_possible_is_offered():
    allocation = with_holder(seats=1)
    client = organiser_client()
    page = address(Allocation, "change", allocation.pk)
    codes = [one.code for one in client.get(page).context["moves"]]
    assert codes == ["resize", "return", "reallocate", "cancel"]
    Participation.objects.update(state=State.WITHDRAWN)
    Seat.objects.update(state=Seat.State.CANCELLED)
    codes = [one.code for one in client.get(page).context["moves"]]
    assert codes == ["resize", "back"]


# The list of seats


def choose(client: Client, action: str, rows, **more):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address(Seat, "changelist"), chosen | more)


def test_chosen_seats_are_asked_about_then_done_one_by_one():
    allocation = with_holder()
    client = organiser_client()
    asked = choose(client, "give_back", allocation.seats.all())
    assert "3 seats are chosen." in asked.text
    assert states_of(allocation) == ["offered"] * 3
    answer = choose(client, "give_back", allocation.seats.all(), confirmed="yes", reason="So")
    assert states_of(allocation) == ["offered", "returned", "returned"]
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "Bat Erdene sits there. Withdraw or replace that person first.",
        "2 seats changed.",
    ]
    again = choose(client, "give_back", allocation.seats.all()[1:], confirmed="yes")
    *_before, last = get_messages(again.wsgi_request)
    assert str(last) == "2 seats were like that already."


def test_the_state_of_a_seat_is_no_field():
    allocation = with_holder()
    seat = allocation.seats.last()
    client = organiser_client()
    client.post(address(Seat, "change", seat.pk), {"state": "lost"})
    seat.refresh_from_db()
    assert seat.state == "offered"


# Forms


def allocation_form(client: Client, **values):
    data = {"stream": "", "country": "", "body": "", "seat_count": 1, "nominees_per_seat": 2}
    inlines = {
        f"{prefix}-{key}_FORMS": 0
        for prefix in ("seats", "fund_shares")
        for key in ("TOTAL", "INITIAL")
    }
    return client.post(address(Allocation, "add"), data | inlines | values)


def edit(client: Client, row, **changed):
    """Open a row's form, change some fields, and save."""
    page = address(type(row), "change", row.pk)
    data = form_of(client.get(page).text, f"{row._meta.model_name}_form")
    return client.post(page, data | changed)


def form_errors(answer) -> dict:
    return dict(answer.context["adminform"].form.errors)


def test_an_allocation_begins_with_planned_or_offered_seats():
    stream = make_stream()
    client = organiser_client()
    make_country("MNG"), make_country("KAZ")
    allocation_form(client, stream=stream.pk, country="MNG", seat_count=2, planned="on")
    allocation_form(client, stream=stream.pk, country="KAZ", seat_count=1)
    assert [states_of(one) for one in stream.allocations.all()] == [["planned"] * 2, ["offered"]]


def test_an_allocation_beyond_the_places_is_refused():
    stream = make_stream()
    make_call(workshop=stream.workshop, capacity=2)
    client = organiser_client()
    make_country("MNG")
    answer = allocation_form(client, stream=stream.pk, country="MNG", seat_count=3)
    assert form_errors(answer) == {
        "seat_count": ["The workshop has 2 places, and 0 seats are given out."]
    }
    assert allocation_form(client, stream=stream.pk, country="MNG", seat_count=2).status_code == 302


def test_deadlines_are_on_the_workshops_clock_and_in_order():
    stream = make_stream(workshop=make_workshop(zone="Asia/Almaty"))
    client = organiser_client()
    make_country("MNG")
    times = {
        "nomination_deadline_0": "2024-04-12",
        "nomination_deadline_1": "18:00",
        "replacement_cutoff_0": "2024-04-12",
        "replacement_cutoff_1": "17:59",
    }
    answer = allocation_form(client, stream=stream.pk, country="MNG", **times)
    assert form_errors(answer) == {
        "replacement_cutoff": ["Replacements would end before nominations do."]
    }
    times["replacement_cutoff_1"] = "18:00"
    assert allocation_form(client, stream=stream.pk, country="MNG", **times).status_code == 302
    allocation = Allocation.objects.get()
    assert allocation.nomination_deadline == datetime(2024, 4, 12, 13, tzinfo=UTC)
    html = client.get(address(Allocation, "change", allocation.pk)).text
    assert 'value="18:00:00"' in html
    assert "In Almaty time (UTC+5)." in html


def test_whose_seats_they_are_stays_while_people_stand_under_them():
    allocation = with_holder()
    make_country("KAZ")
    client = organiser_client()
    assert form_errors(edit(client, allocation, country="KAZ")) == {
        "country": ["People stand under this allocation: Bat Erdene. Make another one."]
    }
    free = make_allocation(stream=allocation.stream, country="PAK")
    assert edit(client, free, country="KAZ").status_code == 302


def test_places_are_not_lowered_below_the_seats_given_out():
    allocation = with_holder()
    call = make_call(workshop=allocation.stream.workshop)
    client = organiser_client()
    assert form_errors(edit(client, call, capacity=2)) == {
        "capacity": ["3 seats are given out. Lower allocations first."]
    }
    assert edit(client, call, capacity=3).status_code == 302


def test_a_workshop_leads_to_its_call_or_to_an_empty_one():
    workshop = make_workshop()
    client = organiser_client()
    way = reverse("admin:people_call_of", args=[workshop.pk])
    assert client.get(way)["Location"] == f"/en/admin/people/call/add/?workshop={workshop.pk}"
    call = make_call(workshop=workshop)
    assert client.get(way)["Location"] == f"/en/admin/people/call/{call.pk}/change/"
    assert client.get(reverse("admin:people_call_of", args=[0])).status_code == 404


def test_lowering_that_is_refused_takes_nothing(client):
    allocation = with_holder()
    with pytest.raises(SeatsHeld):
        seats.resize(allocation, 0, by=None, now=NOW)
    assert states_of(allocation) == ["offered"] * 3

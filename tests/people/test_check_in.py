"""The page at the door, the acts on one person, and those on many."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people import names
from people.models import Attendance, Participation, State
from tests.factories import (
    make_allocation,
    make_organiser,
    make_participation,
    make_stream,
    make_workshop,
)
from tests.workshops.office import address, organiser_client
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def running(day: int = 3, **fields) -> Workshop:
    """A fortnight of which today is the day of that number."""
    today = timezone.now().date()
    first = today - timedelta(days=day - 1)
    return make_workshop(
        starts_on=first, ends_on=first + timedelta(days=13), zone="Asia/Almaty", **fields
    )


def expected(workshop: Workshop, name: str = "Bat Erdene", **fields) -> Participation:
    defaults = {"state": State.ACCEPTED, "channel": "nomination"}
    row = make_participation(workshop=workshop, name=name, **defaults | fields)
    names.refresh(row.person)
    return row


def door(workshop: Workshop) -> str:
    return reverse("admin:people_participation_check_in", args=[workshop.pk])


def act(code: str, row: Participation) -> str:
    return reverse(f"admin:people_participation_{code}", args=[row.pk])


def sweep(code: str, workshop: Workshop) -> str:
    return reverse(f"admin:people_participation_{code}", args=[workshop.pk])


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def last(answer) -> str:
    return said(answer)[-1]


def stored(row: Participation) -> Participation:
    return Participation.objects.get(pk=row.pk)


def shown(answer) -> dict[str, list[str]]:
    desk = answer.context["desk"]
    groups = ("to_come", "to_count", "counted", "no_shows", "others")
    found = {name: [guest.name for guest in getattr(desk, name)] for name in groups}
    return {name: people for name, people in found.items() if people}


# The door


def test_one_button_checks_somebody_in_today():
    workshop = running()
    row = expected(workshop)
    client = organiser_client()
    assert shown(client.get(door(workshop))) == {"to_come": ["Bat Erdene"]}
    answer = client.post(door(workshop), {"person": row.pk, "day": "", "q": "bat"})
    assert answer["Location"].endswith(f"?day={workshop.today(timezone.now())}&q=bat")
    undo = act("take_back", row)
    assert said(answer) == [f'Bat Erdene has arrived. <a href="{undo}">Undo</a>']
    assert (stored(row).state, stored(row).attendances.count()) == ("arrived", 1)
    assert shown(client.get(door(workshop))) == {"counted": ["Bat Erdene"]}


def test_whoever_is_here_is_counted_each_day_with_one_button():
    workshop = running()
    row = expected(workshop)
    client = organiser_client()
    yesterday = workshop.today(timezone.now()) - timedelta(days=1)
    client.post(door(workshop), {"person": row.pk, "day": yesterday.isoformat()})
    assert stored(row).arrived_on == yesterday
    assert shown(client.get(door(workshop))) == {"to_count": ["Bat Erdene"]}
    client.post(door(workshop), {"person": row.pk})
    assert row.attendances.count() == 2


def test_the_button_pressed_twice_counts_once():
    workshop = running()
    row = expected(workshop)
    client = organiser_client()
    for _ in range(2):
        answer = client.post(door(workshop), {"person": row.pk})
    assert last(answer) == "Bat Erdene was counted already."
    assert (row.changes.count(), row.attendances.count()) == (1, 1)


@pytest.mark.parametrize(
    ("looked_for", "found"),
    [
        ("саран", ["Саран Дорж"]),
        ("李", ["Li Jun"]),
        ("jun li", ["Li Jun"]),
        ("kazakh", ["Li Jun"]),
        ("казахст", ["Li Jun"]),
        ("nobody", []),
    ],
)
def test_people_are_found_in_any_script_and_by_country(looked_for, found):
    workshop = running()
    expected(workshop, "Саран Дорж", country="MNG")
    li = expected(workshop, "Li Jun", country="KAZ")
    li.person.native_name, li.person.given_names, li.person.family_name = "李军", "Jun", "Li"
    li.person.save()
    names.refresh(li.person)
    answer = organiser_client().get(door(workshop), {"q": looked_for})
    assert shown(answer).get("to_come", []) == found


def test_who_is_not_expected_is_found_by_name_and_has_no_button():
    workshop = running()
    row = expected(workshop, state=State.WITHDRAWN)
    client = organiser_client()
    assert shown(client.get(door(workshop))) == {}
    assert shown(client.get(door(workshop), {"q": "bat"})) == {"others": ["Bat Erdene"]}
    answer = client.post(door(workshop), {"person": row.pk})
    assert said(answer) == ["Bat Erdene is “Withdrawn”; that does not lead to “Arrived”."]


@pytest.mark.parametrize("person", ["", "x", "999999", "²"])
def test_somebody_made_up_is_nobody(person):
    workshop = running()
    answer = organiser_client().post(door(workshop), {"person": person})
    assert said(answer) == ["There is no such person in this workshop."]


def test_somebody_of_another_workshop_is_not_checked_in_here():
    row = expected(running())
    answer = organiser_client().post(door(running()), {"person": row.pk})
    assert said(answer) == ["There is no such person in this workshop."]
    assert stored(row).state == "accepted"


def test_the_door_is_for_those_who_keep_the_roster():
    workshop = running()
    row = expected(workshop)
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    assert client.get(door(workshop)).status_code == 403
    assert client.post(door(workshop), {"person": row.pk}).status_code == 403
    assert stored(row).state == "accepted"


def test_before_the_workshop_today_is_the_only_day():
    workshop = make_workshop(starts_on=timezone.now().date() + timedelta(days=30))
    days = organiser_client().get(door(workshop)).context["days"]
    assert days == (workshop.today(timezone.now()),)


def test_the_door_asks_the_database_as_often_for_500_people_as_for_50():
    workshop = running()
    stream = make_stream(workshop=workshop)
    make_allocation(stream=stream, seats=510)
    client = organiser_client()
    seats = iter(stream.allocations.get().seats.all())
    for number in range(50):
        expected(workshop, f"Person {number}", seat=next(seats), stream=stream)
    few = queries(client, door(workshop))
    for number in range(450):
        expected(workshop, f"Other {number}", seat=next(seats), stream=stream)
    assert queries(client, door(workshop)) == few
    assert few <= 15


def queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        client.get(page)
    return len(seen)


# One person


def offered(row: Participation) -> list[str]:
    page = address(Participation, "change", row.pk)
    return [one.code for one in organiser_again().get(page).context["acts"]]


def organiser_again() -> Client:
    from people.models import User

    client = Client()
    client.force_login(User.objects.filter(is_superuser=True).first() or make_organiser())
    return client


def test_what_can_be_done_now_follows_the_state():
    workshop = running()
    row = expected(workshop)
    assert offered(row) == ["arrive", "miss", "seat", "replace", "withdraw"]
    organiser_again().post(door(workshop), {"person": row.pk})
    assert offered(row) == ["take_back", "days", "leave", "certificate", "seat"]


def test_nobody_is_offered_as_a_no_show_before_the_days_of_grace():
    assert offered(expected(running(day=1))) == ["arrive", "seat", "replace", "withdraw"]


def test_a_late_arrival_is_entered_with_its_day():
    workshop = running(day=5)
    row = expected(workshop)
    day = workshop.starts_on + timedelta(days=2)
    answer = organiser_client().post(act("arrive", row), {"day": day.isoformat()})
    assert answer.status_code == 302
    assert (stored(row).arrived_on, stored(row).attendances.get().day) == (day, day)


def test_a_day_to_come_is_refused_in_words():
    row = expected(running())
    tomorrow = (timezone.now() + timedelta(days=2)).date().isoformat()
    answer = organiser_client().post(act("arrive", row), {"day": tomorrow})
    assert answer.context["form"].non_field_errors() == [f"{tomorrow} has not come yet."]
    assert stored(row).state == "accepted"


def test_after_a_no_show_the_page_names_the_ways_to_a_seat():
    workshop = running()
    stream = make_stream(workshop=workshop)
    other = make_allocation(stream=stream, country="KAZ", seats=1)
    row = expected(workshop, stream=stream)
    client = organiser_client()
    client.post(act("miss", row), {"reason": "No word"})
    make_participation(workshop=workshop, stream=stream, name="Saran Dorj", seat=row.seat)
    ways = client.get(act("arrive", row)).context["ways"]
    own = row.seat.allocation
    assert [(way.text, way.url) for way in ways] == [
        (
            "Raise Mongolia · CAREC by a seat.",
            reverse("admin:people_allocation_resize", args=[own.pk]),
        ),
        (
            "Take a free seat of Kazakhstan · CAREC for Mongolia.",
            reverse("admin:people_allocation_reallocate", args=[other.pk])
            + f"?number=1&to={own.pk}",
        ),
    ]
    refused = client.post(act("arrive", row), {"day": workshop.today(timezone.now()).isoformat()})
    assert refused.context["form"].non_field_errors() == [
        "Saran Dorj has the seat of Bat Erdene by now, and no other is free. "
        "Raise the allocation, or free a seat."
    ]


def test_after_a_no_show_another_free_seat_can_be_chosen():
    workshop = running()
    stream = make_stream(workshop=workshop)
    row = expected(workshop, stream=stream)
    client = organiser_client()
    client.post(act("miss", row), {})
    make_participation(workshop=workshop, stream=stream, name="Saran Dorj", seat=row.seat)
    body = make_allocation(stream=stream, country=None, body="The Secretariat", seats=1)
    page = client.get(act("arrive", row))
    assert page.context["ways"] == []
    today = workshop.today(timezone.now()).isoformat()
    client.post(act("arrive", row), {"day": today, "seat": body.seats.get().pk})
    assert (stored(row).state, stored(row).seat) == ("arrived", body.seats.get())


def test_the_days_are_ticked_on_a_page():
    workshop = running(day=3)
    row = expected(workshop)
    client = organiser_client()
    client.post(door(workshop), {"person": row.pk})
    form = client.get(act("days", row)).context["form"]
    assert [day for day, _label in form.fields["days"].choices] == [
        (workshop.starts_on + timedelta(days=number)).isoformat() for number in range(3)
    ]
    first = workshop.starts_on.isoformat()
    client.post(act("days", row), {"days": [first]})
    assert [day.isoformat() for day in row.attendances.values_list("day", flat=True)] == [first]


def test_leaving_early_asks_for_a_reason_that_stays_private():
    workshop = running()
    row = expected(workshop)
    client = organiser_client()
    client.post(door(workshop), {"person": row.pk})
    today = workshop.today(timezone.now()).isoformat()
    refused = client.post(act("leave", row), {"day": today})
    assert dict(refused.context["form"].errors) == {"reason": ["This field is required."]}
    client.post(act("leave", row), {"day": today, "reason": "Ill"})
    assert (stored(row).state, stored(row).public_note) == ("left_early", "")


def test_a_certificate_is_allowed_on_a_page_and_not_without_a_reason():
    workshop = running()
    row = expected(workshop)
    client = organiser_client()
    client.post(door(workshop), {"person": row.pk})
    client.post(act("certificate", row), {"reason": ""})
    assert stored(row).certificate_waiver == ""
    client.post(act("certificate", row), {"reason": "The visa came late"})
    assert stored(row).certificate_waiver == "The visa came late"
    assert offered(row) == ["take_back", "days", "leave", "no_certificate", "seat"]
    client.post(act("no_certificate", row), {})
    assert stored(row).certificate_waiver == ""


@pytest.mark.parametrize(
    "code", ["arrive", "take_back", "days", "leave", "complete", "miss", "certificate"]
)
def test_acts_are_for_those_who_keep_the_roster(code):
    row = expected(running())
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    values = {"day": row.workshop.starts_on.isoformat(), "reason": "So"}
    assert client.get(act(code, row)).status_code == 403
    assert client.post(act(code, row), values).status_code == 403
    assert (stored(row).state, Attendance.objects.count()) == ("accepted", 0)


@pytest.mark.parametrize("code", ["arrive", "leave", "complete", "days", "take_back", "miss"])
def test_an_act_that_is_not_possible_is_refused_in_words(code):
    row = expected(running(), state=State.WITHDRAWN)
    values = {"day": row.workshop.starts_on.isoformat(), "reason": "So"}
    answer = organiser_client().post(act(code, row), values)
    assert answer.status_code == 200
    assert len(answer.context["form"].non_field_errors()) == 1
    assert stored(row).state == "withdrawn"


# Many


def test_those_ticked_did_not_come_and_the_others_are_still_expected():
    workshop = running()
    first, second = expected(workshop), expected(workshop, "Saran Dorj")
    later = expected(workshop, "Later One", expected_on=timezone.now() + timedelta(days=3))
    client = organiser_client()
    page = sweep("absent", workshop)
    assert "3 people to choose from." in client.get(page).text
    answer = client.post(page, {"people": [first.pk, later.pk], "reason": "No word"})
    assert stored(first).state == "no_show"
    assert (stored(second).state, stored(later).state) == ("accepted", "accepted")
    assert said(answer)[0].startswith("Later One is expected on")
    assert said(answer)[1] == "Who did not come: 1 person."


def test_everybody_present_completes_at_the_end():
    workshop = running(day=14)
    here = expected(workshop)
    gone = expected(workshop, "Saran Dorj", state=State.LEFT_EARLY)
    client = organiser_client()
    client.post(door(workshop), {"person": here.pk})
    form = client.get(sweep("finish", workshop)).context["form"]
    assert form["people"].value() == [here.pk]
    client.post(sweep("finish", workshop), {"people": [here.pk]})
    assert (stored(here).state, stored(gone).state) == ("completed", "left_early")


def test_nobody_completes_before_the_end():
    workshop = running(day=13)
    row = expected(workshop)
    client = organiser_client()
    client.post(door(workshop), {"person": row.pk})
    answer = client.post(sweep("finish", workshop), {"people": [row.pk]})
    assert last(answer) == f"The workshop runs until {workshop.ends_on}."
    assert stored(row).state == "arrived"


def test_nobody_ticked_is_asked_again():
    workshop = running()
    expected(workshop)
    answer = organiser_client().post(sweep("absent", workshop), {})
    assert dict(answer.context["form"].errors) == {"people": ["Tick somebody."]}


@pytest.mark.parametrize("code", ["absent", "finish"])
def test_sweeps_are_for_those_who_keep_the_roster(code):
    workshop = running()
    row = expected(workshop)
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    assert client.post(sweep(code, workshop), {"people": [row.pk]}).status_code == 403
    assert stored(row).state == "accepted"

"""The visits of a workshop in the office: the board, the page on the phone, who comes along, the library."""

from datetime import time, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.actions import visits
from people.models import HeadCount, Participation, VehicleSeat, VisitSignUp
from tests.factories import (
    make_facet,
    make_host,
    make_organisation,
    make_session,
    make_stop,
    make_transport,
    make_user,
    make_visit,
    make_workshop,
)
from tests.people.test_visits import coming_visit, running_visit, there
from tests.workshops.office import organiser_client
from workshops.models import SiteVisit, Stop

pytestmark = pytest.mark.django_db


def page(name: str, visit: SiteVisit) -> str:
    keys = [visit.session.workshop_id] if name.startswith("visits") else []
    keys = keys or [visit.session.workshop_id, visit.pk]
    return reverse(f"admin:people_participation_{name}", args=keys)


def staff(*rights: str) -> Client:
    user = make_user(f"staff-{len(rights)}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def press(client: Client, visit: SiteVisit, do: str, **fields):
    return client.post(page("visit", visit), {"do": do, "leg": "out"} | fields)


def test_the_board_shows_each_visit_with_what_it_lacks():
    visit = running_visit(host_contact="Ms Lee, +82 2 000")
    there(visit, "Aigul")
    html = organiser_client().get(page("visits", visit)).content.decode()
    for word in ("Dry port", "Ms Lee", "1 person", "transport"):
        assert word in html


def test_a_press_counts_and_a_second_press_takes_back():
    visit = running_visit()
    row, client = there(visit, "Aigul"), organiser_client()
    answer = press(client, visit, f"count:{row.pk}", q="aig")
    assert answer["Location"].endswith(f"?leg=out&q=aig&last={row.pk}#running")
    assert HeadCount.objects.get().by.username == "organiser"
    html = client.get(answer["Location"]).content.decode()
    assert ("1 of 1 aboard" in html, "Undo" in html) == (True, True)
    press(client, visit, f"uncount:{row.pk}")
    assert HeadCount.objects.count() == 0


def test_the_script_gets_the_list_again_and_what_to_say():
    visit = running_visit()
    row, client = there(visit, "Aigul"), organiser_client()
    there(visit, "Bat")
    answer = client.post(
        page("visit", visit),
        {"do": f"count:{row.pk}", "leg": "out"},
        headers={"accept": "application/json"},
    )
    told = answer.json()
    assert (answer.status_code, told["said"]) == (200, "Aigul is aboard.")
    assert "1 of 2 aboard" in told["html"]
    assert f"uncount:{row.pk}" in told["html"]


def test_one_press_notes_an_arrival_and_a_second_one_is_refused():
    visit = running_visit()
    stop, client = make_stop(visit=visit), organiser_client()
    press(client, visit, f"arrived:{stop.pk}")
    noted = Stop.objects.get().arrived_at
    assert noted is not None
    Stop.objects.update(arrived_at=time(1, 2))
    answer = client.post(
        page("visit", visit),
        {"do": f"arrived:{stop.pk}", "leg": "out"},
        headers={"accept": "application/json"},
    )
    assert (answer.status_code, Stop.objects.get().arrived_at) == (409, time(1, 2))


def correct(client: Client, stop: Stop, **fields):
    empty = {"arrived_at": "", "left_at": "", "seen_arrived_at": "", "seen_left_at": ""}
    return client.post(page("visit_times", stop.visit), empty | {"stop": stop.pk} | fields)


def test_times_are_corrected_and_an_unchanged_form_changes_nothing():
    visit = running_visit()
    stop, client = make_stop(visit=visit), organiser_client()
    assert said(correct(client, stop)) == ["Nothing was changed."]
    correct(client, stop, arrived_at="09:05")
    assert Stop.objects.get().arrived_at == time(9, 5)
    assert "Write a time" in said(correct(client, stop, left_at="soon"))[-1]
    correct(client, stop, seen_arrived_at="09:05")
    assert Stop.objects.get().arrived_at is None


def test_who_may_look_sees_the_list_and_changes_nothing():
    visit = running_visit()
    row, stop, bus = there(visit, "Aigul"), make_stop(visit=visit), make_transport(visit=visit)
    reader = staff("view_participation")
    for name in ("visits", "visits_punctuality", "visit", "visit_people"):
        answer = reader.get(page(name, visit))
        assert (answer.status_code, b'name="do"' in answer.content) == (200, False), name
    assert press(reader, visit, f"count:{row.pk}").status_code == 403
    assert press(reader, visit, f"arrived:{stop.pk}").status_code == 403
    assert correct(reader, stop, arrived_at="09:05").status_code == 403
    for do in ("deal", "empty", "save"):
        sent = {"do": do, f"vehicle-{row.pk}": bus.pk}
        assert reader.post(page("visit_people", visit), sent).status_code == 403
    assert (HeadCount.objects.count(), VehicleSeat.objects.count()) == (0, 0)
    assert staff().get(page("visits", visit)).status_code == 403


def test_the_visit_and_the_people_of_another_workshop_are_missing():
    visit, other = running_visit(), running_visit()
    stranger, stop, client = there(other, "Stranger"), make_stop(visit=other), organiser_client()
    wrong = reverse("admin:people_participation_visit", args=[visit.session.workshop_id, other.pk])
    assert client.get(wrong).status_code == 404
    assert press(client, visit, f"count:{stranger.pk}").status_code == 404
    assert press(client, visit, f"arrived:{stop.pk}").status_code == 404
    assert press(client, visit, "count:x").status_code == 404
    sent = {"do": "save", f"vehicle-{stranger.pk}": make_transport(visit=visit).pk}
    assert client.post(page("visit_people", visit), sent).status_code == 404
    assert (HeadCount.objects.count(), VehicleSeat.objects.count()) == (0, 0)


def test_meals_on_the_way_are_counted_of_those_who_come_along_and_name_nobody():
    visit = running_visit(needs_sign_up=True)
    make_stop(visit=visit, name="Lunch", kind=Stop.Kind.MEAL)
    for name in ("Aigul", "Bat"):
        row = there(visit, name)
        make_facet(participation=row, kind="diet", diet="halal", status="done", detail="secret")
    visits.sign_up(Participation.objects.first(), visit, by=organiser_of(), now=timezone.now())
    answer = staff("view_participation", "see_travel").get(page("visit", visit))
    [(place, meals)] = answer.context["meals"]
    assert (place.name, meals.people) == ("Lunch", 1)
    assert [(meal.code, meal.count) for meal in meals.counts] == [("halal", 1)]
    assert b"secret" not in answer.content
    assert staff("view_participation").get(page("visit", visit)).context["meals"] == ()


def organiser_of():
    return make_user("office", is_staff=True)


def test_vehicles_are_filled_evenly_and_then_moved_by_hand():
    visit = running_visit()
    rows = [there(visit, name) for name in ("A", "B")]
    one, two = make_transport(visit=visit), make_transport(visit=visit, label="Bus 2")
    client = organiser_client()
    client.post(page("visit_people", visit), {"do": "deal"})
    given = dict(VehicleSeat.objects.values_list("participation", "transport"))
    assert given == {rows[0].pk: one.pk, rows[1].pk: two.pk}
    sent = {"do": "save"}
    for row in rows:
        sent |= {f"seen-{row.pk}": given[row.pk], f"vehicle-{row.pk}": given[row.pk]}
    assert said(client.post(page("visit_people", visit), sent))[-1] == "Nothing was changed."
    client.post(page("visit_people", visit), sent | {f"vehicle-{rows[1].pk}": one.pk})
    assert set(VehicleSeat.objects.values_list("transport", flat=True)) == {one.pk}


def test_the_office_signs_somebody_up_and_takes_them_off():
    visit = coming_visit(places=0)
    row, client = there(visit, "A"), organiser_client()
    answer = client.post(page("visit_people", visit), {"do": f"sign-up:{row.pk}"})
    assert said(answer) == ["A is number 1 in the waiting list."]
    client.post(page("visit_people", visit), {"do": f"withdraw:{row.pk}"})
    assert VisitSignUp.objects.count() == 0


def test_the_report_of_punctuality_says_minutes_late():
    visit = running_visit()
    make_stop(visit=visit, arrives_at=time(9), arrived_at=time(9, 17))
    html = organiser_client().get(page("visits_punctuality", visit)).content.decode()
    assert "17 minutes late" in html


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_on_the_phone_has_a_line_for_everybody(count, django_assert_max_num_queries):
    visit = running_visit()
    make_stop(visit=visit)
    make_transport(visit=visit)
    for number in range(count):
        there(visit, f"Person {number}")
    client = organiser_client()
    with django_assert_max_num_queries(22):
        html = client.get(page("visit", visit)).content.decode()
    assert html.count("check-in-name") == count


# The library


LIBRARY = reverse("admin:workshops_sitevisit_library")


def test_the_library_lists_visits_of_all_workshops_by_host_and_finds_them():
    first = running_visit(activities="See parcels sorted")
    make_host(session=first.session, organisation=make_organisation("Post Office"))
    make_visit(session=make_session(workshop=make_workshop()), stops=("Tea museum",))
    to_come = coming_visit()
    client = organiser_client()
    shown = [line["visit"] for line in client.get(LIBRARY).context["lines"]]
    assert (len(shown), shown[0], to_come in shown) == (2, first, False)
    for word, number in (("parcels", 1), ("post office", 1), ("museum", 1), ("zebra", 0)):
        assert len(client.get(LIBRARY, {"q": word}).context["lines"]) == number, word


def test_the_library_is_for_those_who_may_see_visits():
    assert staff("view_participation").get(LIBRARY).status_code == 403
    assert staff("view_sitevisit", "view_session").get(LIBRARY).status_code == 200


def test_a_visit_is_used_again_from_the_library():
    visit = running_visit(activities="See parcels sorted")
    make_stop(visit=visit, name="Sorting hall")
    soon = timezone.now().date() + timedelta(days=20)
    workshop = make_workshop(starts_on=soon, ends_on=soon, title="The next one")
    session = make_session(workshop=workshop, date=soon)
    client, address = (
        organiser_client(),
        reverse("admin:workshops_sitevisit_use_again", args=[visit.pk]),
    )
    assert "The next one" in client.get(address).content.decode()
    sent = {"workshop": workshop.pk, "session": session.pk}
    answer = client.post(address, sent)
    new = SiteVisit.objects.get(session=session)
    assert answer["Location"] == reverse("admin:workshops_sitevisit_change", args=[new.pk])
    assert [stop.name for stop in new.stops.all()] == ["Sorting hall"]
    assert client.post(address, sent).status_code == 200  # it is no choice any more
    assert SiteVisit.objects.filter(session=session).count() == 1


def test_a_visit_is_not_used_in_a_session_of_another_workshop_or_by_who_may_not():
    visit = running_visit()
    soon = timezone.now().date() + timedelta(days=20)
    workshop = make_workshop(starts_on=soon, ends_on=soon)
    session = make_session(workshop=make_workshop(starts_on=soon, ends_on=soon), date=soon)
    address = reverse("admin:workshops_sitevisit_use_again", args=[visit.pk])
    sent = {"workshop": workshop.pk, "session": session.pk}
    assert organiser_client().post(address, sent).status_code == 200
    assert staff("view_sitevisit").post(address, sent).status_code == 403
    assert not SiteVisit.objects.filter(session=session).exists()

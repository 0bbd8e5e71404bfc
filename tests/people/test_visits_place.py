"""Visits on a participant's own page: what is out, which vehicle, signing up until the deadline."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.actions import visits
from people.models import Participation, State, VisitSignUp
from tests.factories import make_transport, release
from tests.people.test_place import make_offer, signed_in
from tests.people.test_visits import coming_visit, there
from workshops.models import SiteVisit, Workshop

pytestmark = pytest.mark.django_db
PAGE = "/en/place/visits/"


def participant(visit: SiteVisit) -> Participation:
    """Somebody of the visit's workshop with a link of their own."""
    row = make_offer(state=State.ACCEPTED)
    Participation.objects.filter(pk=row.pk).update(
        workshop=visit.session.workshop, state=State.ACCEPTED
    )
    return Participation.objects.get(pk=row.pk)


def out(**fields) -> SiteVisit:
    visit = coming_visit(**fields)
    release(visit.session.workshop)
    return visit


def test_one_signs_up_and_withdraws_by_a_button():
    visit = out(places=2)
    row = participant(visit)
    client = signed_in(row)
    assert "2 places are left." in client.get(PAGE).text
    answer = client.post(PAGE, {"visit": visit.pk, "do": "sign-up"}, follow=True)
    assert "You have a place." in answer.text
    folded = answer.text.split("<details>")[1].split("</details>")[0]
    assert "Your place goes to whoever waits for one." in folded
    assert folded.count('value="withdraw"') == answer.text.count('value="withdraw"') == 1
    assert VisitSignUp.objects.get().participation == row
    assert "you have a place" in client.get("/en/place/").text
    client.post(PAGE, {"visit": visit.pk, "do": "withdraw"})
    assert VisitSignUp.objects.count() == 0


def test_after_the_last_place_one_waits():
    visit = out(places=1)
    other = there(visit, "First")
    visits.sign_up(other, visit, by=other, now=timezone.now())
    client = signed_in(participant(visit))
    assert "Join the waiting list" in client.get(PAGE).text
    answer = client.post(PAGE, {"visit": visit.pk, "do": "sign-up"}, follow=True)
    assert "You are number 1 in the waiting list." in answer.text
    assert "You lose your number in the waiting list." in answer.text
    assert "Your place goes to" not in answer.text


def test_after_the_deadline_there_is_no_button_and_a_late_post_is_refused():
    visit = out(sign_up_until=timezone.now() - timedelta(minutes=1))
    client = signed_in(participant(visit))
    assert 'value="sign-up"' not in client.get(PAGE).text
    answer = client.post(PAGE, {"visit": visit.pk, "do": "sign-up"}, follow=True)
    assert "The time to sign up or to withdraw has ended." in answer.text
    assert VisitSignUp.objects.count() == 0


def test_one_sees_ones_own_vehicle_and_nothing_of_who_guides_and_drives_it():
    visit = out(host_contact="Secret contact")
    bus = make_transport(
        visit=visit, label="Bus 7", leaves_at="08:15", guide="Secret guide",
        guide_phone="Secret phone", driver="Secret driver", plate="Secret plate",
    )  # fmt: skip
    make_transport(visit=visit, label="Bus 8")
    row = participant(visit)
    visits.ride(row, visit, bus)
    html = signed_in(row).get(PAGE).text
    assert ("Bus 7" in html, "08:15" in html, "Bus 8" in html) == (True, True, False)
    assert "Secret" not in html


def test_what_is_not_out_is_no_visit_yet_and_cannot_be_signed_up_for():
    visit = coming_visit()
    client = signed_in(participant(visit))
    assert "Dry port" not in client.get(PAGE).text
    assert client.post(PAGE, {"visit": visit.pk, "do": "sign-up"}).status_code == 404
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    release(visit.session.workshop)
    assert "Dry port" not in client.get(PAGE).text


def test_another_workshops_visit_and_who_has_no_seat_are_as_missing():
    visit, other = out(), out()
    row = participant(visit)
    client = signed_in(row)
    assert client.post(PAGE, {"visit": other.pk, "do": "sign-up"}).status_code == 404
    Participation.objects.filter(pk=row.pk).update(state=State.WITHDRAWN)
    assert client.post(PAGE, {"visit": visit.pk, "do": "sign-up"}).status_code == 404
    assert VisitSignUp.objects.count() == 0

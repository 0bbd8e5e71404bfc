"""From a release to the mail it drafts, through the pages of the office."""

import html
import re
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.actions import sending
from people.models import Message, State
from tests.factories import (
    make_group,
    make_participation,
    make_person,
    make_session,
    make_workshop,
    release,
)
from tests.workshops.office import client_with, organiser_client
from workshops import dashboard
from workshops.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    """Four lectures of a group each; the fourth does not change."""
    workshop = make_workshop(slug="trade")
    for number, name in enumerate(("Ana One", "Bek Two", "Can Three", "Dan Four"), start=1):
        person = make_person(name, email=f"{name.split()[0].lower()}@example.org")
        row = make_participation(workshop=workshop, person=person, state=State.ARRIVED)
        session = make_session(
            workshop=workshop, number=number, slug=f"s{number}", title=f"Lecture {number}"
        )
        make_group(workshop=workshop, number=number, members=(row,)).sessions.add(session)
    release(workshop)
    workshop.sessions.filter(number=1).update(date=date(2024, 5, 21))
    workshop.sessions.filter(number=2).update(title_en="Lecture two")
    workshop.sessions.filter(number=3).update(status=Session.Status.CANCELLED)
    return workshop


def drafts_page(workshop) -> str:
    return reverse("admin:people_message_drafts", args=[workshop.pk])


def release_by_page(client: Client, workshop) -> str:
    """Press the button on the page; the page as it was read before."""
    address = reverse("admin:workshops_workshop_release", args=[workshop.pk])
    text = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', text)[1]
    assert client.post(address, {"when": "now", "seen": seen}).status_code == 302
    return html.unescape(text)


def keys(workshop) -> list[int]:
    return list(Message.objects.drafts().filter(workshop=workshop).values_list("pk", flat=True))


def test_release_two_shows_three_changes_and_mails_those_people_only(workshop):
    office = organiser_client()

    asked = release_by_page(office, workshop)

    assert "<h2>3 changes</h2>" in asked
    assert "For 3 people a message is drafted" in asked
    assert re.findall(r"<li>(\w+ \w+): 1 change</li>", asked) == ["Ana One", "Bek Two", "Can Three"]
    page = office.get(drafts_page(workshop)).content.decode()
    assert "3 messages wait as drafts" in page
    assert re.findall(r"<strong>(.*?)</strong></label>", page) == [
        "Ana One",
        "Bek Two",
        "Can Three",
    ]
    assert "Moved: Lecture 1" in page
    assert mail.outbox == []

    office.post(drafts_page(workshop), {"draft": keys(workshop), "send": "yes", "confirmed": "yes"})
    office.post(drafts_page(workshop), {"draft": keys(workshop), "send": "yes", "confirmed": "yes"})
    sending.send_due(clock=timezone.now)

    assert sorted(message.to[0] for message in mail.outbox) == [
        "Ana One <ana@example.org>",
        "Bek Two <bek@example.org>",
        "Can Three <can@example.org>",
    ]
    changes = Client().get("/en/workshops/trade/releases/1..2/").content.decode()
    assert changes.count('<article class="change">') == 3


def test_what_is_discarded_is_not_sent(workshop):
    office = organiser_client()
    release_by_page(office, workshop)

    office.post(
        drafts_page(workshop), {"draft": keys(workshop), "discard": "yes", "confirmed": "yes"}
    )
    sending.send_due(clock=timezone.now)

    assert (Message.objects.count(), mail.outbox) == (0, [])
    assert "No drafts" in office.get(drafts_page(workshop)).content.decode()


@pytest.mark.parametrize(
    ("act", "asked"), [("send", "Send 2 messages?"), ("discard", "Discard 2 drafts?")]
)
def test_it_is_asked_for_how_many_before_anything_is_done(workshop, act, asked):
    office = organiser_client()
    release_by_page(office, workshop)
    ticked = list(Message.objects.exclude(to_name="Can Three").values_list("pk", flat=True))

    page = office.post(drafts_page(workshop), {"draft": ticked, act: "yes"}).content.decode()

    assert f"<h1>{asked}</h1>" in page
    assert [int(key) for key in re.findall(r'name="draft" value="(\d+)"', page)] == ticked
    assert re.findall(r"<li>(\w+ \w+) <span", page) == ["Ana One", "Bek Two"]
    assert len(keys(workshop)) == 3

    form = {"draft": ticked, act: "yes", "confirmed": "yes"}
    office.post(drafts_page(workshop), form)
    assert list(Message.objects.drafts().values_list("to_name", flat=True)) == ["Can Three"]


def test_only_what_is_ticked_is_sent(workshop):
    office = organiser_client()
    release_by_page(office, workshop)
    first = Message.objects.get(to_name="Ana One")

    office.post(
        drafts_page(workshop), {"draft": [first.pk, "x", "²"], "send": "yes", "confirmed": "yes"}
    )

    waiting = Message.objects.filter(status=Message.Status.WAITING)
    assert list(waiting.values_list("to_name", flat=True)) == ["Ana One"]


def test_a_draft_that_was_replaced_meanwhile_is_not_sent_in_its_place(workshop):
    office = organiser_client()
    release_by_page(office, workshop)
    old = keys(workshop)
    workshop.sessions.update(title_en="Renamed all")
    release(workshop)

    answer = office.post(
        drafts_page(workshop), {"draft": old, "send": "yes", "confirmed": "yes"}, follow=True
    )

    assert "3 are no drafts any more" in answer.content.decode()
    assert Message.objects.filter(status=Message.Status.WAITING).count() == 0


def test_who_may_only_read_messages_sends_none(workshop):
    release_by_page(organiser_client(), workshop)
    reader = client_with("view_message")

    page = reader.get(drafts_page(workshop))
    assert page.status_code == 200
    assert 'name="send"' not in page.content.decode()
    sent = {"draft": keys(workshop), "send": "yes", "confirmed": "yes"}
    answer = reader.post(drafts_page(workshop), sent)
    assert answer.status_code == 403
    assert len(keys(workshop)) == 3


def test_who_may_not_read_messages_reads_no_draft(workshop):
    assert client_with("view_person").get(drafts_page(workshop)).status_code == 403


def test_the_dashboard_says_how_many_drafts_wait(workshop):
    release_by_page(organiser_client(), workshop)

    (lines,) = dashboard.lines_about([workshop]).values()

    (figure,) = [line.figure for line in lines if line.name == "drafts"]
    assert (figure.text, figure.url) == ("3 messages wait as drafts", drafts_page(workshop))


def test_a_groups_sessions_are_chosen_among_the_workshops_own(workshop):
    office = organiser_client()
    group = workshop.groups.first()
    foreign = make_session(title="Elsewhere")
    address = reverse("admin:people_group_change", args=[group.pk])

    page = office.get(address).content.decode()
    opened = re.search(r'name="_opened" value="([^"]+)"', page)[1]
    form = {"number": 1, "_opened": opened, "memberships-TOTAL_FORMS": 0}
    form |= {"memberships-INITIAL_FORMS": 0}

    answer = office.post(address, form | {"sessions": [foreign.pk]})
    assert "These sessions belong to another workshop: Elsewhere." in answer.content.decode()
    own = workshop.sessions.get(number=2)
    office.post(address, form | {"sessions": [own.pk]})
    assert list(group.sessions.all()) == [own]

"""The outbox in the office: read, sent again or stopped, after the number was said."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from people.actions import sending
from people.models import Message
from tests.factories import (
    make_access_link,
    make_message,
    make_participation,
    make_user,
    make_workshop,
)
from tests.workshops.office import address, organiser_client
from workshops import dashboard

pytestmark = pytest.mark.django_db
LIST = address(Message, "changelist")
Status = Message.Status


def unsure_message(**fields) -> Message:
    """Claimed an hour ago by a worker that never came back."""
    message = make_message(**fields)
    sending.claim(now=timezone.now() - timedelta(hours=1))
    message.refresh_from_db()
    return message


def choose(client: Client, action: str, *rows: Message, **more):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, chosen | more)


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def statuses(*rows: Message) -> list[str]:
    return [Message.objects.get(pk=row.pk).status for row in rows]


def test_a_message_is_shown_as_it_stands_without_the_personal_link():
    link = make_access_link(participation=make_participation())
    row = make_message(body="Answer here:\n{link}\n<b>bold</b>", link=link)
    page = organiser_client().get(address(Message, "change", row.pk)).text
    assert "[the recipient’s own link]" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "{link}" not in page


def test_what_failed_and_what_is_unsure_stand_in_the_list_to_look_at():
    failed = make_message(subject="Failed one", status=Status.FAILED)
    make_message(subject="Sent one", status=Status.SENT)
    unsure = unsure_message(subject="Unsure one")
    answer = organiser_client().get(LIST + "?trouble=yes")
    assert set(answer.context["cl"].queryset) == {failed, unsure}
    assert "Unsure whether it was sent" in answer.text


def test_the_list_says_that_samples_are_not_sent():
    make_message(workshop=make_workshop(is_sample=True))
    assert "Not sent: a sample" in organiser_client().get(LIST).text


def test_sending_again_asks_first_with_the_number_and_says_what_came_of_each():
    failed, unsure = make_message(status=Status.FAILED), unsure_message()
    sent = make_message(status=Status.SENT, to_address="done@example.org")
    client = organiser_client()
    asked = choose(client, "try_again", failed, unsure, sent)
    assert "This sends 3 messages again" in asked.text
    assert "some may arrive twice" in asked.text
    assert statuses(failed, unsure, sent) == [Status.FAILED, Status.SENDING, Status.SENT]
    answer = choose(client, "try_again", failed, unsure, sent, confirmed="yes")
    assert statuses(failed, unsure, sent) == [Status.WAITING, Status.WAITING, Status.SENT]
    assert said(answer) == [
        "The message to done@example.org is “Sent”; there is nothing to try again.",
        "2 messages go out again.",
    ]


def test_what_waits_is_stopped_after_a_question():
    waiting = make_message()
    client = organiser_client()
    choose(client, "cancel", waiting)
    assert statuses(waiting) == [Status.WAITING]
    answer = choose(client, "cancel", waiting, confirmed="yes")
    assert (statuses(waiting), said(answer)) == ([Status.CANCELLED], ["1 message is not sent."])


def test_those_who_may_only_look_send_nothing_again():
    failed = make_message(status=Status.FAILED)
    reader = make_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_message"))
    client = Client()
    client.force_login(reader)
    assert client.get(LIST).status_code == 200
    choose(client, "try_again", failed, confirmed="yes")
    assert statuses(failed) == [Status.FAILED]


def test_messages_are_neither_written_nor_changed_by_hand():
    row = make_message()
    client = organiser_client()
    client.post(address(Message, "change", row.pk), {"subject": "Other", "to_address": "x@y.org"})
    assert client.get(address(Message, "add")).status_code == 403
    assert client.get(address(Message, "delete", row.pk)).status_code == 403
    assert Message.objects.get() == row
    assert (Message.objects.get().subject, Message.objects.get().to_address) == (
        row.subject,
        row.to_address,
    )


def test_the_dashboard_says_which_messages_to_look_at():
    workshop = make_workshop()
    assert "mail" not in names_of_lines(workshop)
    make_message(workshop=workshop, status=Status.FAILED)
    unsure_message(workshop=workshop)
    make_message(workshop=workshop)
    (line,) = [
        line for line in dashboard.lines_about([workshop])[workshop.pk] if line.name == "mail"
    ]
    assert (line.figure.text, line.figure.urgent) == ("2 messages to look at", True)


def names_of_lines(workshop) -> list[str]:
    return [line.name for line in dashboard.lines_about([workshop])[workshop.pk]]

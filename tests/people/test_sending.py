"""The outbox is emptied over a real mail server: each message once, to one recipient, or somebody is told."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import path

from people import access
from people.actions import sending
from people.actions.refusals import NotToCancel, NotToRetry
from people.models import Message
from tests.factories import (
    make_access_link,
    make_allocation,
    make_focal_point,
    make_message,
    make_organiser,
    make_participation,
    make_stream,
    make_workshop,
)
from tests.mailserver import mail_server

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 10, tzinfo=UTC)
Status = Message.Status


@pytest.fixture
def server(settings):
    """A mail server that the site hands its messages to."""
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.SITE_URL = "https://rostrum.example"
        settings.DEFAULT_FROM_EMAIL = "Rostrum <office@rostrum.example>"
        yield server


def send(now: datetime = NOW) -> sending.Sent:
    return sending.send_due(clock=lambda: now)


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_message_goes_to_one_recipient_with_the_headers_it_should_have(server):
    workshop = make_workshop(contact_email="contact@example.org")
    message = make_message(
        workshop=workshop, to_name="雷军", to_address="lei@example.org", language="zh-hans"
    )
    assert send() == sending.Sent(sent=1)
    (mail,) = server.mails
    assert server.recipients == [["lei@example.org"]]
    assert {name: str(mail[name]) for name in ("To", "From", "Reply-To", "Subject")} == {
        "To": "雷军 <lei@example.org>",
        "From": "Rostrum <office@rostrum.example>",
        "Reply-To": "contact@example.org",
        "Subject": "A seat for you",
    }
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "zh-hans")
    assert (mail["Cc"], mail["Bcc"], mail.get_content_type()) == (None, None, "text/plain")
    assert server.text() == "There is a seat for you.\n"
    assert (fresh(message).status, fresh(message).sent_at) == (Status.SENT, NOW)


def test_nothing_is_sent_before_it_is_due_or_after_it_was_cancelled(server):
    make_message(due_at=NOW + timedelta(seconds=1))
    make_message(status=Status.CANCELLED)
    assert (send(), server.mails) == (sending.Sent(), [])


def test_nothing_of_a_sample_is_sent(server):
    sample, real = (make_workshop(is_sample=is_sample) for is_sample in (True, False))
    messages = [make_message(workshop=workshop) for workshop in (sample, real)]
    assert send() == sending.Sent(sent=1)
    assert [fresh(message).status for message in messages] == [Status.WAITING, Status.SENT]


def test_four_redeliveries_send_one_mail(server):
    make_message()
    assert [send().sent for _ in range(4)] == [1, 0, 0, 0]
    assert len(server.mails) == 1


def test_a_claimed_message_is_no_other_workers(server):
    message = make_message()
    claimed = sending.claim(now=NOW)
    assert (claimed, sending.claim(now=NOW), send()) == (message, None, sending.Sent())
    sending.send(claimed, clock=lambda: NOW)
    assert (len(server.mails), fresh(message).status) == (1, Status.SENT)


# Links


@pytest.fixture
def link_address(settings):
    """The page that links lead to, wherever it is in the addresses of the site."""
    settings.ROOT_URLCONF = [path("l/<str:token>/", lambda request: None, name="access-link")]
    settings.ROOT_URLCONF = type("Addresses", (), {"urlpatterns": settings.ROOT_URLCONF})


@pytest.mark.usefixtures("link_address")
def test_the_link_of_a_message_is_written_as_it_is_sent(server):
    link = make_access_link(participation=make_participation())
    message = make_message(link=link, body="Answer here:\n{link}\n")
    send()
    address = f"https://rostrum.example/l/{access.token_of(link)}/"
    assert server.text() == f"Answer here:\n{address}\n"
    assert access.token_of(link) not in "".join(map(str, vars(fresh(message)).values()))


@pytest.mark.usefixtures("link_address")
def test_a_message_whose_link_has_ended_is_not_sent(server):
    row = make_participation()
    ended = make_access_link(participation=row, revoked_at=NOW)
    message = make_message(link=ended, body="{link}")
    still_good = make_message(link=make_access_link(participation=row), body="{link}")
    assert send() == sending.Sent(sent=1)
    assert [fresh(m).status for m in (message, still_good)] == [Status.CANCELLED, Status.SENT]


def test_a_message_without_the_link_that_it_speaks_of_fails(server):
    message = make_message(body="Answer here: {link}")
    assert (send(), server.mails) == (sending.Sent(failed=1), [])
    assert fresh(message).status == Status.FAILED


# Headers


@pytest.mark.parametrize("breaking", ["\r\nBcc: all@example.org", "\nX: y", "\r\n\r\nHello"])
@pytest.mark.parametrize("field", ["to_name", "subject"])
def test_no_line_break_makes_a_header(server, field, breaking):
    make_message(**{field: f"Ann{breaking}"})
    assert send() == sending.Sent(sent=1)
    (mail,) = server.mails
    assert (mail["Bcc"], mail["X"], len(server.recipients[0])) == (None, None, 1)
    assert server.text() == "There is a seat for you.\n"


def test_headers_that_cannot_be_written_are_no_mail(server):
    message = make_message(to_address="ann@example.org\nBcc: all@example.org")
    assert (send(), server.mails) == (sending.Sent(failed=1), [])
    assert fresh(message).status == Status.FAILED


def test_the_message_id_is_the_same_each_time_and_says_nothing(server):
    make_message(key="offer-17-ann@example.org")
    send()
    first = server.mails[0]["Message-ID"]
    Message.objects.update(status=Status.WAITING)
    send()
    make_message(key="offer-18-ann@example.org")
    send()
    ids = [mail["Message-ID"] for mail in server.mails]
    assert (ids[1], ids[2] != first, "ann" in first) == (first, True, False)
    assert first.endswith("@rostrum.example>")


# Refusals


def test_a_failure_is_tried_again_less_and_less_often_and_then_shown(server):
    server.answer_to_recipient = "450 Come back later"
    message = make_message()
    now, gaps = NOW, []
    while fresh(message).status == Status.WAITING:
        send(now)
        gaps.append(fresh(message).due_at - now)
        now = max(now, fresh(message).due_at)
    assert gaps[:-1] == list(sending.BACK_OFF)
    assert (fresh(message).status, server.mails) == (Status.FAILED, [])
    assert "Come back later" in fresh(message).last_error
    assert list(Message.objects.in_trouble(now)) == [message]


def test_a_message_is_sent_once_the_server_takes_it(server):
    server.answer = lambda envelope: "451 Not now"
    message = make_message()
    assert (send(), send()) == (sending.Sent(later=1), sending.Sent())
    server.answer = lambda envelope: "250 Taken"
    assert send(fresh(message).due_at) == sending.Sent(sent=1)
    assert len(server.mails) == 1


def test_an_address_that_does_not_exist_fails_at_once(server):
    server.answer_to_recipient = "550 No such user"
    message = make_message()
    assert send() == sending.Sent(failed=1)
    assert fresh(message).status == Status.FAILED


def test_a_server_that_is_not_there_is_asked_again(server, settings):
    settings.EMAIL_PORT = 1
    message = make_message()
    assert send() == sending.Sent(later=1)
    assert fresh(message).status == Status.WAITING


def test_one_failure_does_not_hold_up_the_others(server):
    replies = itertools.cycle(["554 No", "250 Taken"])
    server.answer = lambda envelope: next(replies)
    make_message()
    make_message()
    assert send() == sending.Sent(sent=1, failed=1)


# Nobody knows


def test_a_line_that_dies_after_the_words_are_out_leaves_it_to_a_person(server):
    server.goes_dead = True
    message = make_message()
    assert send() == sending.Sent(unsure=1)
    server.goes_dead = False
    assert [send(NOW + timedelta(days=days)) for days in range(4)] == [sending.Sent()] * 4
    assert (fresh(message).is_unsure(NOW), len(server.mails)) == (True, 1)
    assert list(Message.objects.in_trouble(NOW)) == [message]


def test_a_claimed_message_is_unsure_once_nobody_can_be_at_it_any_more():
    message = make_message()
    sending.claim(now=NOW)
    soon, later = NOW + timedelta(minutes=9), NOW + timedelta(minutes=10)
    assert [fresh(message).is_unsure(at) for at in (NOW, soon, later)] == [False, False, True]
    assert [Message.objects.unsure(at).count() for at in (NOW, soon, later)] == [0, 0, 1]


def test_a_person_sends_an_unsure_message_again(server):
    message = make_message()
    sending.claim(now=NOW)
    later = NOW + timedelta(hours=1)
    sending.retry(message, by=make_organiser(), now=later)
    with pytest.raises(NotToRetry):  # twice is once
        sending.retry(message, by=None, now=later)
    assert (send(later), len(server.mails)) == (sending.Sent(sent=1), 1)
    with pytest.raises(NotToRetry):
        sending.retry(message, by=None, now=later)


def test_a_message_that_is_being_sent_is_neither_retried_nor_cancelled():
    message = make_message()
    sending.claim(now=NOW)
    with pytest.raises(NotToRetry):
        sending.retry(message, by=None, now=NOW)
    with pytest.raises(NotToCancel):
        sending.cancel(message, by=None, now=NOW)


def test_a_late_worker_does_not_overwrite_what_a_person_decided(server):
    message = make_message()
    claimed = sending.claim(now=NOW)
    sending.cancel(message, by=None, now=NOW + timedelta(hours=1))
    sending.keep(claimed, status=Status.SENT, sent_at=NOW)
    assert fresh(message).status == Status.CANCELLED


@pytest.mark.parametrize(
    ("status", "allowed"),
    [("waiting", True), ("failed", True), ("sent", False), ("cancelled", False)],
)
def test_what_has_not_gone_out_may_be_cancelled(server, status, allowed):
    message = make_message(status=status)
    if not allowed:
        with pytest.raises(NotToCancel):
            sending.cancel(message, by=None, now=NOW)
        return
    sending.cancel(message, by=None, now=NOW)
    assert (send(), server.mails, fresh(message).status) == (sending.Sent(), [], Status.CANCELLED)


def test_a_link_of_a_focal_point_who_may_not_sign_in_is_not_sent(server):
    allocation = make_allocation(stream=make_stream())
    focal_point = make_focal_point(allocation, is_active=False)
    message = make_message(link=make_access_link(focal_point=focal_point), body="{link}")
    send()
    assert (fresh(message).status, server.mails) == (Status.CANCELLED, [])

"""A message of the outbox as an e-mail, and handing it to the mail server.

What comes of it is one of three: the server took it, the server did not take it, or nobody knows, because
the line went dead after the words were out. The last is never tried again by itself.
"""

import smtplib
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.crypto import salted_hmac

from people import access
from people.inert import inert
from people.models import Message

PLACEHOLDER = "{link}"
SALT = "people.mail"


class NotTaken(Exception):
    """The server did not take the message. `for_good`: it never will."""

    def __init__(self, why: object, *, for_good: bool):
        super().__init__(str(why))
        self.for_good = for_good


class Unsure(Exception):
    """The line went dead while the message was handed over; the server may have it."""


def hand_over(message: Message) -> None:
    """Give the message to the mail server. Raises NotTaken or Unsure."""
    try:
        mail = email_of(message)
        mail.message()  # whatever headers it would break, it breaks here
    except (ValueError, UnicodeError) as broken:
        raise NotTaken(broken, for_good=True) from broken
    connection = get_connection()  # a fresh one: an old one may be dead without knowing
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as refused:
        raise NotTaken(refused, for_good=False) from refused
    try:
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        raise NotTaken(refused, for_good=all(code >= 500 for code in codes)) from refused
    except smtplib.SMTPResponseException as refused:
        raise NotTaken(refused, for_good=refused.smtp_code >= 500) from refused
    except smtplib.SMTPNotSupportedError as refused:
        raise NotTaken(refused, for_good=True) from refused
    except (OSError, smtplib.SMTPException) as dead:
        raise Unsure(str(dead) or type(dead).__name__) from dead
    finally:
        close(connection)


def close(connection: object) -> None:
    """Hang up; whether the server says goodbye changes nothing."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return


def email_of(message: Message) -> EmailMessage:
    """Plain text to one address, from this site, answers to the workshop's contact."""
    contact = message.workshop.contact_email
    return EmailMessage(
        subject=" ".join(message.subject.split()),
        body=body_of(message),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((inert(message.to_name), message.to_address))],
        reply_to=[contact] if contact else None,
        headers={
            "Message-ID": message_id_of(message),
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )


def body_of(message: Message) -> str:
    """The text with the recipient's own link in it. Raises ValueError where that link is gone."""
    if PLACEHOLDER not in message.body:
        return message.body
    if message.link is None:
        raise ValueError("The link of this message is gone.")
    return message.body.replace(PLACEHOLDER, access.address_of(message.link))


def message_id_of(message: Message) -> str:
    """The same whenever it is sent, so that a second copy is known as one; says nothing about anybody."""
    mark = salted_hmac(SALT, message.key, algorithm="sha256").hexdigest()[:32]
    return f"<{mark}@{urlsplit(settings.SITE_URL).hostname or 'rostrum.invalid'}>"

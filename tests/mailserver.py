"""A real mail server for tests: it keeps what it takes, and misbehaves on request."""

import asyncio
import email
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.house.site import free_port


class MailServer:
    """Takes mail on a port of this machine. `answer` may be set to what it says of the next ones."""

    def __init__(self):
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.taken = threading.Event()  # somebody is in the middle of handing a message over
        self.answer: Callable[[Envelope], str] = lambda envelope: "250 Taken"
        self.answer_to_recipient = "250 OK"
        self.goes_dead = False
        self.stalls = 0.0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list
    ) -> str:
        if self.answer_to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        said = self.answer(envelope)
        if said.startswith("2"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.append(list(envelope.rcpt_tos))
        self.taken.set()
        await asyncio.sleep(self.stalls)
        if self.goes_dead:
            server.transport.abort()
        return said

    def text(self, place: int = -1) -> str:
        return self.mails[place].get_body().get_content().replace("\r\n", "\n")


@contextmanager
def mail_server() -> Iterator[tuple[MailServer, int]]:
    """A running server and its port."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), ready_timeout=20)
    controller.start()
    try:
        yield server, controller.port
    finally:
        controller.stop()

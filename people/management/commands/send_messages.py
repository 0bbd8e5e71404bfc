"""manage.py send_messages: send what waits in the outbox. Run it every minute, or with --loop for good."""

import signal
import threading

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from people.actions import sending


class Command(BaseCommand):
    help = "Send the messages that are due, each once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until it is told to stop")
        parser.add_argument("--every", type=float, default=5, help="seconds between two rounds")

    def handle(self, *args, loop: bool, every: float, **options) -> None:
        told_to_stop = threading.Event()
        if not loop:
            self.round(told_to_stop)
            return
        for which in (signal.SIGTERM, signal.SIGINT):
            signal.signal(which, lambda *_received: told_to_stop.set())
        while not told_to_stop.is_set():
            self.round(told_to_stop)
            close_old_connections()
            told_to_stop.wait(every)

    def round(self, told_to_stop: threading.Event) -> None:
        done = sending.send_due(clock=timezone.now, stop=told_to_stop.is_set)
        if done != sending.Sent():
            self.stdout.write(
                f"{done.sent} sent, {done.later} to try again, {done.failed} failed, {done.unsure} unsure."
            )

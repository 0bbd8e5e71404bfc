"""G10: workers as processes, several at once and killed in the middle: one mail for each recipient."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.house.site import ROOT, bare_environment, database_of, manage, rows
from tests.mailserver import MailServer, mail_server

MESSAGES = 12
FILL = f"""
from django.utils import timezone
from people.models import Message
from workshops.models import Workshop
workshop, _new = Workshop.objects.get_or_create(
    slug="w", defaults={{"title": "W", "starts_on": "2024-05-20", "ends_on": "2024-05-21"}}
)
Message.objects.all().delete()
now = timezone.now()
Message.objects.bulk_create(
    Message(
        key=f"key-{{n}}", kind="offer", workshop=workshop, to_address=f"person-{{n}}@example.org",
        subject="A seat", body="There is a seat.", created_at=now, due_at=now,
    )
    for n in range({MESSAGES})
)
"""


@pytest.fixture
def outbox(empty_site) -> Path:
    """A database with messages that are due."""
    manage(empty_site, "shell", "--no-imports", "--verbosity", "0", "-c", FILL)
    return empty_site


def statuses(var: Path) -> Counter:
    return Counter(status for (status,) in rows(var, "SELECT status FROM people_message"))


def worker(var: Path, port: int, *options: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_messages", *options],
        cwd=ROOT,
        env=bare_environment()
        | {"ROSTRUM_DEBUG": "1", "ROSTRUM_VAR": str(var), "DATABASE_URL": database_of(var)}
        | {"ROSTRUM_EMAIL_URL": f"smtp://127.0.0.1:{port}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(*workers: subprocess.Popen) -> None:
    for each in workers:
        said, _nothing = each.communicate(timeout=120)
        assert each.returncode == 0, said


def per_recipient(server: MailServer) -> Counter:
    assert [len(to) for to in server.recipients] == [1] * len(server.recipients)
    return Counter(to for (to,) in server.recipients)


def test_four_workers_at_once_send_each_message_once(outbox):
    with mail_server() as (server, port):
        finish(*(worker(outbox, port) for _ in range(4)))
    assert per_recipient(server) == Counter(f"person-{n}@example.org" for n in range(MESSAGES))
    assert statuses(outbox) == {"sent": MESSAGES}


def test_a_killed_worker_leaves_no_message_sent_twice(outbox):
    with mail_server() as (server, port):
        server.stalls = 30
        killed = worker(outbox, port)
        assert server.taken.wait(60)  # it handed the first message over and waits for an answer
        os.kill(killed.pid, signal.SIGKILL)
        killed.communicate()
        server.stalls = 0
        assert statuses(outbox) == {"sending": 1, "waiting": MESSAGES - 1}
        for _ in range(4):
            finish(worker(outbox, port))
    assert per_recipient(server) == Counter(f"person-{n}@example.org" for n in range(MESSAGES))
    assert statuses(outbox) == {"sent": MESSAGES - 1, "sending": 1}  # the one a person decides on


def test_a_worker_told_to_stop_finishes_what_it_is_at(outbox):
    with mail_server() as (server, port):
        server.stalls = 1
        told = worker(outbox, port, "--loop")
        assert server.taken.wait(60)
        told.send_signal(signal.SIGTERM)
        finish(told)
    done = statuses(outbox)
    assert (done["sending"], done["sent"]) == (0, len(server.mails))
    assert done["waiting"] > 0

"""G10: workers as processes, several at once and killed in the middle: one mail for each recipient."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.house.site import ROOT, bare_environment, manage
from tests.mailserver import MailServer, mail_server

MESSAGES = 12
INSERT = """
INSERT INTO people_message (key, kind, workshop_id, to_name, to_address, language, subject, body,
  created_at, due_at, status, attempts, last_error)
VALUES (?, 'offer', 1, '', ?, 'en', 'A seat', 'There is a seat.', '2024-04-20', '2024-04-20',
  'waiting', 0, '')
"""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    var = tmp_path_factory.mktemp("outbox")
    manage(var, "migrate", "--verbosity", "0")
    manage(var, "shell", "--no-imports", "--verbosity", "0", "-c", MAKE_WORKSHOP)
    return var


MAKE_WORKSHOP = """
from workshops.models import Workshop
Workshop.objects.create(title="W", slug="w", starts_on="2024-05-20", ends_on="2024-05-21")
"""


@pytest.fixture
def outbox(migrated) -> Iterator[Path]:
    """A database with messages that are due."""
    with closing(database(migrated)) as rows, rows:
        rows.execute("DELETE FROM people_message")
        rows.executemany(INSERT, [(f"key-{n}", f"person-{n}@example.org") for n in range(MESSAGES)])
    return migrated


def database(var: Path) -> sqlite3.Connection:
    return sqlite3.connect(var / "rostrum.sqlite3", timeout=20)


def statuses(var: Path) -> Counter:
    with closing(database(var)) as rows:
        return Counter(status for (status,) in rows.execute("SELECT status FROM people_message"))


def worker(var: Path, port: int, *options: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_messages", *options],
        cwd=ROOT,
        env=bare_environment()
        | {"ROSTRUM_DEBUG": "1", "ROSTRUM_VAR": str(var)}
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

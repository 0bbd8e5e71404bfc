"""An attacker with the database, its write-ahead log and an older backup tries to match answers to people.

Sixty people answer over the web; the attacker even knows in which order. A match is tried along everything
that has an order or a size. The negative controls leave one protection out and must be caught, else
the attack proves nothing.
"""

import random
import secrets
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from evaluations import box, envelopes, keys, passes
from evaluations.models import Draft, Questionnaire
from tests.evaluations.make import (
    NOON,
    make_participants,
    make_question,
    make_questionnaire,
    make_section,
)
from tests.evaluations.test_answering import mark_in, url

PEOPLE = 60
BY_CHANCE = 9  # matches; one is expected, nine or more have a chance of 1 in a million

SAID = """
    select value from evaluations_answer a join evaluations_response r on r.id = a.response_id
"""


@dataclass(frozen=True)
class Loot:
    """What the attacker holds. `senders` are the people in the order in which they answered."""

    senders: list[str]
    backup: Path
    database: Path

    def rows(self, sql: str, *values) -> list[tuple]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(sql, values).fetchall()

    def bytes_of(self, path: Path) -> bytes:
        log = path.with_name(f"{path.name}-wal")
        return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def form_that_tells_people_apart() -> Questionnaire:
    """Every person gives an answer and a comment that only they give."""
    questionnaire = make_questionnaire()
    section = make_section(questionnaire)
    names = [f"p{number}" for number in range(PEOPLE)]
    make_question(section, "W1", "single", choices=names)
    make_question(section, "W2", "text")
    return questionnaire


def answer_on_the_web(questionnaire, link, name: str) -> None:
    client = Client()
    page = client.get(f"/e/{link.token}/")
    client.post(f"/e/{link.token}/", {"mark": mark_in(page)})
    request = type("Request", (), {"COOKIES": {k: m.value for k, m in client.cookies.items()}})
    mark = {"mark": passes.read(request, "public").mark}
    words = "said by " + name + " and padded " * random.randint(0, 50)
    client.post(url("answer-section", questionnaire, "B"), mark | {"W1": name, "W2": words})
    client.post(url("answer-submit", questionnaire), mark)


def heist(database_file: Path, backup: Path) -> Loot:
    """Everybody answers; a backup is taken on the way; the questionnaire closes."""
    questionnaire = form_that_tells_people_apart()
    make_participants(questionnaire.workshop, PEOPLE)
    links = box.open_questionnaire(questionnaire, by=None, now=NOON)
    order = list(enumerate(links))
    random.shuffle(order)
    for number, link in order:
        answer_on_the_web(questionnaire, link, f"p{number}")
    for part in ("", "-wal"):
        shutil.copy(f"{database_file}{part}", f"{backup}{part}")
    box.close_questionnaire(questionnaire, by=None, now=NOON)
    return Loot([f"p{number}" for number, _link in order], backup, database_file)


def matches(loot: Loot) -> dict[str, int]:
    """How many people are found along each order, forwards or backwards."""
    orders = {
        "order of responses": [row[0] for row in loot.rows(f"{SAID} order by r.rowid")],
        "order of response ids": [row[0] for row in loot.rows(f"{SAID} order by r.id")],
        "order of answers": [row[0] for row in loot.rows(f"{SAID} order by a.rowid")],
        "order of answer ids": [row[0] for row in loot.rows(f"{SAID} order by a.id")],
        "order of comments": comments(loot, "rowid"),
        "order of comment ids": comments(loot, "id"),
    }
    people = [f"p{number}" for number in range(PEOPLE)]  # as the invitations stand
    return {
        f"{name}, against {whom}": max(hits(found, known), hits(found[::-1], known))
        for name, found in orders.items()
        for whom, known in (("the order of sending", loot.senders), ("the list", people))
    }


def comments(loot: Loot, column: str) -> list[str]:
    rows = loot.rows(f"select text from evaluations_comment order by {column}")
    return [text.split()[2] for (text,) in rows]


def hits(found: list[str], known: list[str]) -> int:
    return sum(1 for guess, person in zip(found, known, strict=True) if guess == person)


def test_the_attacker_does_no_better_than_chance(database_file, tmp_path):
    loot = heist(database_file, tmp_path / "backup.sqlite3")
    assert {name: count for name, count in matches(loot).items() if count >= BY_CHANCE} == {}
    old, new = loot.bytes_of(loot.backup), loot.bytes_of(loot.database)
    assert b"said by" not in old
    assert b"said by" in new  # reviewed comments are stored: with no way to their author
    sealed = sqlite3.connect(loot.backup).execute("select sealed from evaluations_envelope")
    envelopes_then = [row[0] for row in sealed]
    assert len(envelopes_then) == PEOPLE
    assert len({len(envelope) for envelope in envelopes_then}) == 1
    assert not [envelope for envelope in envelopes_then if envelope[:64] in new]
    assert loot.rows("select count(*) from evaluations_envelope") == [(0,)]
    by_row = [row[0] for row in loot.rows(f"{SAID} order by r.rowid")]
    assert hits(comments(loot, "rowid"), by_row) < BY_CHANCE  # nor do comments lead to responses
    assert Draft.objects.count() == PEOPLE
    same = "select count(distinct length(ciphertext)), count(distinct day) from evaluations_draft"
    assert loot.rows(same) == [(1, 1)]
    assert not keys.exists(Questionnaire.objects.get().uuid)


def test_control_without_shuffling_the_attacker_finds_everybody(
    database_file, tmp_path, monkeypatch
):
    monkeypatch.setattr(secrets.SystemRandom, "shuffle", lambda self, rows: None)
    monkeypatch.setattr("uuid.uuid4", ordered_ids())
    found = matches(heist(database_file, tmp_path / "backup.sqlite3"))
    assert found["order of responses, against the order of sending"] == PEOPLE
    assert found["order of comments, against the order of sending"] == PEOPLE


def test_control_without_sealing_the_backup_tells_everything(database_file, tmp_path, monkeypatch):
    monkeypatch.setattr(envelopes, "seal", lambda answers, _key: envelopes.pack(answers))
    monkeypatch.setattr(envelopes, "unseal", lambda sealed, _key: envelopes.unpack(sealed))
    loot = heist(database_file, tmp_path / "backup.sqlite3")
    assert b"said by" in loot.bytes_of(loot.backup)


def ordered_ids():
    """UUIDs that count up, as ids that carry a time do."""
    import uuid
    from itertools import count

    numbers = count(1)
    return lambda: uuid.UUID(int=next(numbers))

"""An attacker with the database, its write-ahead log and an older backup tries to match answers to people.

Sixty people answer over the web; the attacker even knows in which order. A match is tried along everything
that has an order or a size. The negative controls leave one protection out and must be caught, else
the attack proves nothing.
"""

import random
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from django.db import connection, connections
from django.test import Client

from evaluations import box, envelopes, keys, passes, scrubbing
from evaluations.models import Draft, Questionnaire
from tests.evaluations.burglary import Files, Haul
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
NEIGHBOURS_BY_CHANCE = 13  # two are expected

SAID = """
    select value from evaluations_answer a join evaluations_response r on r.id = a.response_id
"""


@dataclass(frozen=True)
class Loot:
    """What the attacker holds. `senders` are the people in the order in which they answered."""

    senders: list[str]
    nonce: str  # a word of every comment in this test, and in no other
    backup: Haul
    after: Haul
    files: Files

    def column(self, query: str) -> list[str]:
        return [row[0] for row in self.files.rows(query)]


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


def answer_on_the_web(questionnaire, link, name: str, nonce: str) -> None:
    client = Client()
    page = client.get(f"/e/{link.token}/")
    client.post(f"/e/{link.token}/", {"mark": mark_in(page)})
    request = type("Request", (), {"COOKIES": {k: m.value for k, m in client.cookies.items()}})
    mark = {"mark": passes.read(request, "public").mark}
    words = f"said by {name} {nonce} and padded " + "so " * random.randint(0, 50)
    client.post(url("answer-section", questionnaire, "B"), mark | {"W1": name, "W2": words})
    client.post(url("answer-submit", questionnaire), mark)


def heist(files: Files) -> Loot:
    """Everybody answers; a backup is taken on the way; the questionnaire closes."""
    nonce = f"n{secrets.token_hex(8)}"
    questionnaire = form_that_tells_people_apart()
    make_participants(questionnaire.workshop, PEOPLE)
    links = box.open_questionnaire(questionnaire, by=None, now=NOON)
    order = list(enumerate(links))
    random.shuffle(order)
    for number, link in order:
        answer_on_the_web(questionnaire, link, f"p{number}", nonce)
    backup = files.haul()
    box.close_questionnaire(questionnaire, by=None, now=NOON)
    return Loot([f"p{number}" for number, _link in order], nonce, backup, files.haul(), files)


def matches(loot: Loot) -> dict[str, int]:
    """How many people are found along each order, forwards or backwards."""
    place = loot.files.place
    orders = {
        "order of responses": loot.column(f"{SAID} order by r.{place}"),
        "order of response ids": loot.column(f"{SAID} order by r.id"),
        "order of answers": loot.column(f"{SAID} order by a.{place}"),
        "order of answer ids": loot.column(f"{SAID} order by a.id"),
        "order of comments": comments(loot, place),
        "order of comment ids": comments(loot, "id"),
    }
    people = [f"p{number}" for number in range(PEOPLE)]  # as the invitations stand
    return {
        f"{name}, against {whom}": max(hits(found, known), hits(found[::-1], known))
        for name, found in orders.items()
        for whom, known in (("the order of sending", loot.senders), ("the list", people))
    }


def orders_of_answering(loot: Loot) -> list[list[str]]:
    """The people in each order that their invitations stand in."""
    listed = loot.column("select id from evaluations_invitation order by id")
    names = {number: f"p{place}" for place, number in enumerate(listed)}
    query = "select id from evaluations_invitation order by {}"
    return [[names[i] for i in loot.column(query.format(by))] for by in loot.files.traces]


def comments(loot: Loot, column: str) -> list[str]:
    texts = loot.column(f"select text from evaluations_comment order by {column}")
    return [text.split()[2] for text in texts]


def neighbours_in_the_files(loot: Loot) -> int:
    """How many comments lie on the disk, log included, beside one that was sent just before or after.

    A page of a table is filled from its end, so places are not compared, but who is next to whom.
    """
    said = re.findall(rf"said by (p\d+) {loot.nonce}".encode(), loot.after.content)
    found = [name.decode() for name in dict.fromkeys(said)]
    sent = {name: number for number, name in enumerate(loot.senders)}
    return sum(abs(sent[one] - sent[next_]) == 1 for one, next_ in pairwise(found))


def hits(found: list[str], known: list[str]) -> int:
    return sum(1 for guess, person in zip(found, known, strict=True) if guess == person)


def test_the_attacker_does_no_better_than_chance(database_files):
    loot = heist(database_files)
    assert {name: count for name, count in matches(loot).items() if count >= BY_CHANCE} == {}
    assert neighbours_in_the_files(loot) < NEIGHBOURS_BY_CHANCE
    assert loot.nonce.encode() not in loot.backup.content
    assert loot.nonce.encode() in loot.after.content  # stored, with no way to their author
    place = loot.files.place
    by_row = loot.column(f"{SAID} order by r.{place}")
    assert hits(comments(loot, place), by_row) < BY_CHANCE  # nor do comments lead to responses
    for answered in orders_of_answering(loot):
        assert hits(answered, loot.senders) < BY_CHANCE  # nor rows to when they were answered
    then = loot.backup.envelopes
    assert (len(then), len({len(envelope) for envelope in then})) == (PEOPLE, 1)
    assert [envelope for envelope in then if envelope[:64] not in loot.backup.content] == []
    assert envelopes_left(loot) == 0
    assert loot.after.envelopes == []
    assert Draft.objects.count() == PEOPLE
    same = "select count(distinct length(ciphertext)), count(distinct day) from evaluations_draft"
    assert loot.files.rows(same) == [(1, 1)]
    assert not keys.exists(Questionnaire.objects.get().uuid)


@pytest.mark.postgresql
def test_control_without_scrubbing_rows_tell_the_order(database_files, monkeypatch):
    """PostgreSQL keeps with each row the number of the transaction that wrote it last.

    Where rows lie tells the order too, until the server makes room in a page and fills it again.
    """
    monkeypatch.setitem(scrubbing.SCRUBBERS, "postgresql", lambda: None)
    loot = heist(database_files)
    by_place, by_transaction = orders_of_answering(loot)
    assert by_transaction == loot.senders
    assert sorted(by_place) == sorted(loot.senders)
    assert envelopes_left(loot) > 0


@pytest.fixture
def somebody_else_at_work(database_files) -> Iterator[None]:
    """A transaction that began before anybody answered, and goes on."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_current_xact_id()")
    yield
    other.close()


def envelopes_left(loot: Loot) -> int:
    tables = loot.files.tables()
    return sum(envelope[:64] in tables for envelope in loot.backup.envelopes)


@pytest.mark.postgresql
def test_no_envelope_is_left_where_somebody_else_is_at_work(database_files, somebody_else_at_work):
    assert envelopes_left(heist(database_files)) == 0


@pytest.mark.postgresql
def test_control_what_postgresql_offers_leaves_them(
    database_files, somebody_else_at_work, monkeypatch
):
    monkeypatch.setitem(scrubbing.SCRUBBERS, "postgresql", cluster_all)
    assert envelopes_left(heist(database_files)) == PEOPLE


def cluster_all() -> None:
    with connection.cursor() as cursor:
        for table in scrubbing.TABLES:
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")


def test_control_without_shuffling_the_attacker_finds_everybody(database_files, monkeypatch):
    monkeypatch.setattr(secrets.SystemRandom, "shuffle", lambda self, rows: None)
    monkeypatch.setattr("uuid.uuid4", ordered_ids())
    loot = heist(database_files)
    found = matches(loot)
    assert found["order of responses, against the order of sending"] == PEOPLE
    assert found["order of comments, against the order of sending"] == PEOPLE
    assert neighbours_in_the_files(loot) > PEOPLE / 2


def test_control_without_sealing_the_backup_tells_everything(database_files, monkeypatch):
    monkeypatch.setattr(envelopes, "seal", lambda answers, _key: envelopes.pack(answers))
    monkeypatch.setattr(envelopes, "unseal", lambda sealed, _key: envelopes.unpack(sealed))
    loot = heist(database_files)
    assert loot.nonce.encode() in loot.backup.content


def ordered_ids():
    """UUIDs that count up, as ids that carry a time do."""
    import uuid
    from itertools import count

    numbers = count(1)
    return lambda: uuid.UUID(int=next(numbers))

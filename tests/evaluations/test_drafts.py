"""Drafts under two requests at one moment, as a script and a button send them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from evaluations import drafts
from tests.evaluations.make import NOON


def test_the_first_two_saves_at_one_moment_are_both_kept(database_files):
    for turn in range(20):
        key, together = bytes([turn]) * 32, Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda code: save(key, code, together), ["B1", "B2"]))  # noqa: B023
        assert drafts.read(key) == {"B1": "4", "B2": "4"}


def save(key: bytes, code: str, together: Barrier) -> None:
    together.wait()
    try:
        drafts.change(key, lambda answers: answers | {code: "4"}, today=NOON.date())
    finally:
        connections["default"].close()

"""Nobody writes rows whose history is kept past it: by `update`, or many at once."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from workshops.history import kept_of

ROOT = Path(__file__).resolve().parents[2]
PAST = {"update", "bulk_create", "bulk_update"}
ORDERS = {"rank", "reserve_rank", "reminded_at"}  # what the history leaves out


def kept_models() -> set[str]:
    return {model.__name__ for model in apps.get_models() if kept_of(model)}


def past_history(source: str, models: set[str]) -> Iterator[int]:
    """Lines that begin with a kept model's manager and end in a statement that its history does not see."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in PAST:
            names = {keyword.arg for keyword in node.keywords}
            chain = ast.unparse(node.func).split(".")
            if chain[0] in models and "objects" in chain[1] and not (names and names <= ORDERS):
                yield node.lineno


def test_no_row_is_written_past_its_history():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for package in ("workshops", "people", "evaluations", "reports")
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
        for line in past_history(path.read_text(), kept_models())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("Person.objects.filter(pk=1).update(name='x')", [1]),
        ("Seat.objects.bulk_create(rows)", [1]),
        ("\nSeat.objects.all().bulk_update(rows, ['number'])", [2]),
        ("Participation.objects.filter(pk=1).update(rank=2)", []),
        ("Message.objects.bulk_create(rows)", []),
        ("person.save()", []),
    ],
)
def test_the_watch_sees_what_it_should(source, seen):
    assert list(past_history(source, {"Person", "Seat", "Participation"})) == seen

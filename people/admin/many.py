"""One act on many rows: each on its own, then said what was done and what was refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from people.actions.refusals import Refused

Row = TypeVar("Row")


@dataclass(frozen=True)
class Outcome(Generic[Row]):
    """What came of one row; `refusal` says why nothing did."""

    row: Row
    refusal: str = ""


def each(rows: Iterable[Row], act: Callable[[Row], object]) -> list[Outcome[Row]]:
    """Act on each row in a savepoint of its own: a refused one leaves nothing behind, the rest goes on."""
    outcomes = []
    for row in rows:
        try:
            with transaction.atomic():
                act(row)
        except Refused as refusal:
            outcomes.append(Outcome(row, str(refusal)))
        else:
            outcomes.append(Outcome(row))
    return outcomes


def done(outcomes: Iterable[Outcome[Row]]) -> list[Row]:
    return [outcome.row for outcome in outcomes if not outcome.refusal]


def say_refusals(request: HttpRequest, outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.refusal:
            messages.error(request, outcome.refusal)

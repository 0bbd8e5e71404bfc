"""Papers about people that the office makes for itself; those that leave the house are in `reports.papers`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language

from workshops.content import Text
from workshops.typeset import Paper, typeset

Cell = str | Text


@dataclass(frozen=True)
class Part:
    """The rows under one title, or all of them under none."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class PeopleList:
    """A list of people. `widths` are shares of the page, 0 for as much as is needed; `to_sign`: higher rows."""

    heading: str
    workshop: Cell
    as_of: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    parts: tuple[Part, ...]
    to_sign: bool
    reference: str


def people_list(content: PeopleList, *, now: datetime) -> bytes:
    """The PDF, in the active language. Raises TypesettingFailed."""
    return typeset(paper_of(content, now))


def paper_of(content: PeopleList, now: datetime) -> Paper:
    return Paper(
        template="people",
        language=get_language(),
        title=f"{content.heading} – {content.workshop}",
        head=(settings.INSTITUTE_NAME, content.workshop),
        made_at=now,
        content=content,
    )


def cells(row: Sequence[object]) -> tuple[Cell, ...]:
    """What stands in a row, as a paper prints it."""
    return tuple(
        cell if isinstance(cell, Text) else "" if cell is None else str(cell) for cell in row
    )

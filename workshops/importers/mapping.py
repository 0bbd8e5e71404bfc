"""Which of an office's columns is which of ours, where their headings are not those that we know.

A mapping says for each sheet which heading means which of our columns, or none:

    {"roster": {"Full name": "display_name", "Remarks": ""}}
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.text import Truncator

from workshops.importers.parsing import table_for, under_header
from workshops.importers.sheets import Column, Sheet, is_reason
from workshops.models import ColumnMapping, Workshop
from workshops.tables import Table

Mapping = dict[str, dict[str, str]]

SAMPLES = 3  # values of a column that are shown
LIKELY = 0.72  # of two headings, from 0 to 1


@dataclass(frozen=True)
class TheirColumn:
    """A column of the file: its heading, some of its values, and which of ours it is taken for, or "".

    `is_sure` where the heading is one of those that we know.
    """

    at: int
    heading: str
    samples: tuple[str, ...]
    key: str
    is_sure: bool


@dataclass(frozen=True)
class TheirSheet:
    """One of our sheets, and the columns that the file has for it."""

    sheet: Sheet
    columns: tuple[TheirColumn, ...]

    @property
    def is_sure(self) -> bool:
        return all(column.is_sure for column in self.columns)


def remembered(workshop: Workshop | None, kind: str) -> Mapping:
    """What was said of an earlier file of this kind."""
    kept = ColumnMapping.objects.filter(workshop=workshop, kind=kind).first()
    return kept.columns if kept else {}


def columns_of_file(
    sheets: tuple[Sheet, ...], tables: list[Table], said: Mapping | None = None
) -> list[TheirSheet]:
    """What the file has for each sheet that it has, with the best guess for each column."""
    found = []
    for sheet in sheets:
        table = table_for(sheet, sheets, tables)
        if table is not None and table.header and not sheet.upright:
            table = under_header(sheet, table)
            columns = their_columns(sheet, table, (said or {}).get(sheet.key, {}))
            found.append(TheirSheet(sheet, columns))
    return found


def their_columns(sheet: Sheet, table: Table, said: dict[str, str]) -> tuple[TheirColumn, ...]:
    headings = [(at, word) for at, word in enumerate(table.header) if word and not is_reason(word)]
    sure = {at: column.key for at, word in headings if (column := known(sheet, word))}
    sure |= {at: said[word] for at, word in headings if word in said}
    free = [column for column in sheet.columns if column.key not in sure.values()]
    likely = guesses([(at, word) for at, word in headings if at not in sure], free)
    return tuple(
        TheirColumn(
            at,
            word,
            samples(table, at),
            sure.get(at, likely.get(at, "")),
            is_sure=at in sure,
        )
        for at, word in headings
    )


def known(sheet: Sheet, word: str) -> Column | None:
    return next((column for column in sheet.columns if column.matches(word)), None)


def guesses(headings: list[tuple[int, str]], free: list[Column]) -> dict[int, str]:
    """Our most similar column for each heading, each given once, the surest first."""
    pairs = [
        (likeness(word, column), at, column.key)
        for at, word in headings
        for column in free
        if column.parse is not None
    ]
    found: dict[int, str] = {}
    for score, at, key in sorted(pairs, key=lambda pair: -pair[0]):
        if score >= LIKELY and at not in found and key not in found.values():
            found[at] = key
    return found


def likeness(word: str, column: Column) -> float:
    """How much a heading resembles the nearest of a column's names; 1 where one is a hint of it."""
    written = fold(word)
    if written in {fold(hint) for hint in column.hints}:
        return 1.0
    names = (column.header, *column.aliases, *column.hints)
    return max(SequenceMatcher(None, written, fold(name)).ratio() for name in names)


def fold(word: str) -> str:
    """Letters and digits only, without accents, case, and what stands in brackets."""
    plain = unicodedata.normalize("NFKD", word.partition("(")[0] or word).casefold()
    return "".join(c for c in plain if c.isalnum())


def samples(table: Table, at: int) -> tuple[str, ...]:
    cells = (row.cells[at] for row in table.rows if at < len(row.cells))
    written = dict.fromkeys(str(cell) for cell in cells if cell not in (None, ""))
    return tuple(Truncator(word).chars(40) for word in list(written)[:SAMPLES])


def applied(sheets: tuple[Sheet, ...], tables: Iterable[Table], mapping: Mapping) -> list[Table]:
    """The tables with our headings in place of theirs; columns that are none of ours lose theirs."""
    tables = list(tables)
    if not mapping:
        return tables
    result = list(tables)
    for sheet in sheets:
        table = table_for(sheet, sheets, tables)
        if table is not None and sheet.key in mapping:
            result[tables.index(table)] = with_our_headings(
                sheet, under_header(sheet, table), mapping[sheet.key]
            )
    return result


def with_our_headings(sheet: Sheet, table: Table, mapping: dict[str, str]) -> Table:
    ours = {column.key: column.header for column in sheet.columns}
    header = tuple(
        ours.get(mapping[word], "") if word in mapping else word for word in table.header
    )
    return replace(table, header=header)

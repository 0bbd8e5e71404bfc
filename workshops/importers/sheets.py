"""What a file may hold, and what it held: sheets of columns, records of parsed values."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from workshops.importers.findings import Finding, Level, shown
from workshops.tables import Cell

Place = tuple[str, int]  # the title of a sheet, and a row in it

# Over the reasons in a file of refused rows: passed over when it comes in again.
REASON = {"en": "Why refused", "zh-hans": "拒绝原因", "ru": "Почему отклонено"}

# Sheets of a template that are there to be read by people.
GUIDE = {"en": "How to", "zh-hans": "填写说明", "ru": "Как заполнять"}
LISTS = {"en": "Lists", "zh-hans": "选项", "ru": "Списки"}


class BadValue(Exception):
    """A cell does not say what its column holds. Raised by parsers with a message and a hint."""

    def __init__(self, message: str, hint: str = ""):
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Column:
    """One column that a sheet may have. `parse` turns a cell into a value or raises BadValue.

    `aliases` are headings that mean it for certain, `hints` those that make it likely. `label` is what it is
    called in the reader's language, and `help` what a template says about it. A column without `parse` is
    one that only goes out, and is passed over where it comes in.
    """

    key: str
    header: str
    parse: Callable[[Cell], Any] | None = None
    required: bool = False
    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    label: str | Promise = ""
    help: str | Promise = ""

    def matches(self, word: str) -> bool:
        names = {fold(name) for name in (self.header, self.key, *self.aliases)}
        return fold(word) in names - {""}


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its columns; `aliases` are other names it is found under.

    An `upright` one may stand as two columns, Field and Value, one field a row. `named_by` are the keys of
    what a row is called by.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    required: bool = False
    aliases: tuple[str, ...] = ()
    upright: bool = False
    named_by: tuple[str, ...] = ()

    def matches(self, name: str) -> bool:
        return fold(name) in {fold(each) for each in (self.title, self.key, *self.aliases)}


@dataclass(frozen=True)
class Record:
    """One parsed row. A key whose cell was bad is missing; a blank cell is its parser's answer to None.

    `present` are the keys of the columns that the file has; `rows` says where each column stands in
    an upright sheet.
    """

    sheet: str
    row: int
    values: Mapping[str, Any]
    present: frozenset[str] = frozenset()
    rows: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def given(self, *keys: str) -> dict[str, Any]:
        """The values of those of the columns that the file has."""
        return {key: self.values[key] for key in keys if key in self.present}

    def finding(
        self,
        message: str,
        *,
        column: str = "",
        value: object = "",
        hint: str = "",
        level: Level = Level.ERROR,
    ) -> Finding:
        """A finding about this row."""
        row = self.rows.get(column, self.row)
        return Finding(message, hint, level, self.sheet, (row,), column, shown(value))


class Records(dict[str, list[Record]]):
    """Parsed rows by sheet key; `absent` are the keys of sheets that the file does not have."""

    def __init__(self, keys: Iterable[str] = ()):
        super().__init__((key, []) for key in keys)
        self.absent: set[str] = set()

    def without(self, places: set[Place]) -> "Records":
        """All rows but those that stand at these places: the title of a sheet, and a row in it."""
        rest = Records()
        rest.absent = set(self.absent)
        for key, records in self.items():
            rest[key] = [one for one in records if (one.sheet, one.row) not in places]
        return rest


def duplicates(
    records: Iterable[Record], key: Callable[[Record], Any]
) -> Iterator[tuple[Record, Record]]:
    """Pairs (second, first) of records that `key` makes alike; a key of None is not compared."""
    seen: dict[Any, Record] = {}
    for record in records:
        value = key(record)
        if value is None:
            continue
        if value in seen:
            yield record, seen[value]
        else:
            seen[value] = record


def fold(word: str) -> str:
    """A header or sheet name as it is compared: letters and digits only, any case and width."""
    plain = unicodedata.normalize("NFKC", str(word)).casefold()
    return "".join(c for c in plain if c.isalnum())


def is_reason(heading: str) -> bool:
    return fold(heading) in {fold(word) for word in REASON.values()}


def is_for_people(title: str) -> bool:
    """Whether a sheet came with a template, to be read and not to be imported."""
    return fold(title) in {fold(word) for names in (GUIDE, LISTS) for word in names.values()}


def in_reader_language(words: Mapping[str, str]) -> str:
    return words.get(translation.get_language() or "", words["en"])

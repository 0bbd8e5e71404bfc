"""What an export can hold, column by column, and who may take it.

The headings are those of the importer of the same rows, so that an export can be given back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise

from workshops.models import Country
from workshops.table_writing import write_csv, write_workbook
from workshops.tables import Cell, Row, Table

YES_NO = {"en": ("yes", "no"), "zh-hans": ("是", "否"), "ru": ("да", "нет")}
FORMATS = ("xlsx", "csv")


@dataclass(frozen=True)
class ExportColumn:
    """One column: its heading in the file, what it is called on the page, and its value for a row.

    One that is `always` there leads an import back to its row. A private one has a `may`: it is taken only by
    whom that allows, and only where it was asked for.
    """

    key: str
    header: str
    title: str | Promise
    value: Callable[[Any], Cell]
    always: bool = False
    may: Callable[[AbstractBaseUser], bool] | None = None

    @property
    def is_private(self) -> bool:
        return self.may is not None

    def is_for(self, user: AbstractBaseUser) -> bool:
        return self.may is None or self.may(user)


def chosen(columns: Sequence[ExportColumn], keys: Iterable[str]) -> list[ExportColumn]:
    """Those asked for, and those that are always there, in the order of `columns`."""
    wanted = set(keys)
    return [column for column in columns if column.always or column.key in wanted]


def table(name: str, columns: Sequence[ExportColumn], rows: Iterable[Model]) -> Table:
    written = (
        Row(number, tuple(column.value(row) for column in columns))
        for number, row in enumerate(rows, start=2)
    )
    return Table(name, tuple(column.header for column in columns), tuple(written))


def as_file(tables: Sequence[Table], format: str) -> bytes:
    """All of them as a workbook; as CSV the first alone."""
    return write_csv(tables[0]) if format == "csv" else write_workbook(tables)


# How values are written: as the importers read them, in the reader's language where there is one.


def country(value: Country | None) -> str:
    return str(value) if value else ""


def label(row: Model, field: str) -> str:
    """The label of a choice."""
    return str(getattr(row, f"get_{field}_display")())


def yes_no(value: bool) -> str:
    yes, no = YES_NO.get(translation.get_language() or "", YES_NO["en"])
    return yes if value else no


def moment(value: datetime | None, zone) -> str:
    """A moment in the workshop's own time."""
    return value.astimezone(zone).strftime("%Y-%m-%d %H:%M") if value else ""

"""What every part of the writing of an agenda workbook needs."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from workshops.content import columns
from workshops.importers.agenda_book import Book
from workshops.importers.changes import Changes, drop_rest, equal, put
from workshops.importers.sheets import Record
from workshops.models import Organisation


class Desk:
    """One book being written: its rows, the changes so far, and the organisations by row of their sheet."""

    def __init__(self, book: Book, changes: Changes):
        self.book = book
        self.changes = changes
        self.organisations: dict[int, Organisation] = {}

    def has(self, sheet: str) -> bool:
        return sheet not in self.book.records.absent

    def rows(self, sheet: str) -> list[Record]:
        return self.book.records[sheet]

    def rows_in_order(self, sheet: str) -> list[Record]:
        """By the column “Order”, else as they stand."""
        return sorted(self.rows(sheet), key=lambda r: (r.get("order") or 0, r.row))

    def put(self, model: type[models.Model], *, by: dict[str, Any], **values: Any) -> models.Model:
        return put(model, self.changes, by=by, **values)

    def keep_only(self, rows: models.QuerySet, kept: Iterable[models.Model]) -> None:
        drop_rest(rows, kept, self.changes)

    def organisation(self, record: Record) -> Organisation:
        """The organisation of a row, its parent first. What it lacks in this file it keeps."""
        if record.row not in self.organisations:
            parent = self.book.organisations.get(record.get("parent") or "")
            values = record.given(*columns("name", "short_name"), "kind", "country", "url")
            values["parent"] = self.organisation(parent) if parent else None
            name = values.pop("name_en")
            self.organisations[record.row] = self.put(
                Organisation, by={"name_en": name}, **filled(values)
            )
        return self.organisations[record.row]

    def organisation_named(self, name: str | None) -> Organisation | None:
        record = self.book.organisations.get(name or "")
        return self.organisation(record) if record else None


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """The values that say something: shared rows keep what another workshop's file told."""
    return {key: value for key, value in values.items() if not equal(value, None)}

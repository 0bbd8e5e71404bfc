"""Writing many rows at once: as `changes.put` does one, in a handful of statements."""

from typing import Any

from django.db import models

from workshops import history
from workshops.importers.changes import Act, Changes, differences
from workshops.importers.sheets import Record


class Batch:
    """Rows of one model that an import makes or changes, kept until `save`."""

    def __init__(self, model: type[models.Model], changes: Changes):
        self.model = model
        self.changes = changes
        self.new: list[models.Model] = []
        self.altered: dict[int, models.Model] = {}
        self.fields: set[str] = set()

    def add(self, row: models.Model, values: dict[str, Any], record: Record) -> None:
        """A row that is not there yet."""
        for name, value in values.items():
            setattr(row, name, value)
        self.new.append(row)
        self.changes.note(Act.NEW, row, record=record)

    def alter(self, row: models.Model, values: dict[str, Any], record: Record) -> None:
        """A row that is there, or came with an earlier row of the file: write only what differs."""
        differing = differences(row, values)
        for one in differing:
            setattr(row, one.field, values[one.field])
        self.changes.note(Act.CHANGED if differing else Act.SAME, row, differing, record=record)
        if differing and row.pk is not None:
            self.altered[row.pk] = row
            self.fields |= {one.field for one in differing}

    def save(self) -> None:
        history.create_all(self.model, self.new)
        history.update_all(self.model, list(self.altered.values()), sorted(self.fields))

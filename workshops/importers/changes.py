"""Writing rows so that the same file twice changes nothing, and keeping what a write did."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models

from workshops.importers.sheets import Record
from workshops.tables import clean


class Act(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """One field of a row, before and after: values as the column holds them, keys of related rows.

    `label` names what is no field, such as the number of an allocation's seats.
    """

    field: str
    old: Any
    new: Any
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """What became of one row of the database, and which row of the file said so."""

    act: Act
    row: models.Model
    record: Record | None = None
    differences: tuple[Difference, ...] = ()


@dataclass
class Changes:
    """What a write did, or would do: counts by kind of thing, and every row of the database.

    `besides` are rows that came along uncounted, such as the beginning of somebody's history.
    `record` is the row of the file that is being written.
    """

    new: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    same: Counter = field(default_factory=Counter)
    removed: Counter = field(default_factory=Counter)
    entries: list[Entry] = field(default_factory=list)
    besides: list[Entry] = field(default_factory=list)
    record: Record | None = None

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.changed or self.removed)

    def note(
        self,
        act: Act,
        row: models.Model,
        differences: Iterable[Difference] = (),
        *,
        record: Record | None = None,
    ) -> None:
        """Count a row, and keep what became of it."""
        counter: Counter = getattr(self, act)
        counter[str(row._meta.verbose_name_plural)] += 1
        self.entries.append(Entry(act, row, record or self.record, tuple(differences)))

    @contextmanager
    def of(self, record: Record) -> Iterator[None]:
        """Whatever is written inside is because of this row of the file."""
        before, self.record = self.record, record
        yield
        self.record = before


def put(
    model: type[models.Model], changes: Changes, *, by: dict[str, Any], **values: Any
) -> models.Model:
    """Make the row that `by` identifies hold `values`, writing only what differs. Counts it in `changes`.

    The importers' way to be idempotent: the same file twice changes nothing.
    """
    row = model._default_manager.filter(**by).first()
    if row is None:
        row = model(**by | values)
        row.save(force_insert=True)
        changes.note(Act.NEW, row)
        return row
    for name, value in by.items():
        if isinstance(value, models.Model):
            setattr(row, name, value)  # known, and not to be asked for again
    differing = differences(row, values)
    if differing:
        for one in differing:
            setattr(row, one.field, values[one.field])
        row.save(update_fields=[one.field for one in differing])
    changes.note(Act.CHANGED if differing else Act.SAME, row, differing)
    return row


def put_in_order(
    model: type[models.Model],
    changes: Changes,
    *,
    owner: dict[str, Any],
    identity: str,
    rows: list[dict[str, Any]],
) -> list[models.Model]:
    """Make the children of `owner` these, in this order.

    A child keeps its row while its `identity` stays, or else its place in the order.
    """
    old = list(model._default_manager.filter(**owner))
    named = {getattr(child, identity): child for child in old}
    wanted = {values[identity] for values in rows}
    renamed = {child.position: child for child in old if getattr(child, identity) not in wanted}
    kept = []
    for position, values in enumerate(rows, start=1):
        child = named.get(values[identity]) or renamed.get(position)
        by = {"pk": child.pk} if child else owner | {identity: values[identity]}
        kept.append(put(model, changes, by=by, **values | {"position": position}))
    drop_rest(model._default_manager.filter(**owner), kept, changes)
    return kept


def drop_rest(rows: models.QuerySet, kept: Iterable[models.Model], changes: Changes) -> None:
    """Remove the rows of a parent that the file no longer holds."""
    gone = rows.exclude(pk__in=[row.pk for row in kept])
    for row in gone:
        changes.note(Act.REMOVED, row)
    gone.delete()


def differences(row: models.Model, values: dict[str, Any]) -> tuple[Difference, ...]:
    """The fields in which a row does not hold these values yet."""
    pairs = ((name, held_by(row, name), key_of(value)) for name, value in values.items())
    return tuple(Difference(name, old, new) for name, old, new in pairs if not equal(old, new))


def held_by(row: models.Model, name: str) -> Any:
    """What the column of a field holds, without asking for the related row."""
    return getattr(row, row._meta.get_field(name).attname)


def key_of(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def equal(old: Any, new: Any) -> bool:
    """Whether a stored value and one of a file are the same: None and "" are, and so is what a file cannot show."""
    if old == new or (old in (None, "") and new in (None, "")):
        return True
    return isinstance(old, str) and isinstance(new, str) and clean(old) == clean(new)

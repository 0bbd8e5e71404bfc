"""Rows as a trash keeps them: gathered, written down column by column, and put back as they were.

    gathered = Gathering(workshop)      the row and everything that its deletion takes with it
    snapshot = gathered.snapshot()      all of it, as JSON
    gathered.delete()
    put_back(tables_of(snapshot))       with the same primary keys

Rows are read and written past the models: a model with translated fields would fill its columns by the
reader's language, and fields that set the time would set it again.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

from django.apps import apps
from django.db import connections, router
from django.db.models import (
    FileField,
    Model,
    ProtectedError,
    QuerySet,
    RestrictedError,
)
from django.db.models.deletion import Collector
from django.utils import translation
from django.utils.functional import cached_property

from workshops import scope, trash
from workshops.models import Workshop
from workshops.trash import Values

AT_ONCE = 500  # primary keys in one query
NAMED = 50  # rows of a kind whose names are kept, for whoever looks into the trash


@dataclass
class Table:
    """The rows of one model in a snapshot, and what the first of them are called, by primary key."""

    model: type[Model]
    rows: list[Values]
    labels: dict[str, str] = field(default_factory=dict)

    def key_of(self, row: Values) -> object:
        return row[self.model._meta.pk.attname]

    def label_of(self, row: Values) -> str:
        """What a row was called, or its kind and number where nobody wrote it down."""
        key = self.key_of(row)
        return self.labels.get(str(key)) or f"{self.model._meta.verbose_name} {key}"


@dataclass(frozen=True)
class Link:
    """Rows that pointed to something deleted, and were left pointing nowhere."""

    model: type[Model]
    field: str
    keys: list
    to: object


class Gathering(Collector):
    """A row with everything that its deletion takes with it, and what stands in the way."""

    def __init__(self, root: Model):
        super().__init__(using=router.db_for_write(type(root)), origin=root)
        self.root = root
        self.protecting: set[Model] = set()
        self.collect([root])
        for company in trash.company_of(root):
            self.collect(company)
        if isinstance(root, Workshop):
            self.collect_own()

    def collect_own(self) -> None:
        """What belongs to a workshop goes with it, though it protects other parts of it."""
        while own := [row for row in self.blocking if scope.workshop_of(row) == self.root]:
            for model in {type(row) for row in own}:
                self.collect([row for row in own if type(row) is model])

    def can_fast_delete(self, *args, **kwargs) -> bool:
        """Everything is looked at before it goes."""
        return False

    def collect(self, objs, *args, **kwargs) -> None:
        """As Django does, but to the end: what protects a row may itself be among those that go."""
        try:
            super().collect(objs, *args, **kwargs)
        except ProtectedError as error:
            self.protecting.update(error.protected_objects)
        except RestrictedError as error:
            self.protecting.update(error.restricted_objects)

    def related_objects(self, related_model, related_fields, objs) -> QuerySet:
        """With what they point to: Django would load half of each row otherwise."""
        rows = super().related_objects(related_model, related_fields, objs)
        return rows.select_related(*(each.name for each in related_fields))

    @cached_property
    def rows(self) -> dict[type[Model], list[Model]]:
        """What goes, by kind, in the order in which it can be deleted."""
        self.sort()
        found = {model: sorted(rows, key=lambda row: row.pk) for model, rows in self.data.items()}
        return {model: rows for model, rows in found.items() if rows}

    @property
    def blocking(self) -> list[Model]:
        """Rows that stay, and that cannot do without what would go."""
        left = [row for row in self.protecting if row not in self.data.get(type(row), ())]
        return sorted(left, key=lambda row: (row._meta.label, row.pk))

    @property
    def secret(self) -> list[type[Model]]:
        """Kinds among those that go which no trash may hold."""
        return [model for model in self.rows if trash.is_secret(model)]

    def snapshot(self) -> dict:
        """Everything that goes, in the order in which it can come back."""
        with translation.override("en"):
            return {
                "tables": [
                    {
                        "model": model._meta.label_lower,
                        "rows": [
                            {name: plain(value) for name, value in row.items()}
                            for row in stored(model, [row.pk for row in rows])
                        ],
                        "labels": {str(row.pk): str(row)[:250] for row in rows[:NAMED]},
                    }
                    for model, rows in reversed(self.rows.items())
                ],
                "links": list(self.links()),
            }

    def links(self) -> Iterator[dict]:
        going = self.rows
        for (each, _value), those in self.field_updates.items():
            kept = {row.pk for row in going.get(each.model, ())}
            by_target: dict = {}
            for rows in those:
                for row in rows:
                    if row.pk not in kept:
                        target = getattr(row, each.attname)
                        by_target.setdefault(target, set()).add(row.pk)
            for target, keys in by_target.items():
                yield {
                    "model": each.model._meta.label_lower,
                    "field": each.attname,
                    "keys": [plain(key) for key in sorted(keys)],
                    "to": plain(target),
                }


def stored(model: type[Model], keys: Sequence) -> Iterator[Values]:
    """The columns of these rows as they are in the database."""
    names = [each.attname for each in model._meta.concrete_fields]
    for start in range(0, len(keys), AT_ONCE):
        rows = QuerySet(model).filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")
        for values in rows.values_list(*names):
            yield dict(zip(names, values, strict=True))


def plain(value: object) -> object:
    """A column's value as JSON has it, with nothing lost."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID | timedelta):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def tables_of(snapshot: dict) -> list[Table]:
    """The rows of a snapshot, in the order in which they are put back; models that are gone are left out."""
    tables = []
    for each in snapshot["tables"]:
        model = model_named(each["model"])
        if model is not None:
            rows = [values_of(model, row) for row in each["rows"]]
            tables.append(Table(model, rows, each["labels"]))
    return tables


def values_of(model: type[Model], row: dict) -> Values:
    """A row's columns in the model's order: PostgreSQL keeps what JSON names in an order of its own."""
    fields = model._meta.concrete_fields
    return {
        each.attname: each.to_python(row[each.attname]) for each in fields if each.attname in row
    }


def with_defaults(model: type[Model], row: Values) -> Values:
    """All columns of a row in the model's order, those that were added meanwhile as a new row has them."""
    fields = [each for each in model._meta.concrete_fields if not each.generated]
    return {
        each.attname: row[each.attname] if each.attname in row else each.get_default()
        for each in fields
    }


def links_of(snapshot: dict) -> list[Link]:
    links = []
    for each in snapshot["links"]:
        model = model_named(each["model"])
        names = {one.attname: one for one in model._meta.concrete_fields} if model else {}
        if each["field"] in names:
            keys = [model._meta.pk.to_python(key) for key in each["keys"]]
            target = names[each["field"]].to_python(each["to"])
            links.append(Link(model, each["field"], keys, target))
    return links


def model_named(label: str) -> type[Model] | None:
    """The model of that name, or None where there is none any more."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def put_back(tables: Sequence[Table]) -> None:
    """Insert the rows as they are. Raises IntegrityError where one does not fit."""
    for table in tables:
        if not table.rows:
            continue
        fields = [each for each in table.model._meta.concrete_fields if not each.generated]
        rows = [SimpleNamespace(**with_defaults(table.model, row)) for row in table.rows]
        using = router.db_for_write(table.model)
        size = max(connections[using].ops.bulk_batch_size(fields, rows), 1)
        for start in range(0, len(rows), size):
            QuerySet(table.model)._insert(
                rows[start : start + size], fields=fields, raw=True, using=using
            )


def link_again(link: Link) -> None:
    """Point rows back to what has returned, where they point nowhere still."""
    rows = QuerySet(link.model).filter(pk__in=link.keys, **{f"{link.field}__isnull": True})
    rows.update(**{link.field: link.to})


def all_tables(snapshot: dict) -> Iterator[Table]:
    """The tables of a snapshot, and those of a trash within the trash."""
    for table in tables_of(snapshot):
        yield table
        if table.model._meta.label_lower == "workshops.trasheditem":
            for row in table.rows:
                yield from all_tables(row["snapshot"])


def files_in(snapshot: dict) -> Iterator[tuple[FileField, str]]:
    """The files that rows of a snapshot refer to."""
    for table in all_tables(snapshot):
        names = [each for each in table.model._meta.concrete_fields if isinstance(each, FileField)]
        for row in table.rows:
            yield from ((each, row[each.attname]) for each in names if row.get(each.attname))

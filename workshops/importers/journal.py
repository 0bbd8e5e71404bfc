"""What an import wrote, as it is kept: enough to take it back, and to see whether two were the same.

{"new": [["people.person", 7, "9c1f…"]],          a digest of the row as it was written
 "changed": [["people.person", 8, {"phone": ["", "+86 10 1"]}]],
 "removed": [["people.seat", 9, {"number": 3, …}]]}
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.files import FieldFile
from modeltranslation.translator import NotRegistered, translator

from workshops.importers.changes import Act, Changes, Entry, held_by
from workshops.importers.findings import Finding

AT_ONCE = 500

Key = tuple[str, int]  # a model's label, and a primary key


def of(changes: Changes) -> dict[str, list]:
    """The journal of what was written. A row that came and changed in one import is a new one."""
    entries = [*changes.entries, *changes.besides]
    new = {key_of(entry.row) for entry in entries if entry.act == Act.NEW}
    kept: dict[str, list] = {"new": [], "changed": [], "removed": []}
    digests = dict(digests_of(new))
    for entry in entries:
        label, pk = key_of(entry.row)
        if entry.act == Act.NEW:
            kept["new"].append([label, pk, digests[label, pk]])
        elif entry.act == Act.REMOVED:
            kept["removed"].append([label, entry.row.pk, values_of(entry.row)])
        elif entry.act == Act.CHANGED and (label, pk) not in new:
            kept["changed"].append([label, pk, differences_of(entry)])
    return json.loads(json.dumps(kept, cls=DjangoJSONEncoder))


def counts_of(changes: Changes) -> dict[str, int]:
    """How many rows of whatever kind are new, changed, removed and the same."""
    return {act.value: getattr(changes, act).total() for act in Act}


def key_of(row: models.Model) -> Key:
    return row._meta.label_lower, row.pk


def values_of(row: models.Model) -> dict[str, Any]:
    """Everything that a row holds, as JSON can keep it."""
    return {name: encoded(held_by(row, name)) for name in columns_of(type(row))}


def differences_of(entry: Entry) -> dict[str, list]:
    names = columns_of(type(entry.row))
    return {
        one.field: [encoded(one.old), encoded(one.new)]
        for one in entry.differences
        if one.field in names
    }


def columns_of(model: type[models.Model]) -> list[str]:
    """The fields with a column, but for the key and for those that follow the reader's language."""
    try:
        by_language = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        by_language = set()
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [field.name for field in fields if field.name not in by_language]


def encoded(value: Any) -> Any:
    """A value as it is compared and kept."""
    if isinstance(value, FieldFile):
        return value.name
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(UTC)  # as the database gives it
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def model_of(label: str) -> type[models.Model]:
    return apps.get_model(label)


def digests_of(keys: Iterable[Key]) -> Iterator[tuple[Key, str]]:
    """What rows hold now, in sixteen letters each; rows that are gone have none."""
    by_model: dict[type[models.Model], list[int]] = defaultdict(list)
    for label, pk in sorted(keys):
        by_model[model_of(label)].append(pk)
    for model, wanted in by_model.items():
        columns = [model._meta.get_field(name).attname for name in columns_of(model)]
        for start in range(0, len(wanted), AT_ONCE):
            rows = model._base_manager.filter(pk__in=wanted[start : start + AT_ONCE])
            for pk, *values in rows.order_by().values_list("pk", *columns):
                yield (model._meta.label_lower, pk), digest(values)


def digest_of(changes: Changes, findings: Iterable[Finding]) -> str:
    """Two imports of one digest say and do the same: in which row of the file, to which row here."""
    entries = [*changes.entries, *changes.besides]
    new = {key_of(entry.row) for entry in entries if entry.act == Act.NEW}
    found = [[f.level, f.sheet, f.rows, f.column, f.value] for f in findings]
    return digest([found, *(said_of(entry, new) for entry in entries)])


def said_of(entry: Entry, new: set[Key]) -> list:
    """What an entry does, without the keys of rows that are only being made: each try has others."""
    row, record = entry.row, entry.record
    made = key_of(row) in new
    ties = [field for field in row._meta.concrete_fields if field.is_relation] if made else []
    to = [(field.related_model._meta.label_lower, getattr(row, field.attname)) for field in ties]
    return [
        entry.act,
        row._meta.label_lower,
        None if made else row.pk,
        [record.sheet, record.row] if record else None,
        [[one.field, str(one.old), str(one.new)] for one in entry.differences],
        [key for key in to if key not in new],
    ]


def digest(values: Any) -> str:
    written = json.dumps(values, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]

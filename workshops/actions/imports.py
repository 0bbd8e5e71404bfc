"""Taking an import back: all of it, or nothing where something has come to rest on it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, router, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops import actors, history, turns
from workshops.importers import journal
from workshops.importers.journal import Key
from workshops.models import ImportRun


class UndoRefused(Exception):
    """The import cannot be taken back. `reasons` name what stands in the way."""

    def __init__(self, reasons: Iterable[str]):
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__(" ".join(self.reasons))


class UndoneAlready(UndoRefused):
    """Somebody took it back before."""


class ChangedSince(UndoRefused):
    """Rows have been changed since, or something hangs on them now."""


@transaction.atomic
def undo(run: ImportRun, *, by: AbstractBaseUser | None, now: datetime) -> None:
    """Take back what an import wrote. Raises UndoneAlready or ChangedSince, and then changes nothing."""
    turns.take(run.workshop)
    row = ImportRun.objects.select_for_update().get(pk=run.pk)
    if row.undone_at is not None:
        raise UndoneAlready([_("This import has been undone already.")])
    if not any(row.journal.values()):
        raise UndoRefused([_("What this import wrote is no longer kept, so it cannot be undone.")])
    refuse(changed_since(row.journal))
    with actors.acting(by, actors.Way.UNDO), history.forgetting_at_once():
        refuse(take_back(row.journal))
    row.undone_at, row.undone_by = now, by
    row.save(update_fields=["undone_at", "undone_by"])
    run.undone_at, run.undone_by = now, by


def refuse(reasons: Iterable[str]) -> None:
    found = list(reasons)
    if found:
        raise ChangedSince(found)


def changed_since(kept: dict[str, list]) -> Iterator[str]:
    """Rows that no longer hold what the import wrote."""
    written = {(label, pk): digest for label, pk, digest in kept["new"]}
    for key, digest in journal.digests_of(written):
        if digest != written[key]:
            yield _("%(what)s has been changed since.") % {"what": called(row_of(key))}
    for key, fields in changes_of(kept).items():
        row = row_of(key)
        if row is None:
            yield _("A row that was changed is no longer there.")
            continue
        for name, (_old, new) in fields.items():
            if journal.encoded(journal.held_by(row, name)) != new:
                yield _("%(what)s: “%(field)s” has been changed since.") % {
                    "what": called(row),
                    "field": row._meta.get_field(name).verbose_name,
                }


def changes_of(kept: dict[str, list]) -> dict[Key, dict[str, list]]:
    """What was changed, by row: the first value before, the last one after."""
    found: dict[Key, dict[str, list]] = {}
    for label, pk, fields in kept["changed"]:
        row = found.setdefault((label, pk), {})
        for name, (old, new) in fields.items():
            row[name] = [row[name][0] if name in row else old, new]
    return found


def take_back(kept: dict[str, list]) -> Iterator[str]:
    """Put old values back, bring removed rows back, remove new ones; says what does not let go."""
    for key, fields in changes_of(kept).items():
        restore(row_of(key), {name: old for name, (old, _new) in fields.items()})
    for label, pk, values in kept["removed"]:
        row = journal.model_of(label)(pk=pk)
        try:
            with transaction.atomic():
                restore(row, values)
        except IntegrityError:
            yield _("What the import removed cannot come back: its place is taken.")
    yield from remove_new(kept["new"])


def restore(row: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        field = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value))
    is_new = row._state.adding
    row.save(force_insert=is_new, update_fields=None if is_new else list(values))


def remove_new(entries: list) -> Iterator[str]:
    """Remove what the import made, the last first; what hangs on it and is not its own is named."""
    own = {(label, pk) for label, pk, _digest in entries}
    for label in reversed(list(dict.fromkeys(label for label, _pk, _digest in entries))):
        model = journal.model_of(label)
        keys = [pk for of, pk, _digest in entries if of == label]
        for start in range(0, len(keys), journal.AT_ONCE):
            rows = list(model._base_manager.filter(pk__in=keys[start : start + journal.AT_ONCE]))
            yield from remove(rows, own)


def remove(rows: list[models.Model], own: set[Key]) -> Iterator[str]:
    if not rows:
        return
    collector = Collector(using=router.db_for_write(type(rows[0])), origin=rows)
    try:
        collector.collect(rows)
    except (ProtectedError, RestrictedError) as held:
        holding = getattr(held, "protected_objects", None) or held.restricted_objects
        yield from (hangs(row) for row in foreign(holding, own))
        return
    others = foreign(hanging(collector), own)
    yield from (hangs(row) for row in others)
    if not others:
        collector.delete()


def foreign(rows: Iterable[models.Model], own: set[Key]) -> list[models.Model]:
    """Those that the import did not make itself."""
    return [row for row in rows if journal.key_of(row) not in own]


def hanging(collector: Collector) -> Iterator[models.Model]:
    """All rows that would go, or lose what they point to."""
    for rows in [*collector.data.values(), *collector.fast_deletes]:
        yield from rows
    for groups in collector.field_updates.values():
        for rows in groups:
            yield from rows


def hangs(row: models.Model) -> str:
    return _("%(what)s hangs on it now.") % {"what": called(row)}


def row_of(key: Key) -> models.Model | None:
    label, pk = key
    return journal.model_of(label)._base_manager.filter(pk=pk).first()


def called(row: models.Model) -> str:
    return f"{capfirst(str(row._meta.verbose_name))} “{row}”"

"""Writing rows so that the same file twice changes nothing, and counting what a write did."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _


@dataclass
class Changes:
    """What a write did, or would do: labels of new, changed and same rows by kind of thing."""

    new: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    same: Counter = field(default_factory=Counter)
    removed: Counter = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.changed or self.removed)


def put(
    model: type[models.Model], changes: Changes, *, by: dict[str, Any], **values: Any
) -> models.Model:
    """Make the row that `by` identifies hold `values`, writing only what differs. Counts it in `changes`.

    The importers' way to be idempotent: the same file twice changes nothing.
    """
    kind = str(model._meta.verbose_name_plural)
    row = model._default_manager.filter(**by).first()
    if row is None:
        row = model(**by | values)
        row.save(force_insert=True)
        changes.new[kind] += 1
        changes.lines.append(_("New: %(what)s") % {"what": row})
        return row
    differing = [name for name, value in values.items() if not equal(getattr(row, name), value)]
    if not differing:
        changes.same[kind] += 1
        return row
    for name in differing:
        setattr(row, name, values[name])
    row.save(update_fields=differing)
    changes.changed[kind] += 1
    changes.lines.append(
        _("Changed: %(what)s (%(fields)s)") % {"what": row, "fields": ", ".join(differing)}
    )
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
    count = gone.count()
    if count:
        changes.removed[str(rows.model._meta.verbose_name_plural)] += count
        gone.delete()


def equal(old: Any, new: Any) -> bool:
    """Whether a stored value and a new one are the same; None and "" are."""
    return old == new or (old in (None, "") and new in (None, ""))

"""What a new workshop takes over from one there is, piece by piece.

A copier says what there is ("35 sessions") and copies it. Upper packages add theirs (`add_copier`), and
say which columns of a row tell what happened and are left behind (`leave_behind`). Rows are copied
column by column, in every language; what they point to becomes the copy where it was copied, and stays
empty where it was not.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connections, router
from django.db.models import ForeignKey, Model, QuerySet, UUIDField
from django.utils.functional import Promise

from workshops import history, scope, snapshots
from workshops.models import Workshop
from workshops.trash import Values


@dataclass(frozen=True)
class Copier:
    """One piece that can be taken over. `says` what there is of it, "" for nothing; `needs` names others.

    `chosen`: ticked from the start.
    """

    key: str
    label: str | Promise
    says: Callable[[Workshop], str]
    copy: Callable[["Copying"], None]
    order: int
    needs: tuple[str, ...] = ()
    chosen: bool = True


_copiers: dict[str, Copier] = {}
_behind: dict[type[Model], set[str]] = defaultdict(set)


def add_copier(copier: Copier) -> None:
    """Register a piece; adding one of the same key again replaces it."""
    _copiers[copier.key] = copier


def leave_behind(model: type[Model], *fields: str) -> None:
    """Let these fields of a copied row begin as those of a new one."""
    _behind[model].update(fields)


def copiers() -> list[Copier]:
    return sorted(_copiers.values(), key=lambda each: each.order)


def offered(past: Workshop) -> list[tuple[Copier, str]]:
    """The pieces that this workshop has, each with what there is of it."""
    return [(each, said) for each in copiers() if (said := each.says(past))]


def with_needs(chosen: Iterable[str]) -> frozenset[str]:
    """What was chosen, without pieces that need another which was not."""
    kept = set(chosen)
    while lacking := {key for key in kept if key in _copiers and not needs(key) <= kept}:
        kept -= lacking
    return frozenset(kept)


def needs(key: str) -> set[str]:
    return set(_copiers[key].needs)


@dataclass
class Copying:
    """One workshop that becomes another, and which rows became which."""

    past: Workshop
    new: Workshop
    chosen: frozenset[str]
    by: AbstractBaseUser | None
    now: datetime
    made: dict[type[Model], dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def shift(self) -> timedelta:
        return self.new.starts_on - self.past.starts_on

    def lasts(self, day: date) -> bool:
        """Whether a date of the new workshop is one of its days."""
        return self.new.starts_on <= day <= self.new.ends_on

    def run(self) -> None:
        for copier in copiers():
            if copier.key in self.chosen:
                copier.copy(self)

    def copy(
        self, rows: QuerySet, change: Callable[[Values], Values | None] = lambda values: values
    ) -> None:
        """Copy rows of one model. `change` gives a row's new columns, or None to leave it out."""
        model, olds, news = rows.model, [], []
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        for values in snapshots.stored(model, keys):
            old = values.pop(model._meta.pk.attname)
            changed = change(values | self.pointing(model, values) | as_new(model))
            if changed is not None and self.stands(model, values, changed):
                olds.append(old)
                news.append(changed)
        self.made[model] |= dict(zip(olds, inserted(model, news), strict=True))

    def pointing(self, model: type[Model], values: Values) -> Values:
        """The columns that lead into the old workshop, leading into the new one."""
        return {
            each.attname: self.twin(each.related_model, values[each.attname])
            for each in model._meta.concrete_fields
            if isinstance(each, ForeignKey) and values[each.attname] is not None
        }

    def twin(self, model: type[Model], key: object) -> object:
        """The key of what a row became; of what belongs to no workshop, itself."""
        if model is Workshop:
            return self.new.pk if key == self.past.pk else key
        if not scope.belongs_to_one(model):
            return key
        return self.made[model].get(key)

    def stands(self, model: type[Model], before: Values, after: Values) -> bool:
        """Whether a row has everything that it cannot be without."""
        return all(
            after[each.attname] is not None or each.null
            for each in model._meta.concrete_fields
            if isinstance(each, ForeignKey)
        )


def as_new(model: type[Model]) -> Values:
    """The columns in which a copy differs from its original: its identity, and what happened."""
    fields = model._meta.concrete_fields
    fresh = {
        each.attname: uuid.uuid4()
        for each in fields
        if isinstance(each, UUIDField) and each.unique and not each.primary_key
    }
    return fresh | {
        each.attname: each.get_default() for each in fields if each.name in _behind[model]
    }


def inserted(model: type[Model], rows: list[Values]) -> list[int]:
    """The keys of new rows with these columns, in order; with history where one is kept."""
    if history.kept_of(model) is not None:
        return [row.pk for row in history.create_all(model, [model(**row) for row in rows])]
    fields = [f for f in model._meta.concrete_fields if not f.generated and not f.primary_key]
    using, pk = router.db_for_write(model), model._meta.pk
    objects = [SimpleNamespace(**row) for row in rows]
    size = max(connections[using].ops.bulk_batch_size([*fields], objects), 1)
    keys: list[int] = []
    for start in range(0, len(objects), size):
        batch = objects[start : start + size]
        found = QuerySet(model)._insert(
            batch, fields=fields, returning_fields=[pk], raw=True, using=using
        )
        keys += [key for (key,) in found]
    return keys

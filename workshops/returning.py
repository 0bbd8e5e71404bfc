"""A snapshot on its way back: what of it no longer fits, and what is left out or changed so that it does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import ForeignKey, Model, QuerySet, UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops import trash
from workshops.models import TrashedItem
from workshops.snapshots import Table, with_defaults
from workshops.trash import Remedy, Values

LEAVE_OUT = "leave"


@dataclass(frozen=True)
class Obstacle:
    """Why one row cannot come back as it was.

    `rule`: the constraint's name, "model.field" of a unique field, or "" where what it needs is gone.
    `other`: what has its place now, or what it needs. `item`: where that lies in the trash itself.
    """

    model: type[Model]
    key: object
    label: str
    rule: str
    other: str = ""
    item: TrashedItem | None = None
    remedies: tuple[Remedy, ...] = ()
    is_root: bool = False

    @property
    def name(self) -> str:
        """What a choice about it is sent under."""
        return f"{self.model._meta.label_lower}-{self.key}:{self.rule}"

    def __str__(self) -> str:
        if not self.rule:
            return _("“%(row)s” needs “%(other)s”, which is not there.") % {
                "row": self.label,
                "other": self.other,
            }
        if self.other:
            return _("“%(other)s” has the place of “%(row)s” now.") % {
                "row": self.label,
                "other": self.other,
            }
        return _("“%(row)s” no longer fits.") % {"row": self.label}


@dataclass
class Return:
    """A snapshot on its way back, with what is left out or changed of it."""

    item: TrashedItem
    tables: list[Table]
    extra: list[Model] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def root(self) -> type[Model]:
        return next(
            table.model for table in self.tables if table.model._meta.label_lower == self.item.kind
        )

    def is_root(self, model: type[Model], key: object) -> bool:
        return model._meta.label_lower == self.item.kind and str(key) == self.item.key


def apply(
    returning: Return, choices: Mapping[str, str], *, by: AbstractBaseUser, now: datetime
) -> None:
    """Leave out what is to be left out, and mend what is to be mended."""
    chosen = defaultdict(list)
    for name, choice in choices.items():
        chosen[name.partition(":")[0]].append(choice)
    left_out = set()
    for table in returning.tables:
        for row in table.rows:
            key = table.key_of(row)
            codes = chosen[f"{table.model._meta.label_lower}-{key}"]
            if LEAVE_OUT in codes and not returning.is_root(table.model, key):
                left_out.add((table.model, key))
            for remedy in filter(None, (trash.remedy_called(c, table.model) for c in codes)):
                if remedy.possible(row):
                    returning.extra += remedy.mend(row, by, now)
            trash.returned(table.model, row)
    while left_out:
        left_out = leave_out(returning.tables, left_out)


def leave_out(tables: list[Table], gone: set[tuple[type[Model], object]]) -> set:
    """Take rows out, let go of them where one can, and say which rows cannot do without them."""
    next_to_go = set()
    for table in tables:
        table.rows = [row for row in table.rows if (table.model, table.key_of(row)) not in gone]
        for each in foreign_keys(table.model):
            for row in table.rows:
                if (each.remote_field.model, row[each.attname]) in gone:
                    if each.null:
                        row[each.attname] = None
                    else:
                        next_to_go.add((table.model, table.key_of(row)))
    return next_to_go


def missing(returning: Return) -> Iterator[Obstacle]:
    """Rows that point to what is not there: let go where one can, else an obstacle."""
    for table in returning.tables:
        for each in foreign_keys(table.model):
            there = present(returning, each, {row[each.attname] for row in table.rows})
            for row in table.rows:
                value = row[each.attname]
                if value is None or value in there:
                    continue
                needed = what_was(each.remote_field.model, value)
                if each.null:
                    row[each.attname] = None
                    returning.notes.append(
                        _("%(field)s of “%(row)s” is empty now: “%(other)s” is not there.")
                        % {
                            "field": capfirst(each.verbose_name),
                            "row": table.label_of(row),
                            "other": needed or value,
                        }
                    )
                else:
                    yield Obstacle(
                        model=table.model,
                        key=table.key_of(row),
                        label=table.label_of(row),
                        rule="",
                        other=str(needed or f"{each.verbose_name} {value}"),
                        item=needed,
                        is_root=returning.is_root(table.model, table.key_of(row)),
                    )


def foreign_keys(model: type[Model]) -> list[ForeignKey]:
    return [each for each in model._meta.concrete_fields if isinstance(each, ForeignKey)]


def present(returning: Return, each: ForeignKey, values: set) -> set:
    """Those of the values that point to something: in the database, or among what comes back."""
    target, name = each.remote_field.model, each.target_field.attname
    found = {row[name] for table in returning.tables if table.model is target for row in table.rows}
    sought = values - found - {None}
    if sought:
        rows = QuerySet(target).filter(**{f"{name}__in": sought})
        found.update(rows.values_list(name, flat=True))
    return found


def what_was(model: type[Model], key: object) -> TrashedItem | None:
    """Where in the trash that row lies."""
    return TrashedItem.objects.filter(kind=model._meta.label_lower, key=str(key)).first()


def obstacles_in(returning: Return) -> Iterator[Obstacle]:
    """Which rows the database will not take back, and why."""
    found = False
    for table in returning.tables:
        keys = [table.key_of(row) for row in table.rows]
        taken = set(QuerySet(table.model).filter(pk__in=keys).values_list("pk", flat=True))
        for row in table.rows:
            is_root = returning.is_root(table.model, table.key_of(row))
            for rule, other in broken_rules(table.model, row, table.key_of(row) in taken):
                found = True
                yield Obstacle(
                    model=table.model,
                    key=table.key_of(row),
                    label=table.label_of(row),
                    rule=rule,
                    other=str(other or ""),
                    remedies=tuple(trash.remedies_for(rule, row)),
                    is_root=is_root,
                )
    if not found:
        root, key = returning.root, returning.root._meta.pk.to_python(returning.item.key)
        yield Obstacle(root, key, returning.item.label, "?", is_root=True)


def broken_rules(
    model: type[Model], row: Values, is_taken: bool
) -> Iterator[tuple[str, Model | None]]:
    """The rules that this row breaks, and the row that has its place where there is one."""
    label = model._meta.label_lower
    if is_taken:
        yield (
            f"{label}.{model._meta.pk.name}",
            model._base_manager.get(pk=row[model._meta.pk.attname]),
        )
        return
    for each in model._meta.concrete_fields:
        if each.unique and not each.primary_key and row[each.attname] is not None:
            other = model._base_manager.filter(**{each.attname: row[each.attname]}).first()
            if other is not None:
                yield f"{label}.{each.name}", other
    values = with_defaults(model, row)
    instance = model.from_db(router.db_for_read(model), list(values), list(values.values()))
    for constraint in model._meta.constraints:
        try:
            constraint.validate(model, instance)
        except ValidationError:
            yield constraint.name, who_has(model, constraint, row)


def who_has(model: type[Model], constraint, row: Values) -> Model | None:
    """The row that has the place of another by a unique constraint."""
    if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
        return None
    names = [model._meta.get_field(name).attname for name in constraint.fields]
    rows = model._base_manager.filter(**{name: row[name] for name in names})
    return (rows.filter(constraint.condition) if constraint.condition else rows).first()

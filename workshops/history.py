"""Who changed which field of a row, when, from what to what; of private fields only that they changed.

    history.keep(Person, private=("email", "phone"), left_out=("searchable",))

A row is kept as it was after each change (django-simple-history), in a table beside its own. What stands
in a private field is not copied: its place holds a stamp, by which one sees that it changed and not what
it was. Saving without a change keeps nothing. A history goes with its row, unless that goes into the trash.

Whoever writes many rows at once goes past the signals that keep history: `create_all` and `update_all`
do it with history, in as many statements.

Models with translated fields are registered after these exist, at the end of each `translation.py`; the
columns of the languages are kept, not the one that repeats the reader's.
"""

import copy
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import islice

import simple_history
from django.apps.registry import Apps
from django.db import models
from django.db.models import ForeignKey, Manager, Model
from modeltranslation.translator import NotRegistered, translator
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from workshops.actors import actor
from workshops.stamps import Stamp, Stamped

AT_ONCE = 500


_told_apart_by: dict[type[Model], str] = {}
_forgotten: ContextVar[dict[type[Model], list] | None] = ContextVar("forgotten", default=None)
_to_trash: ContextVar[bool] = ContextVar("to_trash", default=False)


@contextmanager
def going_to_trash() -> Iterator[None]:
    """What is deleted meanwhile may come back, so that its history stays."""
    token = _to_trash.set(True)
    try:
        yield
    finally:
        _to_trash.reset(token)


@contextmanager
def forgetting_at_once() -> Iterator[None]:
    """The histories of rows that are deleted meanwhile go at the end, in few statements."""
    gone: dict[type[Model], list] = {}
    token = _forgotten.set(gone)
    try:
        yield
    finally:
        _forgotten.reset(token)
    for model, keys in gone.items():
        forget(model, keys)


class Records(HistoricalRecords):
    """The history of one model, with stamps in place of its private fields."""

    def __init__(self, *, private: Sequence[str] = (), **options):
        super().__init__(**options)
        self.private = private

    def copy_fields(self, model: type[Model]) -> dict[str, models.Field]:
        fields = super().copy_fields(model)
        for name in self.private:
            original = model._meta.get_field(name)
            stamped = Stamp(original.verbose_name)
            stamped.name = name
            fields[name] = stamped
        return fields

    def post_save(self, instance: Model, created: bool, update_fields=None, **options) -> None:
        """Keep what was saved: of an object that was loaded earlier, no more than the fields it wrote."""
        kept = None if created else self.last_of(instance)
        if kept is not None and update_fields is not None:
            instance = with_others_kept(instance, kept, update_fields)
        if kept is None or not is_as_kept(instance, kept):
            super().post_save(instance, created, **options)

    def post_delete(self, instance: Model, **options) -> None:
        if _to_trash.get():
            super().post_delete(instance, **options)
        elif _forgotten.get() is not None:
            _forgotten.get().setdefault(type(instance), []).append(instance.pk)
        else:
            forget(type(instance), [instance.pk])

    def last_of(self, instance: Model) -> Model | None:
        kept = getattr(instance, self.manager_name)
        if name := apart_by(type(instance)):
            kept = kept.filter(**{name: getattr(instance, name)})
        return kept.order_by("-history_id").first()

    def create_historical_record(self, instance: Model, history_type: str, using=None) -> None:
        """At the moment that the actor names, which may not be now."""
        if at := actor().at:
            instance = copy.copy(instance)
            instance._history_date = at
        super().create_historical_record(instance, history_type, using=using)

    def get_history_user(self, instance: Model) -> Model | None:
        return actor().user

    def get_change_reason_for_object(self, instance: Model, history_type: str, using) -> str | None:
        """Who acts where it is nobody of the office; the column is named after something else."""
        return actor().words or None


def with_others_kept(instance: Model, kept: Model, names: Iterable[str]) -> Model:
    """A copy of a row that has the fields of these names, and the others as they were last kept."""
    mixed = copy.copy(instance)
    for each in kept.tracked_fields:
        if each.name not in names and each.attname not in names:
            setattr(mixed, each.attname, getattr(kept, each.attname))
    return mixed


def is_as_kept(instance: Model, kept: Model) -> bool:
    """Whether the last thing that was kept of a row is what it still is."""
    return all(
        alike(kept, each.attname, getattr(instance, each.attname)) for each in kept.tracked_fields
    )


def alike(kept: Model, name: str, value: object) -> bool:
    each, before = kept._meta.get_field(name), getattr(kept, name)
    if isinstance(each, Stamp) and not isinstance(value, Stamped):
        return before == each.stamped(kept, value)
    return before == each.to_python(value)


def keep(
    model: type[Model],
    *,
    private: Sequence[str] = (),
    left_out: Sequence[str] = (),
    told_apart_by: str = "",
) -> None:
    """Keep the history of a model's rows: stamps of `private` fields, nothing of those left out.

    `told_apart_by`: the field that tells two histories apart after one row took over another's.
    """
    _told_apart_by[model] = told_apart_by
    simple_history.register(
        model,
        app=model._meta.app_label,
        records_class=Records,
        private=private,
        excluded_fields=[*left_out, *originals_of(model)],
    )


def apart_by(model: type[Model]) -> str:
    """The field that tells the histories of merged rows apart, or "" where rows are not merged."""
    return _told_apart_by.get(model, "")


def originals_of(model: type[Model]) -> list[str]:
    """The columns that repeat a text in the reader's language."""
    try:
        return list(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return []


def kept_of(model: type[Model]) -> type[Model] | None:
    """The model of a model's history, or None where none is kept."""
    manager = manager_of(model)
    return manager.model if manager else None


def manager_of(model: type[Model]) -> Manager | None:
    name = getattr(model._meta, "simple_history_manager_attribute", None)
    return getattr(model, name) if name else None


def begin(apps: Apps, label: str, now: datetime) -> None:
    """Keep every row as it stands, for a migration that begins a history: each as added now."""
    app, name = label.split(".")
    model, kept = apps.get_model(app, name), apps.get_model(app, f"Historical{name}")
    names = {each.attname for each in model._meta.concrete_fields}
    copied = [each.attname for each in kept._meta.concrete_fields if each.attname in names]
    rows = model.objects.order_by("pk").values(*copied).iterator(chunk_size=AT_ONCE)
    begun = (kept(history_type="+", history_date=now, **values) for values in rows)
    while batch := list(islice(begun, AT_ONCE)):
        kept.objects.bulk_create(batch)


def create_all(model: type[Model], rows: Sequence[Model]) -> list[Model]:
    """Insert many rows, with their history where one is kept."""
    if kept_of(model) is None or not rows:
        return model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
    return bulk_create_with_history(
        rows, model, batch_size=AT_ONCE, default_change_reason=actor().words or None
    )


def update_all(model: type[Model], rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Update these fields of many rows, with their history where one is kept."""
    if not rows:
        return
    if kept_of(model) is None:
        model._default_manager.bulk_update(rows, fields, batch_size=AT_ONCE)
    else:
        bulk_update_with_history(
            rows, model, fields, batch_size=AT_ONCE, default_change_reason=actor().words or None
        )


def come_back(model: type[Model], keys: Iterable, by: Model | None) -> None:
    """Go on with the history of rows that were brought back."""
    rows = list(keys) if kept_of(model) is not None else []
    for start in range(0, len(rows), AT_ONCE):
        there = model._base_manager.filter(pk__in=rows[start : start + AT_ONCE]).order_by("pk")
        manager_of(model).bulk_history_create(
            there, batch_size=AT_ONCE, default_user=by, default_change_reason=actor().words or None
        )


def take_over(model: type[Model], gone: object, stays: object) -> None:
    """Give one row the history of another that is merged into it, and what was kept of links to that."""
    kept_of(model).objects.filter(**{model._meta.pk.attname: gone}).update(
        **{model._meta.pk.attname: stays}
    )
    for relation in model._meta.related_objects:
        kept = kept_of(relation.related_model)
        if kept is not None and isinstance(relation.field, ForeignKey):
            name = relation.field.attname
            kept.objects.filter(**{name: gone}).update(**{name: stays})


def forget(model: type[Model], keys: Iterable) -> None:
    """Delete the history of rows that are gone for good, or that somebody asked to have erased."""
    kept, gone = kept_of(model), list(keys)
    if kept is not None:
        for start in range(0, len(gone), AT_ONCE):
            batch = {f"{model._meta.pk.attname}__in": gone[start : start + AT_ONCE]}
            kept.objects.filter(**batch).delete()

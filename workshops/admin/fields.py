"""The fields of a model as the forms of the office line them up."""

from collections.abc import Iterable

from django.db.models import Field, ForeignKey, Model


def translations_of(model: type[Model]) -> list[Field]:
    """The fields that hold a text in one language."""
    return [field for field in model._meta.fields if hasattr(field, "translated_field")]


def without(fields: Iterable, hidden: set[str]) -> list:
    """The fields of a fieldset, lines of several included, but the hidden ones."""
    kept = []
    for field in fields:
        if isinstance(field, list | tuple):
            line = [name for name in field if name not in hidden]
            kept += [line] if line else []
        elif field not in hidden:
            kept.append(field)
    return kept


def key_to(parent: Model, model: type[Model]) -> str:
    """The foreign key by which rows of `model` stand below `parent`."""
    return next(
        field.name
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and isinstance(parent, field.remote_field.model)
    )

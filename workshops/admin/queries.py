"""The query of a list: which of its keys the list knows, and what they say in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workshops.admin.columns import COLUMNS
from workshops.admin.rights import may_see

LONGEST = 2000
LOOKUPS = ("exact", "in", "isnull", "isempty", "gt", "gte", "lt", "lte")
PARTS_OF_DATES = ("year", "month", "day")


@dataclass(frozen=True)
class Pill:
    """One filter in force, and the address of the list without it."""

    label: str
    value: str
    url: str


def known_keys(model_admin: admin.ModelAdmin, request: HttpRequest) -> set[str]:
    """The keys that the filters of a list have, with search, order and dates."""
    keys = {ORDER_VAR}
    if model_admin.get_search_fields(request):
        keys.add(SEARCH_VAR)
    if model_admin.date_hierarchy:
        keys |= {f"{model_admin.date_hierarchy}__{part}" for part in PARTS_OF_DATES}
    for each in model_admin.get_list_filter(request):
        if callable(each):
            keys.add(each.parameter_name)
        else:
            keys |= keys_of_field(model_admin, each if isinstance(each, str) else each[0])
    return keys


def keys_of_field(model_admin: admin.ModelAdmin, path: str) -> set[str]:
    keys = {path, *(f"{path}__{lookup}" for lookup in LOOKUPS)}
    field = get_fields_from_path(model_admin.model, path)[-1]
    if field.is_relation:
        target = field.related_model._meta.pk.name
        keys |= {f"{path}__{target}", f"{path}__{target}__exact", f"{path}__{target}__in"}
    return keys


def kept_query(model_admin: admin.ModelAdmin, request: HttpRequest, query: QueryDict) -> str:
    """What of a query the list knows, always written in the same way; "" for the whole list."""
    known = known_keys(model_admin, request)
    kept = QueryDict(mutable=True)
    for key in sorted(query):
        values = [value for value in query.getlist(key) if value]
        if key in known and values:
            kept.setlist(key, values)
    written = kept.urlencode()
    return written if len(written) <= LONGEST else ""


def pills(changelist: ChangeList, request: HttpRequest) -> list[Pill]:
    """The filters in force, each with the way to take it off."""
    counting, changelist.add_facets = changelist.add_facets, False  # counts cost a query each
    try:
        return [
            *search_pill(changelist),
            *filter_pills(changelist),
            *other_pills(changelist, request),
        ]
    finally:
        changelist.add_facets = counting


def search_pill(changelist: ChangeList) -> Iterator[Pill]:
    if changelist.query:
        without = changelist.get_query_string({SEARCH_VAR: None})
        yield Pill(_("Search"), changelist.query, without)


def filter_pills(changelist: ChangeList) -> Iterator[Pill]:
    for spec in changelist.filter_specs:
        every, *choices = list(spec.choices(changelist)) or [None]  # the first is “All”
        for choice in choices:
            if choice["selected"] and not every["selected"]:
                yield Pill(capfirst(spec.title), str(choice["display"]), every["query_string"])


def other_pills(changelist: ChangeList, request: HttpRequest) -> Iterator[Pill]:
    """What the address narrows the list by and none of its filters shows."""
    shown = {key for spec in changelist.filter_specs for key in spec.expected_parameters()}
    shown.add(COLUMNS)
    dates = [f"{changelist.date_hierarchy}__{part}" for part in PARTS_OF_DATES]
    left = {
        key: values
        for key, values in changelist.get_filters_params().items()
        if key not in shown and any(values)
    }
    if said := "-".join(f"{left[key][0]:0>2}" for key in dates if key in left):
        field = field_of(changelist.model, changelist.date_hierarchy)
        without = changelist.get_query_string(dict.fromkeys(dates))
        yield Pill(capfirst(field.verbose_name), said, without)
    for key, values in left.items():
        if key not in dates:
            field = field_of(changelist.model, key)
            label = capfirst(field.verbose_name) if field else key
            said = ", ".join(in_words(field, value, request) for value in values)
            yield Pill(label, said, changelist.get_query_string({key: None}))


def field_of(model: type[Model], key: str) -> Field | None:
    """The field that a key looks at: the relation itself rather than its primary key."""
    found: list[Field] = []
    for piece in key.split("__"):
        field = next((each for each in model._meta.fields if each.name == piece), None)
        if field is None:
            break
        found.append(field)
        if not field.is_relation:
            break
        model = field.related_model
    if len(found) > 1 and found[-1].primary_key:
        found.pop()
    return found[-1] if found else None


def in_words(field: Field | None, value: str, request: HttpRequest) -> str:
    """A value, or several with commas between, by their labels, as far as this person may see them."""
    values = value.split(",")
    if field is None:
        return value
    if not field.is_relation:
        labels = dict(field.flatchoices)
        return ", ".join(str(labels.get(each, each)) for each in values)
    if not may_see(request, field.related_model):
        return value
    try:
        rows = list(field.related_model._default_manager.filter(pk__in=values))
    except (ValueError, OverflowError, ValidationError):
        return value
    return ", ".join(map(str, rows)) or value

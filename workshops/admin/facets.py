"""Lists whose filters count together: the numbers beside all choices in one query, however many are in use.

A filter counts what the list would hold without itself. Django asks that once for each filter; here each
count carries the conditions of the other filters that are in use.
"""

from functools import cached_property, partial
from typing import Any

from django.contrib.admin.filters import FacetsMixin, FieldListFilter, ListFilter
from django.contrib.admin.utils import build_q_object_from_lookup_parameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

Place = tuple[str, ...]  # the parameters of a filter


class CountedTogether(ChangeList):
    """One query for the counts of all filters of fields, and of all others that are not in use.

    Django's own way for the rest, and where rows could come twice.
    """

    def get_filters(self, request: HttpRequest) -> tuple:
        found = super().get_filters(request)
        specs, may_come_twice = found[0], found[3]
        self.request, self.others = request, found[2]
        if not may_come_twice:
            for spec in specs:
                if counts_with_others(spec):
                    spec.is_counted = True
                    spec.get_facet_queryset = partial(self.counts_of, spec)
        return found

    def counts_of(self, spec: ListFilter, changelist: ChangeList) -> dict[str, int]:
        return self.counts[place_of(spec)]

    @cached_property
    def counts(self) -> dict[Place, dict[str, int]]:
        """The counts of each filter, by its parameters."""
        rows = self.without_fields_in_use()
        asked: dict[str, Any] = {}
        meant: dict[str, tuple[Place, str]] = {}
        for spec in self.filter_specs:
            if getattr(spec, "is_counted", False):
                besides = self.conditions(but=spec)
                for name, count in spec.get_facet_counts(self.pk_attname, rows).items():
                    alias = f"count_{len(asked)}"
                    asked[alias] = Count(self.pk_attname, filter=count.filter & besides)
                    meant[alias] = (place_of(spec), name)
        found: dict[Place, dict[str, int]] = {}
        for alias, number in rows.aggregate(**asked).items():
            place, name = meant[alias]
            found.setdefault(place, {})[name] = number
        return found

    def without_fields_in_use(self) -> QuerySet:
        """The rows as they are searched, narrowed by all but filters of fields."""
        rows = self.root_queryset
        for spec in self.filter_specs:
            if not isinstance(spec, FieldListFilter):
                narrowed = spec.queryset(self.request, rows)
                rows = rows if narrowed is None else narrowed
        rows = rows.filter(build_q_object_from_lookup_parameters(self.others))
        return self.model_admin.get_search_results(self.request, rows, self.query)[0]

    def conditions(self, *, but: ListFilter) -> Q:
        """What the filters of fields that are in use ask, all but one."""
        together = Q()
        for spec in self.filter_specs:
            if isinstance(spec, FieldListFilter) and place_of(spec) != place_of(but):
                together &= build_q_object_from_lookup_parameters(spec.used_parameters)
        return together


def counts_with_others(spec: ListFilter) -> bool:
    return isinstance(spec, FieldListFilter) or (
        isinstance(spec, FacetsMixin) and not spec.used_parameters
    )


def place_of(spec: ListFilter) -> Place:
    return tuple(spec.expected_parameters())

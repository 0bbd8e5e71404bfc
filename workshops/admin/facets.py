"""Lists whose filters count together: the numbers beside all choices in one query.

Django asks once for each filter, without the filter itself. One that is not in use leaves nothing out,
so all of those count the same rows.
"""

from functools import cached_property, partial
from typing import Any

from django.contrib.admin.filters import FacetsMixin, ListFilter
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest


class CountedTogether(ChangeList):
    """One query for the filters that are not in use, and one for each that is."""

    def get_filters(self, request: HttpRequest) -> tuple:
        found = super().get_filters(request)
        for spec in found[0]:
            if isinstance(spec, FacetsMixin) and not spec.used_parameters:
                spec.get_facet_queryset = partial(self.counts_of, spec)
        return found

    def counts_of(self, spec: ListFilter, changelist: ChangeList) -> dict[str, int]:
        return self.counts[place_of(spec)]

    @cached_property
    def counts(self) -> dict[tuple, dict[str, int]]:
        """The counts of each filter that is not in use, by its parameters."""
        asked: dict[str, Any] = {}
        places: dict[str, tuple[tuple, str]] = {}
        for number, spec in enumerate(self.filter_specs):
            if isinstance(spec, FacetsMixin) and not spec.used_parameters:
                own = spec.get_facet_counts(self.pk_attname, self.queryset)
                for name, count in own.items():
                    alias = f"of_{number}_{len(places)}"
                    asked[alias], places[alias] = count, (place_of(spec), name)
        found: dict[tuple, dict[str, int]] = {}
        for alias, number in self.queryset.aggregate(**asked).items():
            place, name = places[alias]
            found.setdefault(place, {})[name] = number
        return found


def place_of(spec: ListFilter) -> tuple:
    return tuple(spec.expected_parameters())

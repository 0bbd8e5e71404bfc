"""Filters of the lists."""

from django.contrib import admin
from django.http import HttpRequest

from workshops import scope
from workshops.keys import key_named


class RelatedFilter(admin.RelatedOnlyFieldListFilter):
    """Offers what the rows are related to, of the workshop that the list is filtered by; asked once.

    Django builds every filter anew for each count beside a choice, and asks for the choices each time.
    """

    def has_output(self) -> bool:
        """One that is in use narrows the list, even where nothing is left to choose from."""
        return bool(self.used_parameters) or super().has_output()

    def field_choices(self, field, request: HttpRequest, model_admin) -> list[tuple]:
        kept = request.__dict__.setdefault("filter_choices", {})
        if self.field_path not in kept:
            kept[self.field_path] = self.choices_of(field, request, model_admin)
        return kept[self.field_path]

    def choices_of(self, field, request: HttpRequest, model_admin) -> list[tuple]:
        related = model_admin.get_queryset(request).order_by().values(self.field_path)
        named = filtered_workshop(request)
        rows = field.remote_field.model._default_manager.filter(pk__in=related)
        if named and scope.belongs_to_one(rows.model):
            rows = scope.within(rows, named)
        order = self.field_admin_ordering(field, request, model_admin)
        return [(row.pk, str(row)) for row in (rows.order_by(*order) if order else rows)]


def filtered_workshop(request: HttpRequest) -> str:
    """The primary key of the workshop that a list is filtered by, or ""."""
    named = [value for key, value in request.GET.items() if key.endswith("workshop__id__exact")]
    return named[0] if named and key_named(named[0]) is not None else ""

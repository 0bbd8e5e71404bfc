"""Choosing a row by typing: within one workshop, and under a name that tells rows apart."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model, QuerySet

from workshops import scope
from workshops.keys import key_named


class WithinWorkshop(AutocompleteSelect):
    """Offers only what belongs to a workshop."""

    def __init__(self, *args, workshop: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def get_url(self) -> str:
        return f"{super().get_url()}?workshop={self.workshop}"


class SeveralOf(AutocompleteSelectMultiple):
    """Each of those chosen is taken off on its own: a button for all breaks the list they stand in.

    With a workshop it offers only what belongs to that.
    """

    def __init__(self, *args, workshop: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def get_url(self) -> str:
        url = super().get_url()
        return url if self.workshop is None else f"{url}?workshop={self.workshop}"

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class OfficeAutocomplete(AutocompleteJsonView):
    """Django's, limited to the workshop that the widget names."""

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset()
        workshop = key_named(self.request.GET.get("workshop"))
        return rows if workshop is None else scope.within(rows, workshop)

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        called = getattr(self.model_admin, "label_in_choices", str)
        return super().serialize_result(obj, to_field_name) | {"text": called(obj)}

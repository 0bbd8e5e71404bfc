"""Choosing a row by typing: within one workshop, and under a name that tells rows apart."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import IntegerField, Model, QuerySet

from workshops import scope
from workshops.keys import key_named


class KeysAlone:
    """Mixed into a choice: what was posted and is no key chooses nothing, where Django's fails."""

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        if isinstance(self.field.remote_field.model._meta.pk, IntegerField):  # countries have codes
            value = [each for each in value if not each or key_named(str(each)) is not None]
        return super().optgroups(name, value, attrs)


class OneOf(KeysAlone, AutocompleteSelect):
    """Offers rows; with a workshop only what belongs to that."""

    def __init__(self, *args, workshop: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def get_url(self) -> str:
        return within(super().get_url(), self.workshop)


class SeveralOf(KeysAlone, AutocompleteSelectMultiple):
    """Each of those chosen is taken off on its own: a button for all breaks the list they stand in.

    With a workshop it offers only what belongs to that.
    """

    def __init__(self, *args, workshop: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def get_url(self) -> str:
        return within(super().get_url(), self.workshop)

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


def within(url: str, workshop: int | None) -> str:
    return url if workshop is None else f"{url}?workshop={workshop}"


class OfficeAutocomplete(AutocompleteJsonView):
    """Django's, limited to the workshop that the widget names."""

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset()
        workshop = key_named(self.request.GET.get("workshop"))
        return rows if workshop is None else scope.within(rows, workshop)

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        called = getattr(self.model_admin, "label_in_choices", str)
        return super().serialize_result(obj, to_field_name) | {"text": called(obj)}

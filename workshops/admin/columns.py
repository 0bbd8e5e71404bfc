"""Choosing the columns of a list, in its address: so a saved view keeps them, and a link shows them to others.

class ParticipationAdmin(ChoosesColumns, OfficeAdmin):
    more_columns = ["native_name", "organisation"]
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

COLUMNS = "columns"


class ColumnsFilter(admin.SimpleListFilter):
    """Narrows nothing: lets the list know the key."""

    title = _("columns")
    parameter_name = COLUMNS

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        return None


@dataclass(frozen=True)
class ColumnChoice:
    """One column that the list may show."""

    name: str
    label: str
    is_shown: bool


class ChoosesColumns:
    """Mixed into an admin: its list shows the columns that its address names, or those of `list_display`.

    `more_columns` are offered beside these, `fixed_columns` always there, and what `columns_may` names only
    for whom it allows.
    """

    more_columns: Sequence[str] = ()
    fixed_columns: Sequence[str] = ()
    columns_may: ClassVar[dict[str, Callable[[AbstractBaseUser], bool]]] = {}

    def get_list_filter(self, request: HttpRequest) -> list:
        return [*super().get_list_filter(request), ColumnsFilter]

    def get_list_display(self, request: HttpRequest) -> list:
        usual = list(super().get_list_display(request))
        wanted = set(request.GET.getlist(COLUMNS)) & set(self.columns_for(request, usual))
        if not wanted:
            return usual
        return [
            name
            for name in self.columns_for(request, usual)
            if name in wanted or name in self.fixed_columns
        ]

    def columns_for(self, request: HttpRequest, usual: Sequence[str]) -> list[str]:
        """All that this person may choose from."""
        more = [name for name in self.more_columns if name not in usual]
        every = (name for name in [*usual, *more])
        return [name for name in every if self.columns_may.get(name, anybody)(request.user)]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """With the columns to choose from."""
        page = super().changelist_view(request, extra_context)
        context = getattr(page, "context_data", None) or {}
        if "cl" in context:
            context |= {
                "column_choices": self.column_choices(request),
                "column_keeps": [
                    (key, value)
                    for key, values in request.GET.lists()
                    for value in values
                    if key != COLUMNS
                ],
            }
        return page

    def column_choices(self, request: HttpRequest) -> list[ColumnChoice]:
        usual = list(super().get_list_display(request))
        shown = self.get_list_display(request)
        return [
            ColumnChoice(name, self.column_label(name), name in shown)
            for name in self.columns_for(request, usual)
            if name not in self.fixed_columns
        ]

    def column_label(self, name: str) -> str:
        return capfirst(str(label_for_field(name, self.model, model_admin=self)))


def anybody(user: AbstractBaseUser) -> bool:
    return True

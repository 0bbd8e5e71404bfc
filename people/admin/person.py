"""People, known once across workshops."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people import names
from people.models import Participation, Person
from people.search import by_name
from workshops.admin.base import OfficeAdmin, OfficeTranslationTabularInline, ReadOnlyInline
from workshops.admin.filters import RelatedFilter


class ParticipationInline(ReadOnlyInline, OfficeTranslationTabularInline):
    """Where the person took part; each is changed on its own page."""

    model = Participation
    fields = ["workshop", "role", "state", "post", "sending_country"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("workshop", "sending_country", "person")


@admin.register(Person)
class PersonAdmin(OfficeAdmin):
    menu_order = 20
    list_display = ["display_name", "native_name", "nationality", "email", "workshop_count"]
    list_filter = [("nationality", RelatedFilter), "gender"]
    list_select_related = ["nationality"]
    search_fields = [by_name()]
    search_help_text = _("By name in any script, or by e-mail address.")
    ordering = ["sort_name", "display_name", "id"]
    autocomplete_fields = ["nationality"]
    inlines = [ParticipationInline]
    view_on_site = False
    fieldsets = [
        (
            _("Name"),
            {
                "fields": [
                    ("honorific", "display_name"),
                    ("given_names", "family_name"),
                    ("native_name", "sort_name"),
                ],
                "description": _(
                    "Given names and family name as in the passport. "
                    "The post belongs to each participation, as it was held then."
                ),
            },
        ),
        (_("Facts"), {"fields": ["gender", "nationality"]}),
        (
            _("Contact"),
            {"fields": ["email", "phone"], "description": _("Never shown on public pages.")},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(workshops=Count("participations__workshop", distinct=True))
        )

    @admin.display(description=_("workshops"), ordering="workshops")
    def workshop_count(self, row: Person) -> int:
        return row.workshops

    def label_in_choices(self, row: Person) -> str:
        return f"{row} ({row.email})" if row.email else str(row)

    def save_model(self, request: HttpRequest, obj: Person, form: ModelForm, change: bool) -> None:
        if not change and not obj.sort_name:
            obj.sort_name = names.sort_name_for(obj)
        obj.searchable = names.searchable_for(obj)
        super().save_model(request, obj, form, change)

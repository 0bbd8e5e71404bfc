"""Blocs of countries, with the days from and to which each belongs."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import Bloc, BlocMembership
from workshops.admin.base import OfficeTabularInline, OfficeTranslationAdmin
from workshops.admin.forms import explain
from workshops.search import in_every_language


class MembershipInline(OfficeTabularInline):
    model = BlocMembership
    verbose_name = _("country")
    verbose_name_plural = _("countries")
    fields = ["country", "since", "until"]
    autocomplete_fields = ["country"]


@admin.register(Bloc)
class BlocAdmin(OfficeTranslationAdmin):
    menu_order = 80
    list_display = ["code", "name", "country_count"]
    list_display_links = ["code", "name"]
    search_fields = ["code__any_case", *in_every_language("name")]
    ordering = ["code", "id"]
    fields = ["code", "name"]
    inlines = [MembershipInline]
    view_on_site = False

    def get_readonly_fields(self, request: HttpRequest, obj: Bloc | None = None) -> list[str]:
        return ["code"] if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .annotate(countries=Count("memberships__country", distinct=True))
        )

    @admin.display(description=_("countries"), ordering="countries")
    def country_count(self, row: Bloc) -> int:
        return row.countries


explain(
    {
        "membership_is_listed_once": ("country", _("This membership is listed already.")),
        "membership_ends_after_it_starts": ("until", _("It would end before it starts.")),
    }
)

"""Venues, and the reviewed table of countries."""

from django.contrib import admin
from django.db.models import JSONField, QuerySet
from django.forms import Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workshops.admin.base import OfficeAdmin, OfficeTranslationAdmin
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import LinesField, explain
from workshops.countries import gazetteer
from workshops.models import Country, TravelTime, Venue
from workshops.search import in_every_language


@admin.register(Venue)
class VenueAdmin(OfficeTranslationAdmin):
    menu_order = 50
    list_display = ["name", "kind", "city", "country"]
    list_filter = ["kind", ("country", RelatedFilter)]
    list_select_related = ["country"]
    search_fields = [
        *in_every_language("name"),
        *in_every_language("city"),
        "address_local__any_case",
    ]
    ordering = ["name", "id"]
    autocomplete_fields = ["country"]
    fields = ["name", "kind", "address", "address_local", "city", "country", "url"]
    view_on_site = False


@admin.register(TravelTime)
class TravelTimeAdmin(OfficeAdmin):
    """How long the ways between venues take; the rules count them on each day of an agenda."""

    menu_order = 51
    list_display = ["way", "minutes"]
    list_select_related = ["venue", "other"]
    search_fields = [*in_every_language("name", "venue"), *in_every_language("name", "other")]
    ordering = ["venue__name", "other__name", "id"]
    autocomplete_fields = ["venue", "other"]
    fields = ["venue", "other", "minutes"]
    view_on_site = False

    @admin.display(description=_("way"))
    def way(self, row: TravelTime) -> str:
        return str(row)


@admin.register(Country)
class CountryAdmin(OfficeTranslationAdmin):
    """The names come from the reviewed table; an organiser adds the spellings that rosters use."""

    menu_order = 60
    list_display = ["name", "code", "iso2", "spellings"]
    search_fields = ["code__any_case", "iso2__any_case", *in_every_language("name")]
    search_help_text = _("By name in any language, by code, or by a spelling that rosters use.")
    ordering = ["name", "code"]
    view_on_site = False
    readonly_fields = ["code", "iso2", "name"]
    fieldsets = [
        (
            None,
            {
                "fields": ["code", "iso2", "name"],
                "description": _("From the reviewed table of countries. It changes by a release."),
            },
        ),
        (_("In rosters"), {"fields": ["aliases"]}),
    ]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        """Also the country that imports would recognise in the term."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        recognised = gazetteer().recognise(search_term) if search_term else None
        if recognised is not None:
            rows = rows | queryset.filter(pk=recognised.pk)
        return rows, may_repeat

    @admin.display(description=_("other spellings"))
    def spellings(self, row: Country) -> str:
        return "; ".join(row.aliases)

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs) -> Field | None:
        if isinstance(db_field, JSONField):
            return LinesField(
                required=False,
                label=db_field.verbose_name.capitalize(),
                help_text=_("One a line. Imports recognise these."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Country | None = None) -> bool:
        return False


explain(
    {
        "way_is_known_once": ("other", _("The way between these two is known already.")),
        "way_leads_elsewhere": ("other", _("Choose two different venues.")),
    }
)

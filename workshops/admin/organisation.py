"""Organisations."""

from django.contrib import admin

from workshops.admin.base import OfficeTranslationAdmin
from workshops.admin.filters import RelatedFilter
from workshops.models import Organisation
from workshops.search import in_every_language


@admin.register(Organisation)
class OrganisationAdmin(OfficeTranslationAdmin):
    menu_order = 40
    list_display = ["name", "short_name", "kind", "country", "parent"]
    list_filter = ["kind", ("country", RelatedFilter)]
    list_select_related = ["country", "parent"]
    search_fields = [*in_every_language("name"), *in_every_language("short_name")]
    ordering = ["name", "id"]
    autocomplete_fields = ["country", "parent"]
    fields = ["name", "short_name", "kind", "country", "parent", "url"]
    view_on_site = False

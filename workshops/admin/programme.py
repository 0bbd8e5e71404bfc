"""Series and projects."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workshops import slugs
from workshops.admin.base import OfficeTranslationAdmin
from workshops.models import Programme
from workshops.search import in_every_language


@admin.register(Programme)
class ProgrammeAdmin(OfficeTranslationAdmin):
    menu_order = 30
    list_display = ["name", "implementing_agency", "budget", "currency"]
    list_select_related = ["implementing_agency"]
    search_fields = [*in_every_language("name"), *in_every_language("description")]
    ordering = ["name", "id"]
    autocomplete_fields = ["implementing_agency"]
    readonly_fields = ["slug"]
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["name", "slug", "description"]}),
        (_("Who and how much"), {"fields": ["implementing_agency", ("budget", "currency")]}),
        (_("What came of it"), {"fields": ["outcomes", "publications"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Programme, form: ModelForm, change: bool):
        if not change:
            taken = set(Programme.objects.values_list("slug", flat=True))
            obj.slug = slugs.free_slug(obj.name_en or "", taken=taken, otherwise="programme")
        super().save_model(request, obj, form, change)

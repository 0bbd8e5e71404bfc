"""Papers, slides, recordings, pictures, and what was put right from a source."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from workshops.admin.base import OfficeAdmin, OfficeTranslationAdmin
from workshops.admin.filters import RelatedFilter
from workshops.models import Correction, Material, Photo
from workshops.search import in_every_language


@admin.register(Material)
class MaterialAdmin(OfficeTranslationAdmin):
    menu_order = 70
    list_display = ["title", "kind", "audience", "session", "workshop", "page"]
    list_filter = ["kind", "audience", ("workshop", RelatedFilter)]
    list_select_related = ["workshop", "session"]
    search_fields = in_every_language("title")
    ordering = ["workshop", "position", "id"]
    autocomplete_fields = ["workshop", "session"]
    fixed_fields = ("workshop",)
    fieldsets = [
        (None, {"fields": ["workshop", "session", "title", "kind", "language"]}),
        (
            _("The thing itself"),
            {
                "fields": ["file", "url"],
                "description": _("A file, or the address where it lies."),
            },
        ),
        (_("Who sees it"), {"fields": ["audience", "position"]}),
    ]


@admin.register(Photo)
class PhotoAdmin(OfficeTranslationAdmin):
    menu_order = 80
    list_display = ["picture", "alt", "is_public", "taken_on", "session", "workshop"]
    list_display_links = ["picture", "alt"]
    list_filter = ["is_public", ("workshop", RelatedFilter)]
    list_select_related = ["workshop", "session"]
    search_fields = [*in_every_language("alt"), *in_every_language("caption"), "credit__any_case"]
    ordering = ["workshop", "position", "id"]
    autocomplete_fields = ["workshop", "session"]
    fixed_fields = ("workshop",)
    fieldsets = [
        (None, {"fields": ["workshop", "session", "image"]}),
        (_("In words"), {"fields": ["alt", "caption", "credit", "taken_on"]}),
        (_("Who sees it"), {"fields": ["is_public", "position"]}),
    ]

    @admin.display(description=_("picture"))
    def picture(self, row: Photo) -> SafeString:
        small = reverse("preview:photo-small", args=[row.workshop.slug, row.uuid])
        return format_html(
            '<img src="{}" alt="{}" class="thumbnail" loading="lazy">', small, row.alt
        )


@admin.register(Correction)
class CorrectionAdmin(OfficeAdmin):
    menu_order = 90
    list_display = ["printed", "corrected", "place", "workshop"]
    list_filter = [("workshop", RelatedFilter)]
    list_select_related = ["workshop"]
    search_fields = ["printed__any_case", "corrected__any_case", "place__any_case"]
    ordering = ["workshop", "position", "id"]
    autocomplete_fields = ["workshop"]
    fixed_fields = ("workshop",)
    view_on_site = False
    fieldsets = [
        (
            None,
            {
                "fields": ["workshop", "printed", "corrected", "place", "evidence", "position"],
                "description": _(
                    "What a source misprints is kept as printed, shown corrected, and listed."
                ),
            },
        ),
    ]

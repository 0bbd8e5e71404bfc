"""Speakers: billings in one workshop."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workshops import slugs
from workshops.admin.base import OfficeTabularInline, OfficeTranslationAdmin
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import OfficeForm
from workshops.admin.widgets import ZoneInput
from workshops.models import Speaker, SpeakerRole
from workshops.search import in_every_language


class SessionsInline(OfficeTabularInline):
    """Where the speaker speaks."""

    model = SpeakerRole
    verbose_name = _("session")
    verbose_name_plural = _("sessions")
    fields = ["session", "role", "online", "printed_name", "printed_post", "position"]
    autocomplete_fields = ["session"]


class SpeakerForm(OfficeForm):
    class Meta:
        widgets = {"zone": ZoneInput}


@admin.register(Speaker)
class SpeakerAdmin(OfficeTranslationAdmin):
    menu_order = 25
    form = SpeakerForm
    list_display = [
        "name",
        "name_native",
        "post",
        "organisation",
        "session_count",
        "workshop",
        "page",
    ]
    list_filter = [("workshop", RelatedFilter), "is_organisation", "roles__role"]
    list_select_related = ["workshop", "organisation"]
    search_fields = [
        "name__any_case",
        "name_native__any_case",
        "sort_name__any_case",
        *in_every_language("post"),
        *in_every_language("name", "organisation"),
    ]
    search_help_text = _("By name in any script, post or organisation.")
    ordering = ["sort_name", "name", "id"]
    autocomplete_fields = ["workshop", "organisation"]
    fixed_fields = ("workshop",)
    readonly_fields = ["slug"]
    inlines = [SessionsInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "workshop",
                    ("honorific", "name"),
                    ("name_native", "sort_name"),
                    "slug",
                    "is_organisation",
                    ("kind", "zone"),
                ]
            },
        ),
        (
            _("As at the event"),
            {
                "fields": ["post", "organisation"],
                "description": _("A later promotion does not change what stands here."),
            },
        ),
        (_("About"), {"fields": ["biography", "photo"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super().get_queryset(request).annotate(sessions=Count("roles__session", distinct=True))
        )

    @admin.display(description=_("sessions"), ordering="sessions")
    def session_count(self, row: Speaker) -> int:
        return row.sessions

    def label_in_choices(self, row: Speaker) -> str:
        return f"{row.name} – {row.post}" if row.post else row.name

    def save_model(self, request: HttpRequest, obj: Speaker, form: ModelForm, change: bool) -> None:
        if not change:
            taken = set(obj.workshop.speakers.values_list("slug", flat=True))
            obj.slug = slugs.free_slug(obj.name, taken=taken, otherwise="speaker")
        super().save_model(request, obj, form, change)

"""Workshops: the list with its figures, the form, and the way to publishing and imports."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from workshops import dashboard, dates, panels, slugs
from workshops.admin import (
    happened,
    imports,
    publishing,
    readiness_page,
    releasing,
    rules,
    starting,
)
from workshops.admin.base import (
    OfficeTabularInline,
    OfficeTranslationAdmin,
    OfficeTranslationStackedInline,
    OfficeTranslationTabularInline,
)
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import LanguagesField, OfficeForm
from workshops.admin.widgets import ZoneInput
from workshops.models import (
    Component,
    InformationSection,
    JointTitle,
    OrganisationRole,
    Outcome,
    PartWindow,
    Track,
    Workshop,
)
from workshops.search import in_every_language


class WorkshopForm(OfficeForm):
    languages = LanguagesField(
        label=_("Content languages"),
        help_text=_(
            "The languages that titles and texts are written in. "
            "Tick another one and save: its fields appear."
        ),
    )
    working_languages = LanguagesField(
        label=_("Working languages"), help_text=_("What is spoken in the room.")
    )

    class Meta:
        widgets = {"zone": ZoneInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("languages", "working_languages"):
            if name in self.fields:
                self.fields[name].remember(getattr(self.instance, name))


class JointTitleInline(OfficeTranslationTabularInline):
    model = JointTitle
    fields = ["title", "position"]
    classes = ["collapse"]


class OutcomeInline(OfficeTranslationTabularInline):
    model = Outcome
    fields = ["text", "short", "position"]
    classes = ["collapse"]


class ComponentInline(OfficeTranslationTabularInline):
    model = Component
    fields = ["name", "planned_hours", "position"]
    classes = ["collapse"]


class TrackInline(OfficeTranslationTabularInline):
    model = Track
    fields = ["name", "position"]
    classes = ["collapse"]


class OrganisationRoleInline(OfficeTabularInline):
    model = OrganisationRole
    verbose_name = _("organisation")
    verbose_name_plural = _("organisations")
    fields = ["organisation", "role", "position"]
    autocomplete_fields = ["organisation"]


class PartWindowInline(OfficeTabularInline):
    """When the parts of the day are, where it is not as usual."""

    model = PartWindow
    fields = ["part_of_day", "starts_at", "ends_at"]
    classes = ["collapse"]
    max_num = 4


class InformationInline(OfficeTranslationStackedInline):
    model = InformationSection
    fields = [("topic", "position"), "title", "text"]
    classes = ["collapse"]


class WorkshopList(ChangeList):
    """The list, with what the watches say about each workshop on the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        workshops = self.result_list = list(self.result_list)
        watches = [watch for watch in panels.dashboard_panels() if watch.in_list]
        lines = dashboard.lines_about(workshops, watches)
        for workshop in workshops:
            workshop.lines = {line.name: line.figure for line in lines[workshop.pk]}


@admin.register(Workshop)
class WorkshopAdmin(OfficeTranslationAdmin):
    menu_order = 10
    form = WorkshopForm
    list_filter = ["status", "kind", "format", ("programme", RelatedFilter), "is_sample"]
    list_select_related = ["country", "programme"]
    search_fields = [
        *in_every_language("title"),
        *in_every_language("city"),
        *in_every_language("title", "joint_titles"),
        "slug__any_case",
    ]
    search_help_text = _("By title or city, in any script.")
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "id"]
    autocomplete_fields = ["programme", "country", "venues"]
    readonly_fields = ["slug", "status"]
    inlines = [
        OrganisationRoleInline,
        OutcomeInline,
        ComponentInline,
        TrackInline,
        JointTitleInline,
        InformationInline,
        PartWindowInline,
    ]
    fieldsets = [
        (
            _("What and when"),
            {
                "fields": [
                    "title",
                    ("slug", "status"),
                    ("kind", "format"),
                    ("starts_on", "ends_on"),
                    "zone",
                    "programme",
                ]
            },
        ),
        (_("Where"), {"fields": ["city", "country", "venues", "platform_url"]}),
        (_("Languages"), {"fields": ["languages", "working_languages", "interpretation"]}),
        (
            _("Texts"),
            {
                "fields": ["summary", "purpose", "approach", "participants_sought"],
                "description": _("Markdown: an empty line begins a paragraph, a dash a list."),
            },
        ),
        (
            _("Contact"),
            {
                "fields": ["contact_name", "contact_email", "contact_phone"],
                "description": _("Printed on the public pages."),
            },
        ),
        (_("Source"), {"fields": ["source", "is_sample"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        own = (starting, readiness_page, rules, publishing, releasing, happened, imports)
        return [*(each for part in own for each in part.urls(self)), *super().get_urls()]

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return WorkshopList

    def get_list_display(self, request: HttpRequest) -> list:
        watched = [column_of(watch) for watch in panels.dashboard_panels() if watch.in_list]
        return ["title", "when", "place", "status", *watched, "page"]

    @admin.display(description=_("dates"), ordering="starts_on")
    def when(self, row: Workshop) -> SafeString:
        return format_html(
            '<span class="nowrap">{}</span>', dates.date_range(row.starts_on, row.ends_on)
        )

    @admin.display(description=_("place"), ordering="city")
    def place(self, row: Workshop) -> str:
        return ", ".join(str(part) for part in (row.city, row.country) if part)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        workshop = self.get_object(request, object_id)
        extra = extra_context or {}
        if workshop is not None:
            extra |= {
                "lines": dashboard.lines_about([workshop])[workshop.pk],
                "moves": publishing.moves(workshop),
                "imports": imports.kinds(),
            }
        return super().change_view(request, object_id, form_url, extra)

    def save_model(
        self, request: HttpRequest, obj: Workshop, form: ModelForm, change: bool
    ) -> None:
        if not change:
            taken = set(Workshop.objects.values_list("slug", flat=True))
            obj.slug = slugs.free_slug(
                obj.title_en or "", taken=taken, otherwise=f"workshop-{obj.starts_on.year}"
            )
        super().save_model(request, obj, form, change)


def column_of(watch: panels.Watch):
    """A column of the list with what a watch says, leading to the rows behind it."""

    @admin.display(description=watch.heading)
    def column(row: Workshop) -> SafeString | str:
        figure = row.lines.get(watch.name)
        if figure is None:
            return ""
        return (
            format_html('<a href="{}">{}</a>', figure.url, figure.text)
            if figure.url
            else figure.text
        )

    column.__name__ = watch.name
    return column

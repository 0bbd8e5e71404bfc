"""People, known once across workshops."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from people import names
from people.admin import merging
from people.admin.changes import life_of, unseen_by
from people.models import MergedRecord, Participation, Person
from people.search import by_name
from workshops.admin.base import (
    OfficeAdmin,
    OfficeTabularInline,
    OfficeTranslationTabularInline,
    ReadOnlyInline,
)
from workshops.admin.filters import RelatedFilter
from workshops.admin.history import Entry


class ParticipationInline(ReadOnlyInline, OfficeTranslationTabularInline):
    """Where the person took part; each is changed on its own page."""

    model = Participation
    fields = ["workshop", "year", "role", "state_in_words", "post", "sending_country", "days"]
    readonly_fields = ["year", "state_in_words", "days"]
    verbose_name_plural = _("engagements")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return (
            rows.select_related("workshop", "sending_country", "person")
            .annotate(days_there=Count("attendances"))
            .order_by("-workshop__starts_on", "workshop", "pk")
        )

    @admin.display(description=_("year"))
    def year(self, row: Participation) -> int:
        return row.workshop.starts_on.year

    @admin.display(description=_("state"))
    def state_in_words(self, row: Participation) -> str:
        return row.get_state_display()

    @admin.display(description=_("days there"))
    def days(self, row: Participation) -> int | str:
        """Days that were entered; nothing where nobody kept them."""
        return row.days_there or ""


class MergedRecordInline(ReadOnlyInline, OfficeTabularInline):
    """What other records of the person were called, and what was left behind of them."""

    model = MergedRecord
    fields = ["name", "left", "moved", "by", "at"]
    readonly_fields = ["left", "moved"]
    classes = ["collapse"]
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("by")

    @admin.display(description=_("left behind"))
    def left(self, row: MergedRecord) -> str:
        labels = {f.name: f.verbose_name for f in Person._meta.fields}
        return "; ".join(f"{labels[name]}: {value}" for name, value in row.left_behind.items())

    @admin.display(description=_("participations that moved"))
    def moved(self, row: MergedRecord) -> int:
        return len(row.participations)


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
    inlines = [ParticipationInline, MergedRecordInline]
    view_on_site = False
    change_form_template = "admin/people/person/change_form.html"
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

    def get_urls(self) -> list[URLPattern]:
        return [*merging.urls(self), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """With other records that may be of the same person."""
        row = self.get_object(request, object_id)
        extra = extra_context or {}
        if row is not None and merging.may_merge(request.user):
            extra |= {"twins": merging.likely(row), "may_merge": True}
        return super().change_view(request, object_id, form_url, extra)

    def unseen_in_history(self, request: HttpRequest) -> frozenset[str]:
        return unseen_by(request.user)

    def more_history(self, request: HttpRequest, row: Person) -> list[Entry]:
        return life_of(request, row)

    def label_in_choices(self, row: Person) -> str:
        return f"{row} ({row.email})" if row.email else str(row)

    def save_model(self, request: HttpRequest, obj: Person, form: ModelForm, change: bool) -> None:
        if not change and not obj.sort_name:
            obj.sort_name = names.sort_name_for(obj)
        obj.searchable = names.searchable_for(obj)
        super().save_model(request, obj, form, change)

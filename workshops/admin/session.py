"""Sessions of the agenda."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from workshops import dates, readiness
from workshops.admin import planning, planning_pages
from workshops.admin.base import (
    OfficeTabularInline,
    OfficeTranslationAdmin,
    OfficeTranslationStackedInline,
    OfficeTranslationTabularInline,
    place_among,
)
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import LanguagesField, OfficeForm
from workshops.models import (
    Material,
    PartOfDay,
    Session,
    SessionOrganisation,
    SiteVisit,
    SpeakerRole,
    Venue,
)
from workshops.numbering import give_number_and_address
from workshops.search import in_every_language

PART_ORDER = [PartOfDay.MORNING, PartOfDay.DAYTIME, PartOfDay.AFTERNOON, PartOfDay.NIGHT]


class MissingFilter(admin.SimpleListFilter):
    """Sessions that lack something a reader looks for."""

    title = _("missing")
    parameter_name = "missing"
    kinds = {
        "title": (_("title"), readiness.untitled),
        "speaker": (_("speaker, for a lecture"), readiness.without_speaker),
        "day": (_("a day of the workshop"), readiness.outside),
    }

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [(code, label) for code, (label, _rows) in self.kinds.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        known = self.kinds.get(self.value())
        return known[1](queryset) if known else queryset


class SessionForm(OfficeForm):
    """Only what was added may lack a day: nobody may know when it was."""

    languages = LanguagesField(
        label=_("Languages spoken"),
        required=False,
        help_text=_("None ticked: the workshop’s working languages."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "languages" in self.fields:
            self.fields["languages"].remember(self.instance.languages)
        if self.instance.is_added:
            for name in ("date", "part_of_day"):
                if name in self.fields:
                    self.fields[name].required = False

    def clean_venue(self) -> Venue | None:
        venue, workshop = self.cleaned_data["venue"], self.own_workshop(self.cleaned_data)
        if venue and workshop and "venue" in self.changed_data:
            theirs = workshop.venues.all()
            if theirs and venue not in theirs:
                raise ValidationError(
                    _now("This is none of the workshop’s venues. Add it to the workshop first.")
                )
        return venue


class SpeakersInline(OfficeTabularInline):
    model = SpeakerRole
    verbose_name = _("speaker")
    verbose_name_plural = _("speakers")
    fields = ["speaker", "role", "online", "printed_name", "printed_post", "position"]
    autocomplete_fields = ["speaker"]


class HostsInline(OfficeTabularInline):
    model = SessionOrganisation
    fields = ["organisation", "role", "printed_name", "position"]
    autocomplete_fields = ["organisation"]


class SiteVisitInline(OfficeTranslationStackedInline):
    """What participants do there. Stops and vehicles have a page of their own, behind “Change”."""

    model = SiteVisit
    fields = ["activities", "to_bring", "meeting_point", "meets_at"]
    show_change_link = True


class MaterialInline(OfficeTranslationTabularInline):
    model = Material
    fields = ["title", "kind", "audience", "file", "url", "position"]
    classes = ["collapse"]


@admin.register(Session)
class SessionAdmin(OfficeTranslationAdmin):
    menu_order = 20
    form = SessionForm
    list_display = [
        "no",
        "day",
        "part_of_day",
        "what",
        "kind",
        "remote",
        "who",
        "workshop",
        "page",
    ]
    list_display_links = ["no", "what"]
    list_filter = [("workshop", RelatedFilter), "kind", "part_of_day", "delivery", MissingFilter]
    list_select_related = ["workshop"]
    search_fields = [
        *in_every_language("title"),
        *in_every_language("description"),
        *in_every_language("arranged_by"),
        "speaker_roles__speaker__name__any_case",
        "speaker_roles__speaker__name_native__any_case",
        *in_every_language("name", "session_organisations__organisation"),
    ]
    search_help_text = _("By title, text, speaker or host, in any script.")
    date_hierarchy = "date"
    ordering = [
        "-workshop__starts_on",
        "workshop",
        "date",
        place_among("part_of_day", PART_ORDER),
        "position",
        "number",
        "id",
    ]
    autocomplete_fields = ["workshop", "venue"]
    fixed_fields = ("workshop",)
    readonly_fields = ["number", "slug"]
    inlines = [SpeakersInline, HostsInline, SiteVisitInline, MaterialInline]
    fieldsets = [
        (None, {"fields": ["workshop", "title", ("number", "slug"), "kind", "description"]}),
        (
            _("When"),
            {
                "fields": ["date", ("part_of_day", "position"), ("starts_at", "ends_at"), "hours"],
                "description": _(
                    "Clock times may be left out; the part of the day is enough. "
                    "All times are the workshop’s zone."
                ),
            },
        ),
        (_("Where"), {"fields": ["delivery", "on_site", "venue"]}),
        (
            _("How"),
            {"fields": [("method", "questions_minutes"), "languages", "interpretation"]},
        ),
        (_("In the programme"), {"fields": ["component", "track", "arranged_by"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("speaker_roles__speaker")

    @admin.display(description=_("No."), ordering="number")
    def no(self, row: Session) -> int:
        return row.number

    @admin.display(description=_("delivery"), ordering="delivery")
    def remote(self, row: Session) -> str:
        """Said where it is not as usual."""
        in_person = row.delivery == Session.Delivery.IN_PERSON
        return "" if in_person else row.get_delivery_display()

    @admin.display(description=_("day"), ordering="date")
    def day(self, row: Session) -> SafeString:
        return format_html('<span class="nowrap">{}</span>', dates.day_if_known(row.date))

    @admin.display(description=_("title"), ordering="title")
    def what(self, row: Session) -> str:
        return str(row)

    @admin.display(description=_("speakers"))
    def who(self, row: Session) -> str:
        return ", ".join(role.speaker.name for role in row.speaker_roles.all())

    def label_in_choices(self, row: Session) -> str:
        return f"{dates.day(row.date)} · {row}" if row.date else str(row)

    def get_urls(self) -> list[URLPattern]:
        return [*planning_pages.urls(self), *super().get_urls()]

    def response_post_save_change(self, request: HttpRequest, obj: Session) -> HttpResponse:
        """Who came from the planning board goes back to it."""
        if "planning" in request.GET:
            return redirect(planning.address(obj.workshop, obj))
        return super().response_post_save_change(request, obj)

    def save_model(self, request: HttpRequest, obj: Session, form: ModelForm, change: bool) -> None:
        if not change:
            give_number_and_address(obj)
        super().save_model(request, obj, form, change)
        workshop = obj.workshop
        if obj.date and not workshop.starts_on <= obj.date <= workshop.ends_on:
            messages.warning(
                request,
                _now("The session is on %(day)s, outside the workshop’s dates (%(dates)s).")
                % {
                    "day": dates.day_year(obj.date),
                    "dates": dates.date_range(workshop.starts_on, workshop.ends_on),
                },
            )

    def save_formset(self, request: HttpRequest, form: ModelForm, formset, change: bool) -> None:
        """Materials handed out with a session belong to its workshop as well."""
        if formset.model is Material:
            for each in formset.forms:
                each.instance.workshop = form.instance.workshop
        super().save_formset(request, form, formset, change)

"""The roster: who takes part, in what state, on whose seat."""

from django.contrib import admin
from django.db.models import F, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import states
from people.admin import states as state_pages
from people.admin.board_filters import BOARD_FILTERS
from people.models import HOLDING, Participation, Role, Seat, StateChange
from people.search import by_name
from workshops import dashboard
from workshops.admin.base import (
    OfficeTabularInline,
    OfficeTranslationAdmin,
    ReadOnlyInline,
    place_among,
)
from workshops.admin.filters import RelatedFilter, filtered_workshop
from workshops.admin.forms import OfficeForm, explain
from workshops.models import Country, Workshop
from workshops.search import in_every_language


class ParticipationForm(OfficeForm):
    """Checks what a seat asks of its holder."""

    def clean(self) -> dict:
        cleaned = super().clean()
        seat = cleaned.get("seat", self.instance.seat)
        role = cleaned.get("role", self.instance.role)
        country = cleaned.get("sending_country", self.instance.sending_country)
        if seat is not None and not self.errors:
            self.refuse_seat(seat, role, country)
        return cleaned

    def refuse_seat(self, seat: Seat, role: str, country: Country | None) -> None:
        holder = seat.participations.filter(state__in=HOLDING).exclude(pk=self.instance.pk).first()
        fund = seat.allocation.fund
        if role != Role.PARTICIPANT:
            self.say_of_seat(_now("Only participants have a seat."))
        elif holder:
            self.say_of_seat(_now("%(name)s holds this seat.") % {"name": holder})
        elif fund and fund.only_country and fund.only_country != country:
            self.say_of_seat(
                _now("The seat is paid for by %(fund)s, which is for %(country)s only.")
                % {"fund": fund, "country": fund.only_country}
            )

    def say_of_seat(self, sentence: str) -> None:
        self.add_error("seat" if "seat" in self.fields else "sending_country", sentence)


class StateChangeInline(ReadOnlyInline, OfficeTabularInline):
    """Every change of state, with who, when and why."""

    model = StateChange
    fields = ["at", "from_state", "to_state", "actor", "reason"]
    ordering = ["-at", "-id"]
    verbose_name_plural = _("changes of state")
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("actor")


@admin.register(Participation)
class ParticipationAdmin(OfficeTranslationAdmin):
    menu_order = 10
    form = ParticipationForm
    show_facets = admin.ShowFacets.ALWAYS
    list_display = [
        "number",
        "person",
        "sending_country",
        "stream",
        "state",
        "post_in_list",
        "role",
        "workshop",
    ]
    list_display_links = ["number", "person"]
    list_filter = [
        ("workshop", RelatedFilter),
        "role",
        "state",
        ("stream", RelatedFilter),
        ("sending_country", RelatedFilter),
        "public_list",
        *BOARD_FILTERS,
    ]
    search_fields = [
        by_name("person"),
        *in_every_language("post"),
        "unit__any_case",
        *in_every_language("name", "sending_country"),
    ]
    search_help_text = _("By name in any script, e-mail address, post, unit or country.")
    ordering = [
        "-workshop__starts_on",
        "workshop",
        place_among("role", Role.values),
        F("list_number").asc(nulls_last=True),
        "person__sort_name",
        "id",
    ]
    actions = ["change_state"]
    autocomplete_fields = [
        "workshop",
        "person",
        "stream",
        "seat",
        "sending_country",
        "duty_station",
        "organisation",
        "speaker",
    ]
    fixed_fields = ("workshop", "person", "role", "channel")
    readonly_fields = ["state"]
    inlines = [StateChangeInline]
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["workshop", "person", ("role", "channel"), "state"]}),
        (
            _("Seat"),
            {
                "fields": ["stream", "sending_country", "seat", "duty_station", "list_number"],
                "description": _(
                    "The sending country is who nominates and pays for the way; the duty station is "
                    "where the person works. Both may differ from the nationality."
                ),
            },
        ),
        (_("As at the event"), {"fields": ["post", "organisation", "unit", "speaker"]}),
        (_("Being there"), {"fields": [("arrived_on", "left_on")]}),
        (
            _("What the person agreed to"),
            {"fields": ["public_list", "directory", "photo_consent"]},
        ),
        (
            _("Notes"),
            {
                "fields": ["private_note", "public_note"],
                "description": _("Reasons stay private. The public note is empty as a rule."),
            },
        ),
        (
            _("As printed"),
            {
                "fields": ["printed_name", "printed_post", "printed_country"],
                "description": _("Where a source prints it differently."),
                "classes": ["collapse"],
            },
        ),
    ]

    @admin.display(description=_("post at the event"), ordering="post")
    def post_in_list(self, row: Participation) -> str:
        return Truncator(row.post).chars(90)

    @admin.display(description=_("No."), ordering="list_number")
    def number(self, row: Participation) -> int | None:
        return row.list_number

    def get_urls(self) -> list[URLPattern]:
        return [*state_pages.urls(self), *super().get_urls()]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Participation | None = None
    ) -> list[str]:
        """Whoever holds a seat keeps it until a change of state frees it."""
        fixed = super().get_readonly_fields(request, obj)
        holds = obj is not None and obj.role == Role.PARTICIPANT and obj.state in HOLDING
        return [*fixed, "seat", "stream"] if holds else fixed

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """With the figures of the workshop that the list is filtered by on top."""
        named = filtered_workshop(request)
        workshop = Workshop.objects.filter(pk=named).first() if named else None
        extra = extra_context or {}
        if workshop is not None:
            extra |= {
                "workshop": workshop,
                "lines": dashboard.lines_about([workshop])[workshop.pk],
            }
        return super().changelist_view(request, extra)

    def label_in_choices(self, row: Participation) -> str:
        country = f" ({row.sending_country})" if row.sending_country else ""
        return f"{row.person}{country}"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("person", "sending_country", "stream", "workshop")
        )

    @admin.action(description=_("Change the state of those chosen"), permissions=["change"])
    def change_state(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return state_pages.for_many(request, queryset, model_admin=self)

    def save_model(
        self, request: HttpRequest, obj: Participation, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            states.begin(obj, by=request.user, now=timezone.now(), reason=_now("Added"))


explain(
    {
        "participant_leaves_after_arriving": (
            "left_on",
            _("The person would leave before arriving."),
        ),
    }
)

"""Allocations and seats."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import seats
from people.admin import board
from people.admin.board import LeadsToBoard
from people.admin.board_filters import BOARD_FILTERS
from people.admin.stream import SeatCounts
from people.models import HOLDING, Allocation, Fund, FundShare, Participation, Seat, Stream
from people.search import by_name
from workshops.admin.base import (
    OfficeAdmin,
    OfficeTabularInline,
    ReadOnlyInline,
)
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import OfficeForm, explain
from workshops.models import Workshop
from workshops.search import in_every_language

HOLDERS = Prefetch(
    "participations",
    Participation.objects.filter(state__in=HOLDING).select_related("person"),
    to_attr="holders",
)


def holder_of(seat: Seat) -> str:
    return str(seat.holders[0]) if seat.holders else ""


class AllocationForm(OfficeForm):
    """An allocation with the number of its seats, which `people.actions.seats` keeps."""

    seat_count = forms.IntegerField(
        label=_("Seats"),
        min_value=0,
        max_value=seats.MOST_SEATS,
        help_text=_("A lower number takes away free seats only."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "seat_count" in self.fields:
            self.initial["seat_count"] = (
                self.instance.seats.in_force().count() if self.instance.pk else None
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        country = cleaned.get("country")
        fund = cleaned.get("fund")
        if fund and fund.only_country and country != fund.only_country:
            self.add_error(
                "fund",
                _now("This fund pays for %(country)s only.") % {"country": fund.only_country},
            )
        return cleaned

    def clean_seat_count(self) -> int:
        """Try it and take it back: what refuses is the action's own rule."""
        count = self.cleaned_data["seat_count"]
        if self.instance.pk:
            try:
                with transaction.atomic():
                    seats.resize(self.instance, count)
                    transaction.set_rollback(True)
            except seats.SeatsRefused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return count


class SeatInline(ReadOnlyInline, OfficeTabularInline):
    """The seats and who holds them."""

    model = Seat
    fields = ["number", "state", "holder"]
    readonly_fields = ["holder"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("allocation__country")
            .prefetch_related(HOLDERS)
        )

    @admin.display(description=_("held by"))
    def holder(self, row: Seat) -> str:
        return holder_of(row)


class FundShareInline(OfficeTabularInline):
    """Where two funds pay and nobody says for which seats."""

    model = FundShare
    fields = ["fund", "seats"]
    autocomplete_fields = ["fund"]
    classes = ["collapse"]


@admin.register(Allocation)
class AllocationAdmin(LeadsToBoard, SeatCounts, OfficeAdmin):
    menu_order = 40
    form = AllocationForm
    list_display = ["to", "stream", "fund", "filled", "nomination_deadline", "workshop"]
    list_filter = [
        ("stream__workshop", RelatedFilter),
        ("stream", RelatedFilter),
        ("fund", RelatedFilter),
    ]
    list_select_related = ["stream__workshop", "country", "fund"]
    search_fields = [
        *in_every_language("name", "country"),
        "country__code__any_case",
        "body__any_case",
        *in_every_language("name", "stream"),
    ]
    search_help_text = _("By country, body or stream.")
    ordering = ["-stream__workshop__starts_on", "stream", "position", "id"]
    autocomplete_fields = ["stream", "country", "fund"]
    fixed_fields = ("stream",)
    inlines = [SeatInline, FundShareInline]
    view_on_site = False
    fieldsets = [
        (
            None,
            {
                "fields": ["stream", ("country", "body"), "seat_count", "fund", "source_note"],
                "description": _("To a country or a body, not to both."),
            },
        ),
        (
            _("Until when"),
            {"fields": ["nomination_deadline", "replacement_cutoff", "position"]},
        ),
    ]

    @admin.display(description=_("sending country or body"), ordering="country")
    def to(self, row: Allocation) -> str:
        return str(row)

    @admin.display(description=_("workshop"), ordering="stream__workshop")
    def workshop(self, row: Allocation) -> Workshop:
        return row.stream.workshop

    def get_urls(self) -> list[URLPattern]:
        return [*board.urls(self), *super().get_urls()]

    def label_in_choices(self, row: Allocation) -> str:
        return f"{row} · {row.stream}"

    def save_related(self, request: HttpRequest, form: ModelForm, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        seats.resize(form.instance, form.cleaned_data["seat_count"])


class HeldFilter(admin.SimpleListFilter):
    title = _("held")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("yes", _("Yes")), ("no", _("No, free"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        held = Seat.objects.filter(participations__state__in=HOLDING)
        if self.value() == "yes":
            return queryset.filter(pk__in=held.values("pk"))
        if self.value() == "no":
            return queryset.exclude(pk__in=held.values("pk"))
        return queryset


class SeatForm(OfficeForm):
    def clean_state(self) -> str:
        """A seat with somebody on it stays in force."""
        state = self.cleaned_data["state"]
        gone = (Seat.State.RETURNED, Seat.State.REALLOCATED, Seat.State.CANCELLED)
        holder = self.instance.participations.filter(state__in=HOLDING).first()
        if state in gone and holder:
            raise ValidationError(
                _now("%(name)s holds this seat. Change that first.") % {"name": holder}
            )
        return state


@admin.register(Seat)
class SeatAdmin(LeadsToBoard, OfficeAdmin):
    """Seats come and go with the number on their allocation."""

    menu_order = 45
    form = SeatForm
    list_display = ["seat", "stream", "fund", "state", "holder", "workshop"]
    list_filter = [
        ("allocation__stream__workshop", RelatedFilter),
        HeldFilter,
        "state",
        ("allocation__stream", RelatedFilter),
        ("allocation__fund", RelatedFilter),
        ("allocation__country", RelatedFilter),
        *BOARD_FILTERS,
    ]
    search_fields = [
        *in_every_language("name", "allocation__country"),
        "allocation__body__any_case",
        by_name("participations__person"),
    ]
    search_help_text = _("By country, body or holder.")
    ordering = [
        "-allocation__stream__workshop__starts_on",
        "allocation__stream",
        "allocation__position",
        "allocation",
        "number",
        "id",
    ]
    readonly_fields = ["allocation", "number", "holder"]
    fields = ["allocation", "number", "state", "holder"]
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related(
                "allocation__stream__workshop", "allocation__country", "allocation__fund"
            )
            .prefetch_related(HOLDERS)
        )

    @admin.display(description=_("seat"), ordering="allocation")
    def seat(self, row: Seat) -> str:
        return str(row)

    @admin.display(description=_("stream"), ordering="allocation__stream")
    def stream(self, row: Seat) -> Stream:
        return row.allocation.stream

    @admin.display(description=_("fund"), ordering="allocation__fund")
    def fund(self, row: Seat) -> Fund | None:
        return row.allocation.fund

    @admin.display(description=_("held by"))
    def holder(self, row: Seat) -> str:
        return holder_of(row)

    @admin.display(description=_("workshop"), ordering="allocation__stream__workshop")
    def workshop(self, row: Seat) -> Workshop:
        return row.allocation.stream.workshop

    def label_in_choices(self, row: Seat) -> str:
        said = f"{row} · {row.allocation.stream}"
        return f"{said} · {holder_of(row)}" if getattr(row, "holders", None) else said

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Seat | None = None) -> bool:
        return False


explain(
    {
        "allocation_is_to_a_country_or_a_body": (
            "country",
            _("An allocation is to a country or a body: give one of them."),
        ),
        "allocation_is_made_once": (
            "country",
            _("There is an allocation to it from this fund. Change its number of seats."),
        ),
        "fund_shares_an_allocation_once": ("fund", _("This fund has a share here already.")),
    }
)

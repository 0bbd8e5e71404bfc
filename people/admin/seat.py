"""Seats: which there are, who holds them, and what is done with those chosen."""

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from people.actions import seats
from people.admin import many_seats
from people.admin.board import LeadsToBoard
from people.admin.board_filters import BOARD_FILTERS
from people.admin.changes import changes_seen
from people.models import HOLDING, Fund, Participation, Seat, SeatChange, Stream
from people.search import by_name
from workshops.admin.base import OfficeAdmin, OfficeTabularInline, ReadOnlyInline
from workshops.admin.filters import RelatedFilter
from workshops.admin.history import Entry
from workshops.models import Workshop
from workshops.search import in_every_language

HOLDERS = Prefetch(
    "participations",
    Participation.objects.filter(state__in=HOLDING).select_related("person"),
    to_attr="holders",
)


def holder_of(seat: Seat) -> str:
    return str(seat.holders[0]) if seat.holders else ""


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


class SeatChangeInline(ReadOnlyInline, OfficeTabularInline):
    """Every change of the seat, with who, when and why."""

    model = SeatChange
    fields = ["at", "from_state", "to_state", "actor", "reason"]
    ordering = ["-at", "-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("actor")


@admin.register(Seat)
class SeatAdmin(LeadsToBoard, OfficeAdmin):
    """Seats come, go and change by moves alone: those of their allocation, and these of the list."""

    menu_order = 45
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
    readonly_fields = ["allocation", "number", "state", "holder", "moved_to"]
    fields = ["allocation", "number", "state", "holder", "moved_to"]
    actions = ["offer", "give_back", "cancel", "bring_back"]
    inlines = [SeatChangeInline]
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

    def more_history(self, request: HttpRequest, row: Seat) -> list[Entry]:
        return changes_seen(request, row.changes.select_related("actor"))

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

    @admin.action(description=_("Offer those that are planned"), permissions=["change"])
    def offer(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return many_seats.ask(request, queryset, seats.offer, self)

    @admin.action(description=_("Return seats"), permissions=["change"])
    def give_back(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return many_seats.ask(request, queryset, seats.give_back, self)

    @admin.action(description=_("Cancel seats"), permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return many_seats.ask(request, queryset, seats.cancel, self)

    @admin.action(description=_("Bring back returned and cancelled ones"), permissions=["change"])
    def bring_back(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return many_seats.ask(request, queryset, seats.bring_back, self)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Seat | None = None) -> bool:
        return False

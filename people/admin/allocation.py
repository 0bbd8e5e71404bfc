"""Allocations: to whom seats are offered, until when, and what can be done with them."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import seats
from people.actions.refusals import OverCapacity
from people.admin import board, seat_moves
from people.admin.board import LeadsToBoard
from people.admin.exports import ALLOCATIONS
from people.admin.seat import HOLDERS, holder_of
from people.admin.stream import SeatCounts
from people.deadlines import on_both_clocks
from people.models import Allocation, FundShare, Participation, Seat, SeatChange, Stream
from people.permissions import may_manage_seats
from workshops.admin.base import (
    OfficeTabularInline,
    OfficeTranslationAdmin,
    ReadOnlyInline,
    without,
)
from workshops.admin.exports import Exportable
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import OfficeForm, explain
from workshops.admin.moments import MomentField
from workshops.keys import key_named
from workshops.models import Workshop
from workshops.search import in_every_language

GIVEN_ONCE = ("seat_count", "planned")


class AllocationForm(OfficeForm):
    """To whom, from which fund and until when. The number of seats is given once; then there are moves."""

    nomination_deadline = MomentField(label=_("Nominations until"), required=False)
    replacement_cutoff = MomentField(label=_("Replacements until"), required=False)
    seat_count = forms.IntegerField(label=_("Seats"), min_value=0, max_value=seats.MOST_SEATS)
    planned = forms.BooleanField(
        label=_("Planned only"),
        required=False,
        help_text=_("They count, and nobody can have them before they are offered."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in GIVEN_ONCE if self.instance.pk else ():
            del self.fields[name]
        workshop = self.workshop_in_question()
        for name in ("nomination_deadline", "replacement_cutoff"):
            if name in self.fields:
                self.fields[name].name_boxes()
                if workshop:
                    self.fields[name].on_clock_of(workshop)
                else:
                    self.fields[name].help_text = _now("In the workshop’s time zone.")

    def workshop_in_question(self) -> Workshop | None:
        """The workshop of the row, or of the stream that is chosen for it."""
        if self.instance.stream_id:
            return self.instance.stream.workshop
        chosen = key_named(str(self.data.get("stream") or self.initial.get("stream") or ""))
        stream = Stream.objects.select_related("workshop").filter(pk=chosen).first()
        return stream.workshop if stream else None

    def clean(self) -> dict:
        cleaned = super().clean()
        self.refuse_fund(cleaned)
        self.refuse_deadlines(cleaned)
        self.refuse_other_recipient(cleaned)
        self.refuse_too_many(cleaned)
        return cleaned

    def refuse_fund(self, cleaned: dict) -> None:
        fund, country = cleaned.get("fund"), cleaned.get("country")
        if fund and fund.only_country and country != fund.only_country:
            self.add_error(
                "fund",
                _now("This fund pays for %(country)s only.") % {"country": fund.only_country},
            )

    def refuse_deadlines(self, cleaned: dict) -> None:
        deadline, cutoff = cleaned.get("nomination_deadline"), cleaned.get("replacement_cutoff")
        if deadline and cutoff and cutoff < deadline:
            self.add_error(
                "replacement_cutoff",
                _now("Replacements would end before nominations do."),
            )

    def refuse_other_recipient(self, cleaned: dict) -> None:
        """Whose seats these are stays as it is while somebody is put forward for them."""
        changed = {"country", "body"} & set(self.changed_data)
        if not self.instance.pk or not changed:
            return
        people = Participation.objects.filter(allocation=self.instance.pk)
        people |= Participation.objects.filter(seat__allocation=self.instance.pk)
        names = sorted(set(people.values_list("person__display_name", flat=True)))
        if names:
            self.add_error(
                "country" if "country" in changed else "body",
                _now("People stand under this allocation: %(names)s. Make another one.")
                % {"names": ", ".join(names)},
            )

    def refuse_too_many(self, cleaned: dict) -> None:
        count, stream = cleaned.get("seat_count"), cleaned.get("stream")
        if self.instance.pk or not count or not stream:
            return
        try:
            seats.check_capacity(stream.workshop, count)
        except OverCapacity as refusal:
            self.add_error("seat_count", str(refusal))


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
class AllocationAdmin(Exportable, LeadsToBoard, SeatCounts, OfficeTranslationAdmin):
    menu_order = 40
    export = ALLOCATIONS
    actions = ["export_rows"]
    form = AllocationForm
    list_display = ["to", "stream", "fund", "filled", "deadline", "workshop"]
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
                "fields": [
                    "stream",
                    ("country", "body"),
                    ("seat_count", "planned"),
                    "fund",
                    "source_note",
                ],
                "description": _("To a country or a body, not to both."),
            },
        ),
        (_("What focal points read"), {"fields": ["package", "nominees_per_seat"]}),
        (
            _("Until when"),
            {"fields": ["nomination_deadline", "replacement_cutoff", "position"]},
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Allocation | None = None) -> list:
        """Without the number of seats where there are seats: then there are moves."""
        hidden = set() if obj is None else set(GIVEN_ONCE)
        return [
            (name, options | {"fields": without(options["fields"], hidden)})
            for name, options in super().get_fieldsets(request, obj)
        ]

    @admin.display(description=_("sending country or body"), ordering="country")
    def to(self, row: Allocation) -> str:
        return str(row)

    @admin.display(description=_("nominations until"), ordering="nomination_deadline")
    def deadline(self, row: Allocation) -> str:
        moment = row.nomination_deadline
        return on_both_clocks(moment, row.stream.workshop.zone) if moment else ""

    @admin.display(description=_("workshop"), ordering="stream__workshop")
    def workshop(self, row: Allocation) -> Workshop:
        return row.stream.workshop

    def get_urls(self) -> list[URLPattern]:
        return [*board.urls(self), *seat_moves.urls(self), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """With what can be done with the seats, and what was done."""
        allocation = self.get_object(request, object_id)
        extra = extra_context or {}
        if allocation is not None:
            may = may_manage_seats(request.user)
            extra |= {
                "moves": seat_moves.possible(allocation) if may else [],
                "seat_changes": SeatChange.objects.filter(seat__allocation=allocation)
                .select_related("seat__allocation__country", "actor")
                .order_by("-at", "-id"),
                "zone": allocation.stream.workshop.zone,
            }
        return super().change_view(request, object_id, form_url, extra)

    def label_in_choices(self, row: Allocation) -> str:
        return f"{row} · {row.stream}"

    def save_related(self, request: HttpRequest, form: ModelForm, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            seats.resize(
                form.instance,
                form.cleaned_data["seat_count"],
                by=request.user,
                now=timezone.now(),
                reason=_now("Added"),
                planned=form.cleaned_data["planned"],
            )


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

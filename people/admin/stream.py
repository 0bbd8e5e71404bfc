"""Streams and funds, with how many of their seats are held."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import seats
from people.actions.refusals import FundRefuses
from people.models import HOLDING, Allocation, Fund, Seat, Stream
from workshops.admin.base import OfficeTranslationAdmin
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import OfficeForm, explain
from workshops.models import Country
from workshops.search import in_every_language


class SeatCounts:
    """Mixed into a list whose rows have seats, reached over `seats_path`: “35 of 37”."""

    seats_path = "seats"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        in_force = Q(**{f"{self.seats_path}__in": Seat.objects.in_force()})
        held = in_force & Q(**{f"{self.seats_path}__participations__state__in": HOLDING})
        return (
            super()
            .get_queryset(request)
            .annotate(
                offered=Count(self.seats_path, filter=in_force, distinct=True),
                held=Count(self.seats_path, filter=held, distinct=True),
            )
        )

    @admin.display(description=_("seats held"), ordering="offered")
    def filled(self, row: Stream | Fund | Allocation) -> str:
        return _now("%(held)s of %(offered)s") % {"held": row.held, "offered": row.offered}


@admin.register(Stream)
class StreamAdmin(SeatCounts, OfficeTranslationAdmin):
    menu_order = 30
    seats_path = "allocations__seats"
    list_display = ["name", "code", "filled", "bloc", "workshop"]
    list_filter = [("workshop", RelatedFilter), ("bloc", RelatedFilter)]
    list_select_related = ["workshop", "bloc"]
    search_fields = ["code__any_case", *in_every_language("name")]
    ordering = ["-workshop__starts_on", "workshop", "position", "id"]
    autocomplete_fields = ["workshop", "bloc"]
    fixed_fields = ("workshop", "code")
    view_on_site = False
    fieldsets = [
        (
            None,
            {
                "fields": ["workshop", "code", "name", "bloc", "position"],
                "description": _(
                    "The list that participants join through. It is a name: "
                    "a stream of one bloc may hold countries outside it."
                ),
            },
        ),
    ]


class FundForm(OfficeForm):
    """A fund is not tied to one country over people whom others send."""

    def clean_only_country(self) -> Country | None:
        country = self.cleaned_data["only_country"]
        try:
            seats.check_holders(self.instance, country)
        except FundRefuses as refusal:
            raise ValidationError(str(refusal)) from refusal
        return country


@admin.register(Fund)
class FundAdmin(SeatCounts, OfficeTranslationAdmin):
    menu_order = 35
    form = FundForm
    seats_path = "allocations__seats"
    list_display = ["name", "code", "filled", "only_country", "workshop"]
    list_filter = [("workshop", RelatedFilter)]
    list_select_related = ["workshop", "only_country"]
    search_fields = ["code__any_case", *in_every_language("name")]
    ordering = ["-workshop__starts_on", "workshop", "name", "id"]
    autocomplete_fields = ["workshop", "only_country"]
    fixed_fields = ("workshop", "code")
    fields = ["workshop", "code", "name", "only_country"]
    view_on_site = False


explain(
    {
        "stream_code_is_unique_in_workshop": ("code", _("Another stream has this code.")),
        "fund_code_is_unique_in_workshop": ("code", _("Another fund has this code.")),
    }
)

"""Filters that the numbers of the seat board lead to. They stand beside a list only while they are in use."""

from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.board.columns import BY_CODE, Column, fund_named, line_named, placed
from people.models import Fund, Participation, Seat
from workshops.models import Workshop

LINE, FUND, NUMBER = "line", "fund", "counted"


class InUse(admin.SimpleListFilter):
    """Offers only what it is set to, and to take it off again."""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        written = request.GET.get(self.parameter_name, "")
        said = self.in_words(written, model_admin.model) if written else ""
        return [(written, said)] if said else []

    def in_words(self, written: str, model: type[Model]) -> str:
        """What a value means, or "" where it means nothing."""
        raise NotImplementedError


class LineFilter(InUse):
    """One country or body within a stream, or all of a stream."""

    title = _("line of the seat board")
    parameter_name = LINE

    def in_words(self, written: str, model: type[Model]) -> str:
        if line_named(written) is None:
            return ""
        return written.partition("/")[2].removeprefix("=") or str(_("One stream"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        of = line_named(self.value() or "")
        return placed(queryset).filter(of) if of is not None else queryset


class FundFilter(InUse):
    """What one fund pays for, or what none is said to pay for."""

    title = _("fund")
    parameter_name = FUND

    def in_words(self, written: str, model: type[Model]) -> str:
        if fund_named(written) is None:
            return ""
        if written == "none":
            return str(_("No fund"))
        return str(Fund.objects.filter(pk=written).first() or "")

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        of = fund_named(self.value() or "")
        return placed(queryset).filter(of) if of is not None else queryset


class NumberFilter(InUse):
    """What one number of the board counts."""

    title = _("number of the seat board")
    parameter_name = NUMBER

    def in_words(self, written: str, model: type[Model]) -> str:
        column = column_for(written, model)
        return str(column.label) if column else ""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        column = column_for(self.value() or "", queryset.model)
        if column is None:
            return queryset
        rows = queryset if column.is_of_seats else queryset.participants()
        return rows.filter(column.of)


BOARD_FILTERS = (LineFilter, FundFilter, NumberFilter)


def column_for(code: str, model: type[Model]) -> Column | None:
    column = BY_CODE.get(code)
    return column if column and column.is_of_seats == (model is Seat) else None


def address_of(workshop: Workshop, column: Column, *, line: str = "", fund: str = "") -> str:
    """The list that holds exactly what a number counts."""
    model, path = (
        (Seat, "allocation__stream__workshop")
        if column.is_of_seats
        else (Participation, "workshop")
    )
    chosen = {f"{path}__id__exact": workshop.pk, LINE: line, FUND: fund, NUMBER: column.code}
    query = urlencode({key: value for key, value in chosen.items() if value})
    return f"{reverse(f'admin:people_{model._meta.model_name}_changelist')}?{query}"

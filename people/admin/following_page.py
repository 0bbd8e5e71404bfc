"""Who follows on a seat that is to be filled: suggested by fit, done by a person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import succession
from people.actions.refusals import Refused
from people.admin.selection_acts import OfferForm
from people.models import Allocation, Seat
from people.permissions import may_manage_seats
from people.selection.following import Vacancy, vacancies
from people.selection.vacancies import Kind
from workshops.keys import key_named
from workshops.models import Workshop


class PromotionForm(OfferForm):
    """Who of the reserve, until when to answer, and why, where somebody is passed over."""

    row = forms.TypedChoiceField(
        label=_("Who follows"),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": _("Choose who follows."),
            "invalid_choice": _("This person does not wait for this seat any more."),
        },
    )
    field_order = ["row", "day", "clock", "reason"]

    def __init__(self, vacancy: Vacancy, *args, **kwargs):
        super().__init__(*args, prefix=f"seat-{vacancy.seat.pk}", **kwargs)
        self.vacancy = vacancy
        choices = [(one.row.pk, str(one.row)) for one in vacancy.candidates]
        self.fields["row"].choices = choices
        suggested = vacancy.suggested
        self.initial["row"] = suggested.row.pk if suggested else None
        self.fields["reason"].widget.attrs["rows"] = 2


@dataclass(frozen=True)
class Choice:
    """One way of looking at the page: why seats are to be filled, and how many are for that reason."""

    value: str
    label: str
    count: int


def show(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """Each seat with who left it; a posted form offers one of them, or asks its country."""
    now = timezone.now()
    asked = key_named(request.POST.get("seat")) if request.method == "POST" else None
    if asked is not None and request.POST.get("do") == "ask":
        return ask(request, workshop, asked, now)
    rows = vacancies(workshop, now=now)
    chosen = request.GET.get("of", "")
    shown = [one for one in rows if chosen in ("", *one.open.kinds) or one.seat.pk == asked]
    forms_of = [form_of(one, request, workshop, now, asked) for one in shown]
    bound = next((form for form in forms_of if form.is_bound), None)
    if request.method == "POST" and bound is None:
        messages.error(request, gone(workshop, asked))
        return back(request, workshop)
    if bound is not None and bound.is_valid() and offer(request, bound, now):
        return back(request, workshop)
    context |= {
        "title": _now("Seats to fill"),
        "vacancies": list(zip(shown, forms_of, strict=True)),
        "form": bound,
        "total": len(rows),
        "chosen": chosen,
        "choices": choices(rows),
        "returned": returned(workshop) if not chosen else [],
        "may_manage": may_manage_seats(request.user),
    }
    return TemplateResponse(request, "admin/people/selection/following.html", context)


def back(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    page = reverse("admin:people_participation_following", args=[workshop.pk])
    chosen = request.GET.get("of", "")
    return redirect(f"{page}?of={chosen}" if chosen in Kind.values else page)


def choices(rows: Sequence[Vacancy]) -> list[Choice]:
    """What there is, each with its number; nothing where all are of one kind."""
    counts = Counter(kind for one in rows for kind in one.open.kinds)
    found = [Choice(kind.value, kind.label, counts[kind]) for kind in Kind if counts[kind]]
    return [Choice("", _now("All"), len(rows)), *found] if len(found) > 1 else []


def returned(workshop: Workshop) -> list[tuple[Allocation, int]]:
    """Allocations whose country or body gave seats back that nobody else got, with how many."""
    seats = Seat.objects.filter(
        allocation__stream__workshop=workshop, state=Seat.State.RETURNED
    ).select_related("allocation__country", "allocation__stream")
    order = ("allocation__stream__position", "allocation__position", "allocation", "number")
    return list(Counter(seat.allocation for seat in seats.order_by(*order)).items())


def gone(workshop: Workshop, seat: int | None) -> str:
    """Why a seat that was on the page is there no more."""
    rows = workshop.participations.holding_a_seat().select_related("person")
    holder = rows.filter(seat=seat).first() if seat else None
    if holder is None:
        return _now("This seat is no longer free to be given.")
    return _now("%(name)s holds this seat.") % {"name": holder}


def form_of(
    vacancy: Vacancy, request: HttpRequest, workshop: Workshop, now: datetime, asked: int | None
) -> PromotionForm:
    data = request.POST if asked == vacancy.seat.pk else None
    return PromotionForm(vacancy, data, workshop=workshop, now=now)


def offer(request: HttpRequest, form: PromotionForm, now: datetime) -> bool:
    """Offer the seat; a refusal stands on the form. Whether it was offered."""
    chosen = form.cleaned_data["row"]
    row = next(one.row for one in form.vacancy.candidates if one.row.pk == chosen)
    try:
        succession.promote(row, form.vacancy.seat, by=request.user, now=now, **form.said())
    except Refused as refusal:
        form.add_error("reason", str(refusal))
        return False
    messages.success(request, _now("%(name)s is offered the seat.") % {"name": row})
    return True


def ask(request: HttpRequest, workshop: Workshop, asked: int, now: datetime) -> HttpResponse:
    """Write to the focal points of the seat."""
    seats = Seat.objects.select_related("allocation__stream__workshop", "allocation__country")
    seat = seats.filter(pk=asked, allocation__stream__workshop=workshop).first()
    if seat is None:
        messages.error(request, gone(workshop, asked))
        return back(request, workshop)
    try:
        count = succession.ask(seat, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back(request, workshop)
    said = ngettext("%(count)s focal point is asked.", "%(count)s focal points are asked.", count)
    messages.success(
        request, said % {"count": count} if count else _now("They were asked today already.")
    )
    return back(request, workshop)

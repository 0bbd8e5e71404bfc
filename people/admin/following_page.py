"""Who follows on a seat that somebody left: suggested by fit, done by a person."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import selection
from people.actions.refusals import Refused
from people.admin.selection_acts import OfferForm
from people.selection.following import Vacancy, vacancies
from workshops.keys import key_named
from workshops.models import Workshop


class PromotionForm(OfferForm):
    """Who of the reserve, until when to answer, and why, where somebody is passed over."""

    row = forms.TypedChoiceField(label=_("Who follows"), widget=forms.RadioSelect, coerce=int)
    field_order = ["row", "day", "clock", "reason"]

    def __init__(self, vacancy: Vacancy, *args, **kwargs):
        super().__init__(*args, prefix=f"seat-{vacancy.seat.pk}", **kwargs)
        self.vacancy = vacancy
        choices = [(one.row.pk, str(one.row)) for one in vacancy.candidates]
        self.fields["row"].choices = choices
        suggested = vacancy.suggested
        self.initial["row"] = suggested.row.pk if suggested else None
        self.fields["reason"].widget.attrs["rows"] = 2


def show(request: HttpRequest, workshop: Workshop, *, context: dict) -> HttpResponse:
    """Each seat with who left it; a posted form offers one of them."""
    now = timezone.now()
    asked = key_named(request.POST.get("seat")) if request.method == "POST" else None
    rows = vacancies(workshop)
    forms_of = [form_of(one, request, workshop, now, asked) for one in rows]
    bound = next((form for form in forms_of if form.is_bound), None)
    if request.method == "POST" and bound is None:
        messages.error(request, gone(workshop, asked))
        return redirect("admin:people_participation_following", workshop.pk)
    if bound is not None and bound.is_valid() and offer(request, bound, now):
        return redirect("admin:people_participation_following", workshop.pk)
    context |= {
        "title": _now("Who follows"),
        "vacancies": list(zip(rows, forms_of, strict=True)),
        "form": bound,
    }
    return TemplateResponse(request, "admin/people/selection/following.html", context)


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
        selection.promote(row, form.vacancy.seat, by=request.user, now=now, **form.said())
    except Refused as refusal:
        form.add_error("reason", str(refusal))
        return False
    messages.success(request, _now("%(name)s is offered the seat.") % {"name": row})
    return True

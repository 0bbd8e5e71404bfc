"""Changing states from the office: one person or many, with the effect said before and failures after."""

from collections.abc import Sequence
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import offers, states
from people.admin.seat_choices import label_of, seats_for
from people.models import HOLDING, Participation, Role, Seat, State, in_words


class StateForm(forms.Form):
    """To what state, and why. Offers what may follow for one of the rows at least."""

    to = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Private: for the history of this person’s participation."),
    )

    seat = forms.ModelChoiceField(
        Seat.objects.none(),
        label=_("Seat"),
        required=False,
        empty_label=_("The one there is, or a free one of the allocation"),
        help_text=_("Where the new state takes one. A seat of a country is for whom it sends."),
    )

    def __init__(self, rows: Sequence[Participation], *args, **kwargs):
        super().__init__(*args, **kwargs)
        possible = set().union(*(may_follow(row) for row in rows))
        role = rows[0].role if len({row.role for row in rows}) == 1 else Role.PARTICIPANT
        self.fields["to"].choices = [
            (to, in_words(to, role)) for to in State.values if to in possible
        ]
        one = rows[0] if len(rows) == 1 else None
        if one is None or one.role != Role.PARTICIPANT or not possible & set(HOLDING):
            del self.fields["seat"]
        else:
            self.fields["seat"].queryset = seats_for(one)
            self.fields["seat"].label_from_instance = label_of

    @property
    def chosen_seat(self) -> Seat | None:
        """The seat that is chosen, where one may be and it matters."""
        takes = self.cleaned_data["to"] in HOLDING
        return self.cleaned_data.get("seat") if takes else None


def may_follow(row: Participation) -> set[str]:
    """Where the life cycle leads; a historical record, which has none, may be set to any other."""
    if row.channel == Participation.Channel.HISTORICAL:
        return set(State.values) - {row.state}
    return states.next_states(row)


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(for_one, model_admin=model_admin))
    return [path("<int:pk>/state/", view, name="people_participation_state")]


def for_one(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    row = get_object_or_404(Participation, pk=pk)
    if not model_admin.has_change_permission(request, row):
        raise PermissionDenied
    form = StateForm([row], request.POST or None)
    if request.method == "POST" and form.is_valid():
        refusals = change_all([row], form, request)
        if not refusals:
            messages.success(request, said_of([row], form))
            return redirect("admin:people_participation_change", row.pk)
        form.add_error("to", refusals[row])
    return page(request, [row], form, model_admin)


def for_many(
    request: HttpRequest, queryset: QuerySet, *, model_admin: admin.ModelAdmin
) -> HttpResponse | None:
    """The action of the list: asks first, then says what happened to each."""
    rows = list(queryset.select_related("person", "workshop"))
    confirmed = "confirmed" in request.POST
    form = StateForm(rows, request.POST if confirmed else None)
    if not confirmed or not form.is_valid():
        return page(request, rows, form, model_admin)
    refusals = change_all(rows, form, request)
    for refusal in refusals.values():
        messages.error(request, refusal)
    changed = [row for row in rows if row not in refusals]
    if changed:
        messages.success(request, said_of(changed, form))
    return None


def change_all(
    rows: list[Participation], form: StateForm, request: HttpRequest
) -> dict[Participation, str]:
    """Change each on its own; those that were refused, with the sentence that says why."""
    refusals = {}
    for row in rows:
        try:
            change_one(
                row,
                form.cleaned_data["to"],
                by=request.user,
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
                seat=form.chosen_seat,
            )
        except states.StateRefused as refusal:
            refusals[row] = str(refusal)
    return refusals


def change_one(row: Participation, to: str, **said: object) -> None:
    """By the rules of the state; a record of the past has none, and whoever is selected gets an offer."""
    if row.channel == Participation.Channel.HISTORICAL:
        states.record(row, to, **said)
    elif to == State.SELECTED:
        offers.make(row, **said)
    else:
        states.change(row, to, **said)


def said_of(rows: list[Participation], form: StateForm) -> str:
    label = in_words(form.cleaned_data["to"], rows[0].role)
    if len(rows) == 1:
        return _now("%(name)s: %(state)s.") % {"name": rows[0], "state": label}
    return ngettext("%(count)s person: %(state)s.", "%(count)s people: %(state)s.", len(rows)) % {
        "count": len(rows),
        "state": label,
    }


def page(
    request: HttpRequest, rows: list[Participation], form: StateForm, model_admin
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Change the state"),
        "opts": model_admin.opts,
        "rows": rows,
        "form": form,
        "many": request.resolver_match.url_name == "people_participation_changelist",
        "checkbox": ACTION_CHECKBOX_NAME,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/people/participation/state.html", context)

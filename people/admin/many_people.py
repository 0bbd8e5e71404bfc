"""One act on many people of a workshop, chosen by ticking: who did not come, and who completes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import arrivals, states
from people.admin.many import done, each, say_refusals
from people.models import Participation, State
from people.permissions import may_change_roster
from workshops.models import Workshop


@dataclass(frozen=True)
class Sweep:
    """What is done to those ticked. `ticked`: everybody is, to begin with."""

    code: str
    label: str | Promise
    effect: str | Promise
    nobody: str | Promise
    states: tuple[str, ...]
    act: Callable[..., object]
    ticked: bool = False

    def rows(self, workshop: Workshop) -> QuerySet:
        rows = workshop.participations.filter(state__in=self.states)
        return rows.select_related("person", "sending_country", "workshop").order_by(
            "person__sort_name", "person__display_name", "pk"
        )


SWEEPS = (
    Sweep(
        "absent",
        _("Who did not come"),
        _(
            "Those ticked become no-shows, and their seats are lost unless somebody fills them. Nobody is "
            "a no-show before the days of grace are over, nor while expected later."
        ),
        _("Everybody who accepted has arrived."),
        (State.ACCEPTED,),
        partial(states.change, to=State.NO_SHOW),
    ),
    Sweep(
        "finish",
        _("Complete those present"),
        _(
            "Those ticked have completed the workshop. Untick whoever left early and enter that first."
        ),
        _("Nobody is there who could complete."),
        (State.ARRIVED,),
        arrivals.complete,
        ticked=True,
    ),
)


class SweepForm(forms.Form):
    """Who, and why."""

    people = forms.ModelMultipleChoiceField(
        Participation.objects.none(),
        label=_("People"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick somebody.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Private: for the history of each participation."),
    )

    def __init__(self, rows: QuerySet, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = rows
        self.fields["people"].label_from_instance = name_and_country


def name_and_country(row: Participation) -> str:
    said = row.sending_country or row.get_role_display()
    return f"{row.person} ({said})"


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    return [
        path(
            f"{sweep.code}/<int:workshop>/",
            model_admin.admin_site.admin_view(partial(page, model_admin=model_admin, sweep=sweep)),
            name=f"people_participation_{sweep.code}",
        )
        for sweep in SWEEPS
    ]


def page(
    request: HttpRequest, workshop: int, *, model_admin: admin.ModelAdmin, sweep: Sweep
) -> HttpResponse:
    found = get_object_or_404(Workshop, pk=workshop)
    if not may_change_roster(request.user):
        raise PermissionDenied
    rows = sweep.rows(found)
    initial = {"people": list(rows)} if sweep.ticked else {}
    form = SweepForm(rows, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        make(request, sweep, form)
        return redirect("admin:people_participation_check_in", found.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": sweep.label,
        "opts": model_admin.opts,
        "workshop": found,
        "sweep": sweep,
        "form": form,
        "count": len(form.fields["people"].choices),
    }
    return TemplateResponse(request, "admin/people/participation/sweep.html", context)


def make(request: HttpRequest, sweep: Sweep, form: SweepForm) -> None:
    now, reason = timezone.now(), form.cleaned_data["reason"]
    outcomes = each(
        list(form.cleaned_data["people"]),
        lambda row: sweep.act(row, by=request.user, now=now, reason=reason),
    )
    say_refusals(request, outcomes)
    changed = len(done(outcomes))
    if changed:
        said = ngettext("%(what)s: %(count)s person.", "%(what)s: %(count)s people.", changed)
        messages.success(request, said % {"what": sweep.label, "count": changed})

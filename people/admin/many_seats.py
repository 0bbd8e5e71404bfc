"""One act on the seats chosen in the list: how many and what will happen first, then what came of each."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import seats
from people.admin.many import done, each, say_refusals
from people.models import Seat

EFFECTS = {
    seats.offer: _("Planned seats become offered. Others stay as they are."),
    seats.give_back: _(
        "Free seats become returned. A seat with somebody on it is refused by name."
    ),
    seats.cancel: _("Free seats are cancelled. A seat with somebody on it is refused by name."),
    seats.bring_back: _("Returned and cancelled seats are offered again. Others stay as they are."),
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Private: it stands in the list of changes of these seats."),
    )


def ask(
    request: HttpRequest,
    queryset: QuerySet,
    act: Callable[..., list[Seat]],
    model_admin: admin.ModelAdmin,
) -> HttpResponse | None:
    """A page that asks; once it is confirmed, the act on each seat on its own."""
    rows = list(queryset)
    confirmed = "confirmed" in request.POST
    form = ReasonForm(request.POST if confirmed else None)
    if confirmed and form.is_valid():
        make(request, rows, act, form.cleaned_data["reason"])
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": dict(model_admin.get_action_choices(request))[request.POST["action"]],
        "opts": model_admin.opts,
        "rows": rows,
        "effect": EFFECTS[act],
        "form": form,
        "action": request.POST["action"],
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/people/seat/ask.html", context)


def make(
    request: HttpRequest, rows: list[Seat], act: Callable[..., list[Seat]], reason: str
) -> None:
    now, changed = timezone.now(), []
    outcomes = each(
        rows, lambda seat: changed.extend(act([seat], by=request.user, now=now, reason=reason))
    )
    say_refusals(request, outcomes)
    if changed:
        said = ngettext("%(count)s seat changed.", "%(count)s seats changed.", len(changed))
        messages.success(request, said % {"count": len(changed)})
    same = len(done(outcomes)) - len(changed)
    if same:
        said = ngettext(
            "%(count)s seat was like that already.", "%(count)s seats were like that already.", same
        )
        messages.info(request, said % {"count": same})

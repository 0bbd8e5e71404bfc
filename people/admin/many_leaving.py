"""Withdrawing those chosen in the roster: what becomes of each seat is said first, then of each what came of it."""

from collections.abc import Sequence

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.actions import succession
from people.admin.acts_leaving import may_withdraw, on_withdrawing
from people.admin.many import done, each, say_refusals
from people.models import Participation
from people.permissions import may_select


class ReasonForm(forms.Form):
    """Why, for all of them."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Private: for the history of each participation."),
    )


def withdraw(
    request: HttpRequest, queryset: QuerySet, *, model_admin: admin.ModelAdmin
) -> HttpResponse | None:
    """The action of the list: asks first, then says what happened to each."""
    rows = list(queryset.select_related("person", "workshop", "seat__allocation__country"))
    confirmed = "confirmed" in request.POST
    form = ReasonForm(request.POST if confirmed else None)
    if not confirmed or not form.is_valid():
        return page(request, rows, form, model_admin)
    now, reason = timezone.now(), form.cleaned_data["reason"]
    outcomes = each(
        rows, lambda row: succession.withdraw(row, by=request.user, now=now, reason=reason)
    )
    say_refusals(request, outcomes)
    count = len(done(outcomes))
    if count:
        said = ngettext("%(count)s person is withdrawn.", "%(count)s people are withdrawn.", count)
        left = done(outcomes) if may_select(request.user) else []
        messages.success(request, with_links(said % {"count": count}, left))
    return None


def with_links(said: str, rows: Sequence[Participation]) -> str:
    """With where one decides who follows, for each workshop where somebody left a seat."""
    workshops = {row.workshop for row in rows if row.seat_id}
    links = (
        (
            reverse("admin:people_participation_following", args=[workshop.pk]),
            _now("Decide who follows"),
        )
        for workshop in sorted(workshops, key=lambda one: one.pk)
    )
    return format_html("{}{}", said, format_html_join("", ' <a href="{}">{}</a>', links))


def page(
    request: HttpRequest,
    rows: Sequence[Participation],
    form: ReasonForm,
    model_admin: admin.ModelAdmin,
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Withdraw"),
        "opts": model_admin.opts,
        "rows": [(row, effect_on(row)) for row in rows],
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/people/participation/withdraw.html", context)


def effect_on(row: Participation) -> list[str]:
    if not may_withdraw(row):
        state = row.get_state_display()
        return [_now("Would be refused: is “%(state)s”.") % {"state": state}]
    return list(on_withdrawing(row))

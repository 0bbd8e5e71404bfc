"""What can be done about one participation, each on a page that says what will happen and asks.

An act is a form and one call. Those that are possible now stand as buttons on the person's page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from people.actions.refusals import Refused
from people.models import Participation, User
from people.permissions import may_change_roster


class ActForm(forms.Form):
    """What an act asks for. `row` is the person it is about."""

    def __init__(self, row: Participation, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row


class ReasonForm(ActForm):
    """Why; nobody but the office reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Private: for the history of this person’s participation."),
    )


class NeededReasonForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


@dataclass(frozen=True)
class Way:
    """Something else that would help, with its page."""

    text: str
    url: str


def no_ways(row: Participation) -> list[Way]:
    return []


def nowhere(row: Participation, user: User) -> list[Way]:
    return []


def no_words(row: Participation) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Act:
    """One thing to do: what its button and page say, whether it is possible now, and what it calls.

    `done` may hold %(name)s and %(state)s. `make` raises a Refused where the rules do not allow it. `ways`
    lead elsewhere where the act alone cannot help; `words` say before what it means for this person, and
    `after` where to go on from there.
    """

    code: str
    label: str | Promise
    effect: str | Promise
    done: str | Promise
    make: Callable[[Participation, forms.Form, HttpRequest], object]
    possible: Callable[[Participation], bool]
    form: type[forms.Form] = ReasonForm
    may: Callable[[User], bool] = may_change_roster
    ways: Callable[[Participation], list[Way]] = no_ways
    words: Callable[[Participation], Iterable[str]] = no_words
    after: Callable[[Participation, User], list[Way]] = nowhere


def urls(model_admin: admin.ModelAdmin, acts: Sequence[Act]) -> list[URLPattern]:
    """One address for each: admin:people_participation_arrive and so on."""
    return [
        path(
            f"<int:pk>/{act.code}/",
            model_admin.admin_site.admin_view(partial(page, model_admin=model_admin, act=act)),
            name=f"people_participation_{act.code}",
        )
        for act in acts
    ]


def possible(row: Participation, user: User, acts: Sequence[Act]) -> list[Act]:
    """What this user can do about this person now."""
    return [act for act in acts if act.may(user) and act.possible(row)]


def page(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin, act: Act) -> HttpResponse:
    rows = Participation.objects.select_related(
        "workshop", "person", "seat__allocation__country", "sending_country"
    )
    row = get_object_or_404(rows, pk=pk)
    if not act.may(request.user):
        raise PermissionDenied
    form = act.form(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act.make(row, form, request)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said_after(act, row, request.user))
            return redirect("admin:people_participation_change", row.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": act.label,
        "opts": model_admin.opts,
        "row": row,
        "act": act,
        "form": form,
        "ways": act.ways(row),
        "words": list(act.words(row)),
    }
    return TemplateResponse(request, "admin/people/participation/act.html", context)


def said_after(act: Act, row: Participation, user: User) -> str:
    """What was done, and where one goes on from there."""
    said = act.done % {"name": row, "state": row.get_state_display()}
    links = [(way.url, way.text) for way in act.after(row, user)]
    if not links:
        return said
    return format_html("{} {}", said, format_html_join(" · ", '<a href="{}">{}</a>', links))

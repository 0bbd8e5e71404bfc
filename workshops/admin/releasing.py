"""Releasing an agenda in the office: what changes and who is told, now or at a time, back again, and the list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from workshops import changes, dates, panels, release_checks, releases
from workshops.actions import releasing
from workshops.actions.releases import ReleaseRefused, bare, latest_of
from workshops.admin.moments import MomentField
from workshops.content import text_of
from workshops.languages import language_name
from workshops.models import Release, Workshop

MOST = 2**31 - 1  # what a database takes for a number


class ReleaseForm(forms.Form):
    """What is new, in each language of the workshop, and when it comes out."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("later", _("At a date and time"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    at = MomentField(label=_("Date and time"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, workshop: Workshop, *args, schedules: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = notes_of(workshop) | self.fields
        if schedules:
            self.fields["at"].on_clock_of(workshop)
            self.fields["at"].name_boxes()
            self.offer_pickers()
        else:
            del self.fields["when"], self.fields["at"]

    def offer_pickers(self) -> None:
        """The browser's own, which want what they show in ISO."""
        day, clock = self.fields["at"].widget.widgets
        day.input_type, day.format = "date", "%Y-%m-%d"
        clock.input_type, clock.format = "time", "%H:%M"

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("when") == "later" and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _now("Give the date and the time."))
        if cleaned.get("when") == "now" and cleaned.get("at"):
            self.add_error("when", _now("A date is given below. Choose it here, or empty it."))
        return cleaned

    @property
    def notes(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name.startswith("note_")}

    @property
    def moment(self) -> datetime | None:
        return self.cleaned_data["at"] if self.cleaned_data.get("when") == "later" else None


def notes_of(workshop: Workshop) -> dict[str, forms.Field]:
    """A box for the note in each language that the workshop writes in."""
    known = [code for code, _name in settings.LANGUAGES if code in workshop.languages]
    boxes = {}
    for code in known:
        label = _now("What is new")
        if len(known) > 1:
            label = _now("What is new (%(language)s)") % {"language": language_name(code)}
        boxes[build_localized_fieldname("note", code)] = forms.CharField(
            label=label,
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
        )
    return boxes


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {
        "<int:pk>/release/": ("release", release),
        "<int:pk>/releases/": ("releases", listing),
        "<int:pk>/releases/<int:number>/back/": ("release_back", back),
        **{
            f"<int:pk>/releases/<int:number>/{act.code}/": (
                f"release_{act.code}",
                partial(ask, act=act),
            )
            for act in ACTS
        },
    }
    return [
        path(
            route,
            model_admin.admin_site.admin_view(partial(view, model_admin=model_admin)),
            name=f"workshops_workshop_{name}",
        )
        for route, (name, view) in pages.items()
    ]


def release(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """What a release would change; the button that makes it. What changed meanwhile is shown again first."""
    workshop = workshop_to_change(request, pk, model_admin)
    waiting = scheduled_of(workshop)
    if request.method != "POST":
        form = ReleaseForm(workshop)
        return show_release(request, workshop, form, waiting, model_admin)
    form = ReleaseForm(workshop, request.POST)
    if not form.is_valid():
        return show_release(request, workshop, form, waiting, model_admin)
    try:
        row = releasing.release(
            workshop,
            seen=form.cleaned_data["seen"],
            by=request.user,
            now=timezone.now(),
            at=form.moment,
            **form.notes,
        )
    except ReleaseRefused as refusal:
        form.add_error("at" if isinstance(refusal, releasing.TimeHasPassed) else None, str(refusal))
        return show_release(request, workshop, form, scheduled_of(workshop), model_admin)
    messages.success(request, said_of(row))
    return redirect("admin:workshops_workshop_releases", workshop.pk)


def show_release(
    request: HttpRequest,
    workshop: Workshop,
    form: ReleaseForm,
    waiting: Release | None,
    model_admin: admin.ModelAdmin,
) -> HttpResponse:
    found = releasing.outlook(workshop)
    form.data = form.data.copy()
    form.data["seen"] = form.initial["seen"] = found.mark
    context = {
        "title": _now("Release the agenda"),
        "form": form,
        "latest": found.latest,
        "waiting": line_of(workshop, waiting) if waiting else None,
        "checks": release_checks.checks(workshop),
        "preview": reverse("preview:agenda", args=[workshop.slug]),
    }
    return show(
        request, workshop, "release", model_admin, context | told(workshop, found.difference)
    )


def back(
    request: HttpRequest, pk: int, number: int, *, model_admin: admin.ModelAdmin
) -> HttpResponse:
    """Ask before an older release comes out again under a new number."""
    workshop = workshop_to_change(request, pk, model_admin)
    to = release_or_404(workshop, number)
    form = ReleaseForm(workshop, request.POST or None, schedules=False)
    if request.method == "POST" and form.is_valid():
        try:
            row = releasing.roll_back(
                workshop,
                to,
                seen=number_in(form.cleaned_data["seen"]),
                by=request.user,
                now=timezone.now(),
                **form.notes,
            )
        except ReleaseRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said_of(row))
            return redirect("admin:workshops_workshop_releases", workshop.pk)
    latest = latest_of(workshop)
    form.data = form.data.copy()
    form.data["seen"] = form.initial["seen"] = str(latest.number)
    context = {
        "title": _now("Roll back to release %(number)s") % {"number": to.number},
        "form": form,
        "latest": latest,
        "to": line_of(workshop, to),
    }
    difference = changes.compare(latest.content, bare(to.content))
    return show(
        request, workshop, "release_back", model_admin, context | told(workshop, difference)
    )


@dataclass(frozen=True)
class Act:
    """What can be done with a scheduled release: what the page asks and what it does."""

    code: str
    label: str | Promise
    effect: str | Promise
    done: str | Promise
    act: Callable[..., object]


ACTS = (
    Act(
        "cancel",
        _("Cancel the scheduled release"),
        _("It does not come out, and nobody is told. The working copy stays as it is."),
        _("Release %(number)s is cancelled. Readers see what they saw before."),
        releasing.cancel,
    ),
    Act(
        "forward",
        _("Release it now"),
        _("Readers see it at once. Messages to those affected are drafted, not sent."),
        _("Release %(number)s is out."),
        releasing.bring_forward,
    ),
)


def ask(
    request: HttpRequest, pk: int, number: int, *, model_admin: admin.ModelAdmin, act: Act
) -> HttpResponse:
    """Ask before a scheduled release is cancelled or brought forward; then do it."""
    workshop = workshop_to_change(request, pk, model_admin)
    row = workshop.releases.filter(number=min(number, MOST)).first()
    if row is None:
        messages.warning(request, _now("This release was cancelled already."))
        return redirect("admin:workshops_workshop_releases", workshop.pk)
    if request.method == "POST":
        try:
            act.act(row, by=request.user, now=timezone.now())
        except ReleaseRefused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, act.done % {"number": row.number})
        return redirect("admin:workshops_workshop_releases", workshop.pk)
    context = {"title": act.label, "act": act, "row": line_of(workshop, row)}
    current = releases.current(workshop, now=timezone.now())
    difference = changes.compare(current.content if current else {}, row.content)
    return show(request, workshop, "release_ask", model_admin, context | told(workshop, difference))


@dataclass(frozen=True)
class Line:
    """One release in the list of the office."""

    number: int
    when: str
    by: str
    note: str
    is_scheduled: bool
    rolled_back_to: int | None


def listing(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Every release, scheduled ones too, with what can be done about each."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    workshop = get_object_or_404(Workshop, pk=pk)
    rows = workshop.releases.without_content().select_related("by", "rolled_back_to")
    lines = [line_of(workshop, row) for row in rows.order_by("-number")]
    current = next((line.number for line in lines if not line.is_scheduled), None)
    context = {
        "title": _now("Releases of the agenda"),
        "releases": lines,
        "current": current,
        "drafts": drafts_of(workshop),
        "may_change": model_admin.has_change_permission(request, workshop),
    }
    return show(request, workshop, "releases", model_admin, context)


def drafts_of(workshop: Workshop) -> panels.Figure | None:
    """What an upper package's watch says of messages that wait to be sent."""
    watches = [watch for watch in panels.dashboard_panels() if watch.name == "drafts"]
    found = [watch.figures([workshop]).get(workshop.pk) for watch in watches]
    return next(iter(found), None)


def show(
    request: HttpRequest,
    workshop: Workshop,
    template: str,
    model_admin: admin.ModelAdmin,
    context: dict,
) -> HttpResponse:
    frame = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "workshop": workshop,
    }
    return TemplateResponse(request, f"admin/workshops/workshop/{template}.html", frame | context)


def told(workshop: Workshop, difference: changes.Difference) -> dict:
    """The changes in words, and who hears of them."""
    said = changes.tell(difference, every_language=True)
    readers = release_checks.audience(workshop, difference)
    return {
        "changes": said,
        "counts": changes.counts(said),
        "readers": [reader for reader in readers if reader.has_address],
        "unreachable": [reader for reader in readers if not reader.has_address],
    }


def workshop_to_change(request: HttpRequest, pk: int, model_admin: admin.ModelAdmin) -> Workshop:
    workshop = get_object_or_404(Workshop, pk=pk)
    if not model_admin.has_change_permission(request, workshop):
        raise PermissionDenied
    return workshop


def release_or_404(workshop: Workshop, number: int) -> Release:
    """A release that is out."""
    row = workshop.releases.out(timezone.now()).filter(number=min(number, MOST)).first()
    if row is None:
        raise Http404
    return row


def scheduled_of(workshop: Workshop) -> Release | None:
    return workshop.releases.scheduled(timezone.now()).order_by("-number").first()


def number_in(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def line_of(workshop: Workshop, row: Release) -> Line:
    is_scheduled = row.released_at > timezone.now()
    return Line(
        number=row.number,
        when=dates.moment(row.released_at, workshop.zone),
        by=row.by.get_full_name() or row.by.get_username() if row.by else "",
        note=text_of(row, "note"),
        is_scheduled=is_scheduled,
        rolled_back_to=row.rolled_back_to.number if row.rolled_back_to else None,
    )


def said_of(row: Release) -> str:
    """What came of the button."""
    if row.released_at > timezone.now():
        when = dates.moment(row.released_at, row.workshop.zone)
        return _now("Release %(number)s comes out at %(when)s.") % {
            "number": row.number,
            "when": when,
        }
    return _now("Release %(number)s is out.") % {"number": row.number}

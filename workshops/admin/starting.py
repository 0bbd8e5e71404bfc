"""Beginning a workshop in a few steps, each with an address of its own: back and later always work.

What a step was given is kept as it was sent, so that its form can show it again and check it again.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from workshops.actions import starting
from workshops.actions.starting import Plan
from workshops.admin.starting_forms import (
    CopyForm,
    HowForm,
    PatternForm,
    WhatForm,
    first_facts,
    plan_of,
)
from workshops.keys import key_named
from workshops.models import Beginning, Workshop
from workshops.starting.preview import preview

Source = Beginning.Source


@dataclass(frozen=True)
class Step:
    """One page of the way: its name in the address, and what its form is called above it."""

    code: str
    title: str | Promise
    form: Callable[[Beginning, Mapping | None], forms.Form] | None = None


def how_form(beginning: Beginning | None, data: Mapping | None, *, past: QuerySet) -> HowForm:
    first = {"token": uuid.uuid4(), "source": Source.PATTERN}
    if beginning is not None:
        first = {
            "token": beginning.token,
            "source": beginning.source,
            "past": beginning.past_id,
        }
    return HowForm(data, past=past, initial=first)


def what_form(beginning: Beginning, data: Mapping | None) -> WhatForm:
    return WhatForm(data, initial=first_facts(beginning.past, timezone.now().date()))


def pattern_form(beginning: Beginning, data: Mapping | None) -> PatternForm:
    return PatternForm(data)


def copy_form(beginning: Beginning, data: Mapping | None) -> CopyForm:
    return CopyForm(data, past=beginning.past)


HOW = Step("how", _("How it begins"))
WHAT = Step("what", _("What, when and where"), what_form)
PATTERN = Step("pattern", _("The pattern"), pattern_form)
COPY = Step("copy", _("What is taken over"), copy_form)
CHECK = Step("check", _("See what comes of it"))


def steps(beginning: Beginning) -> list[Step]:
    """The way from here, in order."""
    middle = {Source.PATTERN: [PATTERN], Source.PAST: [COPY]}.get(beginning.source, [])
    return [HOW, WHAT, *middle, CHECK]


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return model_admin.admin_site.admin_view(
            partial(opened, view=view, model_admin=model_admin)
        )

    return [
        path("new/", guarded(begin), name="workshops_workshop_new"),
        path("new/<int:beginning>/<slug:step>/", guarded(step), name="workshops_workshop_step"),
    ]


def opened(
    request: HttpRequest, *, view: Callable, model_admin: admin.ModelAdmin, **parts
) -> HttpResponse:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    context = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts}
    past = model_admin.get_queryset(request) if model_admin.has_view_permission(request) else None
    rows = past if past is not None else Workshop.objects.none()
    return view(request, context=context, past=rows.order_by("-starts_on", "id"), **parts)


def begin(request: HttpRequest, *, context: dict, past: QuerySet) -> HttpResponse:
    """The first page: how to begin, and what was begun and left."""
    if "forget" in request.POST:
        return forget(request)
    form = how_form(None, request.POST or None, past=past)
    if request.method == "POST" and form.is_valid():
        return redirect(address(kept_choice(request, form), WHAT))
    unfinished = Beginning.objects.filter(owner=request.user, is_done=False)
    left = [(each, address(each, first_open(each))) for each in unfinished]
    return show(request, context, form, title=_now("New workshop"), step=HOW, left=left)


def kept_choice(request: HttpRequest, form: HowForm) -> Beginning:
    """The beginning of this form: sent twice, or again after going back, it is the same."""
    given = form.cleaned_data
    row, _new = Beginning.objects.get_or_create(
        token=given["token"],
        owner=request.user,
        defaults={"begun_at": timezone.now()},
    )
    choose(row, given)
    return row


def choose(row: Beginning, given: dict) -> None:
    """Another source forgets what was chosen of the one before."""
    if not row.is_done and (row.source, row.past) != (given["source"], given["past"]):
        row.said = {key: said for key, said in row.said.items() if key == WHAT.code}
        row.source, row.past = given["source"], given["past"]
        row.save()


def forget(request: HttpRequest) -> HttpResponse:
    key = key_named(request.POST["forget"])
    Beginning.objects.filter(owner=request.user, is_done=False, pk=key).delete()
    return redirect("admin:workshops_workshop_new")


def step(
    request: HttpRequest, beginning: int, step: str, *, context: dict, past: QuerySet
) -> HttpResponse:
    """One step of somebody's own beginning; one that was not reached yet leads to the first open one."""
    row = get_object_or_404(
        Beginning.objects.select_related("past", "workshop"), owner=request.user, pk=beginning
    )
    if row.is_done:
        return over(request, row)
    here = next((each for each in steps(row) if each.code == step), None)
    if here is None:
        raise Http404
    if here is HOW:
        return how_again(request, row, context=context, past=past)
    if row.source == Source.PAST and row.past is None:
        messages.error(request, _now("The workshop to copy from was deleted. Choose another way."))
        return redirect(address(row, HOW))
    reached = first_open(row)
    if steps(row).index(here) > steps(row).index(reached):
        return redirect(address(row, reached))
    if here is CHECK:
        return check(request, row, context=context)
    return ask(request, row, here, context=context)


def how_again(
    request: HttpRequest, row: Beginning, *, context: dict, past: QuerySet
) -> HttpResponse:
    form = how_form(row, request.POST or None, past=past)
    if request.method == "POST" and form.is_valid():
        choose(row, form.cleaned_data)
        return redirect(address(row, WHAT))
    return show(request, context, form, title=HOW.title, step=HOW, beginning=row)


def ask(request: HttpRequest, row: Beginning, here: Step, *, context: dict) -> HttpResponse:
    """A form, kept as it was sent once it is in order."""
    if request.method == "POST":
        form = here.form(row, request.POST)
        if form.is_valid():
            row.said[here.code] = sent(form, request)
            row.save(update_fields=["said"])
            return redirect(address(row, following(row, here)))
    else:
        form = here.form(row, said(row, here))
    return show(request, context, form, title=here.title, step=here, beginning=row)


def sent(form: forms.Form, request: HttpRequest) -> dict[str, list[str]]:
    """What the form was given, field by field; an empty list for a box that is not ticked."""
    return {name: request.POST.getlist(name) for name in form.fields}


def said(row: Beginning, here: Step) -> MultiValueDict | None:
    """What a step was given before, as a form reads it; None where it was never sent."""
    return MultiValueDict(row.said[here.code]) if here.code in row.said else None


def check(request: HttpRequest, row: Beginning, *, context: dict) -> HttpResponse:
    """What comes of it, and the button that makes it."""
    plan = plan_so_far(row)
    if request.method == "POST":
        try:
            workshop = starting.make(row, plan, by=request.user, now=timezone.now())
        except starting.PastIsGone as refusal:
            messages.error(request, str(refusal))
            return redirect(address(row, HOW))
        return made(request, workshop)
    extra = {"preview": preview(row, plan), "title": CHECK.title, "step": CHECK}
    page = context | extra | {"beginning": row, "way": way(row, CHECK), "back": before(row, CHECK)}
    return TemplateResponse(request, "admin/workshops/starting/check.html", page)


def plan_so_far(row: Beginning) -> Plan:
    facts = clean(row, WHAT)
    wishes = clean(row, PATTERN) if row.source == Source.PATTERN else {}
    pieces = clean(row, COPY)["pieces"] if row.source == Source.PAST else []
    return plan_of(facts, wishes, pieces)


def clean(row: Beginning, here: Step) -> dict:
    form = here.form(row, said(row, here))
    form.is_valid()
    return form.cleaned_data


def first_open(row: Beginning) -> Step:
    """The first step that was not answered, or whose answer no longer holds."""
    for each in steps(row):
        if each.form is not None:
            data = said(row, each)
            if data is None or not each.form(row, data).is_valid():
                return each
    return CHECK


def following(row: Beginning, here: Step) -> Step:
    way_there = steps(row)
    return way_there[way_there.index(here) + 1]


def before(row: Beginning, here: Step) -> str:
    way_there = steps(row)
    return address(row, way_there[way_there.index(here) - 1])


def way(row: Beginning, here: Step) -> list[tuple[Step, str, bool]]:
    """The steps with their addresses, as far as they can be opened, and which one this is."""
    reached = steps(row).index(first_open(row))
    return [
        (each, address(row, each) if place <= reached else "", each is here)
        for place, each in enumerate(steps(row))
    ]


def over(request: HttpRequest, row: Beginning) -> HttpResponse:
    """A beginning that was made leads to what it became."""
    if row.workshop is None:
        messages.info(request, _now("The workshop that came of this was deleted."))
        return redirect("admin:workshops_workshop_new")
    return redirect("admin:workshops_workshop_readiness", row.workshop.pk)


def made(request: HttpRequest, workshop: Workshop | None) -> HttpResponse:
    if workshop is None:
        messages.info(request, _now("The workshop that came of this was deleted."))
        return redirect("admin:workshops_workshop_new")
    messages.success(
        request,
        _now("“%(title)s” is a draft now; nobody else sees it.") % {"title": workshop},
    )
    return redirect("admin:workshops_workshop_readiness", workshop.pk)


def address(row: Beginning, to: Step) -> str:
    return reverse("admin:workshops_workshop_step", args=[row.pk, to.code])


def show(
    request: HttpRequest, context: dict, form: forms.Form, *, step: Step, beginning=None, **extra
) -> HttpResponse:
    more = {"form": form, "step": step, "beginning": beginning, "media": form.media}
    if beginning is not None:
        more["way"] = way(beginning, step)
        more["back"] = before(beginning, step) if step is not HOW else ""
    page = context | more | extra
    return TemplateResponse(request, "admin/workshops/starting/step.html", page)

"""The board of a workshop's groups: who is where, how mixed they are, and making them."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people import groups as read
from people.actions import groups
from people.actions.refusals import GroupsRefused
from people.admin import group_files
from people.admin.group_acts import Outcome, act
from workshops.models import Workshop

PEOPLE_IN_A_GROUP = 8  # what the form suggests
MOST_SEED = 2**31 - 1


class MakeForm(forms.Form):
    """How many groups, and the number that the same groups come from again."""

    count = forms.IntegerField(label=_("Number of groups"), min_value=1, max_value=60)
    seed = forms.IntegerField(
        label=_("Draw"),
        min_value=0,
        max_value=MOST_SEED,
        help_text=_("Another number gives other groups; the same number the same."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {
        "board/<int:pk>/": ("board", show),
        "board/<int:pk>/make/": ("make", make),
        "board/<int:pk>/undo/": ("undo", undo),
        "board/<int:pk>/notice/": ("notice", notice),
        "<int:pk>/logo/": ("logo", group_files.logo),
        "<int:pk>/presentation/": ("presentation", group_files.presentation),
    }
    return [
        path(
            route,
            model_admin.admin_site.admin_view(partial(view, model_admin=model_admin)),
            name=f"people_group_{name}",
        )
        for route, (name, view) in pages.items()
    ]


def show(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    workshop = workshop_of(request, pk, model_admin)
    if request.method == "POST":
        return answer(request, workshop, act(request, workshop, model_admin), model_admin)
    return page(request, workshop, model_admin)


def workshop_of(request: HttpRequest, pk: int, model_admin: admin.ModelAdmin) -> Workshop:
    """The workshop, for those who may see its groups, and change them where something is sent."""
    may_see = model_admin.has_view_permission(request)
    if not may_see or (request.method == "POST" and not model_admin.has_change_permission(request)):
        raise PermissionDenied
    return get_object_or_404(Workshop, pk=pk)


def page(
    request: HttpRequest,
    workshop: Workshop,
    model_admin: admin.ModelAdmin,
    form: MakeForm | None = None,
) -> HttpResponse:
    board = read.board(workshop)
    context = {
        **model_admin.admin_site.each_context(request),
        **parts(request, workshop, board, model_admin),
        "title": _now("Groups"),
        "opts": model_admin.opts,
        "form": form or MakeForm(initial=suggested(workshop, board)),
    }
    return TemplateResponse(request, "admin/people/group/board.html", context)


def parts(
    request: HttpRequest, workshop: Workshop, board: read.Board, model_admin: admin.ModelAdmin
) -> dict:
    """What the changing part of the page shows."""
    return {
        "workshop": workshop,
        "board": board,
        "may_change": model_admin.has_change_permission(request),
    }


def suggested(workshop: Workshop, board: read.Board) -> dict:
    """As many groups as there are, or of eight people each; and a draw that was not used yet."""
    return {
        "count": len(board.columns) or max(1, round(board.people / PEOPLE_IN_A_GROUP)),
        "seed": workshop.group_makings.count() + 1,
        "seen": board.mark,
    }


def answer(
    request: HttpRequest, workshop: Workshop, outcome: Outcome, model_admin: admin.ModelAdmin
) -> HttpResponse:
    """The board again; for the script its changing part alone, with what to say aloud."""
    if request.accepts("text/html"):
        for sentence in outcome.refused:
            messages.error(request, sentence)
        for sentence in outcome.done:
            messages.success(request, sentence)
        return redirect("admin:people_group_board", workshop.pk)
    shown = parts(request, workshop, read.board(workshop), model_admin)
    html = render_to_string("admin/people/group/_board.html", shown, request)
    said = " ".join([*outcome.refused, *outcome.done])
    return JsonResponse({"said": said, "html": html}, status=409 if outcome.refused else 200)


def make(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Make the groups; where people are in groups already, ask first."""
    workshop = workshop_of(request, pk, model_admin)
    if request.method != "POST":
        return redirect("admin:people_group_board", pk)
    form = MakeForm(request.POST)
    if not form.is_valid():
        return page(request, workshop, model_admin, form)
    board = read.board(workshop)
    if board.grouped and "confirmed" not in request.POST:
        return ask(request, workshop, model_admin, action="make", form=form, board=board)
    try:
        groups.make(workshop, **form.cleaned_data, by=request.user, now=timezone.now())
    except GroupsRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said_of_making(read.board(workshop)))
    return redirect("admin:people_group_board", pk)


def said_of_making(board: read.Board) -> str:
    count = sum(1 for column in board.columns if column.cards)
    return ngettext(
        "%(count)s group made of %(people)s people.",
        "%(count)s groups made of %(people)s people.",
        count,
    ) % {"count": count, "people": board.grouped}


def undo(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Ask, with what would be lost; then let everybody stand where they stood before."""
    workshop = workshop_of(request, pk, model_admin)
    making = read.last_making(workshop)
    if making is None:
        messages.error(request, _now("There is no making of groups to undo."))
        return redirect("admin:people_group_board", pk)
    if "confirmed" not in request.POST:
        return ask(request, workshop, model_admin, action="undo", making=making)
    try:
        groups.undo(making, seen=request.POST.get("seen", ""), by=request.user, now=timezone.now())
    except GroupsRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _now("Everybody stands where they stood before."))
    return redirect("admin:people_group_board", pk)


def ask(
    request: HttpRequest, workshop: Workshop, model_admin: admin.ModelAdmin, **about: object
) -> HttpResponse:
    titles = {"make": _now("Make the groups again?"), "undo": _now("Undo the last making?")}
    making = about.get("making")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": titles[about["action"]],
        "opts": model_admin.opts,
        "workshop": workshop,
        "seen": read.mark_of(workshop),
        "moved": read.moved_since(making) if making else 0,
        **about,
    }
    return TemplateResponse(request, "admin/people/group/ask.html", context)


def notice(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """One page to print and pin up."""
    workshop = workshop_of(request, pk, model_admin)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Groups"),
        "opts": model_admin.opts,
        "workshop": workshop,
        "board": read.board(workshop),
        "is_popup": True,
    }
    return TemplateResponse(request, "admin/people/group/notice.html", context)

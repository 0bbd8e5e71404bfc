"""Imports that were written: who did them, and taking them back."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.actions.imports import UndoRefused, undo
from workshops.admin.import_kinds import title_of
from workshops.models import ImportRun, Workshop

SHOWN = 10


@dataclass(frozen=True)
class RunLine:
    """One import for the list: `can_undo` while what it wrote is kept."""

    run: ImportRun
    new: int
    changed: int
    removed: int
    can_undo: bool


def lines_of(workshop: Workshop, kind: str) -> list[RunLine]:
    """The last imports of this kind into the workshop, the newest first."""
    rows = workshop.import_runs.filter(kind=kind).select_related("by", "undone_by")
    return [line_of(row) for row in rows[:SHOWN]]


def line_of(run: ImportRun) -> RunLine:
    counts = {name: run.counts.get(name, 0) for name in ("new", "changed", "removed")}
    return RunLine(run, **counts, can_undo=run.undone_at is None and any(run.journal.values()))


def undo_page(
    request: HttpRequest, pk: int, run: int, *, model_admin: admin.ModelAdmin
) -> HttpResponse:
    """GET asks, POST takes the import back; what stands in the way is named."""
    workshop = get_object_or_404(Workshop, pk=pk)
    if not model_admin.has_change_permission(request, workshop):
        raise PermissionDenied
    row = get_object_or_404(workshop.import_runs, pk=run)
    reasons: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            undo(row, by=request.user, now=timezone.now())
        except UndoRefused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("The import of %(file)s was undone.") % {"file": row})
            return redirect("admin:workshops_import", workshop.pk, row.kind)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Undo an import"),
        "opts": model_admin.opts,
        "workshop": workshop,
        "kind": title_of(row.kind),
        "line": line_of(row),
        "reasons": reasons,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/workshops/workshop/import_undo.html", context)

"""Imports in the office: their addresses, and who may open them. `import_steps` is what happens there.

Upper packages add their kinds of files where their admin is registered (`import_kinds`).
"""

from collections.abc import Callable
from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from workshops import files
from workshops.admin import import_runs
from workshops.admin.import_kinds import ImportKind, add, kind_or_404, kinds
from workshops.admin.import_steps import Desk, step
from workshops.importers.agenda import AgendaImporter, agenda_template
from workshops.importers.programme import KIND, ProgrammeImporter, programme_template
from workshops.models import Workshop

__all__ = ["ImportKind", "add", "kinds", "urls"]


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    """The addresses: import/ for a new workshop, <pk>/import/<key>/ for one there is."""

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return model_admin.admin_site.admin_view(partial(view, model_admin=model_admin))

    return [
        path("import/", guarded(new_workshop), name="workshops_workshop_import"),
        path("import/<slug:key>/template/", guarded(template), name="workshops_import_template"),
        path("<int:pk>/import/<slug:key>/", guarded(into_workshop), name="workshops_import"),
        path(
            "<int:pk>/import/<slug:key>/template/",
            guarded(template),
            name="workshops_import_own_template",
        ),
        path(
            "<int:pk>/imports/<int:run>/undo/",
            guarded(import_runs.undo_page),
            name="workshops_import_undo",
        ),
    ]


def new_workshop(request: HttpRequest, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """The import that brings a workshop, or changes the one that its file names."""
    kind = next((kind for kind in kinds() if kind.makes_workshop), None)
    if kind is None:
        raise Http404
    if not (model_admin.has_add_permission(request) and model_admin.has_change_permission(request)):
        raise PermissionDenied
    return step(Desk(request, kind, None, model_admin))


def into_workshop(
    request: HttpRequest, pk: int, key: str, *, model_admin: admin.ModelAdmin
) -> HttpResponse:
    workshop = get_object_or_404(Workshop, pk=pk)
    if not model_admin.has_change_permission(request, workshop):
        raise PermissionDenied
    return step(Desk(request, kind_or_404(key), workshop, model_admin))


def template(
    request: HttpRequest, key: str, pk: int | None = None, *, model_admin: admin.ModelAdmin
) -> HttpResponse:
    """An empty workbook with the right columns; of a workshop, with its own choices."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    kind = kind_or_404(key)
    workshop = get_object_or_404(Workshop, pk=pk) if pk is not None else None
    return files.xlsx(kind.template(workshop), f"{kind.key}-template")


def agenda(workshop: Workshop | None, request: HttpRequest) -> AgendaImporter:
    return AgendaImporter(slug=workshop.slug if workshop else None)


add(
    ImportKind(
        "agenda",
        _("Agenda"),
        _(
            "The workshop, its sessions, speakers, visits and papers in one workbook. "
            "A sheet or column that the file lacks is left as it is."
        ),
        agenda,
        lambda workshop: agenda_template(),
        makes_workshop=True,
    )
)


def programme(workshop: Workshop | None, request: HttpRequest) -> ProgrammeImporter:
    if workshop is None:
        raise Http404
    return ProgrammeImporter(workshop, by=request.user)


add(
    ImportKind(
        KIND,
        _("Programme on one sheet"),
        _(
            "A list or a grid of days and sessions (XLSX, CSV), as programmes are kept, or a schedule.json of "
            "another system (frab, pretalx). What the file does not have stays as it is."
        ),
        programme,
        programme_template,
        files=_("An Excel workbook (.xlsx), a CSV file or a schedule.json, 10 MB at most."),
    )
)

"""Imports on the page: a file, a dry run with everything it finds, a confirmation, the result.

Upper packages add theirs where their admin is registered:

    imports.add(ImportKind("roster", _("Roster"), _("One row a person."), roster, roster_template))
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops import tables
from workshops.admin import uploads
from workshops.admin.uploads import Gone, Upload
from workshops.importers import pipeline
from workshops.importers.agenda import AgendaImporter, agenda_template
from workshops.importers.changes import Changes
from workshops.importers.pipeline import Importer, Result
from workshops.models import Workshop

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class MakeImporter(Protocol):
    def __call__(self, workshop: Workshop | None, request: HttpRequest) -> Importer: ...


@dataclass(frozen=True)
class ImportKind:
    """One kind of file: `makes_workshop` where it may also bring a workshop that is new."""

    key: str
    title: str | Promise
    help: str | Promise
    importer: MakeImporter
    template: Callable[[], bytes]
    makes_workshop: bool = False


@dataclass(frozen=True)
class Count:
    """One line of what an import does: a kind of rows, and how many are new, changed, same, removed."""

    kind: str
    new: int
    changed: int
    same: int
    removed: int


_kinds: dict[str, ImportKind] = {}


def add(kind: ImportKind) -> None:
    """Register a kind of file; adding one with the same key again replaces it."""
    _kinds[kind.key] = kind


def kinds() -> list[ImportKind]:
    return list(_kinds.values())


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"), help_text=_("An Excel workbook (.xlsx) or a CSV file, 10 MB at most.")
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > tables.MOST_BYTES:
            raise forms.ValidationError(
                _now("The file is larger than 10 MB. Remove pictures or split it.")
            )
        return file


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    """The addresses: import/ for a new workshop, <pk>/import/<key>/ for one there is."""

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return model_admin.admin_site.admin_view(partial(view, model_admin=model_admin))

    return [
        path("import/", guarded(new_workshop), name="workshops_workshop_import"),
        path("import/<slug:key>/template/", guarded(template), name="workshops_import_template"),
        path("<int:pk>/import/<slug:key>/", guarded(into_workshop), name="workshops_import"),
    ]


def new_workshop(request: HttpRequest, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """The import that brings a workshop, or changes the one that its file names."""
    kind = next((kind for kind in kinds() if kind.makes_workshop), None)
    if kind is None:
        raise Http404
    if not (model_admin.has_add_permission(request) and model_admin.has_change_permission(request)):
        raise PermissionDenied
    return import_page(request, kind, None, model_admin)


def into_workshop(
    request: HttpRequest, pk: int, key: str, *, model_admin: admin.ModelAdmin
) -> HttpResponse:
    workshop = get_object_or_404(Workshop, pk=pk)
    if not model_admin.has_change_permission(request, workshop):
        raise PermissionDenied
    return import_page(request, kind_or_404(key), workshop, model_admin)


def template(request: HttpRequest, key: str, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """An empty workbook with the right columns."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    kind = kind_or_404(key)
    response = HttpResponse(kind.template(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind.key}-template.xlsx"'
    return response


def kind_or_404(key: str) -> ImportKind:
    if key not in _kinds:
        raise Http404
    return _kinds[key]


def import_page(
    request: HttpRequest,
    kind: ImportKind,
    workshop: Workshop | None,
    model_admin: admin.ModelAdmin,
) -> HttpResponse:
    """GET asks for a file; POST with a file shows its dry run; POST with a token imports it."""
    purpose = f"{kind.key}:{workshop.pk if workshop else 'new'}"
    form, upload, result = UploadForm(), None, None
    if "token" in request.POST:
        upload = fetched(request, purpose)
        if upload is None:
            return redirect(request.path)
        importer, result = run(kind, workshop, request, upload, dry_run=False)
        if result.written:
            return finish(request, importer, result, upload)
    elif request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            upload = uploads.keep(file.read(), file.name, owner=request.user.pk, purpose=purpose)
            _importer, result = run(kind, workshop, request, upload, dry_run=True)
    if result is not None and not result.ok:
        uploads.drop(upload)
    return show(request, kind, workshop, model_admin, form=form, upload=upload, result=result)


def fetched(request: HttpRequest, purpose: str) -> Upload | None:
    """The file whose dry run was confirmed; None, and a message, where it is no longer kept."""
    try:
        return uploads.fetch(request.POST["token"], owner=request.user.pk, purpose=purpose)
    except Gone:
        messages.error(
            request,
            _now("The file is no longer here; nothing was imported. Choose it once more."),
        )
        return None


def show(
    request: HttpRequest,
    kind: ImportKind,
    workshop: Workshop | None,
    model_admin: admin.ModelAdmin,
    *,
    form: UploadForm,
    upload: Upload | None,
    result: Result | None,
) -> HttpResponse:
    """The page: asking for a file, or saying what came of its dry run."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Import: %(what)s") % {"what": kind.title},
        "opts": model_admin.opts,
        "kind": kind,
        "workshop": workshop,
        "form": form,
        "upload": upload,
        "result": result,
        "counts": counts(result.changes) if result else [],
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/workshops/workshop/import.html", context)


def run(
    kind: ImportKind,
    workshop: Workshop | None,
    request: HttpRequest,
    upload: Upload,
    *,
    dry_run: bool,
) -> tuple[Importer, Result]:
    importer = kind.importer(workshop, request)
    return importer, pipeline.run(importer, upload.content, upload.filename, dry_run=dry_run)


def finish(
    request: HttpRequest, importer: Importer, result: Result, upload: Upload
) -> HttpResponse:
    """Say what was written, and go to the workshop."""
    uploads.drop(upload)
    changes = result.changes
    if changes.is_nothing:
        messages.info(request, _now("Imported: everything was there already."))
    else:
        done = [
            said(ngettext("%(count)s new", "%(count)s new", changes.new.total()), changes.new),
            said(
                ngettext("%(count)s changed", "%(count)s changed", changes.changed.total()),
                changes.changed,
            ),
            said(
                ngettext("%(count)s removed", "%(count)s removed", changes.removed.total()),
                changes.removed,
            ),
        ]
        messages.success(
            request,
            _now("Imported %(file)s: %(what)s.")
            % {"file": upload.filename, "what": ", ".join(filter(None, done))},
        )
    workshop = getattr(importer, "workshop", None)
    if workshop is None or workshop.pk is None:
        return redirect("admin:workshops_workshop_changelist")
    return redirect(reverse("admin:workshops_workshop_change", args=[workshop.pk]))


def said(words: str, counter: Counter) -> str:
    return words % {"count": counter.total()} if counter else ""


def counts(changes: Changes) -> list[Count]:
    """The changes as a table, in the order in which they come."""
    names = dict.fromkeys([*changes.new, *changes.changed, *changes.same, *changes.removed])
    return [
        Count(
            name,
            changes.new[name],
            changes.changed[name],
            changes.same[name],
            changes.removed[name],
        )
        for name in names
    ]


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
        agenda_template,
        makes_workshop=True,
    )
)

"""The steps of an import: a file, which column is which, a dry run with everything it finds, a confirmation.

The file is kept from step to step, for whoever gave it alone (`uploads`); each form carries its token.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops import files
from workshops.admin import import_runs, uploads
from workshops.admin.import_forms import ColumnsForm, UploadForm
from workshops.admin.import_kinds import ImportKind
from workshops.admin.uploads import Gone, Upload
from workshops.importers import mapping, pipeline
from workshops.importers.changes import Changes
from workshops.importers.mapping import TheirSheet
from workshops.importers.pipeline import Importer, Result
from workshops.importers.preview import preview_of
from workshops.importers.refused import refused_rows
from workshops.models import ColumnMapping, Workshop
from workshops.tables import Unreadable


@dataclass(frozen=True)
class Count:
    """One line of what an import does: a kind of rows, and how many are new, changed, same, removed."""

    kind: str
    new: int
    changed: int
    same: int
    removed: int


@dataclass(frozen=True)
class Desk:
    """Where an import happens: who asks, for what kind of file, into which workshop."""

    request: HttpRequest
    kind: ImportKind
    workshop: Workshop | None
    model_admin: admin.ModelAdmin

    @property
    def purpose(self) -> str:
        return f"{self.kind.key}:{self.workshop.pk if self.workshop else 'new'}"

    def importer(self) -> Importer:
        return self.kind.importer(self.workshop, self.request)

    def page(self, template: str, **context) -> HttpResponse:
        """A page of the import, with what they all show."""
        shared = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": _("Import: %(what)s") % {"what": self.kind.title},
            "opts": self.model_admin.opts,
            "kind": self.kind,
            "workshop": self.workshop,
            "media": self.model_admin.media,
        }
        return TemplateResponse(self.request, template, shared | context)


def step(desk: Desk) -> HttpResponse:
    """GET asks for a file; POST with a file begins; POST with a token goes on from the step before."""
    if "token" in desk.request.POST:
        upload = fetched(desk)
        if upload is None:
            return redirect(desk.request.path)
        go_on = STEPS.get(desk.request.POST.get("step", ""), import_it)
        return go_on(desk, upload)
    form = UploadForm(files=desk.kind.files)
    if desk.request.method == "POST":
        form = UploadForm(desk.request.POST, desk.request.FILES, files=desk.kind.files)
        if form.is_valid():
            return begin(desk, form.cleaned_data["file"])
    return ask(desk, form)


def ask(desk: Desk, form: UploadForm) -> HttpResponse:
    runs = import_runs.lines_of(desk.workshop, desk.kind.key) if desk.workshop else []
    return desk.page("admin/workshops/workshop/import.html", form=form, runs=runs)


def fetched(desk: Desk) -> Upload | None:
    """The file of the step before; None, and a message, where it is no longer kept."""
    try:
        return uploads.fetch(
            desk.request.POST["token"], owner=desk.request.user.pk, purpose=desk.purpose
        )
    except Gone:
        messages.error(
            desk.request,
            _("The file is no longer here; nothing was imported. Choose it once more."),
        )
        return None


# The steps


def begin(desk: Desk, file: UploadedFile) -> HttpResponse:
    """Ask which column is which where that is not plain; else go on to the dry run."""
    upload = uploads.keep(file.read(), file.name, owner=desk.request.user.pk, purpose=desk.purpose)
    upload = upload.knowing(columns=mapping.remembered(desk.workshop, desk.kind.key))
    if any(not sheet.is_sure for sheet in found_in(desk, upload)):
        return ask_for_columns(desk, upload)
    return check(desk, upload)


def found_in(desk: Desk, upload: Upload) -> list[TheirSheet]:
    importer = desk.importer()
    try:
        read = pipeline.tables_of(importer, upload.content, upload.filename)
    except Unreadable:
        return []  # the dry run says so
    return mapping.columns_of_file(importer.sheets, read, upload.facts.get("columns"))


def ask_for_columns(desk: Desk, upload: Upload) -> HttpResponse:
    form = ColumnsForm(found_in(desk, upload), can_remember=desk.workshop is not None)
    return desk.page("admin/workshops/workshop/import_columns.html", form=form, upload=upload)


def take_columns(desk: Desk, upload: Upload) -> HttpResponse:
    """What the person chose, then the dry run."""
    form = ColumnsForm(
        found_in(desk, upload), desk.request.POST, can_remember=desk.workshop is not None
    )
    if not form.is_valid():
        return desk.page("admin/workshops/workshop/import_columns.html", form=form, upload=upload)
    if form.cleaned_data.get("remember"):
        ColumnMapping.objects.update_or_create(
            workshop=desk.workshop, kind=desk.kind.key, defaults={"columns": form.mapping()}
        )
    return check(desk, upload.knowing(columns=form.mapping()))


def check(desk: Desk, upload: Upload, *, result: Result | None = None) -> HttpResponse:
    """The dry run, or what came instead of an import."""
    result = result or run(desk, upload, dry_run=True)[1]
    upload = upload.knowing(digest=result.digest)
    shown = preview_of(result)
    if not result.ok and not shown.refused.total:
        uploads.drop(upload)
    return desk.page(
        "admin/workshops/workshop/import_check.html",
        form=UploadForm(files=desk.kind.files),
        upload=upload,
        result=result,
        preview=shown,
        counts=counts(result.changes),
        can_map=any(sheet.columns for sheet in found_in(desk, upload)),
    )


def import_it(desk: Desk, upload: Upload) -> HttpResponse:
    """The import itself; where it would do something else than the dry run said, another dry run."""
    importer, result = run(desk, upload, dry_run=False)
    if result.written:
        return finish(desk.request, importer, result, upload)
    return check(desk, upload, result=result)


def refused(desk: Desk, upload: Upload) -> HttpResponse:
    """The rows that were refused as a workbook, each with the reason."""
    _importer, result = run(desk, upload, dry_run=True)
    return files.xlsx(refused_rows(result), f"{desk.kind.key}-refused")


STEPS: dict[str, Callable[[Desk, Upload], HttpResponse]] = {
    "map": ask_for_columns,
    "columns": take_columns,
    "check": check,
    "refused": refused,
    "import": import_it,
}


def run(desk: Desk, upload: Upload, *, dry_run: bool) -> tuple[Importer, Result]:
    importer = desk.importer()
    result = pipeline.run(
        importer,
        upload.content,
        upload.filename,
        dry_run=dry_run,
        columns=upload.facts.get("columns"),
        expected="" if dry_run else upload.facts.get("digest", ""),
    )
    return importer, result


def finish(
    request: HttpRequest, importer: Importer, result: Result, upload: Upload
) -> HttpResponse:
    """Say what was written, and go to the workshop."""
    uploads.drop(upload)
    changes = result.changes
    if changes.is_nothing:
        messages.info(request, _("Imported: everything was there already."))
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
            _("Imported %(file)s: %(what)s.")
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

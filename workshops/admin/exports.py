"""Exports from lists of the office: the rows of a list as it is filtered and searched, in chosen columns.

class ParticipationAdmin(Exportable, OfficeAdmin):
    export = Export("roster", columns, roster_tables)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from workshops import files, scope
from workshops.actions import exports
from workshops.exporters.columns import ExportColumn, as_file, chosen
from workshops.models import ExportRun, Workshop
from workshops.tables import Table

MOST_ROWS = 20_000  # what an import takes
SHOWN = 10
ACTION = "export_rows"


@dataclass(frozen=True)
class Export:
    """What a list can hand out: its columns, and the tables of some rows in some columns."""

    kind: str
    columns: Callable[[], Sequence[ExportColumn]]
    tables: Callable[[QuerySet, list[ExportColumn]], list[Table]]


class ExportForm(forms.Form):
    """Which columns, in what format. Private ones are offered to whom they are open, and never ticked."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), widget=forms.CheckboxSelectMultiple, required=False
    )
    private = forms.MultipleChoiceField(
        label=_("Private columns"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Take only what you need, and pass it on to nobody who does not."),
    )
    format = forms.ChoiceField(
        label=_("Format"),
        widget=forms.RadioSelect,
        choices=[("xlsx", _("Excel workbook (.xlsx)")), ("csv", _("CSV"))],
        initial="xlsx",
    )

    def __init__(self, columns: Sequence[ExportColumn], user: AbstractBaseUser, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.all = columns
        offered = [one for one in columns if not one.always and one.is_for(user)]
        self.fields["columns"].choices = [choice(one) for one in offered if not one.is_private]
        self.fields["private"].choices = [choice(one) for one in offered if one.is_private]
        self.fields["columns"].initial = [one.key for one in offered if not one.is_private]
        if not self.fields["private"].choices:
            del self.fields["private"]

    def wanted(self) -> list[ExportColumn]:
        keys = [*self.cleaned_data["columns"], *self.cleaned_data.get("private", ())]
        return chosen(self.all, keys)


def choice(column: ExportColumn) -> tuple[str, str]:
    return column.key, capfirst(str(column.title))


class Exportable:
    """Mixed into an admin whose list can be taken as a file: by a link above it, and for chosen rows."""

    export: Export

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/", view, name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """With the way to the export of what is shown."""
        to = f"export/?{request.GET.urlencode()}" if request.GET else "export/"
        return super().changelist_view(request, {"export_url": to} | (extra_context or {}))

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The rows that the list shows under the same filters and search."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(request.path)
        return self.export_page(request, rows, request.POST if request.method == "POST" else None)

    @admin.action(description=_("Export those chosen"), permissions=["view"])
    def export_rows(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        """The rows that are ticked: asks for columns first."""
        return self.export_page(
            request, queryset, request.POST if "format" in request.POST else None
        )

    def export_page(self, request: HttpRequest, rows: QuerySet, data) -> HttpResponse:
        form = ExportForm(self.export.columns(), request.user, data)
        count = rows.count()
        if count > MOST_ROWS:
            messages.error(
                request,
                _now("These are %(count)s rows; at most %(most)s make one file. Filter the list.")
                % {"count": count, "most": MOST_ROWS},
            )
            return HttpResponseRedirect("../")
        if data is not None and form.is_valid():
            return self.export_file(request, rows, form, count)
        return self.export_form(request, rows, form, count)

    def export_file(
        self, request: HttpRequest, rows: QuerySet, form: ExportForm, count: int
    ) -> HttpResponse:
        """The file, kept as taken."""
        wanted, format = form.wanted(), form.cleaned_data["format"]
        workshop = workshop_of_all(rows)
        content = as_file(self.export.tables(rows, wanted), format)
        exports.keep(
            self.export.kind,
            workshop=workshop,
            columns=wanted,
            rows=count,
            format=format,
            by=request.user,
            now=timezone.now(),
        )
        name = f"{workshop.slug}-{self.export.kind}" if workshop else self.export.kind
        send = {"xlsx": files.xlsx, "csv": files.csv}[format]
        return send(content, name)

    def export_form(
        self, request: HttpRequest, rows: QuerySet, form: ExportForm, count: int
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Export: %(what)s") % {"what": capfirst(self.opts.verbose_name_plural)},
            "opts": self.opts,
            "form": form,
            "count": count,
            "always": [capfirst(str(one.title)) for one in form.all if one.always],
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", "0"),
            "action": ACTION,
            "checkbox": ACTION_CHECKBOX_NAME,
            "runs": self.export_runs(request, rows),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/export.html", context)

    def export_runs(self, request: HttpRequest, rows: QuerySet) -> list[ExportRun]:
        """Who took such files last, for those who may change the rows."""
        if not self.has_change_permission(request):
            return []
        runs = ExportRun.objects.filter(kind=self.export.kind).select_related("by", "workshop")
        workshop = workshop_of_all(rows)
        return list((runs.filter(workshop=workshop) if workshop else runs)[:SHOWN])


def workshop_of_all(rows: QuerySet) -> Workshop | None:
    """The workshop, where all rows are of one."""
    path = scope.path_of(rows.model)
    found = list(rows.order_by().values_list(path, flat=True).distinct()[:2])
    return Workshop.objects.get(pk=found[0]) if len(found) == 1 else None

"""The office's pages for reports: what is open, making final, publishing."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.models import Allocation
from reports import actions
from reports.checks import Finding, findings_by_workshop, findings_of
from reports.models import Report
from reports.views import confirmation_file
from workshops import dates, scope
from workshops.admin.base import OfficeTranslationAdmin
from workshops.admin.pages import page, page_of

scope.register(Report, "workshop")
SEE_NOMINEES = ("people.view_allocation", "people.view_participation")


@page_of.register
def _page_of_report(row: Report) -> str:
    return page("report", row.workshop, open_to_all=row.is_public)


class ReportList(ChangeList):
    """The list, with the findings of all its rows looked up at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found = findings_by_workshop([report.workshop for report in self.result_list])
        for report in self.result_list:
            report.findings = found[report.workshop_id]


class FinaliseForm(forms.Form):
    """The note that readers see where a report is final with findings open."""

    note = forms.CharField(
        label=_("Why it is final all the same"),
        help_text=_("Readers of the report see this, under “Reservations”."),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )


@admin.register(Report)
class ReportAdmin(OfficeTranslationAdmin):
    menu_order = 80
    list_display = ["workshop", "status", "is_public", "open_findings", "final_since", "page"]
    list_filter = ["status", "is_public"]
    list_select_related = ["workshop"]
    ordering = ["-workshop__starts_on", "id"]
    autocomplete_fields = ["workshop"]
    fixed_fields = ("workshop",)
    readonly_fields = [
        "status",
        "is_public",
        "next_step",
        "finding_list",
        "finalised_at",
        "finalised_by",
        "override_note",
    ]
    actions = ["make_final", "publish", "withdraw", "make_draft"]
    fieldsets = [
        (None, {"fields": ["workshop", "status", "is_public", "next_step"]}),
        (
            _("Do the numbers agree?"),
            {
                "fields": ["finding_list", "override_note"],
                "description": _("Seats, streams, lists and speakers must add up."),
            },
        ),
        (_("Words"), {"fields": ["foreword"]}),
        (_("History"), {"fields": ["finalised_at", "finalised_by"]}),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return ReportList

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/final/",
                view(self.finalise_view),
                name="reports_report_finalise",
            ),
            path(
                "allocations/<int:allocation>/confirmation.pdf",
                view(self.confirmation_view),
                name="reports_confirmation",
            ),
            *super().get_urls(),
        ]

    @admin.display(description=_("findings"))
    def open_findings(self, row: Report) -> str:
        """How many block, and how many hints there are beside."""
        blocking = len(actions.blocking(row.findings))
        hints = len(row.findings) - blocking
        if not hints:
            return str(blocking)
        return ngettext(
            "%(blocking)s and %(hints)s hint", "%(blocking)s and %(hints)s hints", hints
        ) % {"blocking": blocking, "hints": hints}

    @admin.display(description=_("final since"), ordering="finalised_at")
    def final_since(self, row: Report) -> str:
        """The day, in the workshop’s zone."""
        if row.finalised_at is None:
            return ""
        return dates.day_year(row.finalised_at.astimezone(row.workshop.tzinfo).date())

    @admin.display(description=_("findings"))
    def finding_list(self, row: Report) -> SafeString | str:
        findings = findings_of(row.workshop) if row.pk else ()
        if not findings:
            return _now("None: everything adds up.")
        return finding_items(findings)

    @admin.display(description=_("next step"))
    def next_step(self, row: Report) -> SafeString | str:
        """Where one goes from here."""
        if row.pk is None:
            return _now("Save it first.")
        if row.is_final:
            return _now("Publish it or withdraw it from the list of reports.")
        url = reverse("admin:reports_report_finalise", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, _now("Make final…"))

    def finalise_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what is open, ask for the note where one is needed, make final."""
        report = self.get_object(request, unquote(object_id))
        if report is None:
            raise Http404
        if not self.has_change_permission(request, report):
            raise PermissionDenied
        form = FinaliseForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                actions.finalise(
                    report,
                    by=request.user,
                    now=timezone.now(),
                    override_note=form.cleaned_data["note"],
                )
            except actions.ReportRefused as refusal:
                form.add_error("note", str(refusal))
            else:
                messages.success(
                    request, _now("The report is final. Readers see it once it is public.")
                )
                return redirect("admin:reports_report_changelist")
        return render(
            request, "reports/admin/finalise.html", self.finalise_context(request, report, form)
        )

    def confirmation_view(self, request: HttpRequest, allocation: int) -> HttpResponse:
        """What the focal point of an allocation has in hand."""
        if not all(map(request.user.has_perm, SEE_NOMINEES)):
            raise PermissionDenied
        related = Allocation.objects.select_related("stream__workshop__country", "country", "fund")
        return confirmation_file(get_object_or_404(related, pk=allocation))

    def finalise_context(self, request: HttpRequest, report: Report, form: FinaliseForm) -> dict:
        findings = findings_of(report.workshop)
        return self.admin_site.each_context(request) | {
            "title": _now("Make the report final"),
            "subtitle": str(report),
            "opts": self.opts,
            "report": report,
            "form": form,
            "findings": findings,
            "needs_note": bool(actions.blocking(findings)),
            "preview": reverse("preview:report", args=[report.workshop.slug]),
        }

    @admin.action(description=_("Make final…"), permissions=["change"])
    def make_final(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            messages.warning(request, _now("Choose one report: its findings are shown before."))
            return None
        return redirect("admin:reports_report_finalise", chosen[0].pk)

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.do(request, queryset, actions.publish, _now("Published: %(report)s."))

    @admin.action(description=_("Withdraw from the public"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.do(request, queryset, actions.unpublish, _now("Withdrawn: %(report)s."))

    @admin.action(description=_("Make a draft again"), permissions=["change"])
    def make_draft(self, request: HttpRequest, queryset: QuerySet) -> None:
        self.do(request, queryset, actions.reopen, _now("A draft again: %(report)s."))

    def do(self, request: HttpRequest, queryset: QuerySet, action: Callable, done: str) -> None:
        """Do it to each, and say of each how it went."""
        for report in queryset.select_related("workshop"):
            try:
                action(report, by=request.user)
            except actions.ReportRefused as refusal:
                messages.error(
                    request, _now("%(report)s: %(why)s") % {"report": report, "why": refusal}
                )
            else:
                messages.success(request, done % {"report": report})


def finding_items(findings: tuple[Finding, ...]) -> SafeString:
    """Findings as a list: what it is, with a link, then the names."""
    rows = format_html_join(
        "",
        '<li><a href="{}">{}</a>{}</li>',
        (
            (
                finding.url,
                finding.message,
                format_html("<br>{}", "; ".join(finding.names)) if finding.names else "",
            )
            for finding in findings
        ),
    )
    return format_html("<ul>{}</ul>", rows)

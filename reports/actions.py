"""Making a report final, and showing it to the public or not."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from modeltranslation.utils import build_localized_fieldname

from people.models import User
from reports.checks import Finding, blocking, findings_of
from reports.models import Report
from reports.words import number


class ReportRefused(Exception):
    """The change is not possible; the message says why."""


class ReportHasFindings(ReportRefused):
    """Numbers do not agree, and nobody has said why the report is final all the same."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = tuple(findings)
        count = len(self.findings)
        super().__init__(
            ngettext(
                "The report stays a draft: %(n)s finding is open. Settle it, or say why the report "
                "is final all the same.",
                "The report stays a draft: %(n)s findings are open. Settle them, or say why the "
                "report is final all the same.",
                count,
            )
            % {"n": number(count)}
        )


class ReportIsDraft(ReportRefused):
    """Only a final report can be public."""


class ReportIsFinal(ReportRefused):
    """It is final already."""


@transaction.atomic
def finalise(report: Report, *, by: User | None, now: datetime, override_note: str = "") -> None:
    """Make a draft final. `override_note` says to readers why, where findings are open.

    Raises ReportIsFinal, or ReportHasFindings where findings block and there is no note.
    """
    row = locked(report)
    if row.is_final:
        raise ReportIsFinal(_("The report is final already."))
    findings = blocking(findings_of(row.workshop))
    if findings and not override_note.strip():
        raise ReportHasFindings(findings)
    row.status = Report.Status.FINAL
    row.finalised_at, row.finalised_by = now, by
    write_note(row, override_note.strip() if findings else "")
    keep(row, report, by, gettext_noop("Made final."))


@transaction.atomic
def reopen(report: Report, *, by: User | None) -> None:
    """Make a final report a draft again; the public no longer sees it."""
    row = locked(report)
    row.status, row.is_public = Report.Status.DRAFT, False
    row.finalised_at = row.finalised_by = None
    write_note(row, "")
    keep(row, report, by, gettext_noop("Made a draft again."))


@transaction.atomic
def publish(report: Report, *, by: User | None) -> None:
    """Show a final report to everybody, as far as its workshop is public. Raises ReportIsDraft."""
    row = locked(report)
    if not row.is_final:
        raise ReportIsDraft(_("A draft cannot be public. Make the report final first."))
    row.is_public = True
    keep(row, report, by, gettext_noop("Published."))


@transaction.atomic
def unpublish(report: Report, *, by: User | None) -> None:
    """Withdraw a report from the public; it stays final."""
    row = locked(report)
    row.is_public = False
    keep(row, report, by, gettext_noop("Withdrawn from the public."))


def write_note(row: Report, note: str) -> None:
    """Keep the note in the language of who wrote it, and none in the others."""
    for code, _name in settings.LANGUAGES:
        setattr(row, build_localized_fieldname("override_note", code), "")
    row.override_note = note


def locked(report: Report) -> Report:
    """The row as it stands now, held until the transaction ends."""
    return Report.objects.select_for_update().get(pk=report.pk)


def keep(row: Report, passed_in: Report, by: User | None, done: str) -> None:
    """Store the row, tell the instance that was passed in, and log who did it."""
    row.save()
    passed_in.refresh_from_db()
    if by is not None:
        LogEntry.objects.log_actions(
            by.pk, Report.objects.filter(pk=row.pk), CHANGE, change_message=done
        )

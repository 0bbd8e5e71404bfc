"""The report as a page; papers as files."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Allocation
from people.references import reference_of
from people.views.doors import allocation_or_404, desk_page
from reports.checks import findings_of
from reports.compose import compose
from reports.models import Report
from reports.papers.confirmation import confirmation
from reports.sections import sections_of
from workshops.models import Workshop
from workshops.typeset import TypesettingFailed
from workshops.views.pages import mount_of, render_page, workshop_page


@workshop_page
def report(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The report; a draft is as missing to the public as one that never was."""
    found = report_or_404(request, workshop)
    mount = mount_of(request)
    return render_page(
        request,
        workshop,
        "reports/report.html",
        document=compose(sections_of(found, mount=mount)),
        report=found,
        findings=findings_of(workshop) if request.viewer.is_organiser else (),
    )


def report_or_404(request: HttpRequest, workshop: Workshop) -> Report:
    """The report this reader may see; organisers see the draft before anybody has begun one."""
    found = Report.objects.visible_to(request.viewer).filter(workshop=workshop).first()
    if found is None and not request.viewer.is_organiser:
        raise Http404
    found = found or Report(workshop=workshop)
    found.workshop = workshop
    return found


@desk_page
@require_safe
def own_confirmation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The confirmation of a focal point's own allocation; another's is as missing as none."""
    return confirmation_file(allocation_or_404(request, uuid))


def confirmation_file(allocation: Allocation) -> HttpResponse:
    """The file; a page that says to try again where it cannot be made."""
    try:
        content = confirmation(allocation, now=timezone.now())
    except TypesettingFailed:
        return HttpResponse(render_to_string("500.html"), status=503, headers={"Retry-After": "60"})
    name = f"confirmation-{reference_of(allocation)}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

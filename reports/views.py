"""The report as a page."""

from django.http import Http404, HttpRequest, HttpResponse

from reports.checks import findings_of
from reports.compose import compose
from reports.models import Report
from reports.sections import sections_of
from workshops.models import Workshop
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

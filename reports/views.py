"""The report as a page; papers as files."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from people.models import Allocation
from people.references import reference_of
from people.views.doors import allocation_or_404, desk_page
from reports.checks import findings_of
from reports.compose import compose
from reports.models import Report
from reports.papers.booklet import booklet
from reports.papers.booklet.edition import draft_of, edition_of, mark_of
from reports.papers.confirmation import confirmation
from reports.papers.kept import made_once
from reports.sections import sections_of
from workshops.agenda import Agenda, agenda_for, thaw
from workshops.models import Workshop
from workshops.typeset import SHEETS, TypesettingFailed
from workshops.views.pages import PREVIEW, mount_of, render_page, workshop_page


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


@workshop_page
def agenda_booklet(
    request: HttpRequest, workshop: Workshop, number: int | None = None
) -> HttpResponse:
    """The programme as a booklet: of the release of that number or the one in force, or, marked as a draft, of
    the working copy."""
    sheet = request.GET.get("paper", "a4")
    if sheet not in SHEETS:
        raise Http404
    if number is not None:
        out = workshop.releases.out(timezone.now())
        release = get_object_or_404(out, number=number)
        agenda = thaw(release.content, workshop, mount=mount_of(request), release=release)
        return booklet_of_release(request, agenda, sheet)
    agenda = agenda_for(workshop, mount=mount_of(request))
    if mount_of(request) == PREVIEW:
        edition = draft_of(workshop, now=timezone.now())
        return pdf_file(f"{workshop.slug}-draft", lambda: booklet(agenda, edition, paper=sheet))
    if agenda.release is None:
        raise Http404
    return booklet_of_release(request, agenda, sheet)


def booklet_of_release(request: HttpRequest, agenda: Agenda, sheet: str) -> HttpResponse:
    """Made once, the same bytes for everybody from then on."""
    workshop, release = agenda.workshop, agenda.release
    mark, file = mark_of(release), f"programme-{get_language()}-{sheet}.pdf"
    etag = quote_etag(f"{mark}-{file}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    edition = edition_of(release, zone=agenda.zone)
    response = pdf_file(
        f"{workshop.slug}-{get_language()}-{release.number}",
        lambda: made_once(
            str(workshop.uuid), mark, file, lambda: booklet(agenda, edition, paper=sheet)
        ),
    )
    if response.status_code == HTTPStatus.OK:
        response["ETag"] = etag
    return response


def pdf_file(name: str, make: Callable[[], bytes]) -> HttpResponse:
    """A paper to be read at once; a page that says to try again where it cannot be made."""
    try:
        content = make()
    except TypesettingFailed:
        return try_again()
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )


def try_again() -> HttpResponse:
    return HttpResponse(render_to_string("500.html"), status=503, headers={"Retry-After": "60"})


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
        return try_again()
    name = f"confirmation-{reference_of(allocation)}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

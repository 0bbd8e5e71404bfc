"""The library of visits: where workshops went, how it was, and taking a visit to another workshop again."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from workshops import dates, visit_ratings
from workshops.actions import visits
from workshops.keys import key_named
from workshops.models import Session, SessionOrganisation, SiteVisit, Workshop
from workshops.punctuality import times_of
from workshops.search import in_every_language

ON_A_PAGE = 40
SEARCHED = (
    *in_every_language("title", "session"),
    *in_every_language("name", "stops"),
    *in_every_language("activities"),
    *in_every_language("name", "session__session_organisations__organisation"),
    *in_every_language("title", "session__workshop"),
)


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    pages = {"library/": ("library", show), "<int:pk>/use-again/": ("use_again", use_again)}
    return [
        path(
            route,
            model_admin.admin_site.admin_view(partial(view, model_admin=model_admin)),
            name=f"workshops_sitevisit_{name}",
        )
        for route, (name, view) in pages.items()
    ]


def show(request: HttpRequest, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    looked_for = request.GET.get("q", "").strip()[:100]
    page = Paginator(found(looked_for), ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Library of visits"),
        "opts": model_admin.opts,
        "media": "",
        "looked_for": looked_for,
        "page": page,
        "lines": lines(request, page),
        "may_use": may_use(request),
    }
    return TemplateResponse(request, "admin/workshops/sitevisit/library.html", context)


def found(looked_for: str) -> QuerySet:
    """Visits of all workshops until today, by the organisation that hosted them, the last first."""
    hosts = SessionOrganisation.objects.filter(
        session=OuterRef("session"), role=SessionOrganisation.Role.HOST
    ).order_by("position", "pk")
    rows = SiteVisit.objects.filter(session__date__lte=timezone.now().date())
    for word in looked_for.split():
        matches = Q()
        for field in SEARCHED:
            matches |= Q(**{field: word})
        rows = rows.filter(pk__in=SiteVisit.objects.filter(matches).values("pk"))
    return (
        rows.annotate(host=Subquery(hosts.values("organisation__name")[:1]))
        .select_related("session__workshop")
        .prefetch_related("stops__organisation", "session__session_organisations__organisation")
        .order_by(F("host").asc(nulls_last=True), "-session__date", "session__position", "pk")
    )


def lines(request: HttpRequest, page: Page) -> list[dict]:
    """Each visit with its punctuality and what participants said of it."""
    rows = list(page)
    ratings = visit_ratings.of([visit.session for visit in rows], request.user)
    return [
        {
            "visit": visit,
            "punctuality": times_of(visit).punctuality,
            "ratings": ratings.get(visit.session_id, ()),
        }
        for visit in rows
    ]


def may_use(request: HttpRequest) -> bool:
    return request.user.has_perm("workshops.add_sitevisit") and request.user.has_perm(
        "workshops.change_session"
    )


class UseAgainForm(forms.Form):
    """Which session becomes the visit: one of a workshop that is not over, and is no visit yet."""

    session = forms.ModelChoiceField(
        Session.objects.none(), label=_("Session that becomes this visit")
    )

    def __init__(self, *args, workshop: Workshop, **kwargs):
        super().__init__(*args, **kwargs)
        rows = workshop.sessions.filter(visit=None).exclude(kind=Session.Kind.OFF)
        field = self.fields["session"]
        field.queryset = rows.order_by("date", "position", "number")
        field.label_from_instance = lambda row: f"{dates.day(row.date)} · {row}"


def use_again(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """First the workshop, then the session of it."""
    if not may_use(request):
        raise PermissionDenied
    visit = get_object_or_404(SiteVisit.objects.select_related("session__workshop"), pk=pk)
    workshop = chosen_workshop(request)
    form = UseAgainForm(request.POST or None, workshop=workshop) if workshop else None
    if request.method == "POST" and form and form.is_valid():
        return copied(request, visit, form.cleaned_data["session"])
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Use this visit again"),
        "opts": model_admin.opts,
        "media": "",
        "visit": visit,
        "workshops": to_come(),
        "workshop": workshop,
        "form": form,
    }
    return TemplateResponse(request, "admin/workshops/sitevisit/use_again.html", context)


def to_come() -> QuerySet:
    rows = Workshop.objects.filter(ends_on__gte=timezone.now().date())
    return rows.exclude(status=Workshop.Status.ARCHIVED).order_by("starts_on", "pk")


def chosen_workshop(request: HttpRequest) -> Workshop | None:
    asked = request.POST if request.method == "POST" else request.GET
    return to_come().filter(pk=key_named(asked.get("workshop", ""))).first()


def copied(request: HttpRequest, visit: SiteVisit, session: Session) -> HttpResponse:
    try:
        new = visits.use_again(visit, session=session)
    except visits.VisitActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    messages.success(
        request,
        _now("“%(session)s” is this visit now. Ask the host again, and set its times.")
        % {"session": session},
    )
    return redirect("admin:workshops_sitevisit_change", new.pk)

"""Focal points: who nominates for whom, how far they are, and their way in."""

from datetime import datetime
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people import access
from people.admin import many
from people.admin.focal_point_acts import ACTS, Act
from people.dossiers import PUT_FORWARD
from people.models import AccessLink, Allocation, FocalPoint, Message, Seat
from workshops import dates
from workshops.admin.base import OfficeAdmin, without
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import OfficeForm

IN_FORCE = Q(seats__state__in=Seat.IN_FORCE)
COUNTED = Allocation.objects.select_related("country", "stream").annotate(
    seat_count=Count("seats", filter=IN_FORCE, distinct=True),
    put_forward=Count(
        "participations", filter=Q(participations__state__in=PUT_FORWARD), distinct=True
    ),
)
SHOWN = (
    Prefetch("allocations", COUNTED.order_by("stream", "position", "pk")),
    Prefetch("links", AccessLink.objects.order_by("-expires_at", "-pk")),
    Prefetch("messages", Message.objects.filter(kind="invitation").order_by("-created_at", "-pk")),
)


class FocalPointForm(OfficeForm):
    """Nominates for allocations of one workshop, at least one."""

    def clean_allocations(self) -> QuerySet[Allocation]:
        chosen = self.cleaned_data["allocations"]
        workshop = self.cleaned_data.get("workshop") or self.instance.workshop
        others = [
            row for row in chosen.select_related("stream") if row.stream.workshop_id != workshop.pk
        ]
        if others:
            raise forms.ValidationError(
                _now("This belongs to another workshop: %(title)s.")
                % {"title": ", ".join(str(row) for row in others)}
            )
        return chosen


@admin.register(FocalPoint)
class FocalPointAdmin(OfficeAdmin):
    menu_order = 42
    form = FocalPointForm
    list_display = [
        "person", "for_whom", "nominated", "invited", "last_sign_in", "link_until", "is_active", "workshop",
    ]  # fmt: skip
    list_filter = [
        ("workshop", RelatedFilter),
        "is_active",
        ("allocations__stream", RelatedFilter),
        "language",
    ]
    list_select_related = ["workshop"]
    search_fields = [
        "name__any_case",
        "organisation__any_case",
        "email__any_case",
        "allocations__country__name_en__any_case",
        "allocations__body__any_case",
    ]
    search_help_text = _("By name, ministry, e-mail or country.")
    ordering = ["-workshop__starts_on", "name", "id"]
    autocomplete_fields = ["workshop", "allocations"]
    fixed_fields = ("workshop",)
    actions = ["invite", "renew", "end"]
    view_on_site = False
    change_form_template = "admin/people/focalpoint/change_form.html"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "workshop",
                    "allocations",
                    ("honorific", "name"),
                    "organisation",
                    "post",
                    ("email", "phone"),
                    ("language", "zone"),
                ]
            },
        ),
        (
            _("Way in"),
            {
                "fields": [
                    "link",
                    "link_until",
                    "last_sign_in",
                    "invited",
                    "is_active",
                    "handed_over_to",
                ]
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FocalPoint]:
        return super().get_queryset(request).prefetch_related(*SHOWN)

    def get_readonly_fields(self, request: HttpRequest, obj: FocalPoint | None = None) -> list[str]:
        shown = ["link", "link_until", "last_sign_in", "invited", "is_active", "handed_over_to"]
        return [*super().get_readonly_fields(request, obj), *shown]

    def get_fieldsets(self, request: HttpRequest, obj: FocalPoint | None = None) -> list:
        """Who is not there yet has no way in; the link lets in whoever has it, so not all are shown it."""
        sets = super().get_fieldsets(request, obj)
        hidden = set() if self.has_change_permission(request, obj) else {"link"}
        shown = [
            (name, options | {"fields": without(options["fields"], hidden)})
            for name, options in sets
        ]
        return shown if obj else shown[:1]

    # What the list says

    @admin.display(description=_("focal point"), ordering="name")
    def person(self, row: FocalPoint) -> str:
        return f"{row}, {row.organisation}" if row.organisation else str(row)

    @admin.display(description=_("nominates for"))
    def for_whom(self, row: FocalPoint) -> str:
        return ", ".join(dict.fromkeys(str(each) for each in row.allocations.all()))

    @admin.display(description=_("nominated"))
    def nominated(self, row: FocalPoint) -> str:
        """3 of 4: how many are put forward, of how many at most."""
        rows = row.allocations.all()
        most = sum(each.seat_count * each.nominees_per_seat for each in rows)
        there = sum(each.put_forward for each in rows)
        return _now("%(there)s of %(most)s") % {"there": there, "most": most}

    @admin.display(description=_("invited"))
    def invited(self, row: FocalPoint) -> str:
        """When the last invitation went out, or how it stands."""
        last = next(iter(row.messages.all()), None)
        if last is None:
            return _now("Not yet")
        if last.sent_at:
            return on_calendar(row, last.sent_at)
        return last.get_status_display()

    @admin.display(description=_("last sign-in"))
    def last_sign_in(self, row: FocalPoint) -> str:
        used = [link.last_used_at for link in row.links.all() if link.last_used_at]
        return on_calendar(row, max(used)) if used else _now("Never")

    @admin.display(description=_("link until"))
    def link_until(self, row: FocalPoint) -> str:
        link = self.good_link(row)
        return on_calendar(row, link.expires_at) if link else _now("No link")

    @admin.display(description=_("link"))
    def link(self, row: FocalPoint) -> SafeString | str:
        """The address itself, to copy into a message of one's own."""
        link = self.good_link(row)
        if link is None:
            return _now("There is none. Send the invitation, or renew the link.")
        return format_html('<code class="office-link">{}</code>', access.address_of(link))

    def good_link(self, row: FocalPoint) -> AccessLink | None:
        """The one that lasts longest; whoever is let in no more has none."""
        now = timezone.now()
        return next((link for link in row.links.all() if access.is_good(link, now)), None)

    # What is done

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.act_view)
        name = "people_focalpoint_act"
        return [path("<int:pk>/<slug:code>/do/", view, name=name), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """With what can be done."""
        row = self.get_object(request, object_id)
        may = row is not None and self.has_change_permission(request, row)
        acts = [act for act in ACTS.values() if row and row.is_active] if may else []
        extra = {"acts": acts} | (extra_context or {})
        return super().change_view(request, object_id, form_url, extra)

    def response_add(
        self, request: HttpRequest, obj: FocalPoint, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Who was just added is not invited yet: that is asked next."""
        answer = super().response_add(request, obj, post_url_continue)
        if {"_continue", "_addanother", "_popup"} & set(request.POST):
            return answer
        return redirect("admin:people_focalpoint_act", obj.pk, "invite")

    def act_view(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        """One focal point: ask, then act, then back to its page."""
        row = self.get_queryset(request).filter(pk=pk).first()
        if row is None or code not in ACTS:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        back = reverse("admin:people_focalpoint_change", args=[pk])
        if request.method != "POST":
            return self.ask(request, [row], ACTS[code], back=back)
        self.act(request, [row], ACTS[code])
        return redirect(back)

    @admin.action(description=_("Send the invitation"), permissions=["change"])
    def invite(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.after_asking(request, queryset, ACTS["invite"])

    @admin.action(description=_("Renew the link"), permissions=["change"])
    def renew(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.after_asking(request, queryset, ACTS["renew"])

    @admin.action(description=_("End access"), permissions=["change"])
    def end(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self.after_asking(request, queryset, ACTS["end"])

    def after_asking(
        self, request: HttpRequest, queryset: QuerySet, act: Act
    ) -> HttpResponse | None:
        rows = list(queryset)
        if "confirmed" not in request.POST:
            return self.ask(request, rows, act, back=reverse("admin:people_focalpoint_changelist"))
        self.act(request, rows, act)
        return None

    def ask(
        self, request: HttpRequest, rows: list[FocalPoint], act: Act, *, back: str
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "opts": self.opts,
            "rows": [(row, self.for_whom(row)) for row in rows],
            "asked": act.asks(len(rows)) % {"n": len(rows)},
            "act": act,
            "checkbox": ACTION_CHECKBOX_NAME,
            "back": back,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/people/focalpoint/ask.html", context)

    def act(self, request: HttpRequest, rows: list[FocalPoint], act: Act) -> None:
        """Each on its own; then say how many, and of whom not and why."""
        outcomes = many.each(rows, partial(act.do, by=request.user, now=timezone.now()))
        many.say_refusals(request, outcomes)
        if count := len(many.done(outcomes)):
            messages.success(request, act.said(count) % {"n": count})


def on_calendar(row: FocalPoint, moment: datetime) -> str:
    """The day on the workshop's calendar."""
    return dates.day_year(moment.astimezone(row.workshop.tzinfo).date())

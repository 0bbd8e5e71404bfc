"""Site visits with their stops and vehicles."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from workshops import dates, scope
from workshops.admin import visit_library
from workshops.admin.base import OfficeTranslationAdmin, OfficeTranslationStackedInline
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import OfficeForm
from workshops.admin.moments import MomentField
from workshops.keys import key_named
from workshops.models import Session, SiteVisit, Stop, Transport, Workshop
from workshops.search import in_every_language


class SiteVisitForm(OfficeForm):
    """A session has no clock before it has a workshop: the deadline is read on the clock of that."""

    sign_up_until = MomentField(label=capfirst(_("sign up until")), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        until = self.fields["sign_up_until"]
        workshop = scope.workshop_of(self.instance) or chosen_workshop(self)
        if workshop is not None:
            until.on_clock_of(workshop)
        until.name_boxes()


def chosen_workshop(form: SiteVisitForm) -> Workshop | None:
    """The workshop of the session that a new visit is added to."""
    key = key_named(str(form.data.get("session") or form.initial.get("session") or ""))
    session = Session.objects.filter(pk=key).select_related("workshop").first()
    return session.workshop if session else None


class StopInline(OfficeTranslationStackedInline):
    model = Stop
    fields = [
        "name",
        ("kind", "position"),
        "organisation",
        "description",
        ("arrives_at", "leaves_at"),
        ("arrived_at", "left_at"),
    ]
    autocomplete_fields = ["organisation"]


class TransportInline(OfficeTranslationStackedInline):
    model = Transport
    extra = 0
    fields = [
        "label",
        ("seats", "position"),
        "meeting_point",
        ("leaves_at", "returns_at"),
        ("guide", "guide_phone"),
        ("driver", "plate"),
    ]


@admin.register(SiteVisit)
class SiteVisitAdmin(OfficeTranslationAdmin):
    menu_order = 22
    form = SiteVisitForm
    list_display = ["session", "day", "places", "meeting_point", "workshop", "page"]
    list_filter = [("session__workshop", RelatedFilter)]
    list_select_related = ["session__workshop"]
    search_fields = [
        *in_every_language("title", "session"),
        *in_every_language("name", "stops"),
        *in_every_language("activities"),
    ]
    search_help_text = _("By session, place or activity.")
    ordering = ["-session__workshop__starts_on", "session__date", "session__position", "id"]
    autocomplete_fields = ["session"]
    fixed_fields = ("session",)
    fieldsets = [
        (None, {"fields": ["session", "activities", "to_bring", "host_contact"]}),
        (_("Setting out"), {"fields": ["meeting_point", "meets_at"]}),
        (
            _("Who comes along"),
            {
                "fields": ["needs_sign_up", "places", "sign_up_until"],
                "description": _("Without a deadline one can sign up until the visit begins."),
            },
        ),
    ]
    inlines = [StopInline, TransportInline]

    def get_urls(self) -> list[URLPattern]:
        return [*visit_library.urls(self), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("stops")

    @admin.display(description=_("day"), ordering="session__date")
    def day(self, row: SiteVisit) -> str:
        return dates.day(row.session.date)

    @admin.display(description=_("stops"))
    def places(self, row: SiteVisit) -> str:
        return " → ".join(stop.name for stop in row.stops.all())

    @admin.display(description=_("workshop"), ordering="session__workshop")
    def workshop(self, row: SiteVisit) -> Workshop:
        return row.session.workshop

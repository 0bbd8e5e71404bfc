"""The roster: who takes part, in what state, on whose seat."""

from django.contrib import admin
from django.db.models import F, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import selection, states
from people.actions.replacing import LEFT
from people.admin import (
    acts,
    check_in,
    many_leaving,
    many_people,
    roles,
    roster_head,
    roster_print,
    selection_board,
    travel_board,
    visits,
)
from people.admin import states as state_pages
from people.admin.acts_leaving import can_be_replaced
from people.admin.board_filters import BOARD_FILTERS
from people.admin.changes import StateChangeInline, changes_seen, unseen_by
from people.admin.exports import ROSTER
from people.admin.participation_form import ParticipationForm
from people.admin.participation_panels import panels_of
from people.admin.person_acts import ACTS
from people.admin.roster_list import (
    OfWorkshop,
    RosterColumns,
    RosterList,
    begin_with_a_workshop,
    columns_for_role,
)
from people.admin.travel_ready import ReadyFilter
from people.models import HOLDING, Participation, Role
from people.permissions import may_change_roster
from people.search import by_name
from workshops.admin.base import (
    OfficeTranslationAdmin,
    place_among,
)
from workshops.admin.columns import ChoosesColumns
from workshops.admin.exports import Exportable
from workshops.admin.fields import without
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import explain
from workshops.admin.history import Entry
from workshops.search import in_every_language

HISTORICAL = Participation.Channel.HISTORICAL
PRIVATE = ("private_note", "waiver_reason", "certificate_waiver")
BY_NAME_ALONE = ("person__display_name__any_case", "person__native_name__any_case")


@admin.register(Participation)
class ParticipationAdmin(RosterColumns, ChoosesColumns, Exportable, OfficeTranslationAdmin):
    menu_order = 10
    export = ROSTER
    form = ParticipationForm
    show_facets = admin.ShowFacets.ALWAYS
    list_display = [
        "number",
        "person",
        "sending_country",
        "stream",
        "state_in_words",
        "post_in_list",
        "role",
        "workshop",
    ]
    more_columns = [
        "native_name",
        "organisation_in_list",
        "email",
        "expected_on",
        "arrived_on",
        "ready",
    ]
    fixed_columns = ["number", "person"]
    list_display_links = ["number", "person"]
    list_max_show_all = 500
    show_full_result_count = False
    list_filter = [
        ("workshop", OfWorkshop),
        "role",
        "state",
        ("stream", RelatedFilter),
        ("sending_country", RelatedFilter),
        "public_list",
        ReadyFilter,
        *BOARD_FILTERS,
    ]
    search_fields = [
        by_name("person"),
        *in_every_language("post"),
        "unit__any_case",
        *in_every_language("name", "sending_country"),
        *in_every_language("name", "organisation"),
        "dossier__organisation__any_case",
    ]
    search_help_text = _("By name in any script, e-mail address, post, organisation or country.")
    ordering = [
        "-workshop__starts_on",
        "workshop",
        place_among("role", Role.values),
        F("list_number").asc(nulls_last=True),
        "person__sort_name",
        "id",
    ]
    actions = ["change_state", "withdraw", "export_rows"]
    autocomplete_fields = [
        "workshop",
        "person",
        "stream",
        "allocation",
        "sending_country",
        "duty_station",
        "organisation",
        "speaker",
    ]
    fixed_fields = ("workshop", "person", "role", "channel")
    readonly_fields = ["state", "seat"]
    inlines = [StateChangeInline]
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["workshop", "person", ("role", "channel"), "state"]}),
        (
            _("Seat"),
            {
                "fields": [
                    "sending_country",
                    "stream",
                    "allocation",
                    "seat",
                    "duty_station",
                    "list_number",
                ],
                "description": _(
                    "The sending country is who nominates and pays for the way; the duty station is "
                    "where the person works. Both may differ from the nationality."
                ),
            },
        ),
        (_("As at the event"), {"fields": ["post", "organisation", "unit", "speaker"]}),
        (_("Being there"), {"fields": ["expected_on", ("arrived_on", "left_on")]}),
        (
            _("What the person agreed to"),
            {"fields": ["public_list", "directory", "photo_consent"]},
        ),
        (
            _("Notes"),
            {
                "fields": ["private_note", "public_note"],
                "description": _("Reasons stay private. The public note is empty as a rule."),
            },
        ),
        (
            _("As printed"),
            {
                "fields": ["printed_name", "printed_post", "printed_country"],
                "description": _("Where a source prints it differently."),
                "classes": ["collapse"],
            },
        ),
    ]

    def unseen_in_history(self, request: HttpRequest) -> frozenset[str]:
        return unseen_by(request.user)

    def more_history(self, request: HttpRequest, row: Participation) -> list[Entry]:
        return changes_seen(request, row.changes.select_related("actor", "acted_for"))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What somebody may not read cannot be guessed either, letter by letter, by filtering."""
        is_private = lookup.partition("__")[0] in PRIVATE
        if is_private and not may_change_roster(request.user):
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """By e-mail address only for those who may see it."""
        fields = list(super().get_search_fields(request))
        if request.user.has_perm("people.view_person") or may_change_roster(request.user):
            return fields
        return [*BY_NAME_ALONE, *(field for field in fields if field != by_name("person"))]

    def get_fieldsets(self, request: HttpRequest, obj: Participation | None = None) -> list:
        """A private note is for those who may change the roster, as in the file of it."""
        hidden = set() if may_change_roster(request.user) else {"private_note"}
        return [
            (name, options | {"fields": without(options["fields"], hidden)})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def get_list_display(self, request: HttpRequest) -> list:
        return columns_for_role(request, super().get_list_display(request))

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[RosterList]:
        return RosterList

    def get_urls(self) -> list[URLPattern]:
        return [*state_pages.urls(self), *self.own_urls(), *super().get_urls()]

    def own_urls(self) -> list[URLPattern]:
        return [
            *acts.urls(self, ACTS),
            *check_in.urls(self),
            *many_people.urls(self),
            *roles.urls(self),
            *roster_print.urls(self),
            *selection_board.urls(self),
            *travel_board.urls(self),
            *visits.urls(self),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """With what can be done now."""
        row = self.get_object(request, object_id)
        extra = extra_context or {}
        if row is not None:
            left = row.state in LEFT and can_be_replaced(row)
            extra |= {"panels": panels_of(row, request.user)}
            extra |= {"acts": acts.possible(row, request.user, ACTS), "left_seat": left}
        return super().change_view(request, object_id, form_url, extra)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Participation | None = None
    ) -> list[str]:
        """Whoever holds a seat keeps it until a change of state frees it; days of arrival and departure
        come with states, but for records of the past."""
        fixed = super().get_readonly_fields(request, obj)
        holds = obj is not None and obj.role == Role.PARTICIPANT and obj.state in HOLDING
        days = () if obj is None or obj.channel == HISTORICAL else ("arrived_on", "left_on")
        return [*fixed, *days, *(("stream", "allocation") if holds else ())]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """With the lists by role of the workshop that the list is filtered by on top."""
        workshop = begin_with_a_workshop(request, timezone.now())
        extra = extra_context or {}
        if workshop is not None:
            extra |= {"workshop": workshop, "head": roster_head.head(request, workshop)}
        return super().changelist_view(request, extra)

    def label_in_choices(self, row: Participation) -> str:
        country = f" ({row.sending_country})" if row.sending_country else ""
        return f"{row.person}{country}"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related(
                "person", "sending_country", "stream", "workshop", "organisation", "dossier"
            )
        )

    @admin.action(description=_("Change the state of those chosen"), permissions=["change"])
    def change_state(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return state_pages.for_many(request, queryset, model_admin=self)

    @admin.action(description=_("Withdraw those chosen"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return many_leaving.withdraw(request, queryset, model_admin=self)

    def save_model(
        self, request: HttpRequest, obj: Participation, form: ModelForm, change: bool
    ) -> None:
        left = form.left_reserve() if change else None
        if left:
            selection.queue_anew(obj)
        super().save_model(request, obj, form, change)
        if left:
            selection.close_gaps(left)
        if not change:
            states.begin(obj, by=request.user, now=timezone.now(), reason=_now("Added"))


explain(
    {
        "participant_leaves_after_arriving": (
            "left_on",
            _("The person would leave before arriving."),
        ),
    }
)

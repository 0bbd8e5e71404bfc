"""The list of the roster: which workshop it begins with, its columns by role, what a row shows beside its fields."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import admin
from django.db.models import Case, IntegerField, When
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from people import billed
from people.admin.roster_head import ROLES_SHOWN
from people.admin.travel_ready import ReadinessInList, attach_readiness
from people.exporters.roster import organisation_of
from people.models import WITHOUT_A_SEAT, Participation
from people.permissions import may_change_roster, may_see_travel, may_select
from workshops import dates
from workshops.admin.facets import CountedTogether
from workshops.admin.filters import RelatedFilter, filtered_workshop
from workshops.models import SpeakerRole, Workshop

OF_PARTICIPANTS = ("sending_country", "stream")
OF_OTHERS = ("unit", "sessions")
OF_WORKSHOP, ALL_WORKSHOPS = "workshop__id__exact", "workshop__isnull"


class OfWorkshop(RelatedFilter):
    """The list begins with one workshop, so that all of them are a choice of their own."""

    def choices(self, changelist) -> Iterator[dict]:
        every, *rest = super().choices(changelist)
        query = changelist.get_query_string({ALL_WORKSHOPS: "False"}, [self.lookup_kwarg])
        yield every | {"selected": self.lookup_val is None, "query_string": query}
        yield from rest


class RosterList(CountedTogether):
    """With the sessions of those on the page, and whether they are ready to travel, where that is shown."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if "sessions" in self.list_display:
            rows = self.result_list = list(self.result_list)
            found = billed.appearances(rows)
            for row in rows:
                row.appearances = found.get(row.pk, ())
        if "ready" in self.list_display:
            self.result_list = list(self.result_list)
            attach_readiness(self.result_list)


class RosterColumns(ReadinessInList):
    """Mixed into the admin of the roster: what its columns say."""

    columns_may = {
        "email": may_change_roster,
        "organisation_in_list": may_select,  # as a dossier says it
        "ready": may_see_travel,
    }

    @admin.display(description=_("No."), ordering="list_number")
    def number(self, row: Participation) -> int | None:
        return row.list_number

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, row: Participation) -> str:
        return row.get_state_display()

    @admin.display(description=_("post at the event"), ordering="post")
    def post_in_list(self, row: Participation) -> str:
        return Truncator(row.post).chars(90)

    @admin.display(description=_("name in native script"), ordering="person__native_name")
    def native_name(self, row: Participation) -> str:
        return row.person.native_name

    @admin.display(description=_("organisation"))
    def organisation_in_list(self, row: Participation) -> str:
        return Truncator(organisation_of(row)).chars(60)

    @admin.display(description=_("e-mail"), ordering="person__email")
    def email(self, row: Participation) -> str:
        return row.person.email

    @admin.display(description=_("sessions"))
    def sessions(self, row: Participation) -> SafeString:
        """What somebody opens, closes or teaches."""
        return format_html_join(
            mark_safe("<br>"),
            "{}: {}, {}",
            (
                (
                    SpeakerRole.Role(one.role).label,
                    one.session,
                    dates.day_if_known(one.session.date),
                )
                for one in row.appearances
            ),
        )


def columns_for_role(request: HttpRequest, columns: list[str]) -> list[str]:
    """Whoever has no seat has a unit and sessions, where participants have a country and a stream."""
    if request.GET.get(ROLES_SHOWN) not in WITHOUT_A_SEAT:
        return columns
    kept = [column for column in columns if column not in (*OF_PARTICIPANTS, "role")]
    place = kept.index("state_in_words") if "state_in_words" in kept else len(kept)
    return [*kept[:place], *OF_OTHERS, *kept[place:]]


def begin_with_a_workshop(request: HttpRequest, now: datetime) -> Workshop | None:
    """The workshop that the list is filtered by. An address that asks for nothing means the one at hand.

    An action on rows that were ticked is about those, wherever they are.
    """
    ticked = request.method == "POST" and request.POST.get("select_across", "0") == "0"
    if request.GET or ticked:
        named = filtered_workshop(request)
        return Workshop.objects.filter(pk=named).first() if named else None
    workshop = at_hand(now)
    if workshop is not None:
        request.GET = QueryDict(f"{OF_WORKSHOP}={workshop.pk}")
    return workshop


def at_hand(now: datetime) -> Workshop | None:
    """Of the workshops that run the one that began last; else what comes first, else what was last."""
    today = now.date()
    phase = Case(
        When(starts_on__lte=today, ends_on__gte=today, then=0),
        When(starts_on__gt=today, then=1),
        default=2,
        output_field=IntegerField(),
    )
    coming = Case(When(starts_on__gt=today, then="starts_on"))
    return Workshop.objects.alias(phase=phase).order_by("phase", coming, "-starts_on", "pk").first()

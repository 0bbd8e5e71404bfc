"""Ready to travel, in the roster: a filter and a column for those who may see travel papers."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.models import Facet, Participation
from people.permissions import may_see_travel
from people.travel.readiness import NOT_READY, READY, is_ready


class ReadyFilter(admin.SimpleListFilter):
    """Of those who accepted: for whom everything is there, and for whom something is open."""

    title = _("ready to travel")
    parameter_name = "ready"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        asked = {"yes": READY, "no": NOT_READY}.get(self.value() or "")
        return queryset.filter(asked) if asked is not None else queryset


class ReadinessInList:
    """Mixed into the admin of the roster."""

    @admin.display(description=_("ready to travel"))
    def ready(self, row: Participation) -> str:
        return {True: _now("Yes"), False: _now("No"), None: ""}[row.is_ready]

    def get_list_filter(self, request: HttpRequest) -> list:
        found = list(super().get_list_filter(request))
        return found if may_see_travel(request.user) else [f for f in found if f is not ReadyFilter]


def attach_readiness(rows: Iterable[Participation]) -> None:
    """Say of each row on the page whether it is ready; in one query."""
    rows = list(rows)
    facets: dict[int, dict[str, Facet]] = {row.pk: {} for row in rows}
    for facet in Facet.objects.filter(participation__in=rows):
        facets[facet.participation_id][facet.kind] = facet
    for row in rows:
        row.is_ready = is_ready(row.state, facets[row.pk])

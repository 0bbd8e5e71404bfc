"""Changes of state and of seats among the other changes of a row, on its history page."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.history import in_full
from people.models import Participation, Person, SeatChange, StateChange, User
from people.permissions import may_change_roster, may_select
from workshops.admin.base import OfficeTabularInline, ReadOnlyInline
from workshops.admin.history import Entry, Line, kept_entries, name_of
from workshops.admin.rights import may_see


class StateChangeInline(ReadOnlyInline, OfficeTabularInline):
    """Every change of state, with who, when and why."""

    model = StateChange
    fields = ["at", "from_state", "to_state", "actor", "reason"]
    ordering = ["-at", "-id"]
    verbose_name_plural = _("changes of state")
    classes = ["collapse"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("actor")


def changes_seen(request: HttpRequest, changes: QuerySet) -> list[Entry]:
    """Each change of state, with its reason, for whoever may look at them."""
    return list(state_entries(changes)) if may_see(request, changes.model) else []


def unseen_by(user: User) -> frozenset[str]:
    """Who endorsed somebody is for those who select and who keep the roster."""
    return (
        frozenset() if may_select(user) or may_change_roster(user) else frozenset({"endorsement"})
    )


def state_entries(changes: Iterable[StateChange | SeatChange]) -> Iterator[Entry]:
    for change in changes:
        key = change.participation_id if isinstance(change, StateChange) else change.seat_id
        yield Entry(change.at, who_made(change), _now("State"), lines_of(change), key=key)


def life_of(request: HttpRequest, person: Person) -> list[Entry]:
    """What happened to somebody in each workshop, and which records of theirs became one."""
    merged = [
        Entry(each.at, name_of(each.by), _now("Merged with the record “%(name)s”") % {"name": each})
        for each in person.merged_records.select_related("by")
    ]
    if not may_see(request, Participation):
        return merged
    rows = list(person.participations.select_related("workshop"))
    entries = list(kept_entries(rows))
    if may_see(request, StateChange):
        changes = StateChange.objects.filter(participation__in=rows)
        entries += state_entries(changes.select_related("actor", "acted_for"))
    titles = {row.pk: str(row.workshop) for row in rows}
    for entry in entries:
        entry.about = titles[entry.key]
        entry.url = reverse("admin:people_participation_history", args=[entry.key])
    return [*entries, *merged]


def lines_of(change: StateChange | SeatChange) -> list[Line]:
    state = Line(_now("State"), change.get_from_state_display(), change.get_to_state_display())
    return [state, Line(_now("Reason"), after=change.reason)] if change.reason else [state]


def who_made(change: StateChange | SeatChange) -> str:
    """Somebody of the office or a focal point by name, others by what they are."""
    if change.actor:
        return name_of(change.actor)
    if isinstance(change, SeatChange):
        return _now("By itself")
    return in_full(change.acted_for) if change.acted_for else change.get_acted_as_display()

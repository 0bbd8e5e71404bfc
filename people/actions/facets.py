"""Facets: made by themselves, set one by one or for many at once, undone; and looks at what is private."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions.actors import Actor, user_of
from people.actions.refusals import FacetChanged, FacetsRefused, NotExpected
from people.models import EXPECTED, HOLDING, TO_COME, Facet, FacetSetting, Participation, Reveal
from people.travel import needs
from people.travel.needs import Known, Need
from workshops import turns
from workshops.models import Workshop

AT_ONCE = 500


def make_missing(rows: Iterable[Participation], *, now: datetime) -> list[Facet]:
    """The facets that these people need and do not have; what is there stays as it is.

    For those who are offered a seat or have accepted it. Returns what was made, tied to the rows that came
    in. The caller holds the workshop's turn.
    """
    to_come = {row.pk: row for row in rows if row.state in TO_COME}
    keys = list(to_come)
    made: list[Facet] = []
    known: dict[int, Known] = {}
    for start in range(0, len(keys), AT_ONCE):
        batch = needs.joined(keys[start : start + AT_ONCE])
        there = there_of(batch)
        for row in batch:
            if row.workshop_id not in known:
                known[row.workshop_id] = needs.known_of(row.workshop)
            lacking = missing(row, known[row.workshop_id], there.get(row.pk, {}), now)
            made += (facet_for(to_come[row.pk], need) for need in lacking)
    return Facet.objects.bulk_create(made, batch_size=AT_ONCE)


def missing(
    row: Participation, known: Known, there: dict[str, Facet], now: datetime
) -> Iterator[Need]:
    for need in needs.needs_of(row, known, known.workshop.today(now)):
        if need.kind not in there:
            yield need


def facet_for(row: Participation, need: Need) -> Facet:
    return Facet(
        participation=row,
        kind=need.kind,
        status=need.status,
        due_on=need.due_on,
        done_on=need.done_on,
    )


def there_of(rows: Collection[Participation]) -> dict[int, dict[str, Facet]]:
    """The facets of these people, by participation and kind."""
    found: dict[int, dict[str, Facet]] = {}
    for facet in Facet.objects.filter(participation__in=[row.pk for row in rows]):
        found.setdefault(facet.participation_id, {})[facet.kind] = facet
    return found


@dataclass(frozen=True)
class Made:
    """What bringing up to date did: how many facets are new, how many follow what is known by now."""

    new: int
    changed: int


@transaction.atomic
def bring_up_to_date(workshop: Workshop, *, by: Actor, now: datetime) -> Made:
    """Make what is missing, and let what nobody ever touched follow what is known by now.

    An endorsement that came later, a visa rule that was entered, an arrival that was told.
    """
    turns.take(workshop)
    rows = needs.joined(
        workshop.participations.filter(state__in=EXPECTED).values_list("pk", flat=True)
    )
    known, there = needs.known_of(workshop), there_of(rows)
    new: list[Facet] = []
    changed: list[Facet] = []
    for row in rows:
        own = there.get(row.pk, {})
        for need in needs.needs_of(row, known, workshop.today(now)):
            facet = own.get(need.kind)
            if facet is None:
                new.append(facet_for(row, need))
            elif facet.updated_at is None and facet.status != need.status:
                facet.status, facet.done_on = need.status, need.done_on
                changed.append(facet)
    Facet.objects.bulk_create(new, batch_size=AT_ONCE)
    Facet.objects.bulk_update(changed, ["status", "done_on"], batch_size=AT_ONCE)
    return Made(len(new), len(changed))


@transaction.atomic
def change(
    row: Participation,
    kind: str,
    *,
    seen: str,
    by: Actor,
    now: datetime,
    status: str,
    **values: object,
) -> Facet:
    """Set one facet. `seen` is the mark of what the page showed, "" where there was none.

    `values` are `due_on`, `detail` and `diet`; what is left out stays. Raises FacetChanged, or NotExpected.
    """
    held, facet = locked(row, kind)
    if stands_so(facet, {"status": status} | values):
        return facet  # sent twice, or by two who want the same
    if (facet.mark if facet.pk else "") != seen:
        raise FacetChanged(
            _("%(what)s of %(name)s was changed meanwhile: it is “%(status)s” now.")
            % {
                "what": facet.get_kind_display(),
                "name": held,
                "status": facet.get_status_display(),
            },
            facet,
        )
    for name, value in values.items():
        setattr(facet, name, value)
    put(facet, status, held.workshop.today(now), by, now)
    facet.save()
    return facet


def stands_so(facet: Facet, values: dict[str, object]) -> bool:
    return bool(facet.pk) and all(getattr(facet, name) == value for name, value in values.items())


def locked(row: Participation, kind: str) -> tuple[Participation, Facet]:
    """The person and the facet, kept from others; a new facet where there is none. Raises NotExpected."""
    turns.take(row)
    related = Participation.objects.select_related("workshop", "person", "allocation")
    held = related.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if held.state not in HOLDING:
        raise NotExpected(
            _("%(name)s is “%(state)s” and needs nothing more.")
            % {"name": held, "state": held.get_state_display()}
        )
    facet = Facet.objects.select_for_update(no_key=True, of=("self",)).filter(
        participation=held, kind=kind
    )
    due = needs.due_on(held, kind, held.workshop)
    return held, facet.first() or Facet(participation=held, kind=kind, due_on=due)


def put(facet: Facet, status: str, today: date, by: Actor, now: datetime) -> None:
    """The status, with the day that it was done; what was done before stays done that day."""
    if status != Facet.Status.DONE:
        facet.done_on = None
    elif facet.status != status or facet.done_on is None:
        facet.done_on = today
    facet.status = status
    facet.updated_at, facet.updated_by = now, user_of(by)


@transaction.atomic
def set_many(
    workshop: Workshop,
    kind: str,
    rows: Iterable[Participation],
    *,
    seen: dict[int, str],
    status: str,
    by: Actor,
    now: datetime,
) -> tuple[FacetSetting | None, list[tuple[Participation, str]]]:
    """Set one kind for many, each on its own; what was done, and those refused with the reason why.

    `seen`: the marks of what the page showed, by participation. None where nothing is to be undone, since
    everybody stood so already.
    """
    turns.take(workshop)
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    refused: list[tuple[Participation, str]] = []
    for row in rows:
        there = Facet.objects.filter(participation=row, kind=kind).first()
        try:
            facet = change(row, kind, seen=seen.get(row.pk, ""), status=status, by=by, now=now)
        except FacetsRefused as refusal:
            refused.append((row, str(refusal)))
            continue
        if there is None or facet.mark != there.mark:
            before[str(row.pk)] = held_by(there)
            after[str(row.pk)] = facet.mark
    if not after:
        return None, refused
    setting = FacetSetting.objects.create(
        workshop=workshop,
        kind=kind,
        status=status,
        at=now,
        by=user_of(by),
        before=before,
        after=after,
    )
    return setting, refused


def held_by(facet: Facet | None) -> list | None:
    """What a setting changes, as JSON keeps it."""
    if facet is None:
        return None
    return [
        facet.status,
        facet.done_on.isoformat() if facet.done_on else None,
        facet.updated_at.isoformat() if facet.updated_at else None,
        facet.updated_by_id,
    ]


def last_setting(workshop: Workshop) -> FacetSetting | None:
    """The one that can be undone: the last, unless that has happened."""
    last = workshop.facet_settings.select_related("by").order_by("at", "pk").last()
    return last if last and last.undone_at is None else None


@transaction.atomic
def undo(
    setting: FacetSetting, *, by: Actor, now: datetime
) -> tuple[int, list[tuple[Participation, str]]]:
    """Let each stand as before the last setting; how many, and whom somebody changed since.

    Raises FacetsRefused where it is not the last one.
    """
    turns.take(setting)
    if last_setting(setting.workshop) != setting:
        raise FacetsRefused(_("Only the last act for many can be undone, and only once."))
    facets = Facet.objects.select_for_update(no_key=True, of=("self",)).filter(
        kind=setting.kind, participation__in=[int(key) for key in setting.after]
    )
    there = {facet.participation_id: facet for facet in facets.order_by("pk")}
    refused: list[tuple[Participation, str]] = []
    people = Participation.objects.select_related("person").in_bulk(
        [int(key) for key in setting.after]
    )
    for key, row in people.items():
        facet = there.get(key)
        if facet is None or facet.mark != setting.after[str(key)]:
            refused.append((row, _("%(name)s was changed since and stays.") % {"name": row}))
        else:
            restore(facet, setting.before[str(key)])
    setting.undone_at = now
    setting.save(update_fields=["undone_at"])
    return len(people) - len(refused), refused


def restore(facet: Facet, held: list | None) -> None:
    if held is None:
        facet.delete()
        return
    status, done_on, updated_at, updated_by = held
    Facet.objects.filter(pk=facet.pk).update(
        status=status, done_on=done_on, updated_at=updated_at, updated_by=updated_by
    )


@transaction.atomic
def reveal(row: Participation, *, by: Actor, now: datetime) -> str:
    """What somebody keeps private about what they eat; that it was looked at is kept."""
    facet = Facet.objects.filter(participation=row, kind=Facet.Kind.DIET).first()
    Reveal.objects.create(participation=row, kind=Facet.Kind.DIET, at=now, by=user_of(by))
    return facet.detail if facet else ""

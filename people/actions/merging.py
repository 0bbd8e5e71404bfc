"""Two records of one person become one: what differs is chosen field by field, everything else moves."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from people import names
from people.actions.refusals import NotMergeable
from people.history import told_of
from people.models import LIVE, MergedRecord, Participation, Person, User
from workshops import history

FIELDS = (
    "honorific", "display_name", "given_names", "family_name", "native_name", "sort_name",
    "gender", "nationality", "email", "phone", "language",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A field in which the two records differ, as each shows it. One that is empty says nothing."""

    field: str
    label: str
    kept: str
    other: str


@dataclass(frozen=True)
class Move:
    """How many rows of one kind go with the participations that move."""

    label: str
    count: int


@dataclass(frozen=True)
class Preview:
    """What a merge would do. `refusal` says why it is not possible."""

    kept: Person
    other: Person
    differences: tuple[Difference, ...]
    moving: tuple[Participation, ...]
    moves: tuple[Move, ...]
    twice: tuple[str, ...]
    refusal: str


def preview(kept: Person, other: Person) -> Preview:
    """What would move, and what has to be chosen; nothing is changed."""
    try:
        check(kept, other)
        refusal = ""
    except NotMergeable as why:
        refusal = str(why)
    return Preview(
        kept=kept,
        other=other,
        differences=tuple(differences(kept, other)),
        moving=tuple(moving(other)),
        moves=tuple(moves(other)),
        twice=tuple(sorted(in_both(kept, other))),
        refusal=refusal,
    )


@transaction.atomic
def merge(
    kept: Person, other: Person, *, take: Collection[str] = (), by: User, now: datetime
) -> MergedRecord:
    """Move everything of `other` to `kept`, with the fields named in `take`, and keep what was left behind.

    A field that only `other` knows is taken in any case. Raises NotMergeable.
    """
    keys = sorted((kept.pk, other.pk))
    rows = {
        row.pk: row for row in Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    if len(rows) != 2:
        raise NotMergeable(_("One of the two records is gone, or both are the same."))
    kept, other = rows[kept.pk], rows[other.pk]
    list(Participation.objects.select_for_update().filter(person__in=keys).order_by("pk"))
    check(kept, other)
    left_behind = take_over(kept, other, take)
    moved = [move(row, kept, other, by, now) for row in moving(other)]
    MergedRecord.objects.filter(person=other).update(person=kept)
    record = MergedRecord.objects.create(
        person=kept,
        uuid=other.uuid,
        name=other.display_name,
        left_behind=left_behind,
        participations=moved,
        by=by,
        at=now,
    )
    history.take_over(Person, other.pk, kept.pk)
    other.delete()
    with told_of(by, now):
        kept.save()
    names.refresh(kept)
    return record


def check(kept: Person, other: Person) -> None:
    """Raises NotMergeable: the same record, or two live participants of one workshop."""
    if kept.pk == other.pk:
        raise NotMergeable(_("A record cannot be merged with itself."))
    live = Participation.objects.participants().filter(state__in=LIVE)
    both = set(live.filter(person=kept).values_list("workshop", flat=True))
    clash = live.filter(person=other, workshop__in=both).select_related("workshop").first()
    if clash:
        raise NotMergeable(
            _(
                "Both are participants of “%(workshop)s” now: %(kept)s and %(other)s. "
                "Withdraw one of the two there first."
            )
            % {"workshop": clash.workshop, "kept": kept, "other": other}
        )


def in_both(kept: Person, other: Person) -> set[str]:
    """Workshops in which the person would then stand as a participant twice."""
    there = kept.participations.participants().values_list("workshop", flat=True)
    twice = other.participations.participants().filter(workshop__in=there)
    return {str(row.workshop) for row in twice.select_related("workshop")}


def differences(kept: Person, other: Person) -> Iterator[Difference]:
    for field in FIELDS:
        mine, theirs = getattr(kept, field), getattr(other, field)
        if mine != theirs and mine and theirs:
            label = capfirst(Person._meta.get_field(field).verbose_name)
            yield Difference(field, label, shown(kept, field), shown(other, field))


def shown(person: Person, field: str) -> str:
    """A value as a reader reads it."""
    choice = getattr(person, f"get_{field}_display", None)
    return str(choice() if choice else getattr(person, field))


def moving(other: Person) -> list[Participation]:
    rows = other.participations.select_related("workshop", "person")
    return list(rows.order_by("-workshop__starts_on", "pk"))


def moves(other: Person) -> Iterator[Move]:
    """What hangs on the participations that move, in every package."""
    keys = list(other.participations.values_list("pk", flat=True))
    for relation in Participation._meta.related_objects:
        model: type[Model] = relation.related_model
        if model is Participation or relation.many_to_many:
            continue
        count = model._base_manager.filter(**{f"{relation.field.name}__in": keys}).count()
        if count:
            yield Move(capfirst(model._meta.verbose_name_plural), count)


def take_over(kept: Person, other: Person, take: Collection[str]) -> dict[str, str]:
    """Fill in what only the other knows and what was chosen of it; what is left behind, as words."""
    left = {}
    for field in FIELDS:
        mine, theirs = getattr(kept, field), getattr(other, field)
        if mine == theirs or not theirs:
            continue
        if not mine or field in take:
            if mine:
                left[field] = shown(kept, field)
            setattr(kept, field, theirs)
        else:
            left[field] = shown(other, field)
    return left


def move(row: Participation, kept: Person, other: Person, by: User, now: datetime) -> str:
    """Give a participation to the record that is kept; a list of the past still prints the old name."""
    columns = ["person"]
    over = row.workshop.ends_on < row.workshop.today(now)
    if over and not row.printed_name and kept.display_name != other.display_name:
        row.printed_name = other.display_name
        columns.append("printed_name")
    row.person = kept
    with told_of(by, now):
        row.save(update_fields=columns)
    return str(row.uuid)

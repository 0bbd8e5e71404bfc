"""Deleting into the trash, bringing back from it, and emptying it.

Whatever cannot be done is refused by name: what stands in the way of a deletion, and which rows no longer
fit where they were, with the ways there are to bring them back all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from workshops import history, scope, trash, turns
from workshops.models import TrashedItem, Workshop
from workshops.returning import Obstacle, Return, apply, missing, obstacles_in
from workshops.snapshots import (
    Gathering,
    all_tables,
    files_in,
    link_again,
    links_of,
    put_back,
    tables_of,
)
from workshops.trash import Refusal

SHOWN = 6  # names in a sentence


class TrashRefused(Exception):
    """The change is not possible; the message says why."""


class CannotDelete(TrashRefused):
    """Something stands in the way: `refusals` say what."""

    def __init__(self, refusals: list[Refusal]):
        super().__init__(" ".join(refusal.sentence for refusal in refusals))
        self.refusals = refusals


class NotInTrash(TrashRefused):
    """Somebody brought it back already, or it is gone for good."""


class DoesNotFit(TrashRefused):
    """Rows do not fit where they were: `obstacles` say which, why, and what can be done."""

    def __init__(self, obstacles: list[Obstacle]):
        super().__init__(" ".join(str(obstacle) for obstacle in obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True)
class Going:
    """One kind of rows that a deletion takes, and what the first of them are called."""

    model: type[Model]
    count: int
    names: tuple[str, ...]

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name_plural)


@dataclass(frozen=True)
class Prospect:
    """What deleting a row would do: what goes, and what stands in the way."""

    row: Model
    going: list[Going]
    refusals: list[Refusal]

    @property
    def possible(self) -> bool:
        return not self.refusals

    @property
    def has_way(self) -> bool:
        """Whether all that stands in the way can be done away with first."""
        return bool(self.refusals) and all(refusal.way for refusal in self.refusals)


# Deleting


def prospect(row: Model) -> Prospect:
    """What deleting this row would do."""
    gathered = Gathering(row)
    return Prospect(row, list(what_goes(gathered)), refusals_of(gathered))


def what_goes(gathered: Gathering) -> Iterator[Going]:
    """By kind, what stands nearest to the row first; of what nobody may count, nothing is said."""
    for model, rows in reversed(gathered.rows.items()):
        company = [row for row in rows if row != gathered.root]
        if company and not model._meta.auto_created and not trash.is_secret(model):
            yield Going(model, len(company), tuple(str(row) for row in company[:SHOWN]))


def refusals_of(gathered: Gathering) -> list[Refusal]:
    found = trash.refusals(gathered.rows, gathered.root)
    by_kind = defaultdict(list)
    for row in gathered.blocking:
        by_kind[type(row)].append(str(row))
    for model, names in by_kind.items():
        sentence = _("It is needed by %(count)s that stay (%(kind)s): %(names)s.") % {
            "count": len(names),
            "kind": model._meta.verbose_name_plural,
            "names": ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else ""),
        }
        found.append(Refusal(sentence))
    if not found and gathered.secret:
        kinds = ", ".join(str(model._meta.verbose_name_plural) for model in gathered.secret)
        found.append(
            Refusal(_("It would take along what is never copied: %(kinds)s.") % {"kinds": kinds})
        )
    return found


@transaction.atomic
def throw_away(
    row: Model, *, by: AbstractBaseUser, now: datetime, ways: bool = False
) -> TrashedItem:
    """Delete a row into the trash, with everything that goes with it. Raises CannotDelete.

    `ways`: do first what makes it possible, as withdrawing somebody from a workshop.
    """
    turns.take(row)
    list(QuerySet(type(row)).select_for_update().filter(pk=row.pk).values_list("pk"))
    gathered = Gathering(row)
    refusals = refusals_of(gathered)
    if ways and refusals and all(refusal.way for refusal in refusals):
        for refusal in refusals:
            refusal.way(by, now)
        gathered = Gathering(row)
        refusals = refusals_of(gathered)
    if refusals:
        raise CannotDelete(refusals)
    item = TrashedItem(
        kind=row._meta.label_lower,
        key=str(row.pk),
        label=str(row)[:250],
        workshop=None if isinstance(row, Workshop) else scope.workshop_of(row),
        by=by,
        at=now,
        snapshot=gathered.snapshot(),
    )
    with history.going_to_trash():
        gathered.delete()
    item.save()
    return item


# Bringing back


@transaction.atomic
def restore(
    item: TrashedItem,
    *,
    by: AbstractBaseUser,
    now: datetime,
    choices: Mapping[str, str] | None = None,
) -> list[str]:
    """Put everything back as it was, and say what could not be.

    `choices`: for an obstacle's name the code of a remedy, or `returning.LEAVE_OUT`. Raises NotInTrash or DoesNotFit.
    """
    turns.take(item.workshop)
    kept = TrashedItem.objects.select_for_update().filter(pk=item.pk).first()
    if kept is None:
        raise NotInTrash(_("“%(what)s” is no longer in the trash.") % {"what": item})
    returning = Return(kept, tables_of(kept.snapshot))
    apply(returning, choices or {}, by=by, now=now)
    obstacles = list(missing(returning))
    if obstacles:
        raise DoesNotFit(obstacles)
    try:
        with transaction.atomic():
            put_back(returning.tables)
            for row in returning.extra:
                row.save()
    except IntegrityError as broken:
        raise DoesNotFit(list(obstacles_in(returning))) from broken
    for link in links_of(kept.snapshot):
        link_again(link)
    for table in returning.tables:
        history.come_back(table.model, [table.key_of(values) for values in table.rows], by)
    root = returning.root._base_manager.get(pk=kept.key)
    said = _("Brought back from the trash.")
    LogEntry.objects.log_actions(by.pk, [root], ADDITION, said, single_object=True)
    kept.delete()
    return returning.notes


def rehearse(item: TrashedItem, *, by: AbstractBaseUser, now: datetime) -> list[str]:
    """As `restore`, and taken back: what it would say, or what it raises."""
    with transaction.atomic():
        notes = restore(item, by=by, now=now)
        transaction.set_rollback(True)
    return notes


# For good


@transaction.atomic
def purge(item: TrashedItem) -> None:
    """Delete for good, with the history of each row and the files that nothing else refers to."""
    files = list(files_in(item.snapshot))
    for table in all_tables(item.snapshot):
        history.forget(table.model, [table.key_of(row) for row in table.rows])
    item.delete()
    transaction.on_commit(lambda: remove_files(files))


def remove_files(files: Iterable) -> None:
    for each, name in files:
        if not QuerySet(each.model).filter(**{each.attname: name}).exists():
            each.storage.delete(name)


def empty(*, now: datetime, days: int = trash.KEPT_DAYS) -> int:
    """Delete for good what was deleted that many days ago; how many."""
    old = TrashedItem.objects.filter(at__lt=now - timedelta(days=days))
    for item in old:
        purge(item)
    return len(old)

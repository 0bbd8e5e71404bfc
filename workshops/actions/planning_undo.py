"""Undoing a step of the planning board: as long as nobody changed since what it changed."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from workshops import turns
from workshops.actions import trash
from workshops.actions.planning import log
from workshops.models import PlanningStep, Session, TrashedItem
from workshops.planning.refusals import CannotUndo, ChangedMeanwhile
from workshops.planning.steps import is_as_left, print_of, put_back
from workshops.trash import WayBlocked


@transaction.atomic
def undo(step: PlanningStep, *, by: AbstractBaseUser, now: datetime) -> PlanningStep:
    """Let all that a step wrote be as it was before; what it added goes into the trash.

    Raises CannotUndo, or ChangedMeanwhile where somebody wrote the same since.
    """
    turns.take(step)
    kept = PlanningStep.objects.select_for_update().get(pk=step.pk)
    if kept.undone_at is not None:
        raise CannotUndo(_("“%(what)s” was undone already.") % {"what": kept.label})
    there = {str(row.pk): row for row in kept.workshop.sessions.select_for_update()}
    check_all_there(kept, there)
    check_unchanged(kept, there)
    take_away(kept, there, by=by, now=now)
    bring_back(kept, by=by, now=now)
    for key, before in kept.before.items():
        put_back(there[key], before)
        log(there[key], _("Undone: %(what)s.") % {"what": kept.get_kind_display()}, by=by)
    kept.undone_at = now
    kept.save(update_fields=["undone_at"])
    return kept


def check_all_there(step: PlanningStep, there: dict[str, Session]) -> None:
    if not {*step.after, *step.made} <= set(there):
        raise CannotUndo(_("“%(what)s” was deleted since.") % {"what": step.label})


def check_unchanged(step: PlanningStep, there: dict[str, Session]) -> None:
    for key, after in step.after.items():
        if not is_as_left(there[key], after):
            raise ChangedMeanwhile(there[key], None)
    for key, made in step.made.items():
        if print_of(there[key]) != made:
            raise CannotUndo(
                _("“%(title)s” was changed since. If it is no longer needed, delete it.")
                % {"title": there[key]}
            )


def take_away(
    step: PlanningStep, there: dict[str, Session], *, by: AbstractBaseUser, now: datetime
) -> None:
    """What the step added."""
    try:
        for key in step.made:
            trash.throw_away(there[key], by=by, now=now)
    except (trash.TrashRefused, WayBlocked) as refused:
        raise CannotUndo(str(refused)) from refused


def bring_back(step: PlanningStep, *, by: AbstractBaseUser, now: datetime) -> None:
    """What the step put into the trash."""
    if step.trashed is None:
        return
    item = TrashedItem.objects.filter(pk=step.trashed).first()
    if item is None:
        raise CannotUndo(_("“%(what)s” is no longer in the trash.") % {"what": step.label})
    try:
        trash.restore(item, by=by, now=now)
    except trash.TrashRefused as refused:
        raise CannotUndo(str(refused)) from refused

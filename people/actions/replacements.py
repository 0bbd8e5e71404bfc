"""A focal point's task when somebody cannot come: name another for the seat, in one step, until the cut-off."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from people.actions import replacing
from people.actions.actors import Actor
from people.actions.nominations import Endorsing, give_word, hand_in, write
from people.actions.nominees import Said
from people.actions.owning import check_pace, check_replacing, lock_one, lock_own, lock_rows
from people.actions.refusals import NotYours
from people.dossiers import EDITABLE
from people.models import Participation, State, StateChange

S = State


@transaction.atomic
def replace(
    out: Participation, into: Participation, *, by: Actor, now: datetime, reason: str
) -> StateChange:
    """Let another nominee have somebody's seat, in one step. Raises as `replacing.replace` does, or TooLate."""
    lock_rows([out, into])
    held = lock_own(out.allocation, by)
    if into.allocation_id != held.pk:
        raise NotYours(_("%(name)s is not put forward here.") % {"name": into})
    check_replacing(held, by, now)
    check_pace(by, now)
    return replacing.replace(out, into, by=by, now=now, reason=reason)


@transaction.atomic
def replace_by_new(
    out: Participation,
    *,
    key: UUID,
    said: Said,
    endorsing: Endorsing,
    by: Actor,
    now: datetime,
    reason: str,
) -> Participation:
    """Put somebody new forward, endorsed, and let them have the seat: all of it or nothing.

    The same key again changes nothing. Raises as `replace` does, or Incomplete.
    """
    into = enter_endorsed(out, key=key, said=said, endorsing=endorsing, by=by, now=now)
    if into.state == S.ENDORSED:
        replace(out, into, by=by, now=now, reason=reason)
    return into


@transaction.atomic
def keep_for_reserve(
    out: Participation, *, key: UUID, said: Said, endorsing: Endorsing, by: Actor, now: datetime
) -> Participation:
    """Put somebody new forward, endorsed, where the seat went to somebody else meanwhile.

    The history says that a place in the reserve is wished for, which the organisers give.
    """
    wish = _("Wished for the reserve: the seat was taken meanwhile.")
    return enter_endorsed(out, key=key, said=said, endorsing=endorsing, by=by, now=now, reason=wish)


def enter_endorsed(
    out: Participation,
    *,
    key: UUID,
    said: Said,
    endorsing: Endorsing,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Participation:
    """Somebody new, submitted and endorsed, within a replacement; once for a key."""
    lock_rows([out])
    held, row = lock_one(out.allocation, key, by)
    check_replacing(held, by, now)
    if row is not None and row.state not in EDITABLE:
        return row
    row = write(held, row, key=key, said=said, by=by, now=now)
    if row.state != S.SUBMITTED:
        hand_in(row, by=by, now=now)
    give_word(held, [row], endorsing, by=by, now=now, reason=reason)
    return row

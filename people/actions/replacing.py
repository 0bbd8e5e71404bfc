"""One person in the place of another, on the same seat."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people import access, reserve
from people.actions import offers, states
from people.actions.actors import Actor
from people.actions.refusals import NotReplaceable, OutOfTurn, TooLate
from people.history import told_of
from people.models import FocalPoint, Participation, State, StateChange
from workshops import turns

LEAVES_AS = {State.SELECTED: State.WITHDRAWN, State.ACCEPTED: State.REPLACED}
LEFT = (State.WITHDRAWN, State.DECLINED, State.EXPIRED, State.NO_SHOW, State.REPLACED)


@transaction.atomic
def replace(
    out: Participation,
    into: Participation,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    answer_by: datetime | None = None,
) -> StateChange:
    """Let `into` have the seat of `out`, who leaves it in the same step if that has not happened yet.

    Raises TooLate for a focal point after the cut-off, OutOfTurn where somebody of the reserve is
    passed over without a reason, NotReplaceable, or a StateRefused.
    """
    turns.take(out, into)
    both = Participation.objects.select_for_update(no_key=True).filter(pk__in=(out.pk, into.pk))
    rows = {row.pk: row for row in both.order_by("pk")}
    leaving, coming = rows[out.pk], rows[into.pk]
    check_pair(leaving, coming)
    check_time(leaving, by, now)
    check_turn(leaving, coming, reason)
    seat = leaving.seat
    if leaving.state in LEAVES_AS:
        states.change(out, LEAVES_AS[State(leaving.state)], by=by, now=now, reason=reason)
    coming.replaces = leaving
    with told_of(by, now):
        coming.save(update_fields=["replaces"])
    into.replaces = out
    access.revoke_all(out, now=now)
    return offers.make(into, by=by, now=now, reason=reason, seat=seat, answer_by=answer_by)


def check_pair(leaving: Participation, coming: Participation) -> None:
    """Raises NotReplaceable: no seat to pass on, replaced before, or a circle."""
    said = {"out": leaving, "into": coming}
    if leaving.pk == coming.pk or leaving.workshop_id != coming.workshop_id:
        raise NotReplaceable(_("%(into)s cannot take the place of %(out)s.") % said)
    if leaving.seat_id is None or leaving.state not in (*LEAVES_AS, *LEFT):
        raise NotReplaceable(_("%(out)s has no seat that could be passed on.") % said)
    if Participation.objects.filter(replaces=leaving).exists():
        raise NotReplaceable(_("%(out)s was replaced already.") % said)
    before = leaving
    while before is not None:
        if before.pk == coming.pk:
            raise NotReplaceable(_("%(out)s came in the place of %(into)s.") % said)
        before = before.replaces


def check_time(leaving: Participation, by: Actor, now: datetime) -> None:
    """Focal points may replace until the cut-off; the office at any time."""
    cutoff = leaving.seat.allocation.replacement_cutoff
    if isinstance(by, FocalPoint) and cutoff and now > cutoff:
        raise TooLate(_("The time for replacements is over. Ask the organisers of the workshop."))


def passed_over(leaving: Participation, coming: Participation) -> list[Participation]:
    """Who of the reserve would come before for the seat."""
    return reserve.before(coming, leaving.seat.allocation_id, reserve.waiting(leaving.workshop_id))


def check_turn(leaving: Participation, coming: Participation, reason: str) -> None:
    waiting = passed_over(leaving, coming)
    if waiting and not reason.strip():
        raise OutOfTurn(
            _("%(names)s would come first. Say why not.")
            % {"names": ", ".join(str(row) for row in waiting)}
        )

"""Changes of a participation's state. One function does it, and every change is kept."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.models import HOLDING, Participation, Role, State, StateChange, User

S = State

# Which state may follow which. A late arrival overrides a no-show.
LEADS_TO: dict[str, set[str]] = {
    S.DRAFT: {S.SUBMITTED, S.WITHDRAWN},
    S.SUBMITTED: {S.ENDORSED, S.UNDER_REVIEW, S.RETURNED, S.WITHDRAWN, S.INELIGIBLE},
    S.ENDORSED: {
        S.UNDER_REVIEW, S.RETURNED, S.WITHDRAWN, S.SELECTED, S.RESERVE, S.NOT_SELECTED, S.INELIGIBLE,
    },
    S.UNDER_REVIEW: {
        S.ENDORSED, S.RETURNED, S.WITHDRAWN, S.SELECTED, S.RESERVE, S.NOT_SELECTED, S.INELIGIBLE,
    },
    S.RETURNED: {S.SUBMITTED, S.WITHDRAWN},
    S.RESERVE: {S.SELECTED, S.RELEASED, S.WITHDRAWN},
    S.NOT_SELECTED: set(),
    S.INELIGIBLE: set(),
    S.RELEASED: set(),
    S.SELECTED: {S.ACCEPTED, S.DECLINED, S.EXPIRED, S.WITHDRAWN},
    S.DECLINED: set(),
    S.EXPIRED: set(),
    S.ACCEPTED: {S.ARRIVED, S.WITHDRAWN, S.REPLACED, S.NO_SHOW},
    S.WITHDRAWN: set(),
    S.REPLACED: set(),
    S.ARRIVED: {S.COMPLETED, S.LEFT_EARLY},
    S.COMPLETED: set(),
    S.LEFT_EARLY: set(),
    S.NO_SHOW: {S.ARRIVED},
}  # fmt: skip


class StateRefused(Exception):
    """The change is not possible; the message says why."""


class NotNext(StateRefused):
    """The life cycle does not lead there from here."""


class SeatTaken(StateRefused):
    """Somebody else holds the seat, or the person already holds another in this workshop."""


class NoSeat(StateRefused):
    """A participant cannot hold a place without a seat."""


@transaction.atomic
def change(
    participation: Participation,
    to: str,
    *,
    by: User | None,
    now: datetime,
    reason: str = "",
) -> StateChange:
    """Move a participation to another state and keep who did it, when and why.

    Raises NotNext, NoSeat or SeatTaken. `by` is None for the system itself.
    """
    row = Participation.objects.select_for_update().get(pk=participation.pk)
    if to not in LEADS_TO[row.state]:
        raise NotNext(
            _("%(name)s is “%(state)s”; that does not lead to “%(to)s”.")
            % {"name": row, "state": row.get_state_display(), "to": State(to).label}
        )
    return store(row, to, by=by, now=now, reason=reason, passed_in=participation)


@transaction.atomic
def record(
    participation: Participation, to: str, *, by: User | None, now: datetime, reason: str
) -> StateChange:
    """Set the state of a historical record, which has no life cycle to follow, and keep the change.

    Raises NotNext where the participation is not one.
    """
    row = Participation.objects.select_for_update().get(pk=participation.pk)
    if row.channel != Participation.Channel.HISTORICAL:
        raise NotNext(_("%(name)s is not a historical record.") % {"name": row})
    return store(row, to, by=by, now=now, reason=reason, passed_in=participation)


def store(
    row: Participation,
    to: str,
    *,
    by: User | None,
    now: datetime,
    reason: str,
    passed_in: Participation,
) -> StateChange:
    """Write the state to the locked row and to the object that the caller holds."""
    if row.role == Role.PARTICIPANT and to in HOLDING and row.seat_id is None:
        raise NoSeat(_("%(name)s has no seat.") % {"name": row})
    before, row.state = row.state, to
    try:
        with transaction.atomic():
            row.save(update_fields=["state"])
    except IntegrityError as taken:
        raise SeatTaken(_("The seat of %(name)s is held already.") % {"name": row}) from taken
    passed_in.state = to
    return StateChange.objects.create(
        participation=row, from_state=before, to_state=to, actor=by, at=now, reason=reason
    )


def begin(row: Participation, *, by: User | None, now: datetime, reason: str) -> StateChange:
    """Keep in what state a participation was added; once, and by whoever adds it."""
    return StateChange.objects.create(
        participation=row, to_state=row.state, actor=by, at=now, reason=reason
    )


def next_states(participation: Participation) -> set[str]:
    """Where the life cycle may lead from here."""
    return LEADS_TO[participation.state]

"""Changes of a participation's state. One function does it, and every change is kept."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from people.actions import entering, facets
from people.actions.actors import Actor, columns_of
from people.actions.refusals import (
    AlreadyThere,
    FundRefuses,
    NoSeat,
    NotNext,
    SeatTaken,
    StateRefused,
)
from people.history import told_of
from people.models import (
    HOLDING,
    ActedAs,
    Participation,
    Role,
    Seat,
    State,
    StateChange,
    in_words,
)
from workshops import turns

__all__ = ["LEADS_TO", "begin", "begin_all", "change", "next_states", "record"]

S = State

# Which state may follow which. A late arrival overrides a no-show; a decision of the selectors can be
# taken up again, and an offer that ran out can be made again.
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
    S.NOT_SELECTED: {S.UNDER_REVIEW},
    S.INELIGIBLE: {S.UNDER_REVIEW},
    S.RELEASED: {S.UNDER_REVIEW},
    S.SELECTED: {S.ACCEPTED, S.DECLINED, S.EXPIRED, S.WITHDRAWN},
    S.DECLINED: set(),
    S.EXPIRED: {S.SELECTED, S.WITHDRAWN},
    S.ACCEPTED: {S.ARRIVED, S.WITHDRAWN, S.REPLACED, S.NO_SHOW},
    S.WITHDRAWN: set(),
    S.REPLACED: set(),
    S.ARRIVED: {S.COMPLETED, S.LEFT_EARLY},
    S.COMPLETED: set(),
    S.LEFT_EARLY: set(),
    S.NO_SHOW: {S.ARRIVED},
}  # fmt: skip

# What is otherwise for roles without a seat: nobody nominates them. They are invited, and may be again.
INVITED_LEADS_TO: dict[str, set[str]] = {
    S.DRAFT: {S.SELECTED, S.WITHDRAWN},
    S.SELECTED: {S.ACCEPTED, S.DECLINED, S.WITHDRAWN},
    S.DECLINED: {S.SELECTED},
    S.WITHDRAWN: {S.SELECTED},
    S.ACCEPTED: {S.ARRIVED, S.WITHDRAWN, S.NO_SHOW},
}


@transaction.atomic
def change(
    participation: Participation,
    to: str,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    seat: Seat | None = None,
    on: date | None = None,
    answer_by: datetime | None = None,
) -> StateChange:
    """Move a participation to another state and keep who did it, when and why.

    What a state asks for is checked and filled in here, whichever way one comes: a seat (`seat`, or a
    free one of the allocation), an endorsement, a place in the reserve, the day of arrival or departure
    (`on`, or today). `by` is None for the system itself. Raises a StateRefused.
    """
    turns.take(participation)
    row = Participation.objects.select_for_update(no_key=True).get(pk=participation.pk)
    if to not in next_states(row):
        raise NotNext(
            _("%(name)s is “%(state)s”; that does not lead to “%(to)s”.")
            % {"name": row, "state": row.get_state_display(), "to": in_words(to, row.role)}
        )
    asked = entering.Asked(by=by, now=now, reason=reason, seat=seat, on=on, answer_by=answer_by)
    entering.prepare(row, to, asked)
    return store(row, to, by=by, now=now, reason=reason, passed_in=participation)


@transaction.atomic
def record(
    participation: Participation,
    to: str,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    seat: Seat | None = None,
) -> StateChange:
    """Set the state of a historical record, which has no life cycle to follow, and keep the change.

    Whoever holds a seat then needs one all the same: `seat`, the one there is, or a free one. Raises
    NotNext where the participation is not a historical record, or another StateRefused.
    """
    turns.take(participation)
    row = Participation.objects.select_for_update(no_key=True).get(pk=participation.pk)
    if row.channel != Participation.Channel.HISTORICAL:
        raise NotNext(_("%(name)s is not a historical record.") % {"name": row})
    if to == State.RESERVE and row.reserve_rank is None:
        row.reserve_rank = entering.next_in_reserve(row)
    if to in HOLDING and row.role == Role.PARTICIPANT:
        entering.take_seat(row, entering.Asked(by=by, now=now, reason=reason, seat=seat))
    return store(row, to, by=by, now=now, reason=reason, passed_in=participation)


@transaction.atomic
def undo_arrival(
    participation: Participation, *, by: Actor, now: datetime, reason: str
) -> StateChange:
    """Back to accepted, where an arrival was a mistake; `arrivals.take_back` says when that may be."""
    row = Participation.objects.select_for_update().get(pk=participation.pk)
    if row.state != State.ARRIVED:
        raise NotNext(_("%(name)s has not arrived.") % {"name": row})
    row.arrived_on = None
    return store(row, State.ACCEPTED, by=by, now=now, reason=reason, passed_in=participation)


@transaction.atomic
def undo_withdrawal(
    participation: Participation, *, by: Actor, now: datetime, reason: str
) -> StateChange:
    """Back to what somebody was before the office withdrew them today, on the seat that was theirs.

    Raises NotNext where the country or the person withdrew, or time has passed, and SeatTaken.
    """
    turns.take(participation)
    row = Participation.objects.select_for_update(no_key=True).get(pk=participation.pk)
    last = withdrawn_today(row, now)
    if last is None:
        raise NotNext(_("Only a withdrawal that the office entered today can be taken back."))
    if Participation.objects.filter(replaces=row).exists():
        raise NotNext(
            _("%(name)s was replaced by %(other)s.") % {"name": row, "other": row.replaced_by}
        )
    before = last.from_state
    if before in HOLDING and row.role == Role.PARTICIPANT:
        entering.check_once(row)
        entering.take_seat(row, entering.Asked(by=by, now=now, reason=reason, seat=row.seat))
    if before == State.RESERVE:
        row.reserve_rank = entering.next_in_reserve(row)
    return store(row, before, by=by, now=now, reason=reason, passed_in=participation)


def withdrawn_today(row: Participation, now: datetime) -> StateChange | None:
    """The change by which the office withdrew somebody today, if that is the last there was."""
    last = row.changes.order_by("at", "pk").last()
    if row.state != State.WITHDRAWN or last is None or last.acted_as != ActedAs.OFFICE:
        return None
    is_todays = row.workshop.today(last.at) == row.workshop.today(now)
    return last if is_todays and last.from_state else None


def store(
    row: Participation,
    to: str,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    passed_in: Participation,
) -> StateChange:
    """Write the state, and what entering it set, to the locked row and to the object that the caller holds.

    What the person then needs for the journey comes with it.
    """
    if row.role == Role.PARTICIPANT and to in HOLDING and row.seat_id is None:
        raise NoSeat(_("%(name)s has no seat.") % {"name": row})
    before, row.state = row.state, to
    try:
        with transaction.atomic(), told_of(by, now):
            row.save(update_fields=["state", *entering.FILLED])
    except IntegrityError as broken:
        raise refusal_of(row, broken) from broken
    for name in ("state", *entering.FILLED):
        setattr(passed_in, name, getattr(row, name))
    facets.make_missing([row], now=now)
    return StateChange.objects.create(
        participation=row, from_state=before, to_state=to, at=now, reason=reason, **columns_of(by)
    )


def refusal_of(row: Participation, broken: IntegrityError) -> StateRefused:
    """In words, what the database would not take."""
    said = str(broken)
    if "person_is_a_live_participant_once" in said or "person_id" in said:
        return AlreadyThere(_("%(name)s is a participant already.") % {"name": row})
    if "fund_pays_for_its_country" in said:
        return FundRefuses(_("The fund behind the seat does not pay for %(name)s.") % {"name": row})
    return SeatTaken(_("The seat of %(name)s is held already.") % {"name": row})


def begin(row: Participation, *, by: Actor, now: datetime, reason: str) -> StateChange:
    """Keep in what state a participation was added; once, and by whoever adds it."""
    facets.make_missing([row], now=now)
    return StateChange.objects.create(
        participation=row, to_state=row.state, at=now, reason=reason, **columns_of(by)
    )


def begin_all(
    rows: Collection[Participation], *, by: Actor, now: datetime, reason: str
) -> list[Model]:
    """As `begin`, for many rows at once: the changes of state that are kept, and the facets that are made."""
    actor = columns_of(by)
    begun = StateChange.objects.bulk_create(
        StateChange(participation=row, to_state=row.state, at=now, reason=reason, **actor)
        for row in rows
    )
    return [*begun, *facets.make_missing(rows, now=now)]


def next_states(participation: Participation) -> set[str]:
    """Where the life cycle may lead from here."""
    state = participation.state
    if participation.role != Role.PARTICIPANT and state in INVITED_LEADS_TO:
        return INVITED_LEADS_TO[state]
    return LEADS_TO[state]

"""What selectors decide on a nominee: select, reserve, decline, return, and what stands beside it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from people import access, letters
from people.actions import offers, states
from people.actions.entering import next_in_reserve
from people.actions.refusals import NoReason, NotEndorsed, NotInReserve, NotNext
from people.history import told_of
from people.models import (
    Gate,
    GateDecision,
    Participation,
    Seat,
    SelectorNote,
    State,
    StateChange,
    User,
)
from workshops import turns

UNDECIDED = (State.SUBMITTED, State.ENDORSED, State.UNDER_REVIEW, State.RETURNED)
OUT_OF_THE_WAY = 10_000  # ranks while they are being given anew


def select(
    row: Participation,
    *,
    by: User,
    now: datetime,
    answer_by: datetime | None = None,
    reason: str = "",
    seat: Seat | None = None,
) -> StateChange:
    """Offer the nominee a seat: the offer goes out by letter. Raises a StateRefused."""
    try:
        return offers.make(row, by=by, now=now, answer_by=answer_by, reason=reason, seat=seat)
    except NotNext:
        if row.state != State.SUBMITTED or row.endorsement_id:
            raise
        raise NotEndorsed(
            _("%(name)s is not endorsed yet. Wait for it, or waive the endorsement with a reason.")
            % {"name": row}
        ) from None


@transaction.atomic
def reserve(row: Participation, *, by: User, now: datetime, reason: str = "") -> StateChange:
    """Put the nominee at the end of the reserve."""
    return states.change(row, State.RESERVE, by=by, now=now, reason=reason)


@transaction.atomic
def release(row: Participation, *, by: User, now: datetime, reason: str = "") -> StateChange:
    """Let somebody of the reserve go; those behind move up."""
    turns.take(row)
    change = states.change(row, State.RELEASED, by=by, now=now, reason=reason)
    close_gaps(row.stream_id)
    return change


@transaction.atomic
def decline(row: Participation, *, by: User, now: datetime, reason: str = "") -> StateChange:
    return states.change(row, State.NOT_SELECTED, by=by, now=now, reason=reason)


@transaction.atomic
def rule_out(row: Participation, *, by: User, now: datetime, reason: str) -> StateChange:
    """Say that the nominee may not take part, and why. Raises NoReason."""
    ask_for(reason, _("Say why %(name)s may not take part.") % {"name": row})
    return states.change(row, State.INELIGIBLE, by=by, now=now, reason=reason)


@transaction.atomic
def return_for_completion(
    row: Participation, *, by: User, now: datetime, reason: str
) -> StateChange:
    """Ask the focal points for what is missing, which `reason` says in their words. Raises NoReason."""
    ask_for(reason, _("Say what is missing in the nomination of %(name)s.") % {"name": row})
    change = states.change(row, State.RETURNED, by=by, now=now, reason=reason)
    for focal_point in offers.focal_points_of(row):
        letters.send(
            "returned",
            to=focal_point,
            key=f"returned-{change.pk}-to-{focal_point.pk}",
            now=now,
            about=row,
            link=access.make_link(focal_point, by=by, now=now),
            facts=lambda: {"nominee": str(row.person), "missing": reason},
        )
    return change


@transaction.atomic
def reopen(row: Participation, *, by: User, now: datetime, reason: str = "") -> StateChange:
    """Take a decision up again, or begin to look at somebody."""
    return states.change(row, State.UNDER_REVIEW, by=by, now=now, reason=reason)


@transaction.atomic
def waive_endorsement(row: Participation, *, by: User, now: datetime, reason: str) -> None:
    """Let a nominee be selected whom no authority endorsed, and keep who said so and why."""
    ask_for(reason, _("Say why %(name)s needs no endorsement.") % {"name": row})
    turns.take(row)
    locked = Participation.objects.select_for_update(no_key=True).get(pk=row.pk)
    if locked.state not in UNDECIDED or locked.endorsement_id:
        raise NotNext(
            _("%(name)s is “%(state)s”: there is no endorsement to waive.")
            % {"name": locked, "state": locked.get_state_display()}
        )
    locked.waived_by, locked.waiver_reason = by, reason.strip()[:250]
    with told_of(by, now):
        locked.save(update_fields=["waived_by", "waiver_reason"])
    row.waived_by, row.waiver_reason = locked.waived_by, locked.waiver_reason
    if locked.state == State.SUBMITTED:
        states.change(row, State.UNDER_REVIEW, by=by, now=now, reason=reason)


@transaction.atomic
def decide_gate(
    row: Participation, gate: Gate, *, passed: bool, reason: str, by: User, now: datetime
) -> GateDecision:
    """A selector's word on one criterion, over what the dossier says. Raises NoReason."""
    ask_for(reason, _("Say why: %(gate)s, %(name)s.") % {"gate": gate.label, "name": row})
    decision, _new = GateDecision.objects.update_or_create(
        participation=row,
        gate=gate,
        defaults={"passed": passed, "reason": reason.strip()[:500], "by": by, "at": now},
    )
    return decision


def undecide_gate(row: Participation, gate: Gate) -> None:
    """Let what the dossier says hold again."""
    GateDecision.objects.filter(participation=row, gate=gate).delete()


def note(row: Participation, text: str, *, by: User, now: datetime) -> SelectorNote:
    """Keep a note that selectors alone see; the same twice is kept once. Raises NoReason for an empty one."""
    ask_for(text, _("The note is empty."))
    kept, _new = SelectorNote.objects.get_or_create(
        participation=row, author=by, text=text.strip(), defaults={"at": now}
    )
    return kept


# The order of the reserve


@transaction.atomic
def move_in_reserve(
    row: Participation, to: int, *, by: User, now: datetime, reason: str = ""
) -> int:
    """Give somebody another place in the reserve, 1 the first; the others close up. Gives the place.

    Raises NotInReserve.
    """
    turns.take(row)
    order = reserve_in_order(row.stream_id)
    place = next((i for i, one in enumerate(order) if one.pk == row.pk), None)
    if place is None:
        raise NotInReserve(_("%(name)s is not in the reserve.") % {"name": row})
    moved = order.pop(place)
    to = min(max(to, 1), len(order) + 1)
    if to == place + 1:
        return to
    order.insert(to - 1, moved)
    number(order)
    said = _("Place in the reserve: %(before)s → %(after)s") % {"before": place + 1, "after": to}
    StateChange.objects.create(
        participation=moved,
        from_state=State.RESERVE,
        to_state=State.RESERVE,
        actor=by,
        at=now,
        reason=f"{said}. {reason}".strip(),
    )
    row.reserve_rank = to
    return to


def queue_anew(row: Participation) -> None:
    """Whoever comes into another stream waits at the end of its reserve; `row` is not stored yet."""
    turns.take(row)
    row.reserve_rank = next_in_reserve(row)


def close_gaps(stream: int | None) -> None:
    """1, 2, 3, … again, in the same order."""
    number(reserve_in_order(stream))


def reserve_in_order(stream: int | None) -> list[Participation]:
    return list(Participation.objects.in_reserve().filter(stream=stream))


def number(order: Sequence[Participation]) -> None:
    """Write the order, past the rule that no two have the same place."""
    if [one.reserve_rank for one in order] == list(range(1, len(order) + 1)):
        return
    rows = Participation.objects.filter(pk__in=[one.pk for one in order])
    rows.update(reserve_rank=F("reserve_rank") + OUT_OF_THE_WAY)
    for place, one in enumerate(order, start=1):
        Participation.objects.filter(pk=one.pk).update(reserve_rank=place)


def ask_for(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise NoReason(sentence)

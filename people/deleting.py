"""What of people and seats may go into the trash, what goes with it, and how it comes back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db.models import Max, Model
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.actions import states
from people.actions.actors import columns_of
from people.actions.refusals import Refused
from people.models import (
    HOLDING,
    Group,
    Message,
    Participation,
    Person,
    Role,
    Seat,
    State,
    StateChange,
    User,
)
from workshops import trash
from workshops.trash import Refusal, Remedy, Values, WayBlocked

Status = Message.Status


def register() -> None:
    trash.take_along(Person, lambda person: person.participations.all())
    trash.refuse_when(Participation, whoever_holds_a_seat)
    trash.on_return(Message, stay_unsent)
    trash.bring_back_as(
        "seat_has_one_holder",
        Remedy(
            Participation,
            "another-seat",
            _("On another free seat of the same allocation"),
            take_another_seat,
            possible=has_another_seat,
        ),
        Remedy(
            Participation,
            "without-seat",
            _("Without a seat, to be decided again"),
            come_back_undecided,
        ),
    )
    trash.bring_back_as(
        "person_is_a_live_participant_once",
        Remedy(Participation, "as-withdrawn", _("As withdrawn"), come_back_withdrawn),
    )
    trash.bring_back_as(
        "reserve_order_is_unique",
        Remedy(Participation, "end-of-reserve", _("At the end of the reserve"), go_to_the_end),
    )
    trash.bring_back_as(
        "group_number_is_unique_in_workshop",
        Remedy(Group, "group-number", _("Bring it back under the next number"), next_number),
    )


def whoever_holds_a_seat(rows: Sequence[Participation], root: Model) -> Iterable[Refusal]:
    """Nobody who holds a seat is deleted alone; with the whole workshop they are."""
    if not isinstance(root, Person | Participation):
        return
    for row in rows:
        if row.role == Role.PARTICIPANT and row.state in HOLDING:
            words = {"name": row, "workshop": row.workshop}
            can_go = row.channel == row.Channel.HISTORICAL or (
                State.WITHDRAWN in states.next_states(row)
            )
            yield Refusal(
                _now("%(name)s holds a seat in “%(workshop)s”.") % words,
                way_label=_now("Withdraw %(name)s from “%(workshop)s” first") % words,
                way=partial(withdraw, row) if can_go else None,
            )


def withdraw(row: Participation, by: User, now: datetime) -> None:
    """Free the seat, by the rules of states. Raises WayBlocked."""
    act = states.record if row.channel == row.Channel.HISTORICAL else states.change
    try:
        act(row, State.WITHDRAWN, by=by, now=now, reason=_now("Withdrawn to be deleted"))
    except Refused as refusal:
        raise WayBlocked(str(refusal)) from refusal


def stay_unsent(values: Values) -> None:
    """What was not sent before a deletion is not sent weeks later."""
    if values["status"] in (Status.DRAFT, Status.WAITING, Status.SENDING):
        values["status"] = Status.CANCELLED


def free_seat(values: Values) -> Seat | None:
    taken = Seat.objects.filter(pk=values["seat_id"]).first()
    if taken is None:
        return None
    others = Seat.objects.filter(allocation=taken.allocation, state=Seat.State.OFFERED)
    held = Participation.objects.filter(state__in=HOLDING, seat__isnull=False).values("seat")
    return others.exclude(pk__in=held).order_by("number").first()


def has_another_seat(values: Values) -> bool:
    return free_seat(values) is not None


def take_another_seat(values: Values, by: User, now: datetime) -> Iterable[Model]:
    values["seat_id"] = free_seat(values).pk
    return ()


def come_back_undecided(values: Values, by: User, now: datetime) -> Iterable[Model]:
    values["seat_id"] = None
    return come_back_as(State.UNDER_REVIEW, values, by, now)


def come_back_withdrawn(values: Values, by: User, now: datetime) -> Iterable[Model]:
    return come_back_as(State.WITHDRAWN, values, by, now)


def come_back_as(state: str, values: Values, by: User, now: datetime) -> Iterable[Model]:
    """In another state, with the change in its history as any other."""
    change = StateChange(
        participation_id=values["id"],
        from_state=values["state"],
        to_state=state,
        at=now,
        reason=_now("Brought back from the trash"),
        **columns_of(by),
    )
    values["state"] = state
    return [change]


def go_to_the_end(values: Values, by: User, now: datetime) -> Iterable[Model]:
    others = Participation.objects.filter(stream=values["stream_id"], state=State.RESERVE)
    values["reserve_rank"] = (others.aggregate(last=Max("reserve_rank"))["last"] or 0) + 1
    return ()


def next_number(values: Values, by: User, now: datetime) -> Iterable[Model]:
    others = Group.objects.filter(workshop=values["workshop_id"])
    values["number"] = (others.aggregate(last=Max("number"))["last"] or 0) + 1
    return ()

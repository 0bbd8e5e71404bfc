"""What each state asks of whoever enters it: checked and filled in on the locked row, before it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, IntegerField, Max, Value, When
from django.utils.translation import gettext as _

from people import gates, reserve
from people.actions.actors import Actor
from people.actions.refusals import (
    AlreadyThere,
    NoSeat,
    NotCleared,
    NotEndorsed,
    NotYet,
    OutOfTurn,
    SeatTaken,
    StillExpected,
    WrongCountry,
    WrongDay,
)
from people.actions.seats import check_fund, store
from people.models import (
    LIVE,
    Allocation,
    Participation,
    Role,
    Seat,
    State,
    Stream,
    call_of,
)
from workshops.models import Country

# The columns that entering a state may fill in.
FILLED = (
    "seat", "allocation", "stream", "reserve_rank", "offered_at", "answer_by", "reminded_at", "arrived_on", "left_on",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the caller of `states.change` said beside the state."""

    by: Actor
    now: datetime
    reason: str = ""
    seat: Seat | None = None
    on: date | None = None
    answer_by: datetime | None = None


def prepare(row: Participation, to: str, asked: Asked) -> None:
    """Check what entering `to` asks for and fill it in. Raises a StateRefused."""
    enter = ENTER.get(State(to))
    if enter:
        enter(row, asked)
    if to != State.RESERVE:
        row.reserve_rank = None


def enter_selected(row: Participation, asked: Asked) -> None:
    """An endorsement, the criteria, one's turn, a seat, and until when to answer.

    Whoever needs no seat is invited, and keeps nobody waiting: no time to answer, unless one is said.
    """
    row.offered_at, row.answer_by, row.reminded_at = asked.now, asked.answer_by, None
    if row.role != Role.PARTICIPANT:
        return
    check_endorsed(row)
    check_gates(row)
    check_turn(row, asked)
    check_once(row)
    take_seat(row, asked)
    days = timedelta(days=call_of(row.workshop).answer_days)
    row.answer_by = asked.answer_by or asked.now + days


def enter_reserve(row: Participation, asked: Asked) -> None:
    """The last place in the reserve of the stream."""
    row.reserve_rank = next_in_reserve(row)


def enter_arrived(row: Participation, asked: Asked) -> None:
    """The day of it; and after a no-show a seat, for the old one may be somebody else's by now."""
    row.arrived_on = day_of(asked, row)
    row.left_on = None
    if row.state == State.NO_SHOW and row.role == Role.PARTICIPANT:
        check_once(row)
        take_seat(row, asked)


def enter_no_show(row: Participation, asked: Asked) -> None:
    """Only after the first day and the days of grace, and of nobody who came or is expected."""
    workshop = row.workshop
    today = workshop.today(asked.now)
    patience = workshop.starts_on + timedelta(days=call_of(workshop).grace_days)
    if today < patience:
        raise NotYet(
            _("%(name)s may still come: nobody is a no-show before %(day)s.")
            % {"name": row, "day": patience.isoformat()}
        )
    if row.attendances.exists():
        raise StillExpected(_("%(name)s was there.") % {"name": row})
    if row.expected_on and row.expected_on > today:
        raise StillExpected(
            _("%(name)s is expected on %(day)s.")
            % {"name": row, "day": row.expected_on.isoformat()}
        )
    if row.seat_id:
        seat = Seat.objects.select_related("allocation").get(pk=row.seat_id)
        store(seat, Seat.State.LOST, by=asked.by, now=asked.now, reason=asked.reason)


def enter_left_early(row: Participation, asked: Asked) -> None:
    """The day of it: not before the arrival, nor before a day on which the person was there."""
    row.left_on = day_of(asked, row)
    if row.arrived_on and row.left_on < row.arrived_on:
        raise WrongDay(
            _("%(name)s arrived on %(day)s.") % {"name": row, "day": row.arrived_on.isoformat()}
        )
    if later := row.attendances.filter(day__gt=row.left_on).order_by("-day").first():
        raise WrongDay(
            _("%(name)s was there on %(day)s.") % {"name": row, "day": later.day.isoformat()}
        )


def day_of(asked: Asked, row: Participation) -> date:
    """The day that is said, or today. Raises WrongDay for one that has not come."""
    today = row.workshop.today(asked.now)
    if asked.on and asked.on > today:
        raise WrongDay(_("%(day)s has not come yet.") % {"day": asked.on.isoformat()})
    return asked.on or today


ENTER: dict[State, Callable[[Participation, Asked], None]] = {
    State.SELECTED: enter_selected,
    State.RESERVE: enter_reserve,
    State.ARRIVED: enter_arrived,
    State.NO_SHOW: enter_no_show,
    State.LEFT_EARLY: enter_left_early,
}


def check_endorsed(row: Participation) -> None:
    """Raises NotEndorsed for a nominee whom nobody endorsed, unless that was waived."""
    nominated = row.channel == Participation.Channel.NOMINATION
    if nominated and row.endorsement_id is None and not row.waiver_reason:
        raise NotEndorsed(
            _("%(name)s is not endorsed. Enter the endorsement, or waive it with a reason.")
            % {"name": row}
        )


def check_gates(row: Participation) -> None:
    """Raises NotCleared where a nominee does not pass what the call asks for, and no selector decided."""
    if row.channel != Participation.Channel.NOMINATION:
        return
    standing = gates.open_gates(row)
    if standing:
        said = (f"{checked.gate.label}: {checked.reason}" for checked in standing)
        raise NotCleared(
            _("%(name)s is not cleared. %(why)s Decide on it first.")
            % {"name": row, "why": " ".join(said)}
        )


def check_turn(row: Participation, asked: Asked) -> None:
    """Raises OutOfTurn where others of the reserve come first for that seat, and nobody says why not."""
    if row.state != State.RESERVE or asked.reason.strip():
        return
    allocation = asked.seat.allocation_id if asked.seat else row.allocation_id
    first = reserve.before(row, allocation, reserve.waiting(row.workshop_id))
    if first:
        raise OutOfTurn(
            _("%(names)s would come first. Say why not.")
            % {"names": ", ".join(str(each) for each in first)}
        )


def check_once(row: Participation) -> None:
    """Raises AlreadyThere where the person is a live participant of the workshop by another row."""
    others = Participation.objects.participants().filter(
        workshop=row.workshop_id, person=row.person_id, state__in=LIVE
    )
    if others.exclude(pk=row.pk).exists():
        raise AlreadyThere(_("%(name)s is a participant already.") % {"name": row})


def take_seat(row: Participation, asked: Asked) -> None:
    """The seat asked for, else the row's own, else a free one of its allocation; all under lock.

    Raises NoSeat, SeatTaken, WrongCountry or FundRefuses.
    """
    wanted = asked.seat or row.seat
    seat = wanted_seat(row, wanted) if wanted else None
    if seat is None and asked.seat is None:
        seat = free_seat(row)
    if seat is None:
        refuse_seatless(row)
    check_fund(seat.allocation, row.sending_country, row)
    if seat.state == Seat.State.LOST:
        store(seat, Seat.State.OFFERED, by=asked.by, now=asked.now, reason=asked.reason)
    row.seat, row.allocation, row.stream = seat, seat.allocation, seat.allocation.stream


def refuse_seatless(row: Participation) -> None:
    """Say who sits where the person sat, if anybody does, and what can be done."""
    holder = Participation.objects.holding_a_seat().filter(seat=row.seat_id).first()
    if row.seat_id and holder:
        raise SeatTaken(
            _(
                "%(holder)s has the seat of %(name)s by now, and no other is free. "
                "Raise the allocation, or free a seat."
            )
            % {"holder": holder, "name": row}
        )
    raise NoSeat(_("There is no free seat for %(name)s. The reserve is open.") % {"name": row})


def wanted_seat(row: Participation, wanted: Seat) -> Seat | None:
    """That seat, its allocation locked. Where it is another's now: None, or refused if it is not the row's own.

    A seat of a country goes to whom that country sends.
    """
    lock([wanted.allocation_id])
    related = Seat.objects.select_related(
        "allocation__fund", "allocation__country", "allocation__stream"
    )
    seat = related.get(pk=wanted.pk)
    if seat.allocation.stream.workshop_id != row.workshop_id:
        raise NoSeat(_("The seat %(seat)s is of another workshop.") % {"seat": seat})
    holder = Participation.objects.holding_a_seat().filter(seat=seat).exclude(pk=row.pk).first()
    if holder is not None and wanted.pk != row.seat_id:
        raise SeatTaken(_("%(name)s holds this seat.") % {"name": holder})
    if holder is not None or seat.state not in Seat.TO_TAKE:
        return None
    check_country(seat.allocation, row.sending_country, row)
    return seat


def check_country(allocation: Allocation, country: Country | None, name: object) -> None:
    """Raises WrongCountry where the allocation is to another country."""
    if allocation.country and allocation.country != country:
        raise WrongCountry(
            _("The seat is for %(country)s, which does not send %(name)s.")
            % {"country": allocation.country, "name": name}
        )


def free_seat(row: Participation) -> Seat | None:
    """A free seat of the row's allocation, or of those that its country has in its stream; they stay locked."""
    allocations = Allocation.objects.filter(pk=row.allocation_id)
    if row.allocation_id is None:
        allocations = Allocation.objects.filter(
            stream=row.stream_id, country=row.sending_country_id, country__isnull=False
        )
    keys = list(allocations.order_by("position", "pk").values_list("pk", flat=True))
    lock(keys)
    unused_last = Case(
        When(state=Seat.State.LOST, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    return (
        Seat.objects.free()
        .filter(allocation__in=keys, state__in=Seat.TO_TAKE)
        .select_related("allocation__fund", "allocation__country", "allocation__stream")
        .order_by(unused_last, "allocation__position", "allocation", "number")
        .first()
    )


def lock(keys: list[int]) -> None:
    """Whoever else wants a seat of these allocations waits until this transaction ends."""
    allocations = Allocation.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(allocations.order_by("pk"))


def next_in_reserve(row: Participation) -> int:
    """One after the last in the stream; who comes back goes to the end."""
    list(Stream.objects.select_for_update(no_key=True).filter(pk=row.stream_id))
    last = Participation.objects.filter(stream=row.stream_id, state=State.RESERVE).aggregate(
        last=Max("reserve_rank")
    )["last"]
    return (last or 0) + 1

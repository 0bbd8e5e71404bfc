"""How many seats an allocation has, and whose they are: raise, lower, return, reallocate, cancel."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.actions.actors import Actor, user_of
from people.actions.refusals import (
    FundRefuses,
    OverCapacity,
    SeatsHeld,
    SeatsRefused,
    TooManySeats,
)
from people.models import Allocation, Call, Fund, Participation, Seat, SeatChange
from workshops import history, turns
from workshops.models import Country, Workshop

MOST_SEATS = 500
GONE = (Seat.State.RETURNED, Seat.State.CANCELLED)


@transaction.atomic
def resize(
    allocation: Allocation,
    to: int,
    *,
    by: Actor = None,
    now: datetime | None = None,
    reason: str = "",
    planned: bool = False,
) -> None:
    """Give an allocation that many seats in force: new ones after the last, free ones taken from the end.

    New ones are offered, or only `planned`. A seat that somebody once had, or whose beginning is on record,
    is cancelled rather than deleted. Where `now` is given, new seats are put on record too. Raises
    SeatsHeld, TooManySeats or OverCapacity.
    """
    if to > MOST_SEATS:
        raise TooManySeats(_("More than %(most)s seats is probably a slip.") % {"most": MOST_SEATS})
    row = lock(allocation)
    in_force = row.seats.in_force().count()
    if to >= in_force:
        state = Seat.State.PLANNED if planned else Seat.State.OFFERED
        made = add(row, to - in_force, state)
        if now is not None:
            keep_beginning(made, by=by, now=now, reason=reason)
        return
    held = list(row.seats.in_force().held().distinct())
    if to < len(held):
        raise SeatsHeld(
            _("Seats have names on them: %(names)s. %(least)s is the least.")
            % {"names": ", ".join(names_on(held)), "least": len(held)}
        )
    leave_out(list(row.seats.free().order_by("-number")[: in_force - to]), by, now, reason)


@transaction.atomic
def give_back(seats: Iterable[Seat], *, by: Actor, now: datetime, reason: str) -> list[Seat]:
    """The country or body returns seats: nobody sits there any more. Raises SeatsHeld."""
    return move_all(seats, Seat.State.RETURNED, by=by, now=now, reason=reason)


@transaction.atomic
def cancel(seats: Iterable[Seat], *, by: Actor, now: datetime, reason: str) -> list[Seat]:
    """The organiser takes seats out of the workshop. Raises SeatsHeld."""
    return move_all(seats, Seat.State.CANCELLED, by=by, now=now, reason=reason)


@transaction.atomic
def offer(seats: Iterable[Seat], *, by: Actor, now: datetime, reason: str = "") -> list[Seat]:
    """Planned seats become offered ones; those that are offered stay so."""
    rows = locked(seats)
    planned = [seat for seat in rows if seat.state == Seat.State.PLANNED]
    for seat in planned:
        store(seat, Seat.State.OFFERED, by=by, now=now, reason=reason)
    return planned


@transaction.atomic
def bring_back(seats: Iterable[Seat], *, by: Actor, now: datetime, reason: str) -> list[Seat]:
    """Returned and cancelled seats are offered again. Raises OverCapacity."""
    rows = [seat for seat in locked(seats) if seat.state in GONE]
    if rows:
        check_capacity(rows[0].allocation.stream.workshop, len(rows))
    for seat in rows:
        store(seat, Seat.State.OFFERED, by=by, now=now, reason=reason)
    return rows


@transaction.atomic
def reallocate(
    seats: Iterable[Seat], to: Allocation, *, by: Actor, now: datetime, reason: str
) -> list[Seat]:
    """Free seats, returned ones too, become new seats of another allocation of the same workshop.

    Gives the new seats. Raises SeatsHeld, OverCapacity where returned seats would come on top, or
    SeatsRefused.
    """
    rows = locked(seats, also=[to])
    refuse_held(rows)
    movable = (Seat.State.PLANNED, Seat.State.OFFERED, Seat.State.RETURNED, Seat.State.LOST)
    for seat in rows:
        if seat.allocation_id == to.pk or seat.state not in movable:
            raise SeatsRefused(
                _("Seat %(seat)s is “%(state)s” and cannot become one of %(to)s.")
                % {"seat": seat, "state": seat.get_state_display(), "to": to}
            )
        if seat.allocation.stream.workshop_id != to.stream.workshop_id:
            raise SeatsRefused(_("%(to)s belongs to another workshop.") % {"to": to})
    returned = sum(seat.state == Seat.State.RETURNED for seat in rows)
    if returned:
        check_capacity(to.stream.workshop, returned)
    made = []
    for seat in rows:
        store(seat, Seat.State.REALLOCATED, by=by, now=now, reason=reason)
        (seat.moved_to,) = add_rows(to, 1)
        seat.save(update_fields=["moved_to"])
        made.append(seat.moved_to)
    keep_beginning(made, by=by, now=now, reason=reason)
    return made


def move_all(
    seats: Iterable[Seat], state: str, *, by: Actor, now: datetime, reason: str
) -> list[Seat]:
    """Seats in force that leave it; those that left it before stay as they are."""
    rows = locked(seats)
    refuse_held(rows)
    leaving = [seat for seat in rows if seat.state in Seat.IN_FORCE]
    for seat in leaving:
        store(seat, state, by=by, now=now, reason=reason)
    return leaving


def store(seat: Seat, state: str, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Write a seat's state and keep the change."""
    before, seat.state = seat.state, state
    seat.save(update_fields=["state", "moved_to"])
    SeatChange.objects.create(
        seat=seat, from_state=before, to_state=state, actor=user_of(by), at=now, reason=reason
    )


def keep_beginning(seats: Iterable[Seat], *, by: Actor, now: datetime, reason: str) -> None:
    """Keep who made these seats, when and why."""
    SeatChange.objects.bulk_create(
        SeatChange(seat=seat, to_state=seat.state, actor=user_of(by), at=now, reason=reason)
        for seat in seats
    )


def lock(allocation: Allocation) -> Allocation:
    turns.take(allocation)
    return Allocation.objects.select_for_update(no_key=True).get(pk=allocation.pk)


def locked(seats: Iterable[Seat], also: Sequence[Allocation] = ()) -> list[Seat]:
    """The seats as they are now, with their allocations locked in one order."""
    keys = [seat.pk for seat in seats]
    wanted = set(Seat.objects.filter(pk__in=keys).values_list("allocation", flat=True))
    wanted |= {allocation.pk for allocation in also}
    allocations = Allocation.objects.filter(pk__in=wanted).order_by("pk")
    turns.take(*allocations.select_related("stream"))
    list(allocations.select_for_update(no_key=True))
    return list(
        Seat.objects.filter(pk__in=keys)
        .select_related("allocation__stream__workshop", "allocation__country")
        .order_by("allocation", "number")
    )


def refuse_held(seats: Sequence[Seat]) -> None:
    held = list(Seat.objects.held().filter(pk__in=[seat.pk for seat in seats]).distinct())
    if held:
        names = names_on(held)
        raise SeatsHeld(
            ngettext(
                "%(names)s sits there. Withdraw or replace that person first.",
                "%(names)s sit there. Withdraw or replace them first.",
                len(names),
            )
            % {"names": ", ".join(names)}
        )


def leave_out(seats: list[Seat], by: Actor, now: datetime | None, reason: str) -> None:
    """Take free seats away: those of which nothing is on record for good, the others as cancelled."""
    keys = [seat.pk for seat in seats]
    once_had = set(Participation.objects.filter(seat__in=keys).values_list("seat", flat=True))
    once_had |= set(Seat.objects.filter(moved_to__in=keys).values_list("moved_to", flat=True))
    once_had |= set(SeatChange.objects.filter(seat__in=keys).values_list("seat", flat=True))
    for seat in seats:
        if seat.pk in once_had:
            why = reason or _("The allocation was lowered.")
            store(seat, Seat.State.CANCELLED, by=by, now=now or timezone.now(), reason=why)
    Seat.objects.filter(pk__in=set(keys) - once_had).delete()


def add(allocation: Allocation, count: int, state: str = Seat.State.OFFERED) -> list[Seat]:
    """New seats after the last, within the workshop's capacity. The allocation is locked."""
    if count < 1:
        return []
    check_capacity(allocation.stream.workshop, count)
    return add_rows(allocation, count, state)


def add_rows(allocation: Allocation, count: int, state: str = Seat.State.OFFERED) -> list[Seat]:
    last = max(allocation.seats.values_list("number", flat=True), default=0)
    new = [
        Seat(allocation=allocation, number=last + place, state=state)
        for place in range(1, count + 1)
    ]
    return history.create_all(Seat, new)


def check_capacity(workshop: Workshop, more: int) -> None:
    """Raises OverCapacity where that many more seats exceed the workshop's places."""
    call = Call.objects.select_for_update().filter(workshop=workshop).first()
    if call is None or call.capacity is None:
        return
    there = Seat.objects.in_force().filter(allocation__stream__workshop=workshop).count()
    if there + more > call.capacity:
        raise OverCapacity(
            _("The workshop has %(capacity)s places, and %(there)s seats are given out.")
            % {"capacity": call.capacity, "there": there}
        )


def check_fund(allocation: Allocation, country: object | None, name: object) -> None:
    """Raises FundRefuses where the allocation's fund pays for another country only."""
    fund = allocation.fund
    if fund and fund.only_country_id and fund.only_country_id != getattr(country, "pk", None):
        raise FundRefuses(
            _("The seat is paid for by %(fund)s, which is for %(country)s only, not for %(name)s.")
            % {"fund": fund, "country": fund.only_country, "name": name}
        )


def check_holders(fund: Fund, country: Country | None) -> None:
    """Raises FundRefuses where a fund would pay for one country only, and others hold its seats."""
    if country is None or fund.pk is None:
        return
    holders = Participation.objects.holding_a_seat().filter(seat__allocation__fund=fund)
    others = list(holders.exclude(sending_country=country).select_related("person"))
    if others:
        raise FundRefuses(
            _("Others than %(country)s’s have seats of this fund: %(names)s.")
            % {"country": country, "names": ", ".join(str(row) for row in others)}
        )


def with_names(allocation: Allocation) -> list[Seat]:
    """The seats in force that somebody holds: they are never taken away."""
    return list(allocation.seats.in_force().held().distinct())


def names_on(seats: Iterable[Seat]) -> list[str]:
    """Who holds these seats."""
    rows = Participation.objects.holding_a_seat().filter(seat__in=[seat.pk for seat in seats])
    return sorted(set(rows.values_list("person__display_name", flat=True)))

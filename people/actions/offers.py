"""Offers: a seat is offered, the nominee is reminded, answers, or lets the time pass; everybody concerned is told."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from people import access, letters
from people.actions import states
from people.actions.actors import Actor, user_of
from people.actions.refusals import AlreadyAnswered, NotOffered, TooLate
from people.models import (
    CAME,
    AccessLink,
    FocalPoint,
    Participation,
    Role,
    Seat,
    State,
    StateChange,
    call_of,
)
from workshops import dates, turns
from workshops.content import text_of

KEEPS_FOR = timedelta(days=60)  # after the last day: what one agreed to can be changed that long


@transaction.atomic
def make(
    row: Participation,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    answer_by: datetime | None = None,
    seat: Seat | None = None,
) -> StateChange:
    """Offer a nominee a seat. Raises a StateRefused."""
    change = states.change(
        row, State.SELECTED, by=by, now=now, reason=reason, answer_by=answer_by, seat=seat
    )
    tell_of_offer(row, change, by=by, now=now)
    return change


def tell_of_offer(row: Participation, change: StateChange, *, by: Actor, now: datetime) -> None:
    """Write to the nominee, with a link of their own, and to the focal points, without.

    A record of the past is no offer, and other roles than a participant's have no seat.
    """
    if row.channel == Participation.Channel.HISTORICAL or row.role != Role.PARTICIPANT:
        return
    allocation = row.allocation
    answer_by = in_words(row, row.answer_by)
    letters.send(
        "offer",
        to=row,
        key=f"offer-{change.pk}",
        now=now,
        link=link_for(row, by=by, now=now),
        facts=lambda: {
            "answer_by": answer_by(),
            "package": text_of(allocation, "package").plain if allocation else "",
        },
    )
    tell_focal_points(
        row, "offer-copy", key=f"offer-{change.pk}", now=now,
        facts=lambda: {"answer_by": answer_by(), "reachable": bool(row.person.email)},
    )  # fmt: skip


def tell_focal_points(
    row: Participation,
    kind: str,
    *,
    key: str,
    now: datetime,
    facts: Callable[[], letters.Facts] = dict,
) -> None:
    """The same letter to each active focal point of the allocation; with the nominee's name."""
    for focal_point in focal_points_of(row):
        letters.send(
            kind,
            to=focal_point,
            key=f"{key}-to-{focal_point.pk}",
            now=now,
            about=row,
            facts=lambda: {"nominee": str(row.person), **facts()},
        )


def focal_points_of(row: Participation) -> list[FocalPoint]:
    if row.allocation_id is None:
        return []
    return list(row.allocation.focal_points.active().select_related("workshop__country"))


def link_for(row: Participation, *, by: Actor, now: datetime) -> AccessLink:
    """The nominee's link to their own pages: the one there is, or a new one."""
    last_day = row.workshop.ends_on
    until = max(now, datetime.combine(last_day, datetime.min.time(), now.tzinfo)) + KEEPS_FOR
    there = row.links.in_force(now).filter(expires_at__gte=until - timedelta(days=1)).first()
    return there or access.make_link(row, by=user_of(by), now=now, expires_at=until)


def in_words(row: Participation, at: datetime) -> Callable[[], str]:
    """A moment on the workshop's clocks, in whatever language it is asked for."""
    return lambda: dates.moment(at, row.workshop.zone)


# Answers


@transaction.atomic
def accept(row: Participation, *, by: Actor, now: datetime) -> StateChange:
    """Take the seat. Raises AlreadyAnswered, NotOffered, or TooLate for a nominee after the hour."""
    locked = to_answer(row, State.ACCEPTED, by=by, now=now)
    change = states.change(locked, State.ACCEPTED, by=by, now=now)
    row.state = locked.state
    letters.send(
        "offer-accepted",
        to=locked,
        key=f"accepted-{change.pk}",
        now=now,
        link=link_for(locked, by=by, now=now),
    )
    tell_focal_points(locked, "offer-accepted-copy", key=f"accepted-{change.pk}", now=now)
    return change


@transaction.atomic
def decline(row: Participation, *, by: Actor, now: datetime, reason: str = "") -> StateChange:
    """Leave the seat to somebody else; the reason stays private. Raises as `accept` does."""
    locked = to_answer(row, State.DECLINED, by=by, now=now)
    change = states.change(locked, State.DECLINED, by=by, now=now, reason=reason)
    row.state = locked.state
    tell_focal_points(locked, "offer-declined-copy", key=f"declined-{change.pk}", now=now)
    tell_office(locked, "offer-declined-office", key=f"declined-{change.pk}", now=now)
    return change


def to_answer(row: Participation, answer: State, *, by: Actor, now: datetime) -> Participation:
    """The row under lock, with an offer that can be answered."""
    turns.take(row)
    locked = (
        Participation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "workshop__country", "allocation")
        .get(pk=row.pk)
    )
    accepted = (State.ACCEPTED, *CAME)
    if locked.state == answer or (answer == State.ACCEPTED and locked.state in accepted):
        raise AlreadyAnswered(_("This was answered already: %(state)s.") % said_of(locked))
    if locked.state != State.SELECTED:
        raise NotOffered(_("There is no offer to answer: %(state)s.") % said_of(locked))
    if isinstance(by, Participation) and locked.answer_by and now > locked.answer_by:
        raise TooLate(
            _("The time to answer ended at %(moment)s. Ask the organisers.")
            % {"moment": in_words(locked, locked.answer_by)()}
        )
    return locked


def said_of(row: Participation) -> dict[str, object]:
    return {"state": row.get_state_display()}


def tell_office(row: Participation, kind: str, *, key: str, now: datetime) -> None:
    letters.send(
        kind,
        to=row.workshop,
        key=f"{key}-to-office",
        now=now,
        about=row,
        facts=lambda: {"nominee": str(row.person), "country": country_of(row)},
    )


def country_of(row: Participation) -> str:
    return text_of(row.sending_country, "name").plain if row.sending_country else ""


# Clocks


def due_to_remind(now: datetime) -> QuerySet[Participation]:
    """Offers that nobody answered or was reminded of; each workshop says how long before."""
    return offered().filter(answer_by__gt=now, reminded_at__isnull=True)


def due_to_expire(now: datetime) -> QuerySet[Participation]:
    return offered().filter(answer_by__lte=now)


def offered() -> QuerySet[Participation]:
    """Offers that wait for an answer, those of historical records left alone."""
    waiting = Participation.objects.participants().filter(state=State.SELECTED)
    return waiting.exclude(channel=Participation.Channel.HISTORICAL).order_by("answer_by", "pk")


@transaction.atomic
def remind(row: Participation, *, now: datetime) -> bool:
    """Remind a nominee of an offer whose last days have come, once. Whether it was time."""
    turns.take(row)
    locked = Participation.objects.select_for_update(no_key=True).get(pk=row.pk)
    if locked.state != State.SELECTED or locked.reminded_at or not locked.answer_by:
        return False
    days = timedelta(days=call_of(locked.workshop).reminder_days)
    if not locked.answer_by - days <= now < locked.answer_by:
        return False
    Participation.objects.filter(pk=locked.pk).update(reminded_at=now)
    answer_by = in_words(locked, locked.answer_by)
    letters.send(
        "offer-reminder",
        to=locked,
        key=f"reminder-{locked.pk}-{locked.answer_by:%Y%m%d%H%M}",
        now=now,
        link=link_for(locked, by=None, now=now),
        facts=lambda: {"answer_by": answer_by()},
    )
    return True


@transaction.atomic
def expire(row: Participation, *, now: datetime) -> bool:
    """End an offer whose hour has passed, and tell everybody. Whether there was one to end."""
    turns.take(row)
    locked = Participation.objects.select_for_update(no_key=True).get(pk=row.pk)
    if locked.state != State.SELECTED or not locked.answer_by or locked.answer_by > now:
        return False
    change = states.change(locked, State.EXPIRED, by=None, now=now)
    key = f"expired-{change.pk}"
    answer_by = in_words(locked, locked.answer_by)
    letters.send(
        "offer-expired", to=locked, key=key, now=now, facts=lambda: {"answer_by": answer_by()}
    )
    tell_focal_points(locked, "offer-expired-copy", key=key, now=now)
    tell_office(locked, "offer-expired-office", key=key, now=now)
    return True

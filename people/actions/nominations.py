"""What a focal point does with its nominations: save, submit, put in order, endorse, withdraw, return seats.

Everything happens with the allocation locked, so that no two count the same free places, and asks again
whether the allocation is the focal point's own, and whether there is still time. The office may do the
same without a deadline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people import access, windows
from people.actions import nominees, seat_numbers, seats, states
from people.actions.actors import Actor, user_of
from people.actions.nominees import Said
from people.actions.owning import check_open, lock_one, lock_own, lock_rows
from people.actions.refusals import (
    AlreadyNominated,
    Incomplete,
    NotEditable,
    SeatsHeld,
    TooMany,
)
from people.dossiers import EDITABLE, PUT_FORWARD, missing_in
from people.history import told_of
from people.models import (
    Allocation,
    Endorsement,
    FocalPoint,
    Participation,
    Seat,
    State,
    StateChange,
)

S = State
OVER = (
    S.WITHDRAWN, S.REPLACED, S.DECLINED, S.EXPIRED, S.NOT_SELECTED, S.INELIGIBLE, S.RELEASED, S.NO_SHOW,
)  # fmt: skip


@dataclass(frozen=True)
class Endorsing:
    """An authority's word, as it is entered."""

    authority: str
    dated: date
    document: UploadedFile | None = None


@transaction.atomic
def save_draft(
    allocation: Allocation, *, key: UUID, said: Said, by: Actor, now: datetime
) -> Participation:
    """Keep what is said of a nominee. `key` becomes the row's identifier: the same key is the same nominee.

    A field that is not in `said` stays as it is. What was submitted has to stay complete. Raises TooLate,
    NotEditable, AlreadyNominated or Incomplete.
    """
    held, row = lock_one(allocation, key, by)
    if row is None or not windows.may_complete(row, now):
        check_open(held, by, now)
    with told_of(by, now):
        row = write(held, row, key=key, said=said, by=by, now=now)
    if row.state == S.SUBMITTED:
        check_complete(row)
    return row


@transaction.atomic
def submit(row: Participation, *, by: Actor, now: datetime) -> Participation:
    """Hand a nomination in; an endorsement that it had before it was returned still holds.

    Submitted twice, it is submitted once. Raises TooLate, Incomplete, TooMany or NotNext.
    """
    held, locked = lock_one(row.allocation, row.uuid, by)
    if locked.state == S.SUBMITTED:
        return locked
    if not windows.may_complete(locked, now):
        check_open(held, by, now)
    check_room(held, locked)
    hand_in(locked, by=by, now=now)
    row.state = locked.state
    return locked


@transaction.atomic
def reorder(allocation: Allocation, keys: Sequence[UUID], *, by: Actor, now: datetime) -> None:
    """Rank those named first, in that order, then the others as they were. Raises TooLate."""
    check_open(lock_own(allocation, by), by, now)
    rows = list(allocation.participations.select_for_update(of=("self",), no_key=True))
    asked = {key: place for place, key in reversed(list(enumerate(keys)))}
    last = len(asked)
    rows.sort(key=lambda row: (asked.get(row.uuid, last), row.rank or 0, row.pk))
    for rank, row in enumerate(rows, start=1):
        if row.rank != rank:
            Participation.objects.filter(pk=row.pk).update(rank=rank)


@transaction.atomic
def endorse(
    rows: Iterable[Participation], endorsing: Endorsing, *, by: Actor, now: datetime
) -> Endorsement | None:
    """One endorsement for one or more nominees of an allocation; who has one keeps it.

    None where nobody was left to endorse. Raises TooLate, or NotNext for one that is not submitted.
    """
    locked = lock_rows(rows)
    if not locked:
        return None
    held = lock_own(locked[0].allocation, by)
    if not all(windows.may_complete(row, now) for row in locked):
        check_open(held, by, now)
    waiting = [row for row in locked if row.endorsement_id is None]
    return give_word(held, waiting, endorsing, by=by, now=now) if waiting else None


@transaction.atomic
def withdraw(row: Participation, *, by: Actor, now: datetime, reason: str = "") -> StateChange:
    """Take a nomination back; a seat becomes free, and the nominee's own link ends. The reason is private.

    Until the deadline; somebody with a seat until the cut-off for replacements. Raises TooLate or NotNext.
    """
    (locked,) = lock_rows([row])
    held = lock_own(locked.allocation, by)
    with_seat = locked.state in (S.SELECTED, S.ACCEPTED) and windows.may_replace(held, now)
    if not with_seat:
        check_open(held, by, now)
    change = states.change(locked, S.WITHDRAWN, by=by, now=now, reason=reason)
    access.revoke_all(locked, now=now)
    row.state = locked.state
    return change


@transaction.atomic
def return_seats(
    allocation: Allocation, count: int, *, by: Actor, now: datetime, reason: str, seen: str
) -> list[Seat]:
    """Give back so many seats that nobody has, the last ones first; sent twice, they are given back once.

    Raises TooLate, SeatsHeld, or SeatsChanged where the seats are no longer as they were `seen`.
    """
    held = lock_own(allocation, by)
    check_open(held, by, now)
    seat_numbers.check_seen(held, seen)
    free = list(held.seats.free().order_by("-number")[: max(count, 0)])
    if len(free) < max(count, 1):
        raise SeatsHeld(
            ngettext("Only %(count)s seat is free.", "Only %(count)s seats are free.", len(free))
            % {"count": len(free)}
        )
    return seats.give_back(free, by=by, now=now, reason=reason)


def check_complete(row: Participation) -> None:
    """Raises Incomplete with what is missing."""
    missing = missing_in(row)
    if missing:
        raise Incomplete(missing)


def check_room(held: Allocation, row: Participation) -> None:
    """Raises TooMany where as many are put forward as may be."""
    count = held.seats.in_force().count()
    most = count * held.nominees_per_seat
    there = held.participations.filter(state__in=PUT_FORWARD).exclude(pk=row.pk).count()
    if there >= most:
        raise TooMany(
            ngettext(
                "%(most)s nominee may be put forward for these seats, and %(there)s is. "
                "Withdraw one first; this one is kept as a draft.",
                "%(most)s nominees may be put forward for these seats, and %(there)s are. "
                "Withdraw one first; this one is kept as a draft.",
                most,
            )
            % {"most": most, "there": there}
        )


# Writing


def write(
    held: Allocation,
    row: Participation | None,
    *,
    key: UUID,
    said: Said,
    by: Actor,
    now: datetime,
) -> Participation:
    """Begin the nominee, or change it. The rows are locked."""
    if row is None:
        row = begin(held, key=key, said=said, by=by, now=now)
    else:
        change(held, row, said=said, by=by)
    if "post" in said:
        nominees.write_post(row, str(said["post"]))
    nominees.write_dossier(row, said, now)
    return row


def begin(held: Allocation, *, key: UUID, said: Said, by: Actor, now: datetime) -> Participation:
    person = nominees.person_for(held, None, said, by)
    check_new(held, None, person)
    last = held.participations.aggregate(last=Max("rank"))["last"] or 0
    row = Participation.objects.create(
        uuid=key,
        workshop=held.stream.workshop,
        person=person,
        state=S.DRAFT,
        channel=Participation.Channel.NOMINATION,
        stream=held.stream,
        allocation=held,
        sending_country=held.country,
        rank=last + 1,
    )
    states.begin(row, by=by, now=now, reason="")
    return row


def change(held: Allocation, row: Participation, *, said: Said, by: Actor) -> None:
    """Another name is another person, whom nobody has endorsed yet. Raises NotEditable."""
    if row.state not in EDITABLE:
        raise NotEditable(
            _("%(name)s is “%(state)s” and cannot be changed here any more.")
            % {"name": row, "state": row.get_state_display()}
        )
    before, named = row.person, nominees.folded_name(row.person)
    row.person = nominees.person_for(held, row, said, by)
    check_new(held, row, row.person)
    if nominees.folded_name(row.person) != named:
        row.endorsement = None
    row.save(update_fields=["person", "endorsement"])
    nominees.forget_if_alone(before, kept=row.person)


def check_new(held: Allocation, row: Participation | None, person: object) -> None:
    """Raises AlreadyNominated where the person is on the list by another row."""
    others = held.participations.filter(person=person).exclude(state__in=OVER)
    if others.exclude(pk=row.pk if row else None).exists():
        raise AlreadyNominated(_("%(name)s is on your list already.") % {"name": person})


def hand_in(row: Participation, *, by: Actor, now: datetime) -> None:
    check_complete(row)
    states.change(row, S.SUBMITTED, by=by, now=now)
    if row.endorsement_id:
        states.change(row, S.ENDORSED, by=by, now=now)


def give_word(
    held: Allocation,
    rows: Sequence[Participation],
    endorsing: Endorsing,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Endorsement:
    document = endorsing.document
    endorsement = Endorsement.objects.create(
        allocation=held,
        authority=endorsing.authority,
        dated=endorsing.dated,
        document=document or "",
        filename=document.name[:150] if document else "",
        made_by=user_of(by),
        made_for=by if isinstance(by, FocalPoint) else None,
        at=now,
    )
    for row in rows:
        row.endorsement = endorsement
        with told_of(by, now):
            row.save(update_fields=["endorsement"])
        if row.state != S.UNDER_REVIEW:
            states.change(row, S.ENDORSED, by=by, now=now, reason=reason)
    return endorsement

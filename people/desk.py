"""A focal point's page of one allocation: what is offered and asked, who is put forward, what is to do.

Only what a ministry may know: the outcome for its own nominees, and nothing of how it came about.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from people import windows
from people.actions.nominations import OVER
from people.deadlines import on_both_clocks
from people.dossiers import EDITABLE, PUT_FORWARD, missing_among, values_of
from people.models import (
    Allocation,
    Call,
    FocalPoint,
    Participation,
    State,
    StateChange,
    call_of,
)
from people.offering import Offer, offer_of, sender_of
from people.references import reference_of
from people.seats import SeatDot, label_of
from people.stages import STAGES
from workshops import dates
from workshops.content import Text, text_of
from workshops.models import Workshop

S = State
MAY_LEAVE = (
    S.DRAFT, S.SUBMITTED, S.ENDORSED, S.UNDER_REVIEW, S.RETURNED, S.RESERVE, S.SELECTED, S.EXPIRED, S.ACCEPTED,
)  # fmt: skip
MAY_BE_REPLACED = (S.SELECTED, S.ACCEPTED, S.WITHDRAWN, S.DECLINED, S.EXPIRED, S.NO_SHOW)


@dataclass(frozen=True)
class Line:
    """One nominee in the list. `notes` say what is missing or what comes next.

    `organisation` is empty where the post names it already.
    """

    key: UUID
    name: str
    native_name: str
    post: Text
    organisation: str
    stage: str
    tone: str
    since: str
    notes: tuple[str, ...]
    may_change: bool
    may_withdraw: bool
    may_replace: bool
    is_over: bool


@dataclass(frozen=True)
class Desk:
    """The whole page. Times are on the workshop's clock and on the focal point's."""

    allocation: Allocation
    workshop: Workshop
    sender: Text
    reference: str
    seats: int
    used: int
    seats_line: str
    deadline: str
    cutoff: str
    is_open: bool
    may_replace: bool
    most: int
    put_forward: int
    lines: tuple[Line, ...]
    over: tuple[Line, ...]
    not_started: int
    to_endorse: int
    returnable: int
    steps: tuple[str, ...]
    offer: Offer

    @property
    def dots(self) -> list[SeatDot]:
        """A mark for each seat: those that somebody has, then the others."""
        states = ["held"] * self.used + ["offered"] * (self.seats - self.used)
        return [SeatDot(state, label_of(state)) for state in states]


def desk_of(allocation: Allocation, focal_point: FocalPoint, *, now: datetime) -> Desk:
    """Everything in the same few queries, however many nominees."""
    workshop, call = allocation.stream.workshop, call_of(allocation.stream.workshop)
    rows = list(rows_of(allocation))
    seats = allocation.seats.in_force().count()
    used = allocation.seats.in_force().held().distinct().count()
    most = seats * allocation.nominees_per_seat
    put_forward = sum(row.state in PUT_FORWARD for row in rows)
    lines = tuple(line_of(row, call, allocation, now) for row in rows)
    live = tuple(line for line in lines if not line.is_over)
    is_open = windows.may_nominate(allocation, now)
    to_endorse = sum(row.state == S.SUBMITTED for row in rows)

    def clock(moment: datetime | None) -> str:
        return on_both_clocks(moment, workshop.zone, focal_point.zone) if moment else ""

    return Desk(
        allocation=allocation,
        workshop=workshop,
        sender=sender_of(allocation),
        reference=reference_of(allocation),
        seats=seats,
        used=used,
        seats_line=seats_line(seats, used),
        deadline=clock(allocation.nomination_deadline),
        cutoff=clock(allocation.replacement_cutoff),
        is_open=is_open,
        may_replace=windows.may_replace(allocation, now),
        most=most,
        put_forward=put_forward,
        lines=live,
        over=tuple(line for line in lines if line.is_over),
        not_started=max(seats - len(live), 0) if is_open else 0,
        to_endorse=to_endorse,
        returnable=allocation.seats.free().count() if is_open else 0,
        steps=tuple(steps_of(rows, call, is_open=is_open)),
        offer=offer_of(allocation, call),
    )


def rows_of(allocation: Allocation) -> Iterable[Participation]:
    """The nominees in rank order, with all that the page says of them, `latest` change and `was_returned` too."""
    rows = list(
        allocation.participations.participants()
        .select_related("person", "dossier", "endorsement", "workshop", "replaced_by")
        .order_by("rank", "pk")
    )
    latest: dict[int, StateChange] = {}
    returned = set()
    for change in StateChange.objects.filter(participation__in=rows).order_by("at", "pk"):
        latest[change.participation_id] = change
        if change.to_state == S.RETURNED:
            returned.add(change.participation_id)
    for row in rows:
        row.latest, row.was_returned = latest.get(row.pk), row.pk in returned
        row.allocation = allocation
    return rows


def seats_line(seats: int, used: int) -> str:
    """2 of 3 seats used, 1 left."""
    first = ngettext("%(used)s of %(seats)s seat used", "%(used)s of %(seats)s seats used", seats)
    left = ngettext("%(left)s left", "%(left)s left", seats - used)
    return pgettext("seats used and left", "%(used)s, %(left)s") % {
        "used": first % {"used": used, "seats": seats},
        "left": left % {"left": seats - used},
    }


def line_of(row: Participation, call: Call, allocation: Allocation, now: datetime) -> Line:
    stage = STAGES[row.state]
    open_now, seat = windows.may_nominate(allocation, now), windows.may_replace(allocation, now)
    holds = row.state in (S.SELECTED, S.ACCEPTED)
    values = values_of(row)
    post, organisation = text_of(row, "post"), str(values["organisation"])
    return Line(
        key=row.uuid,
        name=row.person.display_name,
        native_name=row.person.native_name,
        post=post,
        organisation="" if organisation in post.plain else organisation,
        stage=str(stage.words),
        tone=stage.tone,
        since=dates.day(row.latest.at.astimezone(row.workshop.tzinfo).date()) if row.latest else "",
        notes=tuple(notes_on(row, missing_among(values, call))),
        may_change=row.state in EDITABLE
        and windows.may_complete(row, now, was_returned=row.was_returned),
        may_withdraw=row.state in MAY_LEAVE and (open_now or (holds and seat)),
        may_replace=seat
        and row.seat_id is not None
        and row.state in MAY_BE_REPLACED
        and not replaced(row),
        is_over=row.state in OVER,
    )


def replaced(row: Participation) -> bool:
    return hasattr(row, "replaced_by")


def notes_on(row: Participation, missing: dict[str, Promise]) -> Iterator[str]:
    """What is still to do for one nominee, or what is known of when it goes on."""
    if row.state == S.RETURNED and row.latest and row.latest.reason:
        yield row.latest.reason
    if row.state in (S.DRAFT, S.RETURNED) and missing:
        yield ngettext(
            "%(count)s thing is missing.", "%(count)s things are missing.", len(missing)
        ) % {"count": len(missing)}
    elif row.state == S.DRAFT:
        yield _("Nothing is missing. Submit it.")
    if row.state == S.SELECTED and row.answer_by:
        yield _("Answers the offer by %(day)s.") % {
            "day": dates.day(row.answer_by.astimezone(row.workshop.tzinfo).date())
        }
    if row.endorsement:
        yield _("Endorsed by %(authority)s, %(day)s") % {
            "authority": row.endorsement.authority,
            "day": dates.day_year(row.endorsement.dated),
        }


def steps_of(rows: Sequence[Participation], call: Call, *, is_open: bool) -> Iterator[str]:
    """What happens next, by whom, in order."""
    states = [row.state for row in rows]
    drafts, waiting = states.count(S.DRAFT), states.count(S.SUBMITTED)
    if is_open and not rows:
        yield _("Add your first nominee. You can save and come back.")
    if is_open and drafts:
        yield ngettext(
            "%(n)s nominee is not submitted yet: complete and submit it.",
            "%(n)s nominees are not submitted yet: complete and submit them.",
            drafts,
        ) % {"n": drafts}
    if waiting:
        yield ngettext(
            "%(n)s nominee has to be endorsed by your authority.",
            "%(n)s nominees have to be endorsed by your authority.",
            waiting,
        ) % {"n": waiting}
    if is_open or set(states) & {S.ENDORSED, S.UNDER_REVIEW}:
        yield ngettext(
            "The organisers select. Whoever is selected receives an offer by e-mail and has %(n)s day to "
            "accept it over a link of their own.",
            "The organisers select. Whoever is selected receives an offer by e-mail and has %(n)s days to "
            "accept it over a link of their own.",
            call.answer_days,
        ) % {"n": call.answer_days}
    if S.RESERVE in states:
        yield _("Those on the waiting list are asked when a seat becomes free.")
    yield _(
        "You read here what becomes of each nominee. Passports and travel are settled with them."
    )

"""What makes a line of the seat board late, in words.

overdue   the deadline has passed, and fewer people wait for a decision or in the reserve than offered
          seats are free
silent    offered seats are free, nobody was ever put forward, and nobody holds a seat

Nothing is late once the workshop is over. A planned seat is nobody's yet and makes nobody late.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.board.gathering import PartRows
from workshops import dates
from workshops.models import Workshop


@dataclass(frozen=True)
class Trouble:
    """Why an allocation needs somebody, a sentence each."""

    is_overdue: bool
    why: tuple[str, ...]


def trouble_of(part: PartRows, workshop: Workshop, now: datetime) -> Trouble | None:
    if part.allocation is None or workshop.today(now) > workshop.ends_on:
        return None
    free = sum(state in ("offered", "nominated") for state in part.states)
    waiting = part.people.get("open", 0) + part.people.get("reserve", 0)
    deadline = part.allocation.nomination_deadline
    if deadline and deadline < now and free > waiting:
        return Trouble(True, (overdue(deadline, free, waiting, workshop), *quiet_sentences(part)))
    held = any(state in ("held", "arrived") for state in part.states)
    if free and not held and not part.people.get("nominated"):
        return Trouble(False, (silence(part),))
    return None


def overdue(deadline: datetime, free: int, waiting: int, workshop: Workshop) -> str:
    """The deadline passed on Sun 12 May. 2 seats are free. 1 person waits."""
    passed = _("The deadline passed on %(day)s.") % {
        "day": dates.day(deadline.astimezone(workshop.tzinfo).date())
    }
    seats = ngettext("%(count)s seat is free.", "%(count)s seats are free.", free)
    people = ngettext("%(count)s person waits.", "%(count)s people wait.", waiting)
    said = people % {"count": waiting} if waiting else _("Nobody waits.")
    return " ".join((passed, seats % {"count": free}, said))


def quiet_sentences(part: PartRows) -> tuple[str, ...]:
    return (silence(part),) if not part.people.get("nominated") else ()


def silence(part: PartRows) -> str:
    """Where the way to nominees ends."""
    if part.people.get("drafts"):
        return _("Nominees are begun and not submitted.")
    if not part.sign_ins:
        return _("There is no focal point.")
    if not any(part.sign_ins):
        return _("No focal point has signed in.")
    return _("A focal point signed in, and nobody is nominated.")

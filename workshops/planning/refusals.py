"""Why the planning board refuses: each with a message fit for the organiser who reads it."""

from django.utils.translation import gettext as _

from workshops.models import Session
from workshops.planning.seen import Seen, seen_of


class PlanningRefused(Exception):
    """The change is not possible; the message says why and what to do."""


class ChangedMeanwhile(PlanningRefused):
    """Somebody else changed the session since the page was made: it was `seen` so, and is `now` so."""

    def __init__(self, session: Session, seen: Seen | None):
        self.session, self.seen, self.now = session, seen, seen_of(session)
        if seen is None or seen.is_there(self.now):
            said = _("“%(title)s” was changed meanwhile. It stands on %(now)s.")
        else:
            said = _("“%(title)s” was moved meanwhile, from %(was)s to %(now)s.")
        was = seen.place if seen else ""
        super().__init__(said % {"title": session, "was": was, "now": self.now.place})


class SessionGone(PlanningRefused):
    """Somebody deleted the session meanwhile, or moved it off the day that was looked at."""


class OutsideWorkshop(PlanningRefused):
    """The workshop has no such day."""


class AlreadyThere(PlanningRefused):
    """Nothing would change."""


class CannotSplit(PlanningRefused):
    """The session cannot be split at that time."""


class CannotShift(PlanningRefused):
    """There is nothing to shift, or it would leave the day."""


class CannotDelete(PlanningRefused):
    """Something rests on the session."""


class CannotUndo(PlanningRefused):
    """Something was changed since, or stands in the way."""

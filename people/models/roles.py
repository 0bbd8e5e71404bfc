"""As what somebody is in a workshop, and how far that is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    RESOURCE_PERSON = "resource_person", _("Resource person")
    STAFF = "staff", _("Staff")
    GUEST = "guest", _("Guest of honour")
    INTERPRETER = "interpreter", _("Interpreter")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ENDORSED = "endorsed", _("Endorsed")
    UNDER_REVIEW = "under_review", _("Under review")
    RETURNED = "returned", _("Returned for completion")
    RESERVE = "reserve", _("Reserve")
    NOT_SELECTED = "not_selected", _("Not selected")
    INELIGIBLE = "ineligible", _("Ineligible")
    RELEASED = "released", _("Released from the reserve")
    SELECTED = "selected", _("Selected")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Offer expired")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced")
    ARRIVED = "arrived", _("Arrived")
    COMPLETED = "completed", _("Completed")
    LEFT_EARLY = "left_early", _("Left early")
    NO_SHOW = "no_show", _("No-show")


INVITED = _("Invited")
WITHOUT_A_SEAT = [Role.RESOURCE_PERSON, Role.STAFF, Role.GUEST, Role.INTERPRETER]
NOMINATED = [State.SUBMITTED, State.ENDORSED, State.UNDER_REVIEW]
CAME = [State.ARRIVED, State.COMPLETED, State.LEFT_EARLY]
LIVE = HOLDING = [State.SELECTED, State.ACCEPTED, *CAME]
TO_COME = [State.SELECTED, State.ACCEPTED]
EXPECTED = [*TO_COME, State.ARRIVED]  # whose papers matter
IN_GROUPS = [
    State.ACCEPTED,
    State.ARRIVED,
    State.COMPLETED,
]  # who is coming, there, or was to the end


def in_words(state: str, role: str) -> str:
    """A state as it is said of this role: who needs no seat is not selected, but invited."""
    if state == State.SELECTED and role in WITHOUT_A_SEAT:
        return str(INVITED)
    return str(State(state).label)

"""How far a nomination has come, in the words of the ministry that made it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import State

S = State


@dataclass(frozen=True)
class Stage:
    """`tone`: to_do (theirs to act), going (with the organisers), good, over."""

    words: Promise
    tone: str


STAGES: dict[str, Stage] = {
    S.DRAFT: Stage(_("In progress"), "to_do"),
    S.SUBMITTED: Stage(_("Submitted, to be endorsed"), "to_do"),
    S.ENDORSED: Stage(_("Submitted and endorsed"), "going"),
    S.UNDER_REVIEW: Stage(_("Under review"), "going"),
    S.RETURNED: Stage(_("Returned to you for completion"), "to_do"),
    S.RESERVE: Stage(_("Waiting list"), "going"),
    S.NOT_SELECTED: Stage(_("Not selected"), "over"),
    S.INELIGIBLE: Stage(_("Not eligible"), "over"),
    S.RELEASED: Stage(_("Released from the waiting list"), "over"),
    S.SELECTED: Stage(_("Offered a seat"), "good"),
    S.DECLINED: Stage(_("Declined the seat"), "over"),
    S.EXPIRED: Stage(_("The offer ran out unanswered"), "over"),
    S.ACCEPTED: Stage(_("Accepted the seat"), "good"),
    S.WITHDRAWN: Stage(_("Withdrawn"), "over"),
    S.REPLACED: Stage(_("Replaced"), "over"),
    S.ARRIVED: Stage(_("Has arrived"), "good"),
    S.COMPLETED: Stage(_("Took part to the end"), "good"),
    S.LEFT_EARLY: Stage(_("Took part and left early"), "good"),
    S.NO_SHOW: Stage(_("Did not come"), "over"),
}

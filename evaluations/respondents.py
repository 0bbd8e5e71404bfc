"""Who is answering, as far as anybody may know: a browser with a pass to one questionnaire."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from evaluations import box, drafts
from evaluations.models import Questionnaire
from evaluations.passes import TRIAL, Pass
from evaluations.refusals import AlreadyAnswered, NotOpen, Refused, UnknownLink
from evaluations.structure import Structure, structure_of
from workshops.models import Workshop


class NoPass(Refused):
    message = _(
        "This browser does not hold your personal link any more, or keeps no cookies. Open the link once "
        "more from the message you received, in this browser; then come back to this page."
    )


@dataclass(frozen=True, repr=False)
class Respondent:
    """A pass that is good now, and the form it is for."""

    held: Pass
    structure: Structure

    @property
    def questionnaire(self) -> Questionnaire:
        return self.structure.questionnaire

    @property
    def is_trial(self) -> bool:
        return self.held.is_trial

    def answers(self) -> drafts.Answers:
        return drafts.read(self.held.key)

    def save(self, merge: Callable[[drafts.Answers], drafts.Answers], today: date) -> None:
        drafts.change(self.held.key, merge, today=today)

    def delete(self) -> None:
        drafts.delete(self.held.key)

    @sensitive_variables()
    def send(self, now: datetime) -> None:
        """Submit the draft; of a trial, nothing. Raises as `box.submit` does."""
        if not self.is_trial:
            box.submit(token=self.held.token, answers=self.answers(), now=now)


def respondent(held: Pass | None, workshop: Workshop, now: datetime) -> Respondent:
    """Raises NoPass, UnknownLink, AlreadyAnswered, NotOpen."""
    if held is None:
        raise NoPass
    questionnaire = tried(held, workshop) if held.is_trial else invited_to(held, workshop, now)
    return Respondent(held, structure_of(questionnaire))


def tried(held: Pass, workshop: Workshop) -> Questionnaire:
    questionnaire = workshop.questionnaires.filter(slug=held.token.removeprefix(TRIAL)).first()
    if questionnaire is None:
        raise UnknownLink
    return questionnaire


def invited_to(held: Pass, workshop: Workshop, now: datetime) -> Questionnaire:
    invitation = box.invitation_behind(held.token)
    questionnaire = invitation.questionnaire
    if questionnaire.workshop_id != workshop.pk:
        raise NoPass
    if invitation.answered:
        raise AlreadyAnswered
    if not questionnaire.takes_answers(now):
        raise NotOpen
    return questionnaire

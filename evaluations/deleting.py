"""What of an evaluation may never lie in a trash: who was invited, and whatever was said.

A copy would outlive the opening of the box, in an order and with times that the box destroys.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Model
from django.utils.translation import gettext as _

from evaluations.models import (
    Answer,
    Comment,
    Draft,
    Envelope,
    Invitation,
    Questionnaire,
    Response,
    Theme,
)
from workshops import trash
from workshops.trash import Refusal


def register() -> None:
    trash.never_copy(
        Invitation, Envelope, Draft, Response, Answer, Comment, Comment.themes.through, Theme
    )
    trash.refuse_when(Questionnaire, what_was_opened)
    trash.refuse_when(Invitation, whoever_was_invited)


def what_was_opened(rows: Sequence[Questionnaire], root: Model) -> Iterable[Refusal]:
    """A form that people answer or have answered stays, and so does its workshop."""
    for row in rows:
        if row.is_locked:
            yield Refusal(
                _("The evaluation “%(form)s” was opened. Archive the workshop instead.")
                % {"form": row}
            )


def whoever_was_invited(rows: Sequence[Invitation], root: Model) -> Iterable[Refusal]:
    for row in rows:
        if row.questionnaire != root and row.questionnaire.workshop != root:
            yield Refusal(
                _("%(name)s is invited to the evaluation “%(form)s”, and that stays.")
                % {"name": row.participation, "form": row.questionnaire}
            )

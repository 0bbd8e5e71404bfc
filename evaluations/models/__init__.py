"""What they said."""

from evaluations.models.answers import Answer, Comment, Response, Theme
from evaluations.models.box import Draft, Envelope, Invitation
from evaluations.models.published import PublishedFinding
from evaluations.models.questionnaire import Choice, Question, Questionnaire, Row, Section

__all__ = [
    "Answer",
    "Choice",
    "Comment",
    "Draft",
    "Envelope",
    "Invitation",
    "PublishedFinding",
    "Question",
    "Questionnaire",
    "Response",
    "Row",
    "Section",
    "Theme",
]

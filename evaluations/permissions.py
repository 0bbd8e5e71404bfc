"""Who may see what of evaluations."""

from evaluations.models import Questionnaire
from workshops.models import Workshop
from workshops.viewers import Viewer


def may_read_about_evaluation(workshop: Workshop, viewer: Viewer) -> bool:
    """Whether there is something to read: an open questionnaire, or any for organisers."""
    questionnaires = workshop.questionnaires.all()
    if not viewer.is_organiser:
        questionnaires = questionnaires.filter(status=Questionnaire.Status.OPEN)
    return questionnaires.exists()

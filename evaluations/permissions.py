"""Who may see what of evaluations."""

from django.db.models import QuerySet

from evaluations.models import Questionnaire
from workshops.models import Workshop
from workshops.viewers import Viewer


def may_read_about_evaluation(workshop: Workshop, viewer: Viewer) -> bool:
    """Whether there is something to read: an open questionnaire, or any for organisers."""
    return readable(viewer).filter(workshop=workshop).exists()


def readable(viewer: Viewer) -> QuerySet[Questionnaire]:
    """The questionnaires that this reader may read about."""
    if viewer.is_organiser:
        return Questionnaire.objects.all()
    return Questionnaire.objects.filter(status=Questionnaire.Status.OPEN)

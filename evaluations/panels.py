"""What evaluations show on pages of the ground floor."""

from datetime import datetime

from evaluations.models import Questionnaire
from workshops.models import Workshop
from workshops.panels import Panel


def pulse(workshop: Workshop, now: datetime) -> Panel | None:
    """On the page of a session that is over: the way to say how it was, while a session pulse is open."""
    pulses = workshop.questionnaires.filter(
        instrument=Questionnaire.Instrument.PULSE, status=Questionnaire.Status.OPEN
    )
    if not any(one.takes_answers(now) for one in pulses):
        return None
    return Panel("evaluations/_pulse.html")

"""Who may read a report."""

from django.db.models import QuerySet

from reports.models import Report
from workshops.models import Workshop
from workshops.viewers import Viewer


def may_read_report(workshop: Workshop, viewer: Viewer) -> bool:
    """Organisers always; everybody once it is final and public and the workshop is."""
    return viewer.is_organiser or Report.objects.public().filter(workshop=workshop).exists()


def asked_for(viewer: Viewer) -> QuerySet[Report] | None:
    """What has to be there for a reader to see the tab; None for organisers, who always do."""
    return None if viewer.is_organiser else Report.objects.public()

"""Who may read a report."""

from reports.models import Report
from workshops.models import Workshop
from workshops.viewers import Viewer


def may_read_report(workshop: Workshop, viewer: Viewer) -> bool:
    """Organisers always; everybody once it is final and public and the workshop is."""
    return viewer.is_organiser or Report.objects.public().filter(workshop=workshop).exists()

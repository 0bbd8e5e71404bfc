"""Which content fields exist in the workshop's languages."""

from reports.models import Report
from workshops.translation import register

register(Report, "foreword", "override_note")

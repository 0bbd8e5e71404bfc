from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Add the report to a workshop's tabs, for those who may read it, and papers to the desk."""
        from people import desk_papers
        from reports.permissions import asked_for
        from workshops import navigation

        confirmation = desk_papers.Paper(
            _("Confirmation of nominations (PDF)"), "confirmation", order=10
        )
        desk_papers.add(confirmation)
        navigation.add(navigation.Entry(_("Report"), "report", order=90, rows=asked_for))

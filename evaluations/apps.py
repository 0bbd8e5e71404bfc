from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = _("Evaluations")

    def ready(self) -> None:
        """Add the evaluation to a workshop's tabs and to its sessions, and keep answers out of the trash."""
        from evaluations import copying, deleting, visit_ratings
        from evaluations import panels as own_panels
        from evaluations.permissions import readable
        from workshops import navigation, panels
        from workshops import visit_ratings as library

        navigation.add(navigation.Entry(_("Evaluation"), "evaluation", order=70, rows=readable))
        panels.add_to_session(own_panels.pulse, order=10)
        copying.register()
        deleting.register()
        library.add(visit_ratings.ratings_of)

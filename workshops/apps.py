from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Workshops")

    def ready(self) -> None:
        """Say how what was deleted comes back, and what a new workshop may take over."""
        from workshops import remedies
        from workshops.starting import own_copies

        remedies.register()
        own_copies.register()

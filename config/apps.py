"""The admin under our own site: same registry, our own words and sign-in."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin.RostrumAdmin"

    def ready(self) -> None:
        """Let Django's checks ask the database too."""
        super().ready()
        from config import checks  # noqa: F401

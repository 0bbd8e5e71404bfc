from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        """Add the participants to a workshop's tabs and to its front page, and keep promises up."""
        from people import (
            cohort,
            copying,
            deleting,
            group_sessions,
            history,
            listeners,
            promises,
        )
        from people.actions import drafts
        from workshops import events, navigation, panels, release_checks

        navigation.add(navigation.Entry(_("Participants"), "participants", order=50))
        panels.add_to_landing(cohort.panel, order=10)
        deleting.register()
        copying.register()
        history.register()
        group_sessions.register()
        listeners.register()
        events.release_published.answer(drafts.draft)
        release_checks.add_audience(drafts.readers)
        pre_migrate.connect(promises.take_away, sender=self)
        post_migrate.connect(promises.set_up, sender=self)

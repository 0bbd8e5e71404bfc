"""A day and a time on a workshop's own clock, whatever the zone of the office."""

from datetime import UTC, datetime, tzinfo

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import dates
from workshops.models import Workshop


class MomentField(forms.SplitDateTimeField):
    """Two boxes, read and written in the zone that `on_clock_of` says; UTC before that."""

    widget = AdminSplitDateTime
    zone: tzinfo = UTC

    def on_clock_of(self, workshop: Workshop) -> None:
        self.zone = workshop.tzinfo
        self.help_text = _("In %(zone)s.") % {
            "zone": dates.zone_in_words(workshop.zone, workshop.starts_on)
        }

    def name_boxes(self) -> None:
        """Say which box is which, as their label names both."""
        day, clock = self.widget.widgets
        day.attrs["aria-label"] = _("%(what)s: date") % {"what": self.label}
        clock.attrs["aria-label"] = _("%(what)s: time") % {"what": self.label}

    def prepare_value(self, value: object) -> object:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.make_naive(value, self.zone)
        return value

    def compress(self, data_list: list) -> datetime | None:
        with timezone.override(self.zone):
            return super().compress(data_list)

    def has_changed(self, initial: object, data: object) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

"""A day and a time on a workshop's own clock, whatever the zone of the office."""

from datetime import UTC, datetime, tzinfo

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
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
        if data_list and all(data_list):
            self.refuse_when_clocks_change(datetime.combine(*data_list))
        with timezone.override(self.zone):
            return super().compress(data_list)

    def refuse_when_clocks_change(self, moment: datetime) -> None:
        """A time that is skipped, or there twice, is no moment; say which."""
        first, second = (moment.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        if first.utcoffset() == second.utcoffset():
            return
        if first.utcoffset() < second.utcoffset():
            raise ValidationError(
                _("On that day the clocks go forward there, past this time: it does not exist.")
            )
        raise ValidationError(
            _("On that day the clocks go back there: this time is there twice. Choose another.")
        )

    def has_changed(self, initial: object, data: object) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

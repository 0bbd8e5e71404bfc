"""Inputs of our own."""

from zoneinfo import available_timezones

from django.contrib.admin.widgets import AdminTextInputWidget


class ZoneInput(AdminTextInputWidget):
    """A text with the zones of the IANA table to choose from, as one types."""

    template_name = "admin/widgets/zone.html"

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        choices = f"{context['widget']['attrs'].get('id', name)}_zones"
        context["widget"]["attrs"]["list"] = choices
        return context | {
            "zones_id": choices,
            "zones": sorted(zone for zone in available_timezones() if "/" in zone),
        }

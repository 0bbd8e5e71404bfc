"""The admin site: a workplace for organisers."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class RostrumAdmin(AdminSite):
    site_header = _("Rostrum office")
    site_title = _("Rostrum office")
    index_title = _("What needs you today")
    enable_nav_sidebar = True
    empty_value_display = "–"

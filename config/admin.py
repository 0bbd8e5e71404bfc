"""The admin site: a workplace for organisers."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops import dashboard
from workshops.autocomplete import OfficeAutocomplete

LAST = 1000  # for models that do not say where they stand in the menu


class RostrumAdmin(AdminSite):
    site_header = _("Rostrum office")
    site_title = _("Rostrum office")
    index_title = _("What needs you today")
    enable_nav_sidebar = True
    empty_value_display = "–"
    menu = ("workshops", "people", "evaluations", "reports")

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The dashboard, then the lists."""
        return super().index(
            request, {"cards": dashboard.cards(timezone.now()), **(extra_context or {})}
        )

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return OfficeAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """In the order of the work rather than of the alphabet; see `menu_order` of each list."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda entry: self.place_in_menu(entry["model"]))
        return sorted(apps, key=lambda app: place_in(self.menu, app["app_label"]))

    def place_in_menu(self, model: type) -> int:
        return getattr(self.get_model_admin(model), "menu_order", LAST)


def place_in(order: tuple[str, ...], label: str) -> int:
    return order.index(label) if label in order else len(order)

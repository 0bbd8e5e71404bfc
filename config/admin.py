"""The admin site: a workplace for organisers."""

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config import context
from workshops import dashboard
from workshops.autocomplete import OfficeAutocomplete
from workshops.keys import key_named
from workshops.models import Workshop

LAST = 1000  # for models that do not say where they stand in the menu


class RostrumAdmin(AdminSite):
    site_header = _("Rostrum office")
    site_title = _("Rostrum office")
    index_title = _("What needs you today")
    enable_nav_sidebar = True
    empty_value_display = "–"
    menu = ("workshops", "people", "evaluations", "reports")

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The dashboard, for those who may look at workshops, then the lists."""
        may_look = self.get_model_admin(Workshop).has_view_permission(request)
        cards = dashboard.cards(timezone.now()) if may_look else []
        return super().index(request, {"cards": cards, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        """Django's, with a lock on its way from a row to its page, which asks for no right at all."""
        own = path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(self.to_page))
        return [own, *super().get_urls()]

    def to_page(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """Lead to the page of a row that this person may see in its list."""
        kind = ContentType.objects.filter(pk=key_named(content_type_id)).first()
        model = kind and kind.model_class()
        if model is None or not self.is_registered(model):
            raise Http404
        if not self.get_model_admin(model).has_view_permission(request):
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def each_context(self, request: HttpRequest) -> dict:
        """With the institute as `site`, which Django's sign-in page would give to itself."""
        return super().each_context(request) | {"site": context.site(request)["site"]}

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

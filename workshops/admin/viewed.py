"""The bar over a list: views that were saved, the filters in force, and the way to save this one."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from workshops.admin.queries import kept_query, pills
from workshops.models import SavedView
from workshops.snapshots import model_named


@dataclass(frozen=True)
class ViewLink:
    """A saved view as the bar shows it: with what of its query this list still knows."""

    view: SavedView
    query: str
    is_current: bool
    is_own: bool


class Viewed:
    """Mixed into an admin: its list can be saved as it is, and shows what it is narrowed by."""

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        page = super().changelist_view(request, extra_context)
        context = getattr(page, "context_data", None) or {}
        changelist = context.get("cl")
        if changelist is not None and not changelist.is_popup:
            context |= self.bar(request, changelist)
        return page

    def bar(self, request: HttpRequest, changelist) -> dict:
        query = kept_query(self, request, request.GET)
        links = [self.link(request, view, query) for view in self.views_of(request)]
        return {
            "view_links": links,
            "current_view": next((each for each in links if each.is_current), None),
            "view_query": query,
            "view_kind": self.opts.label_lower,
            "view_keep": reverse("admin:workshops_savedview_keep"),
            "view_all": list_address(self),
            "pills": pills(changelist, request),
        }

    def views_of(self, request: HttpRequest) -> list[SavedView]:
        """One's own, and what others share."""
        mine = Q(owner=request.user) | Q(is_shared=True)
        rows = SavedView.objects.filter(mine, kind=self.opts.label_lower)
        return list(rows.select_related("owner").order_by("name", "id"))

    def link(self, request: HttpRequest, view: SavedView, current: str) -> ViewLink:
        query = kept_query(self, request, QueryDict(view.query))
        return ViewLink(
            view=view,
            query=query,
            is_current=query == current,
            is_own=view.owner_id == request.user.pk,
        )


def list_address(model_admin: ModelAdmin, query: str = "") -> str:
    """Where a list stands, with a query."""
    opts = model_admin.opts
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{address}?{query}" if query else address


def admin_of(kind: str) -> ModelAdmin | None:
    """The admin of a list, by its kind."""
    model = model_named(kind) if kind.count(".") == 1 else None
    return admin.site._registry.get(model)


def address_of(view: SavedView, request: HttpRequest) -> str:
    """Where a saved view opens, with what its list still knows of its query; "" where there is no list."""
    model_admin = admin_of(view.kind)
    if model_admin is None:
        return ""
    return list_address(model_admin, kept_query(model_admin, request, QueryDict(view.query)))

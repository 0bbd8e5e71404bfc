"""Saved views: kept from the bar over a list; renamed, shared and deleted here."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from workshops.admin.base import OfficeAdmin
from workshops.admin.forms import OfficeForm
from workshops.admin.queries import kept_query
from workshops.admin.rights import kinds_seen
from workshops.admin.viewed import address_of, admin_of, list_address
from workshops.models import SavedView
from workshops.snapshots import model_named


class KeepForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]


class SavedViewForm(OfficeForm):
    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        view = self.instance
        others = SavedView.objects.filter(owner=view.owner, kind=view.kind, name=name)
        if others.exclude(pk=view.pk).exists():
            raise forms.ValidationError(_now("Another view of this list has this name."))
        return name


class SavedViewList(ChangeList):
    """The list, with where each view opens."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        for view in self.result_list:
            view.address = address_of(view, request)


@admin.register(SavedView)
class SavedViewAdmin(OfficeAdmin):
    """Everybody keeps their own; those that others share are only looked at."""

    form = SavedViewForm
    into_trash = False
    list_display = ["name", "of", "owner", "is_shared", "open"]
    list_select_related = ["owner"]
    ordering = ["kind", "name", "id"]
    fields = ["name", "is_shared"]
    view_on_site = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Reached from the lists themselves."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: SavedView | None = None) -> bool:
        return bool(kinds_seen(request))

    def has_change_permission(self, request: HttpRequest, obj: SavedView | None = None) -> bool:
        own = obj is None or obj.owner_id == request.user.pk
        return own and self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: SavedView | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """One's own, and what others share, of lists that one sees."""
        mine = Q(owner=request.user) | Q(is_shared=True)
        return super().get_queryset(request).filter(mine, kind__in=kinds_seen(request))

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return SavedViewList

    @admin.display(description=_("list"), ordering="kind")
    def of(self, row: SavedView) -> str:
        model = model_named(row.kind)
        return capfirst(model._meta.verbose_name_plural) if model else row.kind

    @admin.display(description=_("page"))
    def open(self, row: SavedView) -> SafeString | str:
        return format_html('<a href="{}">{}</a>', row.address, _now("Open")) if row.address else ""

    def response_post_save_change(self, request: HttpRequest, obj: SavedView) -> HttpResponse:
        return redirect(address_of(obj, request) or "admin:index")

    def delete_model(self, request: HttpRequest, obj: SavedView) -> None:
        request.list_of_deleted = admin_of(obj.kind)
        super().delete_model(request, obj)

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: object
    ) -> HttpResponse:
        said = _now("The view “%(name)s” is deleted. The rows that it showed stay.")
        messages.success(request, said % {"name": obj_display})
        model_admin = request.list_of_deleted
        return redirect(list_address(model_admin) if model_admin else "admin:index")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.keep_view))
        return [path("keep/", view, name="workshops_savedview_keep"), *super().get_urls()]

    def keep_view(self, request: HttpRequest) -> HttpResponse:
        """Save a list as it is under a name; a view of one's own of that name is replaced."""
        model_admin = admin_of(request.POST.get("kind", ""))
        if model_admin is None:
            raise Http404
        if not model_admin.has_view_or_change_permission(request):
            raise PermissionDenied
        kind = model_admin.opts.label_lower
        query = kept_query(model_admin, request, QueryDict(request.POST.get("query", "")))
        form = KeepForm(request.POST)
        if form.is_valid():
            SavedView.objects.update_or_create(
                owner=request.user,
                kind=kind,
                name=form.cleaned_data["name"],
                defaults={"query": query, "is_shared": form.cleaned_data["is_shared"]},
            )
            messages.success(request, _now("Saved as “%(name)s”.") % form.cleaned_data)
        else:
            messages.error(request, _now("Give the view a name of 80 characters at most."))
        return redirect(list_address(model_admin, query))

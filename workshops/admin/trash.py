"""The trash as a page of the office: what lies in it, bringing it back, deleting it for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops import dates
from workshops.actions import trash
from workshops.admin.base import OfficeAdmin
from workshops.admin.deleting import change_address
from workshops.admin.filters import RelatedFilter
from workshops.admin.rights import kinds_seen, may, may_see
from workshops.models import TrashedItem
from workshops.returning import LEAVE_OUT, Obstacle
from workshops.snapshots import Table, model_named, tables_of
from workshops.trash import KEPT_DAYS

CHOICE = "choice-"
SHOWN = 12  # names of a kind


@dataclass(frozen=True)
class Contents:
    """One kind of rows that would come back."""

    kind: str
    count: int
    names: tuple[str, ...]


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: "TrashAdmin") -> list[tuple]:
        kinds = model_admin.get_queryset(request).order_by("kind").values_list("kind", flat=True)
        return [(kind, kind_in_words(kind)) for kind in kinds.distinct()]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        return rows.filter(kind=self.value()) if self.value() else rows


@admin.register(TrashedItem)
class TrashAdmin(OfficeAdmin):
    """Everybody sees what they might have deleted or looked at themselves; no right of its own is needed."""

    menu_order = 100
    list_display = ["label", "what", "workshop", "by", "at", "until"]
    list_filter = [KindFilter, ("workshop", RelatedFilter), ("by", RelatedFilter)]
    list_select_related = ["workshop", "by"]
    search_fields = ["label__any_case"]
    search_help_text = _("By name or title.")
    ordering = ["-at", "-id"]
    actions = ["bring_back"]
    view_on_site = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(kinds_seen(request))

    def has_view_permission(self, request: HttpRequest, obj: TrashedItem | None = None) -> bool:
        if obj is None:
            return bool(kinds_seen(request))
        return obj.kind in kinds_seen(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: TrashedItem | None = None) -> bool:
        """Whoever may delete such a thing may bring it back."""
        if obj is None:
            return self.has_view_permission(request)
        model = model_named(obj.kind)
        return model is not None and may(request, "delete", model)

    def has_delete_permission(self, request: HttpRequest, obj: TrashedItem | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without the snapshots, and only kinds that this person may see in their own lists."""
        return super().get_queryset(request).defer("snapshot").filter(kind__in=kinds_seen(request))

    @admin.display(description=_("kind"), ordering="kind")
    def what(self, row: TrashedItem) -> str:
        return kind_in_words(row.kind)

    @admin.display(description=_("gone for good on"), ordering="at")
    def until(self, row: TrashedItem) -> SafeString:
        day = (row.at + timedelta(days=KEPT_DAYS)).date()
        return format_html('<span class="nowrap">{}</span>', dates.day_year(day))

    @admin.action(description=_("Bring back those chosen"))
    def bring_back(self, request: HttpRequest, rows: QuerySet) -> None:
        """Each on its own; those that no longer fit stay, and one reads why."""
        back = 0
        for item in rows:
            try:
                if not self.has_change_permission(request, item):
                    raise trash.TrashRefused(_now("You may not bring this back."))
                notes = trash.restore(item, by=request.user, now=timezone.now())
            except trash.TrashRefused as refusal:
                messages.error(
                    request, _now("%(what)s stays: %(why)s") % {"what": item, "why": refusal}
                )
            else:
                back += 1
                say(request, notes)
        if back:
            said = ngettext("%(count)s is back.", "%(count)s are back.", back)
            messages.success(request, said % {"count": back})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.purge_view)
        own = path("<int:pk>/purge/", view, name="workshops_trasheditem_purge")
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """What would come back; on POST it does."""
        item = self.get_object(request, unquote(object_id))
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, item):
            raise PermissionDenied
        if request.method == "POST":
            return self.restore(request, item)
        return self.show(request, item)

    def restore(self, request: HttpRequest, item: TrashedItem) -> HttpResponse:
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        choices = {
            name.removeprefix(CHOICE): value
            for name, value in request.POST.items()
            if name.startswith(CHOICE)
        }
        try:
            notes = trash.restore(item, by=request.user, now=timezone.now(), choices=choices)
        except trash.DoesNotFit:
            return self.show(request, item, unanswered=bool(choices))
        except trash.NotInTrash as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:workshops_trasheditem_changelist")
        say(request, notes)
        messages.success(request, _now("“%(what)s” is back.") % {"what": item})
        row = model_named(item.kind)._base_manager.get(pk=item.key)
        return redirect(change_address(row))

    def show(
        self, request: HttpRequest, item: TrashedItem, *, unanswered: bool = False
    ) -> HttpResponse:
        obstacles, notes = [], []
        try:
            notes = trash.rehearse(item, by=request.user, now=timezone.now())
        except trash.DoesNotFit as refusal:
            obstacles = [self.option(request, each) for each in refusal.obstacles]
        contents = contents_of(request, item)
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Bring this back?"),
            "opts": self.opts,
            "item": item,
            "kind": kind_in_words(item.kind),
            "until": dates.day_year((item.at + timedelta(days=KEPT_DAYS)).date()),
            "contents": contents,
            "obstacles": obstacles,
            "hopeless": [each for each in obstacles if not each["options"]],
            "notes": notes,
            "unanswered": unanswered,
            "may_restore": self.has_change_permission(request, item),
            "may_purge": request.user.is_superuser,
            "media": "",
        }
        status = 409 if unanswered else 200
        return TemplateResponse(request, "admin/trash.html", context, status=status)

    def option(self, request: HttpRequest, obstacle: Obstacle) -> dict:
        """An obstacle with what one may choose."""
        options = [(remedy.code, remedy.label) for remedy in obstacle.remedies]
        if not obstacle.is_root:
            leave = _now("Leave “%(what)s” out, with what hangs on it")
            options.append((LEAVE_OUT, leave % {"what": obstacle.label}))
        needed = obstacle.item
        if needed is not None and not self.has_view_permission(request, needed):
            needed = None
        return {
            "sentence": str(obstacle),
            "name": CHOICE + obstacle.name,
            "options": options,
            "chosen": request.POST.get(CHOICE + obstacle.name, ""),
            "needed": needed,
        }

    def purge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete for good: asked once more, and only by those who may everything."""
        item = TrashedItem.objects.filter(pk=pk).first()
        if not request.user.is_superuser:
            raise PermissionDenied
        if item is None:
            raise Http404
        if request.method == "POST":
            trash.purge(item)
            messages.success(request, _now("“%(what)s” is deleted for good.") % {"what": item})
            return redirect("admin:workshops_trasheditem_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _now("Delete this for good?"),
            "opts": self.opts,
            "item": item,
            "kind": kind_in_words(item.kind),
            "contents": contents_of(request, item),
            "media": "",
        }
        return TemplateResponse(request, "admin/purge.html", context)


def kind_in_words(kind: str) -> str:
    model = model_named(kind)
    return capfirst(model._meta.verbose_name) if model else kind


def contents_of(request: HttpRequest, item: TrashedItem) -> list[Contents]:
    """What would come back beside the row itself: with the names that this person may see."""
    return list(contents(request, item, tables_of(item.snapshot)))


def contents(request: HttpRequest, item: TrashedItem, tables: list[Table]) -> Iterator[Contents]:
    for table in tables:
        rows = [row for row in table.rows if not is_root(item, table, row)]
        if rows and not table.model._meta.auto_created:
            names = [table.labels.get(str(table.key_of(row))) for row in rows]
            visible = admin.site.is_registered(table.model) and may_see(request, table.model)
            yield Contents(
                kind=capfirst(table.model._meta.verbose_name_plural),
                count=len(rows),
                names=tuple(name for name in names[:SHOWN] if name) if visible else (),
            )


def is_root(item: TrashedItem, table: Table, row: dict) -> bool:
    return table.model._meta.label_lower == item.kind and str(table.key_of(row)) == item.key


def say(request: HttpRequest, notes: list[str]) -> None:
    for note in notes:
        messages.warning(request, note)

"""Deleting in the office: what goes is said before, it goes to the trash, and what stays is named."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.actions import delete_selected as delete_for_good
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops import trash
from workshops.actions.trash import (
    CannotDelete,
    Going,
    Prospect,
    TrashRefused,
    prospect,
    throw_away,
)
from workshops.admin.rights import may, may_see
from workshops.models import TrashedItem
from workshops.trash import KEPT_DAYS, Refusal


class Deleting:
    """Mixed into an admin: what is deleted goes to the trash, unless no trash may hold it.

    `into_trash`: whether it is worth keeping at all.
    """

    into_trash = True

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        if not self.goes_to_trash:
            return super().delete_view(request, object_id, extra_context)
        row = self.get_object(request, unquote(object_id))
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            return self.delete_one(request, row)
        return delete_page(request, self, [prospect_for(request, self, row)])

    @property
    def goes_to_trash(self) -> bool:
        return self.into_trash and not trash.is_secret(self.model)

    def delete_one(self, request: HttpRequest, row: Model) -> HttpResponse:
        refusal = lacking(request, self, prospect(row))
        try:
            if refusal:
                raise CannotDelete([refusal])
            item = self.throw_away(request, row)
        except (TrashRefused, trash.WayBlocked) as refused:
            messages.error(request, str(refused))
            return redirect(request.path)
        messages.success(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("“%(what)s” is in the trash.") % {"what": item},
                reverse("admin:workshops_trasheditem_change", args=[item.pk]),
                _("Bring it back"),
            ),
        )
        return redirect(self.list_address(request))

    def throw_away(self, request: HttpRequest, row: Model) -> TrashedItem:
        with transaction.atomic():
            self.log_deletions(request, [row])
            ways = request.POST.get("ways") == "yes"
            return throw_away(row, by=request.user, now=timezone.now(), ways=ways)

    def list_address(self, request: HttpRequest) -> str:
        """The list one came from, with its filters."""
        if not self.has_view_or_change_permission(request):
            return reverse("admin:index")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return add_preserved_filters(kept, reverse(name))


@admin.action(permissions=["delete"], description=gettext_lazy("Delete those chosen"))
def delete_selected(
    model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet
) -> HttpResponse | None:
    """The action of the lists: says what goes, then deletes each on its own and names those that stay."""
    if not isinstance(model_admin, Deleting) or not model_admin.goes_to_trash:
        return delete_for_good(model_admin, request, queryset)
    rows = list(queryset)
    if not request.POST.get("post"):
        return delete_page(
            request, model_admin, [prospect_for(request, model_admin, row) for row in rows]
        )
    deleted = 0
    for row in rows:
        refusal = lacking(request, model_admin, prospect(row))
        try:
            if refusal or not model_admin.has_delete_permission(request, row):
                raise CannotDelete([refusal or Refusal(_("You may not delete this."))])
            model_admin.throw_away(request, row)
            deleted += 1
        except (TrashRefused, trash.WayBlocked) as refused:
            messages.error(request, _("%(what)s stays: %(why)s") % {"what": row, "why": refused})
    if deleted:
        said = ngettext("%(count)s is in the trash.", "%(count)s are in the trash.", deleted)
        messages.success(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                said % {"count": deleted},
                reverse("admin:workshops_trasheditem_changelist"),
                _("Trash"),
            ),
        )
    return None


def prospect_for(request: HttpRequest, model_admin: admin.ModelAdmin, row: Model) -> Prospect:
    """What deleting would do, as far as this person may know."""
    found = prospect(row)
    refusal = lacking(request, model_admin, found)
    return replace(
        found,
        going=[shown(request, model_admin, each) for each in found.going],
        refusals=[refusal, *found.refusals] if refusal else found.refusals,
    )


def lacking(request: HttpRequest, model_admin: admin.ModelAdmin, found: Prospect) -> Refusal | None:
    """Why this person may not delete what would go along."""
    kinds = [
        str(each.model._meta.verbose_name_plural)
        for each in found.going
        if model_admin.admin_site.is_registered(each.model)
        and each.model is not TrashedItem
        and not may(request, "delete", each.model)
    ]
    if not kinds:
        return None
    sentence = _("You have no right to delete what goes along: %(kinds)s.")
    return Refusal(sentence % {"kinds": ", ".join(kinds)})


def shown(request: HttpRequest, model_admin: admin.ModelAdmin, going: Going) -> Going:
    """With the names of rows that this person may look at, and the number of the others."""
    if model_admin.admin_site.is_registered(going.model) and may_see(request, going.model):
        return going
    return replace(going, names=())


def delete_page(
    request: HttpRequest, model_admin: admin.ModelAdmin, prospects: Sequence[Prospect]
) -> HttpResponse:
    """The question, with what goes along and what stands in the way."""
    opts, many = model_admin.opts, request.method == "POST"
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Delete those chosen?") if many else _("Delete this?"),
        "opts": opts,
        "prospects": prospects,
        "original": prospects[0].row if prospects and not many else None,
        "many": many,
        "possible": [each for each in prospects if each.possible],
        "with_way": [each for each in prospects if each.has_way],
        "days": KEPT_DAYS,
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
        "back": model_admin.list_address(request) if many else change_address(prospects[0].row),
        "media": "",
    }
    return TemplateResponse(request, "admin/delete.html", context)


def change_address(row: Model) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    try:
        return reverse(name, args=[row.pk])
    except NoReverseMatch:
        return reverse("admin:index")


admin.site.add_action(delete_selected, "delete_selected")

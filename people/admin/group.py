"""Working groups."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import Group, GroupMembership
from people.search import by_name
from workshops.admin.base import OfficeTabularInline, OfficeTranslationAdmin
from workshops.admin.filters import RelatedFilter
from workshops.admin.forms import explain
from workshops.search import in_every_language


class MembershipInline(OfficeTabularInline):
    model = GroupMembership
    verbose_name = _("member")
    verbose_name_plural = _("members")
    fields = ["participation"]
    autocomplete_fields = ["participation"]


@admin.register(Group)
class GroupAdmin(OfficeTranslationAdmin):
    menu_order = 60
    list_display = ["number", "name", "member_count", "workshop"]
    list_display_links = ["number", "name"]
    list_filter = [("workshop", RelatedFilter)]
    list_select_related = ["workshop"]
    search_fields = [*in_every_language("name"), by_name("memberships__participation__person")]
    search_help_text = _("By the group’s or a member’s name.")
    ordering = ["-workshop__starts_on", "workshop", "number", "id"]
    autocomplete_fields = ["workshop"]
    fixed_fields = ("workshop",)
    inlines = [MembershipInline]
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["workshop", "number", "name"]}),
        (_("What it presented"), {"fields": ["slogan", "summary"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(size=Count("memberships"))

    @admin.display(description=_("members"), ordering="size")
    def member_count(self, row: Group) -> int:
        return row.size


explain({"group_number_is_unique_in_workshop": ("number", _("Another group has this number."))})

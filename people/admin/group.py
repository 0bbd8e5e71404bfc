"""Working groups."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from people.admin import group_board
from people.admin.group_files import GroupForm
from people.models import Group, GroupMembership
from people.search import by_name
from workshops.admin.base import OfficeTabularInline, OfficeTranslationAdmin, ReadOnlyInline
from workshops.admin.filters import RelatedFilter, filtered_workshop
from workshops.admin.forms import explain
from workshops.search import in_every_language


class MembershipInline(ReadOnlyInline, OfficeTabularInline):
    """Who is in the group; people are moved on the board."""

    model = GroupMembership
    verbose_name = _("member")
    verbose_name_plural = _("members")
    fields = ["participation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("participation__person", "group")


@admin.register(Group)
class GroupAdmin(OfficeTranslationAdmin):
    menu_order = 60
    form = GroupForm
    list_display = ["number", "name", "member_count", "workshop"]
    list_display_links = ["number", "name"]
    list_filter = [("workshop", RelatedFilter)]
    list_select_related = ["workshop"]
    search_fields = [*in_every_language("name"), by_name("memberships__participation__person")]
    search_help_text = _("By the group’s or a member’s name.")
    ordering = ["-workshop__starts_on", "workshop", "number", "id"]
    autocomplete_fields = ["workshop", "sessions"]
    fixed_fields = ("workshop",)
    inlines = [MembershipInline]
    view_on_site = False
    fieldsets = [
        (None, {"fields": ["workshop", "number", "name", "sessions"]}),
        (_("How it appears"), {"fields": ["slogan", "logo"]}),
        (
            _("What it presented"),
            {
                "fields": ["summary", "presentation", "presentation_file"],
                "description": _("A PDF, PPTX or ODP file. Organisers alone can open it here."),
            },
        ),
    ]
    readonly_fields = ["presentation_file"]

    def get_urls(self) -> list[URLPattern]:
        return [*group_board.urls(self), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """With the way to the board of the workshop that the list is filtered by."""
        extra = (extra_context or {}) | {"workshop_pk": filtered_workshop(request)}
        return super().changelist_view(request, extra)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(size=Count("memberships"))

    @admin.display(description=_("members"), ordering="size")
    def member_count(self, row: Group) -> int:
        return row.size

    @admin.display(description=_("file"))
    def presentation_file(self, row: Group) -> SafeString | str:
        if not row.presentation:
            return ""
        url = reverse("admin:people_group_presentation", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, row.presentation_filename)


explain({"group_number_is_unique_in_workshop": ("number", _("Another group has this number."))})

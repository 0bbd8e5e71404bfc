"""Accounts of those who sign in."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group as RightsGroup
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import User
from workshops.admin.conflicts import Careful

POWERS = ("is_staff", "is_superuser", "user_permissions")

admin.site.unregister(RightsGroup)  # two kinds of “groups” are one too many; rights are a person's


@admin.register(User)
class OfficeUserAdmin(Careful, UserAdmin):
    """Django's, with rights given only by those who have them all."""

    menu_order = 90
    save_on_top = True
    filter_horizontal = ()
    list_filter = ["is_staff", "is_superuser", "is_active"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": [("first_name", "last_name"), "email"]}),
        (
            _("Rights"),
            {
                "fields": ["is_active", "is_staff", "is_superuser", "user_permissions"],
                "description": _(
                    "Staff may sign in here. What they may see and change is chosen below, "
                    "or everything, as a superuser."
                ),
            },
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    list_display = ["username", "first_name", "last_name", "email", "is_staff", "last_login"]
    search_fields = [
        "username__any_case",
        "first_name__any_case",
        "last_name__any_case",
        "email__any_case",
    ]
    search_help_text = _("By name or e-mail address.")
    view_on_site = False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        fixed = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        return fixed if request.user.is_superuser else [*fixed, *POWERS]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody takes over the account of somebody with more rights."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and (obj == request.user or obj.is_superuser):
            return False
        return super().has_delete_permission(request, obj)

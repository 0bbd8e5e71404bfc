"""What somebody may do with rows of a kind, whichever list of the office they come from."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.db.models import Model
from django.http import HttpRequest


def may(request: HttpRequest, what: str, model: type[Model]) -> bool:
    """Whether this person has the right to add, change, delete or view rows of a model."""
    opts = model._meta
    return request.user.has_perm(f"{opts.app_label}.{get_permission_codename(what, opts)}")


def may_see(request: HttpRequest, model: type[Model]) -> bool:
    return may(request, "view", model) or may(request, "change", model)


def kinds_seen(request: HttpRequest) -> list[str]:
    """The kinds of rows that this person may look at in the office, as “people.person”."""
    kept = request.__dict__.get("kinds_seen")
    if kept is None:
        models = (model for model in apps.get_models() if admin.site.is_registered(model))
        kept = [model._meta.label_lower for model in models if may_see(request, model)]
        request.kinds_seen = kept
    return kept

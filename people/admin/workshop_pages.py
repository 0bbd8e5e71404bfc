"""Pages of the office under one workshop, which some may open and others may not."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from people.models import User
from workshops.models import Workshop

Pages = dict[str, tuple[str, Callable[..., HttpResponse]]]


def urls(
    model_admin: admin.ModelAdmin, under: str, pages: Pages, may_open: Callable[[User], bool]
) -> list[URLPattern]:
    """Their addresses. `pages` says for each route its name and its view, which is given the workshop."""
    return [
        path(
            f"{under}/<int:workshop>/{route}",
            model_admin.admin_site.admin_view(opened(view, model_admin, may_open)),
            name=f"people_participation_{name}",
        )
        for route, (name, view) in pages.items()
    ]


def opened(
    view: Callable[..., HttpResponse],
    model_admin: admin.ModelAdmin,
    may_open: Callable[[User], bool],
) -> Callable[..., HttpResponse]:
    """Let in who may, and give the page its workshop and what every page of the office has."""

    @wraps(view)
    def page(request: HttpRequest, workshop: int, **parts: object) -> HttpResponse:
        if not may_open(request.user):
            raise PermissionDenied
        found = get_object_or_404(Workshop, pk=workshop)
        context = {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "workshop": found,
            "media": "",
        }
        return view(request, found, context=context, **parts)

    return page

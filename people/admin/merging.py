"""Two records of one person: found, looked at beside each other, and made one."""

from dataclasses import dataclass
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _now

from people import duplicates
from people.actions import merging
from people.actions.refusals import NotMergeable
from people.duplicates import Likeness
from people.models import Person, User
from people.search import by_name
from workshops.keys import key_named

MOST_FOUND = 20


@dataclass(frozen=True)
class Likely:
    """Another record, and why it may be of the same person; "" where it was only looked for."""

    person: Person
    why: str


def may_merge(user: User) -> bool:
    return user.has_perm("people.change_person") and user.has_perm("people.delete_person")


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view(partial(page, model_admin=model_admin))
    return [path("<int:pk>/merge/", view, name="people_person_merge")]


def likely(person: Person) -> list[Likely]:
    """Records that may be of the same person, the likeliest first."""
    twins = duplicates.twins_of([person]).get(person.pk, ())
    rows = Person.objects.select_related("nationality").in_bulk([twin.person for twin in twins])
    return [Likely(rows[twin.person], Likeness(twin.likeness).label) for twin in twins]


def page(request: HttpRequest, pk: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Choose the other record, then look at both; a post makes them one."""
    if not may_merge(request.user):
        raise PermissionDenied
    person = get_object_or_404(Person.objects.select_related("nationality"), pk=pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "person": person,
        "title": _now("Merge two records of one person"),
    }
    other = other_in(request, person)
    if other is None:
        asked = request.GET.get("q", "").strip()
        context |= {"likely": likely(person), "asked": asked, "found": found(person, asked)}
        return TemplateResponse(request, "admin/people/person/choose.html", context)
    if request.method == "POST":
        return merge(request, person, other)
    context |= {"preview": merging.preview(person, other), "other": other}
    return TemplateResponse(request, "admin/people/person/merge.html", context)


def other_in(request: HttpRequest, person: Person) -> Person | None:
    """The other record that the address names."""
    key = key_named(request.GET.get("with"))
    rows = Person.objects.select_related("nationality").exclude(pk=person.pk)
    return rows.filter(pk=key).first() if key is not None else None


def found(person: Person, asked: str) -> list[Likely]:
    """Records by name or address."""
    if not asked:
        return []
    rows = Person.objects.filter(**{by_name(): asked}).exclude(pk=person.pk)
    rows = rows.select_related("nationality").order_by("sort_name", "pk")
    return [Likely(row, "") for row in rows[:MOST_FOUND]]


def merge(request: HttpRequest, person: Person, other: Person) -> HttpResponse:
    take = [field for field in merging.FIELDS if request.POST.get(field) == "other"]
    name = str(other)
    try:
        merging.merge(person, other, take=take, by=request.user, now=timezone.now())
    except NotMergeable as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _now("The record “%(other)s” is part of this one now.") % {"other": name},
        )
    return redirect("admin:people_person_change", person.pk)

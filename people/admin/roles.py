"""Roles without a seat in the office: somebody known or new is written down as one, next to other roles."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people import billed
from people.actions import roles
from people.actions.refusals import Refused, SeveralAlike
from people.forms.role import SAME_NAME, ThereForm, WhoForm, states_for
from people.models import WITHOUT_A_SEAT, Participation, Person, Role, State, User, in_words
from people.search import by_name
from workshops import scope
from workshops.content import columns
from workshops.keys import key_named
from workshops.models import Speaker, Workshop

MOST_FOUND = 20
ADD = {
    Role.RESOURCE_PERSON: _("Add a resource person"),
    Role.STAFF: _("Add staff"),
    Role.GUEST: _("Add a guest of honour"),
    Role.INTERPRETER: _("Add an interpreter"),
}


def urls(model_admin: admin.ModelAdmin) -> list[URLPattern]:
    def view(page):
        return model_admin.admin_site.admin_view(partial(page, model_admin=model_admin))

    return [
        path("roles/<int:workshop>/<slug:role>/", view(add), name="people_participation_role"),
        path("speakers/<int:workshop>/", view(listed), name="people_participation_speaker"),
    ]


def may_add(user: User) -> bool:
    """Add people and look for those known."""
    return user.has_perms(["people.add_participation", "people.add_person", "people.view_person"])


def add(
    request: HttpRequest, workshop: int, role: str, *, model_admin: admin.ModelAdmin
) -> HttpResponse:
    """Look for somebody known, or write somebody new down; a post adds them."""
    if role not in WITHOUT_A_SEAT:
        raise Http404
    if not may_add(request.user):
        raise PermissionDenied
    found = get_object_or_404(Workshop, pk=workshop)
    who, there = forms_for(request, found, Role(role))
    if request.method == "POST" and who.is_valid() & there.is_valid():
        try:
            row = make(request, found, role, who, there)
        except Refused as refusal:
            who.add_error("person", str(refusal))
        else:
            messages.success(request, added(row))
            return redirect(next_page(request, row))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": ADD[Role(role)],
        "opts": model_admin.opts,
        "workshop": found,
        "asked": request.GET.get("q", "").strip(),
        "who": who,
        "there": there,
        "is_known": len(who.offered),
        "is_bad": bool(who.errors or there.errors),
    }
    return TemplateResponse(request, "admin/people/participation/role.html", context)


def make(
    request: HttpRequest, workshop: Workshop, role: str, who: WhoForm, there: ThereForm
) -> Participation:
    person = who.chosen
    return roles.add(
        workshop,
        person,
        role,
        by=request.user,
        now=timezone.now(),
        state=there.cleaned_data["state"],
        said=there.said(person),
    )


def added(row: Participation):
    return format_html(
        _now("{}: {}, {}."),
        format_html('<a href="{}">{}</a>', change_page(row), row),
        row.get_role_display(),
        row.get_state_display(),
    )


def change_page(row: Participation) -> str:
    return reverse("admin:people_participation_change", args=[row.pk])


def next_page(request: HttpRequest, row: Participation) -> str:
    """The list of that role, or the same page once more."""
    if "_addanother" in request.POST:
        return reverse("admin:people_participation_role", args=[row.workshop_id, row.role])
    return list_page(row.workshop_id, row.role)


def list_page(workshop: int, role: str = "") -> str:
    to = f"{reverse('admin:people_participation_changelist')}?workshop__id__exact={workshop}"
    return f"{to}&role__exact={role}" if role else to


def forms_for(request: HttpRequest, workshop: Workshop, role: Role) -> tuple[WhoForm, ThereForm]:
    data = request.POST if request.method == "POST" else None
    speaker = named_speaker(request, workshop)
    offered = people_offered(request, speaker)
    today = workshop.today(timezone.now())
    states = states_for(workshop.starts_on <= today, workshop.ends_on < today)
    who = WhoForm(offered, labels(offered, workshop), data, initial=first_guess(offered, speaker))
    there = ThereForm(
        workshop,
        [(state, in_words(state, role)) for state in states],
        data,
        initial={"state": initial_state(states), "speaker": SAME_NAME} | as_billed(speaker),
    )
    return who, there


def initial_state(states: Sequence[State]) -> State:
    return states[-1] if State.COMPLETED in states else State.ACCEPTED


def named_speaker(request: HttpRequest, workshop: Workshop) -> Speaker | None:
    key = key_named(request.GET.get("speaker"))
    return billed.speakers_of(workshop).filter(pk=key).first() if key is not None else None


def people_offered(request: HttpRequest, speaker: Speaker | None) -> list[Person]:
    """Whom the address names, who is called like the speaker, and who was looked for."""
    rows = Person.objects.select_related("nationality")
    found: list[Person] = []
    key = key_named(request.GET.get("person"))
    if key is not None:
        found += rows.filter(pk=key)
    if speaker is not None:
        found += billed.people_called(speaker.name, speaker.name_native)
    asked = request.GET.get("q", "").strip()
    if asked:
        found += rows.filter(**{by_name(): asked}).order_by("sort_name", "pk")[:MOST_FOUND]
    sent = key_named(request.POST.get("person"))
    if sent is not None:
        found += rows.filter(pk=sent)
    return list({one.pk: one for one in found}.values())


def labels(people: Sequence[Person], workshop: Workshop) -> dict[int, str]:
    """What tells people of one name apart: native name, nationality, address, and roles here."""
    here: dict[int, list[str]] = defaultdict(list)
    for row in workshop.participations.filter(person__in=people).order_by("pk"):
        here[row.person_id].append(f"{row.get_role_display()}, {row.get_state_display()}")
    return {
        one.pk: " · ".join(
            filter(
                None,
                [
                    str(one),
                    one.native_name,
                    str(one.nationality or ""),
                    one.email,
                    *(_now("here: %(role)s") % {"role": role} for role in here[one.pk]),
                ],
            )
        )
        for one in people
    }


def first_guess(offered: Sequence[Person], speaker: Speaker | None) -> dict[str, Any]:
    if len(offered) == 1:
        return {"person": str(offered[0].pk)}
    if speaker is None:
        return {}
    return {
        "display_name": speaker.name,
        "native_name": speaker.name_native,
        "honorific": speaker.honorific,
    }


def as_billed(speaker: Speaker | None) -> dict[str, Any]:
    if speaker is None:
        return {}
    posts = {column: getattr(speaker, column) for column in columns("post")}
    return posts | {"organisation": speaker.organisation_id, "speaker": str(speaker.pk)}


def listed(request: HttpRequest, workshop: int, *, model_admin: admin.ModelAdmin) -> HttpResponse:
    """Whoever spoke and is on no list becomes a resource person, by one press."""
    if not may_add(request.user):
        raise PermissionDenied
    found = get_object_or_404(Workshop, pk=workshop)
    key = key_named(request.POST.get("speaker"))
    if request.method != "POST" or key is None:
        return redirect(list_page(found.pk))
    speaker = get_object_or_404(scope.within(Speaker.objects.all(), found.pk), pk=key)
    try:
        row = roles.list_speaker(speaker, by=request.user, now=timezone.now())
    except SeveralAlike as refusal:
        messages.warning(request, str(refusal))
        page = reverse("admin:people_participation_role", args=[found.pk, Role.RESOURCE_PERSON])
        return redirect(f"{page}?speaker={speaker.pk}")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, added(row))
    return redirect(list_page(found.pk))

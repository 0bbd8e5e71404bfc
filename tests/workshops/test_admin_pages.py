"""Every page of the office: it answers, it is the organisers', it keeps the policy on scripts."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import (
    Allocation,
    Fund,
    Group,
    Message,
    Participation,
    Person,
    Seat,
    Stream,
)
from tests.factories import make_organiser, make_user, make_workshop
from tests.workshops.office import (
    address,
    everything_stored,
    form_of,
    make_everything,
    organiser_client,
    our_models,
)
from workshops.models import (
    Material,
    Organisation,
    Photo,
    SavedView,
    Session,
    SiteVisit,
    Speaker,
    TrashedItem,
    Workshop,
)

pytestmark = pytest.mark.django_db

FORBIDDEN = re.compile(
    r"<[a-z][^>]*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)[^>]*>|javascript:", re.I
)
LISTS = [
    Workshop, Session, SiteVisit, Speaker, Organisation, Material, Photo,
    Participation, Person, Stream, Fund, Allocation, Seat, Group, Message,
]  # fmt: skip

WITH_FORMS = [model for model in our_models() if model not in (TrashedItem, SavedView)]


def label(model: type) -> str:
    return model._meta.label


def pages_of(model: type, row) -> list[str]:
    """List, change, history and what else a row has."""
    pages = [address(model, "changelist"), address(model, "changelist") + "?q=a&_facets=1"]
    pages += [address(model, page, row.pk) for page in ("change", "history")]
    model_admin = admin.site.get_model_admin(model)
    request = type("Request", (), {"user": make_user("root", is_superuser=True, is_staff=True)})
    if model_admin.has_add_permission(request):
        pages.append(address(model, "add"))
    if model_admin.has_delete_permission(request, row):
        pages.append(address(model, "delete", row.pk))
    return pages


@pytest.mark.parametrize("model", list(admin.site._registry), ids=label)
def test_lists_and_empty_forms_open_without_any_data(model):
    client = organiser_client()
    assert client.get(address(model, "changelist")).status_code == 200
    answer = client.get(address(model, "add"))
    assert answer.status_code in (200, 403)
    assert FORBIDDEN.findall(answer.content.decode()) == []


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_every_page_of_a_row_opens_and_keeps_the_content_policy(model):
    make_everything()
    client = organiser_client()
    row = model._default_manager.first()
    for page in pages_of(model, row):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert FORBIDDEN.findall(answer.content.decode()) == [], page


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_nobody_but_organisers_gets_in(model):
    make_everything()
    visitor = Client()
    visitor.force_login(make_user())
    row = model._default_manager.first()
    for page in pages_of(model, row):
        assert Client().get(page).status_code == 302, page
        assert visitor.get(page).status_code == 302, page


@pytest.mark.parametrize("language", ["en", "zh-hans", "ru"])
@pytest.mark.parametrize("model", WITH_FORMS, ids=label)
def test_saving_a_form_unchanged_changes_nothing(model, language):
    make_everything()
    client = organiser_client()
    row = model._default_manager.first()
    page = address(model, "change", row.pk).replace("/en/", f"/{language}/")
    data = form_of(client.get(page).content.decode(), f"{model._meta.model_name}_form")
    before = everything_stored()
    answer = client.post(page, data)
    assert answer.status_code == 302, errors_of(answer)
    assert changes(before, everything_stored(), language) == []


def changes(before: dict, after: dict, language: str) -> list:
    """What differs. The untranslated column repeats the reader's language, and is not read."""
    return [
        (name, column, old.get(column), new.get(column))
        for name in before
        for old, new in zip(before[name], after[name], strict=True)
        for column in old
        if old[column] != new[column] and f"{column}_en" not in old
    ]


def errors_of(answer) -> list:
    context = answer.context or {}
    found = [context["adminform"].form.errors] if "adminform" in context else []
    return found + [each.formset.errors for each in context.get("inline_admin_formsets", [])]


def test_a_list_asks_the_database_as_often_for_fifty_rows_as_for_five():
    client = organiser_client()
    make_everything(sessions=1)  # a filter with one choice is left out, and its count with it
    make_everything(sessions=5)
    few = {label(model): queries(client, address(model, "changelist")) for model in LISTS}
    make_everything(sessions=50)
    assert {label(model): queries(client, address(model, "changelist")) for model in LISTS} == few
    assert max(few.values()) <= 15


def queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(page)
    return len(seen)


def test_the_dashboard_asks_as_often_for_many_workshops_as_for_one():
    client = organiser_client()
    today = timezone.now().date()
    make_workshop(starts_on=today)
    few = queries(client, reverse("admin:index"))
    for _ in range(10):
        make_workshop(starts_on=today)
    assert queries(client, reverse("admin:index")) == few


def test_an_organiser_without_rights_sees_no_list():
    make_organiser("assistant", is_superuser=False)
    client = Client()
    client.login(username="assistant", password="a long password")
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(address(Workshop, "changelist")).status_code == 403
    assert client.get(reverse("admin:workshops_workshop_import")).status_code == 403


def test_log_in_and_log_out():
    make_organiser("organiser")
    client = Client()
    page = client.get(reverse("admin:login"))
    assert FORBIDDEN.findall(page.content.decode()) == []
    answer = client.post(
        reverse("admin:login"), {"username": "organiser", "password": "a long password"}
    )
    assert answer.status_code == 302
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:logout")).status_code == 405
    client.post(reverse("admin:logout"))
    assert client.get(reverse("admin:index")).status_code == 302

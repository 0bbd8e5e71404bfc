"""Saved views and the filters in force: kept, shared, renamed, and never more than a list knows."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Participation, Person, State, User
from tests.factories import (
    make_country,
    make_organiser,
    make_participation,
    make_person,
    make_user,
    make_workshop,
)
from tests.workshops.office import address, form_of, make_everything, organiser_client
from workshops.admin.queries import known_keys
from workshops.models import SavedView, Session, Workshop

pytestmark = pytest.mark.django_db

ROSTER = "people.participation"


@pytest.fixture
def office() -> Client:
    return organiser_client()


@pytest.fixture
def me(office) -> User:
    return User.objects.get(username="organiser")


@pytest.fixture
def colleague() -> Client:
    client = Client()
    client.force_login(make_organiser("colleague", first_name="Aigul", last_name="Bekova"))
    return client


def clerk(*rights: str) -> Client:
    user = make_organiser("clerk", is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def keep(client: Client, query: str = "state__exact=accepted", kind: str = ROSTER, **values):
    data = {"kind": kind, "query": query, "name": "To come"} | values
    return client.post(reverse("admin:workshops_savedview_keep"), data)


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def bar(client: Client, model: type, query: str = "") -> list[tuple[str, str, bool]]:
    page = client.get(f"{address(model, 'changelist')}?{query}")
    assert page.status_code == 200
    return [(each.view.name, each.query, each.is_current) for each in page.context["view_links"]]


def pills(client: Client, model: type, query: str) -> list[tuple[str, str, str]]:
    page = client.get(f"{address(model, 'changelist')}?{query}")
    return [(pill.label, pill.value, pill.url) for pill in page.context["pills"]]


def test_a_list_is_saved_as_it_is_and_opens_again(office):
    make_participation(state=State.ACCEPTED)
    make_participation(state=State.ARRIVED)
    answer = keep(office, "q=bat&state__exact=accepted&o=-2")
    kept = "o=-2&q=bat&state__exact=accepted"
    assert answer.url == f"{address(Participation, 'changelist')}?{kept}"
    assert said(answer) == ["Saved as “To come”."]
    assert bar(office, Participation) == [("To come", kept, False)]
    assert bar(office, Participation, "state__exact=accepted&q=bat&o=-2") == [
        ("To come", kept, True)
    ]


def test_the_bar_marks_the_view_one_is_in_and_offers_to_save_others(office):
    make_participation(state=State.ACCEPTED)
    keep(office)
    listed = address(Participation, "changelist")
    inside = office.get(f"{listed}?state__exact=accepted").text
    assert '?state__exact=accepted" aria-current="page">To come</a>' in inside
    assert "Rename or share" in inside
    assert "Save this view" not in inside
    outside = office.get(f"{listed}?state__exact=arrived").text
    assert "Save this view" in outside
    assert "Rename or share" not in outside
    assert "Save this view" not in office.get(address(Person, "changelist")).text


def test_a_view_belongs_to_one_list(office):
    keep(office)
    assert bar(office, Person) == []


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("state__exact=accepted", "state__exact=accepted"),
        ("state__in=accepted,arrived", "state__in=accepted%2Carrived"),
        ("workshop__id__exact=7&p=3&all=", "workshop__id__exact=7"),
        ("sending_country__code__exact=MNG", "sending_country__code__exact=MNG"),
        ("line=1&counted=", "line=1"),
        ("private_note__contains=ill", ""),
        ("person__email__startswith=a", ""),
        ("person__searchable__regex=.*", ""),
        ("state__regex=(a%2B)%2B", ""),
        ("_popup=1&_to_field=id&e=1&next=//evil.example", ""),
        ("q=" + "x" * 3000, ""),
        ("", ""),
    ],
)
def test_only_what_the_list_knows_is_kept(office, me, query, kept):
    keep(office, query)
    assert SavedView.objects.get(owner=me).query == kept


def test_dates_and_a_search_are_kept_where_a_list_has_them(office, me):
    keep(office, "date__year=2024&date__month=5&q=rail", kind="workshops.session")
    keep(office, "q=tr&starts_on__year=2024", kind="workshops.track", name="None")
    assert SavedView.objects.get().query == "date__month=5&date__year=2024&q=rail"


def test_a_view_whose_filter_is_gone_still_opens(office, me):
    make_participation()
    view = SavedView.objects.create(
        owner=me, kind=ROSTER, name="Old", query="gone__exact=1&state__exact=arrived"
    )
    assert bar(office, Participation) == [("Old", "state__exact=arrived", False)]
    listed = office.get(address(SavedView, "changelist")).text
    assert f"{address(Participation, 'changelist')}?state__exact=arrived" in listed
    page = address(SavedView, "change", view.pk)
    answer = office.post(page, form_of(office.get(page).text, "savedview_form"))
    assert answer.url == f"{address(Participation, 'changelist')}?state__exact=arrived"


def test_a_view_of_a_list_that_is_gone_is_shown_and_deleted(office, me):
    view = SavedView.objects.create(owner=me, kind="people.gone", name="Old", query="a=1")
    keep(office)
    assert [str(row) for row in SavedView.objects.order_by("name")] == ["Old", "To come"]
    assert office.get(address(SavedView, "changelist")).status_code == 200
    view.delete()


def test_the_same_name_again_replaces_ones_own_view(office, me, colleague):
    keep(colleague, "role__exact=staff")
    keep(office)
    keep(office, "state__exact=arrived")
    assert list(SavedView.objects.filter(owner=me).values_list("query", flat=True)) == [
        "state__exact=arrived"
    ]
    assert SavedView.objects.exclude(owner=me).get().query == "role__exact=staff"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_view_needs_a_name(office, name):
    answer = keep(office, name=name)
    assert said(answer) == ["Give the view a name of 80 characters at most."]
    assert answer.url == f"{address(Participation, 'changelist')}?state__exact=accepted"
    assert SavedView.objects.count() == 0


def test_ones_own_view_is_renamed_shared_and_deleted(office, me):
    keep(office)
    keep(office, name="Other")
    view = SavedView.objects.get(name="To come")
    page = address(SavedView, "change", view.pk)
    form = form_of(office.get(page).text, "savedview_form")
    refused = office.post(page, form | {"name": "Other"})
    assert refused.context["adminform"].form.errors == {
        "name": ["Another view of this list has this name."]
    }
    office.post(page, form | {"name": "Coming", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.query) == ("Coming", True, "state__exact=accepted")
    answer = office.post(address(SavedView, "delete", view.pk), {"post": "yes"})
    assert answer.url == address(Participation, "changelist")
    assert SavedView.objects.get().name == "Other"


# Others


def test_a_private_view_is_its_owners_alone(office, colleague):
    keep(office, name="Kanarienvogel")
    view = SavedView.objects.get()
    assert bar(colleague, Participation) == []
    assert "Kanarienvogel" not in colleague.get(address(SavedView, "changelist")).text
    for page in ("change", "delete", "history"):
        hidden = colleague.get(address(SavedView, page, view.pk))
        missing = colleague.get(address(SavedView, page, view.pk + 1))
        assert (hidden.status_code, hidden.get("Location")) == (
            missing.status_code,
            missing.get("Location"),
        )
        assert colleague.post(address(SavedView, page, view.pk), {"post": "yes"}).status_code != 200
    view.refresh_from_db()
    assert view.name == "Kanarienvogel"


def test_a_shared_view_is_seen_by_all_and_changed_by_its_owner(office, colleague):
    keep(office, is_shared="on")
    view = SavedView.objects.get()
    assert bar(colleague, Participation) == [("To come", "state__exact=accepted", False)]
    page = address(SavedView, "change", view.pk)
    assert (
        "savedview_form" not in colleague.get(page).text or "_save" not in colleague.get(page).text
    )
    assert colleague.post(page, {"name": "Mine now"}).status_code == 403
    assert colleague.post(address(SavedView, "delete", view.pk), {"post": "yes"}).status_code == 403
    view.refresh_from_db()
    assert view.name == "To come"
    inside = colleague.get(f"{address(Participation, 'changelist')}?state__exact=accepted").text
    assert "Rename or share" not in inside


def test_views_are_of_lists_that_one_sees(office):
    keep(office, is_shared="on", name="Kanarienvogel")
    client = clerk("view_workshop")
    assert "Kanarienvogel" not in client.get(address(SavedView, "changelist")).text
    assert keep(client).status_code == 403
    assert keep(client, "status__exact=draft", kind="workshops.workshop").status_code == 302
    assert SavedView.objects.filter(owner__username="clerk").count() == 1


@pytest.mark.parametrize("kind", ["", "x", "people.nothing", "auth.permission", "a.b.c", "\x00"])
def test_there_are_no_views_of_what_has_no_list(office, kind):
    assert keep(office, kind=kind).status_code == 404


def test_strangers_keep_nothing(office):
    visitor = Client()
    visitor.force_login(make_user())
    assert keep(visitor).status_code == 302
    assert keep(Client()).status_code == 302
    assert SavedView.objects.count() == 0
    assert office.get(reverse("admin:workshops_savedview_keep")).status_code == 405


def test_a_name_is_shown_and_never_run(office):
    keep(office, name="<script>alert(1)</script>", query='q="><script>')
    page = office.get(address(Participation, "changelist") + '?q="><script>')
    assert "<script>alert" not in page.text
    assert '"><script>' not in page.text


# Pills


def test_each_filter_in_force_can_be_taken_off(office):
    workshop = make_workshop(title="Trade")
    make_participation(workshop=workshop, country="MNG")
    make_participation(workshop=workshop, country="KAZ", name="Aigul")
    make_participation(country="KAZ")
    query = f"q=bat&sending_country__code__exact=MNG&state__exact=arrived&workshop__id__exact={workshop.pk}"
    shown = pills(office, Participation, query)
    assert [(label, value) for label, value, _url in shown] == [
        ("Search", "bat"),
        ("Workshop", "Trade"),
        ("State", "Arrived"),
        ("Sending country", "Mongolia"),
    ]
    for (label, _value, url), key in zip(
        shown,
        ("q", "workshop__id__exact", "state__exact", "sending_country__code__exact"),
        strict=True,
    ):
        left = {each.partition("=")[0] for each in url.removeprefix("?").split("&")}
        assert key not in left, label
        assert len(left - {"workshop__isnull"}) == 3, label  # of all workshops


def test_what_no_filter_shows_is_said_too(office):
    make_participation()
    assert pills(office, Participation, "state__in=arrived,accepted") == [
        ("State", "Arrived, Accepted", "?")
    ]
    country = make_country("MNG")
    assert pills(office, Participation, f"duty_station__code__exact={country.pk}") == [
        ("Duty station", "Mongolia", "?")
    ]
    assert pills(office, Session, "date__year=2024&date__month=5&q=a")[1][:2] == ("Date", "2024-05")


def test_a_pill_names_nobody_whom_one_may_not_see():
    person = make_person("Kanarienvogel")
    client = clerk("view_participation")
    page = client.get(f"{address(Participation, 'changelist')}?person__id__exact={person.pk}")
    assert "Kanarienvogel" not in page.text


def test_a_whole_list_has_no_pills(office):
    make_participation()
    assert pills(office, Participation, "workshop__isnull=False") == []
    assert pills(office, Participation, "o=1") == []


def test_a_list_to_choose_from_has_no_bar(office):
    make_person()
    page = office.get(address(Person, "changelist") + "?_popup=1")
    assert "view_kind" not in page.context


def test_pills_cost_no_counts(office):
    """The filters' counts are asked once, for the filters themselves."""
    make_participation(country="KAZ")
    make_participation(country="MNG")

    def asked(query: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            office.get(f"{address(Participation, 'changelist')}?{query}")
        return len(seen)

    assert asked("state__exact=arrived&sending_country__code__exact=KAZ") <= asked("")


def test_every_list_knows_its_own_keys(office):
    """Each filter of each list, as its own links write it, is one that a view keeps."""
    make_everything(sessions=3)
    make_everything(sessions=2)
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label not in ("workshops", "people", "reports"):
            continue
        page = office.get(address(model, "changelist"))
        changelist = page.context["cl"]
        request = page.wsgi_request
        known = known_keys(model_admin, request)
        changelist.add_facets = False
        for spec in changelist.filter_specs:
            for choice in spec.choices(changelist):
                written = set(QueryDict(choice["query_string"].removeprefix("?")))
                assert written <= known, (model, spec.title)


def test_the_search_has_its_key(office):
    assert 'aria-keyshortcuts="/"' in office.get(address(Workshop, "changelist")).text

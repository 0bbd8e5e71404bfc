"""Attacks on rights, addresses and requests; beside each what the rightful do the same way."""

import stat
import subprocess
import sys
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client, RequestFactory
from django.utils import timezone

from config.wsgi import application, in_utf_8
from tests.factories import make_organiser, make_session, make_user, make_workshop
from tests.house.everything import CANARY, make_everything
from tests.house.site import ROOT, bare_environment
from tests.house.test_addresses import begin
from workshops.keys import key_named
from workshops.models import Material, Workshop

pytestmark = pytest.mark.django_db
HUGE = ("²", "9" * 40, "9" * 5000, "-1", "1e3", "x", "١")


def staff(*codenames: str) -> Client:
    """Somebody who may sign in to the office, with these rights and no other."""
    user = make_user(f"staff-{'-'.join(codenames)}", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def organiser() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_organiser())
    return client


# Staff without rights


@pytest.mark.parametrize(
    "page", ["", "agenda/", "participants/", "report/", "evaluation/", "evaluation/answer/"]
)
def test_staff_without_rights_see_no_draft(page):
    draft = make_everything(status=Workshop.Status.DRAFT).workshop
    answer = staff().get(f"/en/preview/workshops/{draft.slug}/{page}")
    assert (answer.status_code, CANARY in answer.text) == (302, False)


@pytest.mark.parametrize("right", ["view_workshop", "change_workshop"])
def test_staff_who_may_see_workshops_see_drafts(right):
    draft = make_everything(status=Workshop.Status.DRAFT).workshop
    answer = staff(right).get(f"/en/preview/workshops/{draft.slug}/")
    assert (answer.status_code, CANARY in answer.text) == (200, True)


def test_rights_without_staff_open_nothing():
    draft = make_workshop(status=Workshop.Status.DRAFT)
    user = make_user("former")
    user.user_permissions.set(Permission.objects.filter(codename="change_workshop"))
    client = Client()
    client.force_login(user)
    assert client.get(f"/en/preview/workshops/{draft.slug}/").status_code == 302


def test_staff_without_rights_read_nothing_on_the_dashboard():
    workshop = make_everything(starts_on=timezone.now().date()).workshop
    assert workshop.title not in staff().get("/en/admin/").text
    assert workshop.title in staff("view_workshop").get("/en/admin/").text


def test_the_way_from_a_row_to_its_page_asks_for_the_right_to_see_the_row():
    material = Material.objects.create(
        workshop=make_workshop(status=Workshop.Status.DRAFT),
        title="Slides",
        url="https://files.example/secret",
        audience=Material.Audience.ORGANISERS,
    )
    address = f"/en/admin/r/{ContentType.objects.get_for_model(Material).pk}/{material.pk}/"
    assert staff().get(address).status_code == 403
    assert staff("view_workshop").get(address).status_code == 403
    allowed = staff("view_material").get(address)
    assert (allowed.status_code, allowed["Location"]) == (302, material.url)


@pytest.mark.parametrize("kind", ["0", *HUGE])
def test_the_way_from_a_row_that_never_was_is_missing(kind, organiser):
    assert organiser.get(f"/en/admin/r/{kind}/1/").status_code == 404


def test_a_row_without_a_list_has_no_way_to_its_page(organiser):
    kind = ContentType.objects.get(app_label="sessions", model="session")
    assert organiser.get(f"/en/admin/r/{kind.pk}/1/").status_code == 404


# Keys that are none


@pytest.mark.parametrize(
    ("written", "key"), [("7", 7), ("0", 0), ("9" * 18, 10**18 - 1), ("", None), (None, None)]
)
def test_a_key_is_a_number_that_fits(written, key):
    assert key_named(written) == key


@pytest.mark.parametrize("written", HUGE)
def test_what_is_no_key_names_nothing(written):
    assert key_named(written) is None


@pytest.mark.parametrize("written", HUGE)
@pytest.mark.parametrize(
    "address",
    [
        "/en/admin/workshops/session/add/?workshop=",
        "/en/admin/workshops/session/?workshop__id__exact=",
        "/en/admin/workshops/workshop/add/?programme=",
        "/en/admin/workshops/workshop/add/?venues=",
        "/en/admin/evaluations/comment/?questionnaire=",
        "/en/admin/autocomplete/?app_label=workshops&model_name=speakerrole"
        "&field_name=speaker&workshop=",
    ],
)
def test_a_list_or_form_of_no_workshop_does_not_fail(address, written, organiser):
    assert organiser.get(address + written).status_code in (200, 302)


@pytest.mark.parametrize("written", ["", *HUGE])
def test_no_link_is_made_for_nobody(written, organiser):
    questionnaire = make_everything().workshop.questionnaires.get()
    address = f"/en/admin/evaluations/questionnaire/{questionnaire.pk}/links/"
    assert organiser.post(address, {"participation": written}).status_code == 404


@pytest.mark.parametrize(
    "query", ["workshop__slug__regex=(", "workshop__source__startswith=a", "venue__url__regex=."]
)
def test_lists_are_not_searched_by_hidden_fields(query, organiser):
    make_session()
    assert organiser.get(f"/en/admin/workshops/session/?{query}").status_code == 400


# Requests that are none


NO_TEXT = ["base64", "hex", "zlib", "rot13", "idna", "punycode", "undefined", "utf-16", "x" * 99]


def ask(wsgi, charset: str) -> int:
    """What the whole server answers to a query with broken bytes in a made-up encoding."""
    environ = RequestFactory().get("/en/").environ | {
        "QUERY_STRING": "q=%ff%fe%80",
        "CONTENT_TYPE": f"text/html; charset={charset}",
        "wsgi.input": BytesIO(b""),
        "HTTP_HOST": "testserver",
    }
    said = []
    response = wsgi(environ, lambda status, headers: said.append(int(status[:3])))
    response.close()
    return said[0]


@pytest.mark.parametrize("charset", ["utf-8", *NO_TEXT])
def test_an_encoding_that_is_none_does_not_fail(charset):
    assert ask(application, charset) in (200, 400)


def test_without_the_guard_such_an_encoding_fails_before_anything_can_answer():
    with pytest.raises(LookupError):
        ask(unguarded(), "base64")


def unguarded():
    """The application as it would be without `in_utf_8`."""
    (site,) = [cell.cell_contents for cell in application.__closure__]
    assert application.__qualname__.startswith(in_utf_8.__name__)
    return site


@pytest.mark.parametrize(
    "planted", ['"\\012x"', '"\\000"', "x" * 3000, '"><script>', "short", "é" * 22]
)
def test_a_mark_that_we_never_made_is_replaced_and_does_not_count(planted):
    token = make_everything().token
    client = Client()
    client.cookies["link-mark"] = planted
    client.get(f"/e/{token}/")
    assert client.cookies["link-mark"].value != planted
    client.cookies["link-mark"] = planted
    assert client.post(f"/e/{token}/", {"mark": planted}).status_code == 200
    begin(client, token)
    assert "evaluation-token" in client.cookies


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"],
)
def test_signing_in_leads_nowhere_else(elsewhere):
    make_organiser()
    sign_in = {"username": "organiser", "password": "a long password", "next": elsewhere}
    answer = Client().post("/en/admin/login/", sign_in)
    assert (answer.status_code, answer["Location"]) == (302, "/en/admin/")


def test_signing_in_leads_back_to_where_one_was():
    make_organiser()
    back = "/en/admin/workshops/session/"
    sign_in = {"username": "organiser", "password": "a long password", "next": back}
    assert Client().post("/en/admin/login/", sign_in)["Location"] == back


def test_signing_in_makes_a_new_session_and_a_new_password_ends_the_old_ones():
    user = make_organiser()
    client, other = Client(), Client()
    client.get("/en/admin/login/")
    for each in (client, other):
        each.cookies["session"] = "a" * 32
        each.post("/en/admin/login/", {"username": "organiser", "password": "a long password"})
        assert each.cookies["session"].value != "a" * 32
    user.set_password("another long password")
    user.save()
    assert other.get("/en/admin/").status_code == 302


def test_an_account_cannot_give_itself_rights():
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    client = Client()
    client.force_login(clerk)
    form = {"username": "clerk", "is_staff": "on", "is_superuser": "on", "is_active": "on"}
    powers = Permission.objects.filter(codename="change_workshop").values_list("pk", flat=True)
    client.post(f"/en/admin/people/user/{clerk.pk}/change/", form | {"user_permissions": powers})
    clerk.refresh_from_db()
    assert (clerk.is_superuser, clerk.user_permissions.count()) == (False, 2)


@pytest.mark.parametrize("page", ["add", "change"])
def test_a_form_cannot_set_what_it_does_not_show(page, organiser):
    workshop = make_workshop(status=Workshop.Status.DRAFT)
    where = f"{workshop.pk}/change" if page == "change" else "add"
    shown = organiser.get(f"/en/admin/workshops/workshop/{where}/").context["adminform"].form
    assert set(shown.fields) & {"status", "uuid", "id", "slug"} == set()
    assert {"city_en", "zone"} <= set(shown.fields)


# Files of the site


def test_nobody_else_on_the_machine_reads_the_database(tmp_path):
    var = tmp_path / "var"
    subprocess.run(
        [sys.executable, "-c", "import os; os.umask(0o022); " + MAKE_A_DATABASE],
        cwd=ROOT,
        env=bare_environment() | {"ROSTRUM_DEBUG": "1", "ROSTRUM_VAR": str(var)},
        check=True,
    )
    made = [var, *var.rglob("*")]
    assert var / "rostrum.sqlite3" in made
    assert [str(path) for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


MAKE_A_DATABASE = """
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from django.conf import settings
from django.db import connection
settings.VAR_DIR.mkdir(parents=True)
connection.cursor().execute("CREATE TABLE secret (id)")
"""

"""Attacks on rights in the office: staff who may only look press every button that there is."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from people import names
from people.models import Participation
from tests.factories import make_participation, make_person, make_user
from tests.house.addresses import Address, addresses
from tests.house.private_world import World, make_world
from tests.house.test_canaries import keys, office_paths

pytestmark = pytest.mark.django_db
BUTTONS = {  # what pages of the office ask for, all at once
    "_save": "1", "_popup": "", "confirmed": "1", "post": "yes", "go": "do", "do": "add", "step": "write",
    "reason": "Because", "note": "A note", "text": "A note", "to": "withdrawn", "state": "withdrawn",
    "count": "1", "seats": "1", "seed": "1", "seen": "", "name": "Ada", "display_name": "Ada Lake",
    "email": "ada@example.org", "gate": "language", "passed": "yes", "status": "done", "day": "",
    "format": "csv", "kind": "people.participation", "query": "",
}  # fmt: skip
WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', re.IGNORECASE)
OWN = {  # of oneself, or that one took a file
    "django_session", "people_user", "workshops_savedview", "workshops_exportrun",
}  # fmt: skip


@contextmanager
def written() -> Iterator[set[str]]:
    """Names of the tables that are written to meanwhile, but for what is one's own."""
    tables: set[str] = set()

    def watch(execute, sql, params, many, context):
        tables.update(set(WRITES.findall(sql)) - OWN)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


def somebody(*rights: str) -> Client:
    """Staff with these rights; each may be the beginning of several."""
    user = make_user("looker", is_staff=True)
    for right in rights:
        user.user_permissions.add(*Permission.objects.filter(codename__startswith=right))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def posts(world: World) -> Iterator[tuple[str, str, dict]]:
    """Every address of the office with what its buttons send, and every action of every list."""
    workshop = world.everything.workshop.pk
    rows = [*world.nominees, Participation.objects.get(public_list=True)]
    chosen = {"people": [row.pk for row in rows], "row": [row.pk for row in rows]}
    chosen |= {"person": [f"{row.pk}:" for row in rows], "workshop": workshop}
    for address in addresses():
        if address.area == "admin" and not address.name.startswith(LEFT_OUT):
            for path in office_paths(address, world):
                yield address.name, path, BUTTONS | chosen
        if address.name.endswith("_changelist"):
            for action in actions_of(address):
                ticked = {"action": action, "_selected_action": keys(address, world)}
                yield f"{address.name} {action}", address.path({}), BUTTONS | chosen | ticked


LEFT_OUT = ("admin:logout", "admin:login", "admin:password_change")


def actions_of(address: Address) -> list[str]:
    by_route = {f"/{m._meta.app_label}/{m._meta.model_name}/": m for m in admin.site._registry}
    model = next(model for route, model in by_route.items() if address.route.endswith(route))
    given = admin.site.get_model_admin(model).actions or ()
    return [each if isinstance(each, str) else each.__name__ for each in given]


def press_everything(client: Client, world: World) -> tuple[dict[str, set[str]], list[str]]:
    """What was written where, and which addresses failed."""
    changed, failed = {}, []
    for name, path, form in posts(world):
        with written() as tables:
            answer = client.post(path, form)
        answer.close()
        if tables:
            changed[name] = tables
        if answer.status_code >= 500:
            failed.append(name)
    return changed, failed


def test_who_may_only_look_changes_nothing_by_any_button():
    assert press_everything(somebody("view_"), make_world()) == ({}, [])


@pytest.mark.parametrize("right", ["select_participant", "see_travel", "see_sensitive"])
def test_a_right_to_see_more_is_none_to_change_the_roster(right):
    changed, failed = press_everything(somebody("view_", right), make_world())
    tables = set().union(*changed.values())
    assert tables <= WRITTEN_BY[right]
    assert failed == []


WRITTEN_BY = {
    "select_participant": set(),
    "see_travel": set(),
    "see_sensitive": {"people_reveal"},  # that one looked
}


def test_the_same_buttons_change_much_for_an_organiser():
    world = make_world()
    client = Client(raise_request_exception=False)
    client.force_login(world.organiser)
    changed, failed = press_everything(client, world)
    assert failed == []
    assert len(changed) > 25  # much of it deletes what the rest is about


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=secret@", 0),
        ("q=bat", 1),
        ("private_note__startswith=Zeb", None),
        ("waiver_reason__startswith=K", None),
        ("person__phone__startswith=9", None),
        ("selector_notes__text__contains=a", None),
        ("facets__diet=halal", None),
    ],
)
def test_what_one_may_not_read_is_not_guessed_from_the_list(asked, found):
    """`None` where a list does not let itself be asked."""
    person = make_person("Bat Erdene", email="secret@example.org", phone="99")
    make_participation(person=person, private_note="Zebra")
    names.refresh(person)
    assert count_in(somebody("view_participation"), asked) == found


@pytest.mark.parametrize("asked", ["q=secret@", "private_note__startswith=Zeb"])
def test_who_may_read_it_may_look_for_it(asked):
    person = make_person("Bat Erdene", email="secret@example.org")
    make_participation(person=person, private_note="Zebra")
    names.refresh(person)
    assert count_in(somebody("view_participation", "change_participation"), asked) == 1


def count_in(client: Client, asked: str) -> int | None:
    page = client.get(f"/en/admin/people/participation/?{asked}")
    return page.context["cl"].result_count if page.status_code == 200 else None

"""G4: nobody reads in a page, a file, a letter or the log what is not for them."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from people.actions import focal_points, offers, selection, succession
from people.admin.participation import ParticipationAdmin
from people.models import FocalPoint, Group, Message, Participation, Person, State, User
from people.models.seat import AllocationQuerySet
from tests.factories import make_user
from tests.house import canaries
from tests.house.addresses import Address, addresses
from tests.house.canaries import (
    MINISTRY,
    NOMINEE,
    OF_THE_LISTED,
    READER,
    RIGHTS,
    SEEN,
    STRANGER,
)
from tests.house.private_world import LISTED, World, make_world
from tests.house.site import ROOT
from tests.house.test_addresses import came_in_by
from workshops.actions import releases
from workshops.admin.columns import ChoosesColumns
from workshops.models import SiteVisit

pytestmark = pytest.mark.django_db
WORD = re.compile(r"zq[0-9a-z]{5}q", re.IGNORECASE)
ELSEWHERE = ("admin:logout", "desk:sign-out", "place:sign-out", "access-link", "personal-link")
ALL = [address for address in addresses() if address.name not in ELSEWHERE]
OF_PEOPLE = (
    "/people/",
    "/reports/",
    "/import",
    "/trasheditem/",
    "/savedview/",
    "/admin/autocomplete",
)
WITH_COLUMNS = {  # lists whose columns are chosen in their address, with all that there are
    f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist": [
        *model_admin.list_display,
        *model_admin.more_columns,
        *(field.name for field in model._meta.fields),
    ]
    for model, model_admin in admin.site._registry.items()
    if isinstance(model_admin, ChoosesColumns)
}
LETTERS = ROOT / "templates" / "letters"
EXPORTS = [address for address in ALL if address.name.endswith("_export")]


@dataclass(frozen=True)
class Visitor:
    """Somebody who looks around, with the country that they act for."""

    who: str
    client: Client
    country: str = ""


@dataclass(frozen=True, order=True)
class Leak:
    """Who read what, of whom, and where first."""

    who: str
    field: str
    whose: str
    where: str


def test_every_text_has_a_line():
    texts = {
        canaries.label(each) for model in canaries.models() for each in canaries.texts_of(model)
    }
    stored_nowhere = {"accesslink.token"}
    assert texts - set(SEEN) - canaries.open_texts() == set()
    assert (set(SEEN) | canaries.open_texts()) - texts == stored_nowhere
    assert set(SEEN) & canaries.open_texts() == set()


@pytest.fixture
def world() -> World:
    return make_world()


def visitors(world: World) -> Iterator[Visitor]:
    yield Visitor(STRANGER, Client())
    for focal_point in FocalPoint.objects.all():
        country = focal_point.allocations.get().country.code
        yield Visitor(MINISTRY, came_in_by(focal_point.links.get()), country)
    for row in world.nominees:
        country = row.allocation.country.code
        yield Visitor(NOMINEE, came_in_by(row.links.first()), country)
    for number, (who, rights) in enumerate(RIGHTS.items()):
        yield Visitor(who, staff(f"staff-{number}", rights))


def staff(name: str, rights: tuple[str, ...]) -> Client:
    user = make_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


# Where each goes


def answers(
    visitor: Visitor, world: World, asked: list[Address]
) -> Iterator[tuple[str, HttpResponse]]:
    """All that the site says to somebody, with the name of the address."""
    for address in asked:
        if is_asked(visitor, address):
            for path in paths(address, world):
                yield address.name, visitor.client.get(path)
        if visitor.who in RIGHTS and address in EXPORTS:
            yield from files(visitor, address)
        if visitor.who in RIGHTS and address.name == "admin:autocomplete":
            yield from choices(visitor)


def is_asked(visitor: Visitor, address: Address) -> bool:
    """The public mount reads no session, so one visitor stands for all; the matrix of `test_addresses`
    shows that nobody from outside reaches the office, and whom a link lets in.
    """
    if address.area in ("public", ""):
        own = {MINISTRY: "desk:", NOMINEE: "place:"}.get(visitor.who)
        return address.name.startswith(own) if own else visitor.who == STRANGER
    is_for_some = any(part in address.route for part in OF_PEOPLE) or visitor.who == READER
    return visitor.who in RIGHTS and is_for_some and address.name[-17:] != "<path:object_id>/"


def paths(address: Address, world: World) -> Iterator[str]:
    """The address, of the one and of the other country."""
    if address.area == "admin":
        yield from office_paths(address, world)
        return
    path = world.everything.path(address)
    yield path
    if "uuid" in address.parts and address.name.startswith("desk:"):
        mine, theirs = world.nominees
        foreign = path.replace(str(world.mine.uuid), str(world.theirs.uuid))
        yield from {foreign, path.replace(str(mine.uuid), str(theirs.uuid))} - {path}
        yield foreign.replace(str(mine.uuid), str(theirs.uuid))


def office_paths(address: Address, world: World) -> Iterator[str]:
    workshop = world.everything.workshop
    parts = dict.fromkeys(address.parts, "1") | {
        "app_label": "people",
        "allocation": world.mine.pk,
        "code": "renew",
        "key": "roster",
        "kind": "cv",
        "role": "staff",
        "run": workshop.import_runs.get().pk,
        "visit": getattr(SiteVisit.objects.filter(session__workshop=workshop).first(), "pk", 1),
        "workshop": workshop.pk,
    }
    one = {"pk", "object_id", "id"} & set(address.parts)
    for pk in keys(address, world) if one else (None,):
        yield address.path(parts | dict.fromkeys(one, pk))
    if address.name in WITH_COLUMNS:
        yield f"{address.path({})}?{urlencode({'columns': WITH_COLUMNS[address.name]}, doseq=True)}"


def keys(address: Address, world: World) -> list[int]:
    """Of a nominee and of somebody who came, or of the first row that the address may be about."""
    found = re.match(r"\w+/admin/(\w+)/(\w+)/", address.route)
    if found is None:
        return [world.organiser.pk]
    model = apps.get_model(*found.groups())
    both = [world.nominees[0], Participation.objects.get(public_list=True)]
    if model is Person:
        return [row.person_id for row in both]
    if model is Participation:
        return [row.pk for row in both]
    if model is Group and "/board/" in address.route:
        return [both[0].workshop_id]
    return list(QuerySet(model).order_by("pk").values_list("pk", flat=True)[:1])


def files(visitor: Visitor, address: Address) -> Iterator[tuple[str, HttpResponse]]:
    """An export in both formats, with all the columns that are offered."""
    page = visitor.client.get(reverse(address.name))
    if page.status_code != 200:
        return
    fields = page.context["form"].fields
    wanted = {
        name: [key for key, _label in fields[name].choices]
        for name in ("columns", "private")
        if name in fields
    }
    for kind in ("xlsx", "csv"):
        yield address.name, visitor.client.post(reverse(address.name), wanted | {"format": kind})


def choices(visitor: Visitor) -> Iterator[tuple[str, HttpResponse]]:
    """Every field in which one chooses by typing."""
    for model, model_admin in admin.site._registry.items():
        for name in model_admin.autocomplete_fields:
            asked = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": name,
            }
            yield f"choice of {name}", visitor.client.get("/en/admin/autocomplete/", asked)


# What each reads there


def said(answer: HttpResponse) -> str:
    """All of an answer in words: its headers, and what is in a workbook or PDF."""
    data = answer.getvalue()
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return "\n".join([headers, data.decode("utf-8", "replace"), *unpacked(data)])


def unpacked(data: bytes) -> Iterator[str]:
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as book:
            yield from (book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if data.startswith(b"%PDF-") and b"startxref" in data:
        yield from (page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def words_in(text: str, world: World) -> set[tuple[str, str]]:
    """Which fields a text holds words of, and whose."""
    found = {word.lower() for word in WORD.findall(text)} & set(world.words)
    tokens = (one for one, (name, _whose) in world.words.items() if name == "accesslink.token")
    return {world.words[word] for word in found | {token for token in tokens if token in text}}


def may_read(visitor: Visitor, field: str, whose: str) -> bool:
    if whose == LISTED and field in OF_THE_LISTED:
        return True
    own = visitor.who in RIGHTS or whose in (visitor.country, "the office")
    return own and visitor.who in SEEN[field]


def leaks(world: World, looking: list[Visitor], asked: list[Address] = ALL) -> list[Leak]:
    found = {}
    for visitor in looking:
        for where, answer in answers(visitor, world, asked):
            for field, whose in words_in(said(answer), world):
                if not may_read(visitor, field, whose):
                    found.setdefault((visitor.who, field, whose), where)
    return sorted(Leak(*what, where) for what, where in found.items())


def test_nobody_reads_what_is_not_for_them(world, caplog):
    caplog.set_level(logging.INFO)
    found = leaks(world, list(visitors(world)))
    assert "\n".join(map(str, found)) == ""
    assert words_in(caplog.text, world) == set()


def test_a_page_that_says_too_much_is_found_out(world, monkeypatch):
    """A list with the notes in it, and a desk that does not ask whose an allocation is."""
    monkeypatch.setattr(ParticipationAdmin, "list_display", ["person", "private_note"])
    monkeypatch.setattr(AllocationQuerySet, "of", lambda rows, focal_point: rows)
    looking = [one for one in visitors(world) if one.who in (MINISTRY, READER)]
    asked = ("admin:people_participation_changelist", "desk:allocation")
    found = leaks(world, looking, [one for one in ALL if one.name in asked])
    assert {(leak.who, leak.where) for leak in found} == {(READER, asked[0]), (MINISTRY, asked[1])}


# Letters


def returned(row: Participation, by: User) -> None:
    put(row, State.SUBMITTED)
    selection.return_for_completion(row, by=by, now=timezone.now(), reason="The CV")


def offered(row: Participation, by: User) -> None:
    put(row, State.ENDORSED)
    offers.make(row, by=by, now=timezone.now(), answer_by=timezone.now() + timedelta(hours=20))


def declined(row: Participation, by: User) -> None:
    offered(row, by)
    offers.decline(row, by=row, now=timezone.now(), reason="")


def accepted(row: Participation, by: User) -> None:
    offered(row, by)
    assert offers.remind(row, now=timezone.now())
    offers.accept(row, by=row, now=timezone.now())


def expired(row: Participation, by: User) -> None:
    offered(row, by)
    assert offers.expire(row, now=timezone.now() + timedelta(days=2))


def replaced(row: Participation, by: User) -> None:
    accepted(row, by)
    row.refresh_from_db()
    seat = row.seat
    succession.withdraw(row, by=by, now=timezone.now(), reason="Ill")
    succession.ask(seat, by=by, now=timezone.now())


def let_in(row: Participation, by: User) -> None:
    focal_point = row.allocation.focal_points.get()
    focal_points.invite(focal_point, by=by, now=timezone.now())
    focal_points.renew(focal_point, by=by, now=timezone.now())


def released(row: Participation, by: User) -> None:
    accepted(row, by)
    workshop = row.workshop
    for session in workshop.sessions.all():
        session.date += timedelta(days=1)
        session.save()
    releases.release(workshop, by=by, now=timezone.now())


def put(row: Participation, state: State) -> None:
    """Back to an early state, past all rules."""
    QuerySet(Participation).filter(pk=row.pk).update(state=state, seat=None, reminded_at=None)
    row.refresh_from_db()


EVENTS = (let_in, returned, offered, declined, accepted, expired, replaced, released)


def test_a_letter_says_what_its_reader_may_know(world):
    QuerySet(Message).delete()
    for row in world.nominees:
        for event in EVENTS:
            event(Participation.objects.get(pk=row.pk), world.organiser)
    kinds = {path.stem for path in LETTERS.glob("[!_]*.txt")}
    assert {letter.kind for letter in Message.objects.all()} == kinds
    said = {}
    for letter in Message.objects.all():
        for field, whose in words_in(f"{letter.subject}\n{letter.body}", world):
            if not may_read(reader_of(letter), field, whose):
                said[letter.kind, field] = whose
    assert said == {}


def reader_of(letter: Message) -> Visitor:
    """Who gets a letter; one to nobody outside goes to the office, where a name and country suffice."""
    row = letter.participation
    if letter.focal_point:
        country = letter.focal_point.allocations.get().country.code
        return Visitor(MINISTRY, Client(), country)
    to_office = letter.kind.endswith("-office")
    whose = row.allocation.country.code if row.allocation else LISTED
    return Visitor(READER if to_office else NOMINEE, Client(), whose)

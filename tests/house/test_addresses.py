"""G4: every address of the site, asked for by everybody it is for and by everybody it is not for."""

import re
from itertools import product
from uuid import uuid4

import pytest
from django.test import Client

from people import access
from people.models import AccessLink
from people.models.participation import ParticipationQuerySet
from people.models.seat import AllocationQuerySet
from tests.factories import make_organiser, make_user
from tests.house.addresses import TABLE, Address, Who, addresses
from tests.house.everything import CANARY, make_everything
from workshops.models import Workshop

pytestmark = pytest.mark.django_db

ALL = addresses()
PUBLIC = [address for address in ALL if address.area == "public"]
OF_A_WORKSHOP = [address for address in PUBLIC if "slug" in address.parts]
FOR_EVERYBODY = [address for address in ALL if address.who is Who.EVERYBODY]
FOR_ORGANISERS = [address for address in ALL if address.who is Who.ORGANISERS]
FOR_LINK_HOLDERS = [address for address in ALL if address.who is Who.LINK_HOLDERS]
FOR_FOCAL_POINTS = [address for address in ALL if address.who is Who.FOCAL_POINTS]
UUID_IN_PATH = r"[0-9a-f]{8}-[0-9a-f-]{27}"
FOR_NOMINEES = [address for address in ALL if address.who is Who.NOMINEES]
METHODS = ("get", "head", "post", "put", "delete")
SIGN_IN = "/en/admin/login/?next="
EXCEPTIONS = {  # where GET is answered with something else than a page
    "home": 302,
    "admin/": 302,
    "admin/<path:rest>": 302,
    "admin:logout": 302,
    "public:answer-submit": 302,
    "desk:sign-out": 302,
    "desk:order": 302,
    "desk:nowhere": 404,
    "place:sign-out": 302,
    "preview:working-copy": 200,  # is read, where what else nobody may is sent
    "place:nowhere": 404,
}


def named(address: Address) -> str:
    return address.name


@pytest.fixture
def strangers() -> list[Client]:
    """Somebody unknown, and somebody signed in who is no organiser."""
    visitor = Client()
    visitor.force_login(make_user())
    return [Client(), visitor]


@pytest.fixture
def organiser() -> Client:
    client = Client()
    client.force_login(make_organiser())
    return client


def status(client: Client, path: str, method: str = "get") -> int:
    """The status of an answer whose files, if any, are closed again."""
    answer = getattr(client, method)(path)
    answer.close()
    return answer.status_code


def test_every_address_stands_in_the_table():
    assert [address.name for address in ALL if address.who is None] == []


def test_every_line_of_the_table_is_an_address():
    assert set(TABLE) - {address.name for address in ALL} == set()


@pytest.mark.parametrize("address", FOR_EVERYBODY, ids=named)
def test_everybody_sees_what_is_for_everybody(address, strangers):
    path = make_everything().path(address)
    expected = EXCEPTIONS.get(address.name, 200)
    assert [status(client, path) for client in strangers] == [expected, expected]


@pytest.mark.parametrize("address", FOR_LINK_HOLDERS, ids=named)
def test_answering_takes_a_personal_link(address, strangers):
    everything = make_everything()
    path = everything.path(address)
    assert [status(client, path) for client in strangers] == [403, 403]
    holder = Client()
    begin(holder, everything.token)
    assert status(holder, path) == EXCEPTIONS.get(address.name, 200)


def test_a_personal_link_opens_its_own_workshop_alone(strangers):
    mine, other = make_everything(), make_everything()
    holder = Client()
    begin(holder, mine.token)
    for address in FOR_LINK_HOLDERS:
        assert status(holder, other.path(address)) == 403


def test_a_wrong_personal_link_is_a_missing_page(strangers):
    make_everything()
    assert [status(client, "/e/no-such-token/") for client in strangers] == [404, 404]


@pytest.mark.parametrize("address", FOR_FOCAL_POINTS, ids=named)
def test_a_focal_point_sees_its_own(address):
    everything = make_everything()
    path = everything.path(address)
    assert status(came_in(everything), path) == EXCEPTIONS.get(address.name, 200)


@pytest.mark.parametrize("address", FOR_FOCAL_POINTS, ids=named)
def test_who_is_not_in_gets_one_answer_at_every_address_of_the_desk(address, strangers, organiser):
    path = make_everything().path(address)
    for client in (*strangers, organiser):
        for method in METHODS:
            first = getattr(client, method)(path)
            other = getattr(client, method)("/en/nominations/never/was/")
            assert told(first) == told(other)
            assert first.status_code == 403


@pytest.mark.parametrize("address", FOR_NOMINEES, ids=named)
def test_a_nominee_sees_its_own_place(address):
    everything = make_everything()
    client = came_in_by(everything.place)
    assert status(client, everything.path(address)) == EXCEPTIONS.get(address.name, 200)


@pytest.mark.parametrize("address", FOR_NOMINEES, ids=named)
def test_who_is_not_in_gets_one_answer_at_every_address_of_a_place(address, strangers, organiser):
    everything = make_everything()
    path = everything.path(address)
    for client in (*strangers, organiser, came_in(everything)):
        for method in METHODS:
            first = getattr(client, method)(path)
            other = getattr(client, method)("/en/place/never/was/")
            assert told(first) == told(other)
            assert first.status_code == 403


def test_a_nominees_link_opens_no_desk():
    everything = make_everything()
    client = came_in_by(everything.place)
    assert {status(client, everything.path(address)) for address in FOR_FOCAL_POINTS} == {403}


OF_AN_ALLOCATION = [address for address in FOR_FOCAL_POINTS if "uuid" in address.parts]
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize("address", OF_AN_ALLOCATION, ids=named)
def test_what_is_anothers_is_as_missing_as_what_never_was(address):
    mine, other = make_everything(), make_everything()
    assert told_apart(address, mine, other) == []


def test_a_desk_that_does_not_ask_whose_it_is_is_found_out(monkeypatch):
    mine, other = make_everything(), make_everything()
    monkeypatch.setattr(AllocationQuerySet, "of", lambda rows, focal_point: rows)
    monkeypatch.setattr(ParticipationQuerySet, "of", lambda rows, focal_point: rows)
    found_out = [address for address in OF_AN_ALLOCATION if told_apart(address, mine, other)]
    assert found_out == OF_AN_ALLOCATION


def told_apart(address: Address, mine, other) -> list[tuple]:
    """Where a focal point hears something else of another's than of what never was."""
    client = came_in(mine)
    foreign = [other.path(address)]
    if "nominee" in address.parts:  # in the focal point's own allocation
        theirs = other.allocation.participations.get().uuid
        own = mine.allocation.participations.get().uuid
        foreign.append(mine.path(address).replace(str(own), str(theirs)))
    apart = []
    for path in foreign:
        never = re.sub(UUID_IN_PATH, lambda _found: str(uuid4()), path)
        for method, headers in product(METHODS, ({}, JSON)):
            ask = getattr(client, method)
            hidden, missing = ask(path, headers=headers), ask(never, headers=headers)
            same = told(hidden) == told(missing) and hidden.status_code in (404, 405)
            if not same or CANARY.encode() in hidden.getvalue():
                apart.append((method, path))
    return apart


@pytest.mark.parametrize("address", FOR_ORGANISERS, ids=named)
def test_strangers_are_asked_to_sign_in_where_organisers_work(address, strangers):
    path = make_everything().path(address)
    for client in strangers:
        for method in METHODS:
            answer = getattr(client, method)(path)
            assert (answer.status_code, answer["Location"][:22]) == (302, SIGN_IN)


@pytest.mark.parametrize(
    "address", [address for address in FOR_ORGANISERS if address.area == "preview"], ids=named
)
def test_organisers_see_drafts_in_the_preview(address, organiser):
    path = make_everything(status=Workshop.Status.DRAFT).path(address)
    in_public = {Who.EVERYBODY: 200, Who.LINK_HOLDERS: 403, Who.NOBODY: 405}
    expected = EXCEPTIONS.get(address.name, in_public[TABLE[address.in_table]])
    assert status(organiser, path) == expected


@pytest.mark.parametrize("address", OF_A_WORKSHOP, ids=named)
@pytest.mark.parametrize("language", ["en", "zh-hans", "ru"])
def test_a_draft_is_as_missing_as_what_never_was(address, language, strangers, organiser):
    draft = make_everything(status=Workshop.Status.DRAFT)
    path = draft.path(address).replace("/en/", f"/{language}/", 1)
    never = path.replace(draft.workshop.slug, "never-was")
    holder = Client()
    begin(holder, draft.token)
    for client in (*strangers, organiser, holder):
        for method in METHODS:
            hidden, missing = getattr(client, method)(path), getattr(client, method)(never)
            assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
            assert hidden.status_code in (404, 405)
            assert sorted(hidden.items()) == sorted(missing.items())


@pytest.mark.parametrize(
    "address", [address for address in PUBLIC if "slug" not in address.parts], ids=named
)
def test_no_list_names_a_draft(address, strangers):
    make_everything(status=Workshop.Status.DRAFT)
    for client in strangers:
        assert CANARY not in client.get(address.path({})).text


def test_a_personal_link_to_a_draft_is_a_missing_page():
    draft = make_everything(status=Workshop.Status.DRAFT)
    answer = Client().get(f"/e/{draft.token}/")
    assert answer.status_code == 404
    assert CANARY not in answer.text


@pytest.mark.parametrize(
    "address", [address for address in OF_A_WORKSHOP if address.who is Who.EVERYBODY], ids=named
)
def test_withdrawing_a_workshop_hides_it_again(address):
    everything = make_everything()
    path = everything.path(address)
    seen = [status(Client(), path)]
    for state in (Workshop.Status.DRAFT, Workshop.Status.PUBLISHED, Workshop.Status.ARCHIVED):
        Workshop.objects.filter(pk=everything.workshop.pk).update(status=state)
        seen.append(status(Client(), path))
    assert seen == [200, 404, 200, 200]


def told(answer) -> tuple:
    """All that an answer says."""
    headers = [pair for pair in answer.items() if pair[0] != "Set-Cookie"]
    return answer.status_code, sorted(headers), answer.getvalue()


def came_in(everything) -> Client:
    """A browser of the focal point, signed in."""
    return came_in_by(everything.desk)


def came_in_by(link: AccessLink) -> Client:
    client = Client()
    path = f"/l/{access.token_of(link)}/"
    client.get(path)
    mark = client.cookies["link-mark"].value
    assert client.post(path, {"mark": mark}).status_code == 302
    return client


def begin(client: Client, token: str) -> None:
    """Press the button behind a personal link."""
    page = client.get(f"/e/{token}/")
    if page.status_code == 200:
        mark = client.cookies["link-mark"].value
        assert client.post(f"/e/{token}/", {"mark": mark}).status_code == 302

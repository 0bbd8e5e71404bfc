"""What changed in the agenda for somebody, on their own page."""

import re

import pytest

from people.models import Role, State
from tests.factories import (
    make_access_link,
    make_billing,
    make_group,
    make_participation,
    make_session,
    make_speaker,
    make_workshop,
    release,
)
from tests.people.test_place import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/en/place/changes/"


@pytest.fixture
def workshop():
    workshop = make_workshop(slug="trade")
    for number in (1, 2):
        make_session(workshop=workshop, number=number, slug=f"s{number}", title=f"Lecture {number}")
    return workshop


@pytest.fixture
def row(workshop):
    """A participant of the group whose own the first lecture is."""
    row = make_participation(workshop=workshop, state=State.ACCEPTED)
    make_access_link(participation=row)
    group = make_group(workshop=workshop, members=(row,))
    other = make_group(workshop=workshop, number=2)
    group.sessions.add(workshop.sessions.get(number=1))
    other.sessions.add(workshop.sessions.get(number=2))
    return row


def rename_both(workshop, title: str) -> None:
    for number in (1, 2):
        workshop.sessions.filter(number=number).update(title_en=f"{title} {number}")
    release(workshop)


def titles(client, query="") -> list[str]:
    page = client.get(PAGE + query)
    assert page.status_code == 200
    found = re.findall(r'<h2 class="session-title">(.*?)</h2>', page.text)
    return [re.sub(r"<[^>]+>", "", title) for title in found]


def test_only_changes_of_ones_own_sessions_are_told(workshop, row):
    release(workshop)
    rename_both(workshop, "Renamed")

    assert titles(signed_in(row)) == ["Renamed 1"]


def test_they_are_told_since_the_release_that_one_names(workshop, row):
    release(workshop)
    rename_both(workshop, "Second")
    workshop.sessions.filter(number=2).update(title_en="Third 2")
    release(workshop)
    client = signed_in(row)

    assert titles(client) == []
    assert titles(client, "?since=1") == ["Second 1"]
    assert titles(client, "?since=99") == titles(client, "?since=²") == []


def test_a_speaker_is_told_of_the_sessions_they_speak_on(workshop):
    billed = make_speaker(workshop=workshop)
    make_billing(session=workshop.sessions.get(number=2), speaker=billed)
    row = make_participation(
        workshop=workshop, role=Role.RESOURCE_PERSON, state=State.SELECTED, speaker=billed
    )
    make_access_link(participation=row)
    release(workshop)
    rename_both(workshop, "Renamed")

    assert titles(signed_in(row)) == ["Renamed 2"]


def test_before_anything_changed_the_page_says_so(workshop, row):
    assert "Nothing has changed yet" in signed_in(row).get(PAGE).text
    release(workshop)
    assert "Nothing has changed yet" in signed_in(row).get(PAGE).text


def test_ones_own_page_leads_there(workshop, row):
    assert PAGE in signed_in(row).get("/en/place/").text


def test_who_has_not_accepted_has_no_such_page(workshop):
    row = make_participation(workshop=workshop, state=State.SELECTED)
    make_access_link(participation=row)

    assert PAGE not in signed_in(row).get("/en/place/").text
    assert signed_in(row).get(PAGE).status_code == 302


def test_while_the_workshop_is_a_draft_nothing_of_it_is_told(workshop, row):
    release(workshop)
    rename_both(workshop, "Renamed")
    workshop.status = "draft"
    workshop.save()

    assert signed_in(row).get(PAGE).status_code == 302


def test_without_a_link_there_is_nothing_to_read(client, workshop, row):
    assert client.get(PAGE).status_code == 403

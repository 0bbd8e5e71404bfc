"""Sessions that are a group's own: in the release, on its pages, and where they change."""

import pytest

from tests.factories import make_group, make_session, make_workshop, release
from workshops import changes, freezing

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    """A session of group 2, which has a name, and of group 1, which has none; another for everybody."""
    workshop = make_workshop(slug="trade")
    own = make_session(workshop=workshop, number=1, slug="own", title="Clinic")
    make_session(workshop=workshop, number=2, slug="all", title="Lecture")
    make_group(workshop=workshop, number=2, name="Last Mile").sessions.add(own)
    make_group(workshop=workshop, number=1).sessions.add(own)
    return workshop


def test_a_release_keeps_whose_own_a_session_is(workshop):
    own, everybodys = freezing.freeze(workshop)["sessions"]

    assert own["extras"]["groups"] == [
        {"number": 1, "name": {}},
        {"number": 2, "name": {"en": "Last Mile"}},
    ]
    assert "groups" not in everybodys["extras"]


def test_readers_see_for_which_groups_a_session_is(client, workshop):
    release(workshop)

    page = client.get("/en/workshops/trade/sessions/own/").text
    assert "<dt>Groups</dt><dd>Group 1, Last Mile</dd>" in page
    assert "<dt>Groups</dt>" not in client.get("/en/workshops/trade/sessions/all/").text
    agenda = client.get("/en/workshops/trade/agenda/").text
    assert agenda.count('<span class="tag">Group 1, Last Mile</span>') == 1


def test_readers_go_on_seeing_what_was_released(client, workshop):
    release(workshop)
    workshop.groups.get(number=2).sessions.clear()

    assert "Last Mile" in client.get("/en/workshops/trade/sessions/own/").text


def test_another_group_is_a_change_in_words(workshop):
    before = freezing.freeze(workshop)
    workshop.groups.get(number=1).sessions.clear()
    workshop.groups.get(number=2).sessions.clear()

    (change,) = changes.tell(changes.compare(before, freezing.freeze(workshop)))

    (line,) = change.lines
    assert (line.label, line.before, line.after) == ("Groups", "Group 1, Last Mile", "everybody")

"""On one's own page stands where one presents or chairs, as it was released."""

from datetime import time

import pytest
from django.utils import timezone

from people.models import Participation, Role, State
from people.own_sessions import own_sessions
from tests import factories
from tests.people.test_place import make_offer, signed_in
from workshops.models import Session, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Participation:
    """Somebody whose seat is confirmed, and who is billed under another engagement."""
    row = make_offer(state=State.ACCEPTED)
    speaker = factories.make_speaker(workshop=row.workshop, name="Saran Dorj")
    factories.make_participation(
        workshop=row.workshop,
        person=row.person,
        role=Role.RESOURCE_PERSON,
        speaker=speaker,
        allocation=None,
        stream=None,
    )
    other = factories.make_speaker(workshop=row.workshop, name="Lena Park")
    for title, billed, role in (
        ("Ports", speaker, "speaker"),
        ("Panel", speaker, "moderator"),
        ("Closing", other, "closing"),
    ):
        session = factories.make_session(workshop=row.workshop, title=title, starts_at=time(9))
        factories.make_billing(session=session, speaker=billed, role=role)
    factories.release(row.workshop)
    return row


def told(row: Participation) -> list[tuple[str, str]]:
    return [(one.title, one.words) for one in own_sessions(row, timezone.now())]


def test_one_reads_where_one_presents_and_chairs_and_nothing_of_others(row):
    assert told(row) == [("Ports", "You present here"), ("Panel", "You chair")]
    html = signed_in(row).get("/en/place/").content.decode()
    assert html.count("<strong>You ") == 2
    assert "Closing" not in html


def test_it_is_what_was_released_not_what_is_being_planned(row):
    Session.objects.filter(title="Ports").update(title="Airports", status="cancelled")
    assert told(row)[0] == ("Ports", "You present here")

    factories.release(row.workshop)

    assert told(row)[0] == ("Airports", "You present here")
    assert [one.is_cancelled for one in own_sessions(row, timezone.now())] == [True, False]


def test_who_speaks_nowhere_or_whose_workshop_is_a_draft_reads_nothing(row):
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    row.workshop.refresh_from_db()
    assert told(row) == []

    Workshop.objects.update(status=Workshop.Status.PUBLISHED)
    row.workshop.refresh_from_db()
    Participation.objects.update(speaker=None)
    assert told(row) == []
    assert "You on the agenda" not in signed_in(row).get("/en/place/").content.decode()

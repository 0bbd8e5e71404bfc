"""A session deleted while planning comes back as it was: with everybody, every stop, and its old address."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.factories import (
    make_billing,
    make_host,
    make_material,
    make_organiser,
    make_session,
    make_speaker,
    make_visit,
    make_workshop,
    release,
)
from workshops.actions import happening, planning, trash
from workshops.agenda import working_copy
from workshops.models import Session, SiteVisit, TrashedItem
from workshops.planning.seen import seen_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def organiser():
    return make_organiser()


def make_full_visit(workshop) -> Session:
    session = make_session(
        workshop=workshop, title="Silk Road by rail", slug="silk-road-by-rail", kind="site_visit"
    )
    visit = make_visit(session=session, stops=("Depot", "Museum"), activities="Drive a train.")
    visit.transports.create(label="Bus 1", seats=40)
    make_billing(session=session, speaker=make_speaker(workshop=workshop, name="Lena Park"))
    make_host(session=session)
    make_material(workshop=workshop, session=session)
    return session


def delete(session: Session, by) -> TrashedItem:
    planning.delete(session, seen=seen_of(session), by=by, now=NOW)
    return TrashedItem.objects.get()


def test_it_comes_back_with_speakers_hosts_and_the_whole_visit(organiser):
    workshop = make_workshop()
    session = make_full_visit(workshop)
    before = working_copy(workshop)
    item = delete(session, organiser)
    assert working_copy(workshop).items == ()
    trash.restore(item, by=organiser, now=NOW)
    assert working_copy(workshop) == before
    (visit,) = SiteVisit.objects.all()
    assert [stop.name for stop in visit.stops.all()] == ["Depot", "Museum"]
    assert [bus.label for bus in visit.transports.all()] == ["Bus 1"]
    assert Session.objects.get().materials.count() == 1


def test_its_public_address_is_the_old_one(organiser):
    workshop = make_workshop()
    session = make_full_visit(workshop)
    address = session.get_absolute_url()
    release(workshop)
    item = delete(session, organiser)
    make_session(workshop=workshop, title="Another", number=2)
    release(workshop)
    assert Client().get(address).status_code == 404
    trash.restore(item, by=organiser, now=NOW)
    assert Session.objects.get(pk=session.pk).uuid == session.uuid
    release(workshop)
    assert Client().get(address).status_code == 200


def test_what_was_said_of_it_comes_back_too(organiser):
    workshop = make_workshop()
    session = make_session(workshop=workshop)
    role = make_billing(session=session)
    happening.record(
        session,
        happening.Said("changed", note="Late", presences={role.pk: "absent"}),
        by=organiser,
        now=NOW,
    )
    trash.restore(delete(session, organiser), by=organiser, now=NOW)
    row = Session.objects.get()
    assert (row.happened, row.happened_note) == ("changed", "Late")
    assert row.speaker_roles.get().presence == "absent"


def test_a_number_taken_meanwhile_is_the_next_of_its_own_kind(organiser):
    workshop = make_workshop()
    planned = make_session(workshop=workshop, number=1)
    added = happening.add(workshop, titles={"title_en": "Added"}, by=None, now=NOW)
    for row in (planned, added):
        trash.throw_away(row, by=organiser, now=NOW)
    make_session(workshop=workshop, number=1, slug="other")
    happening.add(workshop, titles={"title_en": "Another"}, by=None, now=NOW)
    for item in TrashedItem.objects.order_by("pk"):
        with pytest.raises(trash.DoesNotFit) as refusal:
            trash.restore(item, by=organiser, now=NOW)
        choices = {each.name: "session-number" for each in refusal.value.obstacles}
        trash.restore(item, by=organiser, now=NOW, choices=choices)
    assert sorted(workshop.sessions.values_list("number", flat=True)) == [1, 2, 901, 902]

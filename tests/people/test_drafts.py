"""Messages about a release: drafted for those whom a change concerns, and sent when somebody says so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.actions import drafts, sending
from people.models import Message, Role, State
from tests.factories import (
    make_billing,
    make_group,
    make_host,
    make_organisation,
    make_participation,
    make_person,
    make_session,
    make_speaker,
    make_venue,
    make_workshop,
    release,
)
from workshops.models import Session, SpeakerRole

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
Status = Message.Status


@pytest.fixture
def workshop():
    return make_workshop(slug="trade")


def participant(workshop, name, **fields):
    person = make_person(name, **{"email": f"{name.split()[0].lower()}@example.org"} | fields)
    return make_participation(workshop=workshop, person=person, state=State.ARRIVED)


def speaker(workshop, name, session=None, **billing):
    """Somebody invited, billed on a session."""
    billed = make_speaker(workshop=workshop, name=name)
    if session is not None:
        make_billing(session=session, speaker=billed, **billing)
    person = make_person(name, email=f"{name.split()[0].lower()}@example.org")
    return make_participation(
        workshop=workshop,
        person=person,
        role=Role.RESOURCE_PERSON,
        state=State.SELECTED,
        speaker=billed,
    )


def lecture(workshop, number=1, **fields):
    fields = {"title": f"Lecture {number}"} | fields
    return make_session(workshop=workshop, number=number, slug=f"s{number}", **fields)


def written():
    """Names of those for whom a draft waits."""
    return sorted(Message.objects.drafts().values_list("to_name", flat=True))


def test_a_moved_a_renamed_and_a_cancelled_session_concern_their_people_alone(workshop):
    moved, renamed, cancelled, same = (lecture(workshop, n) for n in (1, 2, 3, 4))
    rows = {
        name: participant(workshop, name)
        for name in ("Ana One", "Bek Two", "Can Three", "Dan Four")
    }
    for number, (session, row) in enumerate(
        zip((moved, renamed, cancelled, same), rows.values(), strict=True), start=1
    ):
        group = make_group(workshop=workshop, number=number, members=(row,))
        group.sessions.add(session)
    speaker(workshop, "Eva Moved", moved)
    speaker(workshop, "Fia Renamed", renamed, role=SpeakerRole.Role.MODERATOR)
    speaker(workshop, "Gul Cancelled", cancelled)
    speaker(workshop, "Hai Same", same)
    participant(workshop, "Ida Nogroup")
    release(workshop)
    assert written() == []

    Session.objects.filter(pk=moved.pk).update(date=date(2024, 5, 21))
    Session.objects.filter(pk=renamed.pk).update(title_en="Lecture two")
    Session.objects.filter(pk=cancelled.pk).update(status=Session.Status.CANCELLED)
    release(workshop)

    assert written() == [
        "Ana One", "Bek Two", "Can Three", "Eva Moved", "Fia Renamed", "Gul Cancelled",
    ]  # fmt: skip
    ana = Message.objects.get(to_name="Ana One")
    assert "Moved: Lecture 1\n  When: Tue 21 May, morning (was: Mon 20 May, morning)" in ana.body
    assert "Lecture 2" not in ana.body
    assert "1 change concerns you." in ana.body
    assert "/en/workshops/trade/releases/1..2/" in ana.body
    assert (
        "Cancelled: Lecture 3\n  Mon 20 May, morning"
        in Message.objects.get(to_name="Can Three").body
    )


def test_drafts_are_not_sent_by_themselves_and_sent_once_when_somebody_says_so(workshop):
    session = lecture(workshop)
    participant(workshop, "Ana One")
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="Another")
    release(workshop)
    later = NOW + timedelta(days=900)
    assert sending.send_due(clock=lambda: later).sent == 0

    keys = list(Message.objects.values_list("pk", flat=True))
    assert drafts.send(workshop, keys, by=None, now=NOW) == 1
    assert drafts.send(workshop, keys, by=None, now=NOW) == 0
    sending.send_due(clock=lambda: later)
    sending.send_due(clock=lambda: later)

    assert [message.to for message in mail.outbox] == [["Ana One <ana@example.org>"]]
    assert mail.outbox[0].subject == "The agenda has changed: Digital Trade in Practice"


def test_discarded_drafts_are_gone_and_what_went_out_stays(workshop):
    session = lecture(workshop)
    participant(workshop, "Ana One")
    participant(workshop, "Bek Two")
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="Another")
    release(workshop)
    first, second = Message.objects.order_by("to_name")
    drafts.send(workshop, [first.pk], by=None, now=NOW)

    assert drafts.discard(workshop, [first.pk, second.pk], by=None, now=NOW) == 1
    assert list(Message.objects.values_list("to_name", "status")) == [("Ana One", Status.WAITING)]


def test_drafts_of_another_workshop_are_left_alone(workshop):
    session = lecture(workshop)
    participant(workshop, "Ana One")
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="Another")
    release(workshop)
    keys = list(Message.objects.values_list("pk", flat=True))

    assert drafts.send(make_workshop(), keys, by=None, now=NOW) == 0
    assert drafts.discard(make_workshop(), keys, by=None, now=NOW) == 0


def test_a_later_release_puts_one_draft_in_the_place_of_one_that_was_not_sent(workshop):
    first, second = lecture(workshop, 1), lecture(workshop, 2)
    participant(workshop, "Ana One")
    release(workshop)
    Session.objects.filter(pk=first.pk).update(title_en="Renamed first")
    release(workshop)
    Session.objects.filter(pk=second.pk).update(title_en="Renamed second")
    release(workshop)

    row = Message.objects.get()
    assert (row.since.number, row.release.number) == (1, 3)
    assert "2 changes concern you." in row.body
    assert "Renamed first" in row.body
    assert "Renamed second" in row.body


def test_what_was_sent_is_not_told_again(workshop):
    first, second = lecture(workshop, 1), lecture(workshop, 2)
    participant(workshop, "Ana One")
    release(workshop)
    Session.objects.filter(pk=first.pk).update(title_en="Renamed first")
    release(workshop)
    drafts.send(workshop, [Message.objects.get().pk], by=None, now=NOW)
    Session.objects.filter(pk=second.pk).update(title_en="Renamed second")
    release(workshop)

    row = Message.objects.drafts().get()
    assert (row.since.number, row.release.number) == (2, 3)
    assert "Renamed first" not in row.body


def test_what_was_taken_back_before_it_was_sent_needs_no_message(workshop):
    session = lecture(workshop)
    participant(workshop, "Ana One")
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="A slip")
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="Lecture 1")
    release(workshop)

    assert written() == []


def test_who_is_no_longer_billed_is_told_and_who_is_new_too(workshop):
    session = lecture(workshop)
    speaker(workshop, "Old Speaker", session)
    release(workshop)
    session.speaker_roles.all().delete()
    speaker(workshop, "New Speaker", session)
    release(workshop)

    assert written() == ["New Speaker", "Old Speaker"]


def test_people_of_a_removed_session_are_told(workshop):
    session = lecture(workshop)
    lecture(workshop, 2)
    speaker(workshop, "Eva Speaker", session)
    release(workshop)
    session.delete()
    release(workshop)

    assert "Removed: Lecture 1" in Message.objects.get(to_name="Eva Speaker").body


def test_people_of_the_host_are_told_and_those_of_others_not(workshop):
    session = lecture(workshop)
    port, bank = make_organisation("Port of Baku"), make_organisation("A Bank")
    make_host(session=session, organisation=port)
    for name, body in (("Host Person", port), ("Bank Person", bank)):
        person = make_person(name, email="a@example.org")
        make_participation(
            workshop=workshop,
            person=person,
            role=Role.GUEST,
            state=State.SELECTED,
            organisation=body,
        )
    release(workshop)
    Session.objects.filter(pk=session.pk).update(starts_at="09:00")
    release(workshop)

    assert written() == ["Host Person"]


def test_a_person_in_two_roles_gets_one_message(workshop):
    session = lecture(workshop)
    row = participant(workshop, "Ana One")
    billed = make_speaker(workshop=workshop, name="Ana One")
    make_billing(session=session, speaker=billed)
    make_participation(
        workshop=workshop,
        person=row.person,
        role=Role.RESOURCE_PERSON,
        state=State.SELECTED,
        speaker=billed,
    )
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="Another")
    release(workshop)

    assert Message.objects.get().participation == row


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.SELECTED, State.NO_SHOW])
def test_participants_who_are_not_coming_for_certain_are_not_told(workshop, state):
    session = lecture(workshop)
    person = make_person("Ana One", email="ana@example.org")
    make_participation(workshop=workshop, person=person, state=state)
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="Another")
    release(workshop)

    assert written() == []


def test_who_has_no_address_gets_no_draft(workshop):
    session = lecture(workshop)
    participant(workshop, "Ana One", email="")
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="Another")
    release(workshop)

    assert written() == []


def test_a_message_is_in_the_language_of_its_reader(workshop):
    session = lecture(workshop, title_zh_hans="数字贸易")
    participant(workshop, "Li Wei", language="zh-hans")
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_zh_hans="数字经济")
    release(workshop)

    row = Message.objects.get()
    assert row.language == "zh-hans"
    assert "数字经济" in row.body
    assert "/zh-hans/workshops/trade/releases/1..2/" in row.body


def test_what_was_typed_into_a_title_is_no_link_in_the_message(workshop):
    session = lecture(workshop)
    participant(workshop, "Ana One")
    release(workshop)
    Session.objects.filter(pk=session.pk).update(title_en="See evil.example {link}")
    release(workshop)

    body = Message.objects.get().body
    assert "evil.example" not in body
    assert "{link}" not in body


def test_a_venue_with_another_name_concerns_those_who_meet_there(workshop):
    venue = make_venue(name="Hall A")
    lecture(workshop, 1, venue=venue)
    other = lecture(workshop, 2)
    speaker(workshop, "Eva Elsewhere", other)
    participant(workshop, "Ana One")
    release(workshop)
    venue.name_en = "Hall B"
    venue.save()
    release(workshop)

    assert written() == ["Ana One"]


def test_another_zone_concerns_everybody(workshop):
    session = lecture(workshop)
    speaker(workshop, "Eva Speaker", session)
    participant(workshop, "Ana One")
    release(workshop)
    workshop.zone = "Asia/Tashkent"
    workshop.save()
    release(workshop)

    assert written() == ["Ana One", "Eva Speaker"]


def test_a_component_concerns_nobody(workshop):
    lecture(workshop)
    participant(workshop, "Ana One")
    release(workshop)
    workshop.tracks.create(name="Customs")
    release(workshop)

    assert written() == []


def test_many_people_take_as_many_queries_as_few():
    counts = []
    for count in (3, 40):
        workshop = make_workshop()
        session = lecture(workshop)
        for number in range(count):
            participant(workshop, f"Person{number} Of{count}")
        release(workshop)
        Session.objects.filter(pk=session.pk).update(title_en="Another")
        with CaptureQueriesContext(connection) as captured:
            release(workshop)
        assert Message.objects.drafts().filter(workshop=workshop).count() == count
        counts.append(len(captured))

    assert counts[0] == counts[1]

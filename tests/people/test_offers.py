"""Offers: told to everybody concerned, answered once, reminded of, and never ended in silence."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from people import access
from people.actions import offers, replacing, states
from people.actions.refusals import AlreadyAnswered, NotOffered, StateRefused, TooLate
from people.models import AccessLink, ActedAs, Message, Participation, State, StateChange
from tests.factories import (
    make_allocation,
    make_call,
    make_focal_point,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_stream,
    make_workshop,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 9, tzinfo=UTC)
ANSWER_BY = datetime(2024, 4, 27, 12, tzinfo=UTC)
OFFICE = "office@example.org"


def make_case(**fields) -> Participation:
    """An endorsed nominee who can be written to, with a focal point and an office that can, too."""
    workshop = make_workshop(contact_email=OFFICE)
    allocation = make_allocation(
        stream=make_stream(workshop=workshop), package_en="The flight and a room", seats=1
    )
    make_focal_point(allocation, email="focal@example.org")
    person = make_person("Saran Dorj", email="saran@example.org", language="ru")
    return make_nominee(allocation=allocation, person=person, **fields)


def make_offer(**fields) -> Participation:
    row = make_case(**fields)
    offers.make(row, by=None, now=NOW, answer_by=ANSWER_BY)
    Message.objects.all().delete()
    return row


def letters_of(kind: str = "") -> list[tuple[str, str]]:
    rows = Message.objects.order_by("kind", "pk")
    return [(m.kind, m.to_address) for m in (rows.filter(kind=kind) if kind else rows)]


# Making an offer


def test_an_offer_goes_to_the_nominee_with_a_link_and_to_the_focal_point_without():
    row = make_case()
    offers.make(row, by=make_organiser(), now=NOW, answer_by=ANSWER_BY)
    to_nominee, to_focal_point = Message.objects.order_by("kind")
    assert (to_nominee.kind, to_nominee.to_address, to_nominee.language) == (
        "offer",
        "saran@example.org",
        "ru",
    )
    assert to_nominee.link == AccessLink.objects.get(participation=row)
    assert "{link}" in to_nominee.body
    assert "The flight and a room" in to_nominee.body
    assert (to_focal_point.kind, to_focal_point.to_address) == ("offer-copy", "focal@example.org")
    assert (to_focal_point.link, "{link}" in to_focal_point.body) == (None, False)
    assert "17:00 on Sat 27 Apr 2024, Almaty time (UTC+5)" in to_focal_point.body


def test_no_letter_tells_of_a_selection_that_was_refused():
    row = make_case()
    holder = make_participation(
        workshop=row.workshop, state=State.ACCEPTED, seat=row.allocation.seats.get(), name="Other"
    )
    assert holder.seat
    with pytest.raises(StateRefused):
        offers.make(row, by=None, now=NOW)
    assert letters_of() == []


def test_a_nominee_without_an_address_is_told_of_over_the_focal_point():
    row = make_case()
    row.person.email = ""
    row.person.save()
    offers.make(row, by=None, now=NOW)
    message = Message.objects.get()
    assert message.kind == "offer-copy"
    assert "We have no e-mail address of Saran Dorj" in message.body


def test_only_active_focal_points_are_told():
    row = make_case()
    row.allocation.focal_points.update(is_active=False)
    offers.make(row, by=None, now=NOW)
    assert letters_of() == [("offer", "saran@example.org")]


def test_a_record_of_the_past_and_a_role_without_a_seat_get_no_letter():
    row = make_case(channel="historical")
    offers.make(row, by=None, now=NOW)
    staff = make_participation(
        workshop=row.workshop, role="staff", state=State.ENDORSED, channel="invitation",
        person=make_person("Staff", email="staff@example.org"),
    )  # fmt: skip
    offers.make(staff, by=None, now=NOW)
    assert letters_of() == []


def test_a_second_offer_writes_again_and_uses_the_same_link():
    row = make_offer()
    offers.expire(row, now=ANSWER_BY)
    row.refresh_from_db()
    Message.objects.all().delete()
    offers.make(row, by=None, now=ANSWER_BY, answer_by=ANSWER_BY + timedelta(days=2))
    assert letters_of("offer") == [("offer", "saran@example.org")]
    assert AccessLink.objects.count() == 1


def test_a_link_lasts_until_well_after_the_workshop():
    row = make_offer()
    assert AccessLink.objects.get().expires_at.date() > row.workshop.ends_on + timedelta(days=50)


def test_a_replacement_is_offered_the_seat_by_letter():
    out = make_offer()
    into = make_nominee(
        allocation=out.allocation, person=make_person("Next One", email="next@example.org")
    )
    replacing.replace(out, into, by=make_organiser(), now=NOW, reason="Ill")
    assert letters_of("offer") == [("offer", "next@example.org")]


# Answering


def test_accepting_confirms_the_seat_to_everybody():
    row = make_offer()
    offers.accept(row, by=row, now=NOW)
    assert row.state == State.ACCEPTED
    assert letters_of() == [
        ("offer-accepted", "saran@example.org"),
        ("offer-accepted-copy", "focal@example.org"),
    ]
    assert StateChange.objects.latest("pk").acted_as == ActedAs.PERSON


def test_declining_keeps_the_reason_private():
    row = make_offer()
    offers.decline(row, by=row, now=NOW, reason="A secret illness")
    assert letters_of() == [
        ("offer-declined-copy", "focal@example.org"),
        ("offer-declined-office", OFFICE),
    ]
    assert [m for m in Message.objects.all() if "secret" in m.body + m.subject] == []
    assert StateChange.objects.latest("pk").reason == "A secret illness"


@pytest.mark.parametrize("answer", [offers.accept, offers.decline])
def test_an_answer_given_twice_counts_once(answer):
    row = make_offer()
    answer(row, by=row, now=NOW)
    before = Message.objects.count()
    with pytest.raises(AlreadyAnswered):
        answer(row, by=row, now=NOW)
    assert (Message.objects.count(), StateChange.objects.count()) == (before, 2)


@pytest.mark.parametrize("state", ["endorsed", "expired", "withdrawn", "declined"])
def test_without_an_offer_there_is_nothing_to_accept(state):
    row = make_case(state=state)
    with pytest.raises(NotOffered):
        offers.accept(row, by=row, now=NOW)
    row.refresh_from_db()
    assert row.state == state


def test_who_accepted_does_not_decline_here():
    row = make_offer()
    offers.accept(row, by=row, now=NOW)
    with pytest.raises(NotOffered):
        offers.decline(row, by=row, now=NOW)


def test_after_the_hour_only_the_office_accepts():
    row = make_offer()
    late = ANSWER_BY + timedelta(seconds=1)
    with pytest.raises(TooLate) as refusal:
        offers.accept(row, by=row, now=late)
    assert "17:00 on Sat 27 Apr 2024" in str(refusal.value)
    offers.accept(row, by=make_organiser(), now=late)
    assert row.state == State.ACCEPTED


def test_the_last_second_is_in_time():
    row = make_offer()
    offers.accept(row, by=row, now=ANSWER_BY)
    assert row.state == State.ACCEPTED


# Reminders


@pytest.mark.parametrize(
    ("before", "reminded"),
    [(timedelta(days=2, seconds=1), False), (timedelta(days=2), True), (timedelta(0), False)],
)
def test_a_reminder_comes_so_many_days_before(before, reminded):
    row = make_offer()
    assert offers.remind(row, now=ANSWER_BY - before) is reminded
    assert letters_of() == ([("offer-reminder", "saran@example.org")] if reminded else [])


def test_the_call_says_how_many_days_before():
    row = make_offer()
    make_call(workshop=row.workshop, reminder_days=5)
    assert offers.remind(row, now=ANSWER_BY - timedelta(days=5))


def test_nobody_is_reminded_twice_or_after_answering():
    row = make_offer()
    at = ANSWER_BY - timedelta(days=1)
    assert [offers.remind(row, now=at) for _ in range(3)] == [True, False, False]
    answered = make_offer()
    offers.accept(answered, by=answered, now=NOW)
    assert not offers.remind(answered, now=at)


# The end of an offer


def test_an_offer_ends_with_its_hour_and_everybody_is_told():
    row = make_offer()
    assert not offers.expire(row, now=ANSWER_BY - timedelta(seconds=1))
    assert offers.expire(row, now=ANSWER_BY)
    row.refresh_from_db()
    assert (row.state, StateChange.objects.latest("pk").acted_as) == (
        State.EXPIRED,
        ActedAs.SYSTEM,
    )
    assert letters_of() == [
        ("offer-expired", "saran@example.org"),
        ("offer-expired-copy", "focal@example.org"),
        ("offer-expired-office", OFFICE),
    ]


def test_an_offer_that_ended_is_not_ended_again():
    row = make_offer()
    assert [offers.expire(row, now=ANSWER_BY) for _ in range(3)] == [True, False, False]
    assert len(letters_of()) == 3


def test_an_answered_offer_does_not_end():
    row = make_offer()
    offers.accept(row, by=row, now=NOW)
    assert not offers.expire(row, now=ANSWER_BY)
    row.refresh_from_db()
    assert row.state == State.ACCEPTED


def test_records_of_the_past_and_offers_without_an_hour_never_end():
    historical = make_offer(channel="historical")
    endless = make_offer()
    Participation.objects.filter(pk=endless.pk).update(answer_by=None)
    assert list(offers.due_to_expire(ANSWER_BY)) == []
    assert not offers.expire(endless, now=ANSWER_BY)
    assert historical.state == State.SELECTED


def test_the_command_reminds_and_ends_and_does_nothing_the_second_time(capsys):
    late, soon, later = make_offer(), make_offer(), make_offer()
    now = datetime.now(UTC)
    for row, gap in ((late, -1), (soon, 24), (later, 24 * 6)):
        Participation.objects.filter(pk=row.pk).update(answer_by=now + timedelta(hours=gap))
    for _ in range(3):
        call_command("run_offers")
    assert capsys.readouterr().out.splitlines() == [
        "1 reminded, 1 expired.",
        "0 reminded, 0 expired.",
        "0 reminded, 0 expired.",
    ]
    found = Participation.objects.in_bulk([late.pk, soon.pk, later.pk])
    assert [found[row.pk].state for row in (late, soon, later)] == [
        State.EXPIRED,
        State.SELECTED,
        State.SELECTED,
    ]


def test_the_link_of_an_ended_offer_still_leads_to_what_became_of_it():
    row = make_offer()
    offers.expire(row, now=ANSWER_BY)
    assert access.is_good(AccessLink.objects.get(participation=row), ANSWER_BY)


def test_the_hour_of_an_offer_is_the_calls_where_nobody_says_another():
    row = make_case()
    make_call(workshop=row.workshop, answer_days=3, language_level="", attended_within_years=0)
    states.change(row, State.SELECTED, by=None, now=NOW)
    assert row.answer_by == NOW + timedelta(days=3)

"""A finding is let stand with a reason, comes back when it gets worse, and rules are set per workshop."""

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_billing,
    make_organiser,
    make_session,
    make_speaker,
    make_venue,
    make_workshop,
)
from workshops import rules
from workshops.actions import waivers
from workshops.models import RuleSetting, TravelTime, Waiver

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def by():
    return make_organiser()


@pytest.fixture
def workshop():
    """Four evenings, each after a free one, against three that are usual."""
    workshop = make_workshop()
    for day in (20, 22, 24, 26):
        evening(workshop, day)
    return workshop


def evening(workshop, day: int):
    return make_session(
        workshop=workshop, kind="networking", part_of_day="night", date=f"2024-05-{day}"
    )


def waive(workshop, *, by, reason="The hosts asked for it.", seen="4", key="count"):
    return waivers.waive(
        workshop, rule="evenings", key=key, reason=reason, seen=seen, by=by, now=NOW
    )


def texts(workshop) -> list[str]:
    return [finding.text for finding in rules.findings(workshop)]


FOUR = "4 of 4 programme days have an evening; 3 at most."


def test_what_is_waived_is_no_finding_and_is_shown_with_its_reason(workshop, by):
    assert texts(workshop) == [FOUR]
    waive(workshop, by=by)
    (waived,) = rules.review(workshop).waived
    assert texts(workshop) == []
    assert (waived.finding.text, waived.waiver.reason) == (FOUR, "The hosts asked for it.")
    assert (waived.waiver.by, waived.waiver.at) == (by, NOW)
    assert LogEntry.objects.get().change_message == f"Waived: {FOUR}"


def test_what_got_worse_comes_back_and_what_got_better_does_not(workshop, by):
    waive(workshop, by=by)
    fifth = evening(workshop, 28)
    (back,) = rules.review(workshop).standing
    assert back.came_back
    assert back.finding.text == "5 of 5 programme days have an evening; 3 at most."
    fifth.delete()
    assert texts(workshop) == []


def test_a_waiver_that_matches_nothing_is_shown_as_such_and_can_go(workshop, by):
    waiver = waive(workshop, by=by)
    workshop.sessions.last().delete()
    review = rules.review(workshop)
    assert (review.all, review.idle) == ((), (waiver,))
    waivers.unwaive(waiver, by=by)
    assert rules.review(workshop).idle == ()


def test_what_is_no_longer_waived_is_a_finding_again(workshop, by):
    waivers.unwaive(waive(workshop, by=by), by=by)
    assert texts(workshop) == [FOUR]
    assert LogEntry.objects.first().change_message == f"No longer waived: {FOUR}"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"reason": "  \n"}, waivers.ReasonMissing),
        ({"key": "run-3"}, waivers.NothingToWaive),
        ({"seen": "3"}, waivers.FindingGrew),
    ],
)
def test_a_waiver_is_refused_without_a_reason_and_for_what_is_not_there(
    workshop, by, wrong, refusal
):
    with pytest.raises(refusal):
        waive(workshop, by=by, **wrong)
    assert texts(workshop) == [FOUR]
    assert not Waiver.objects.exists()


def test_a_waiver_counts_in_its_own_workshop_alone(workshop, by):
    other = make_workshop()
    for day in (20, 22, 24, 26):
        evening(other, day)
    waive(workshop, by=by)
    assert texts(other) == [FOUR]


def test_the_database_keeps_a_waiver_from_having_no_reason(workshop):
    with pytest.raises(IntegrityError, match="waiver_has_a_reason"), transaction.atomic():
        workshop.waivers.create(rule="evenings", key="count", weight=4, at=NOW)


# settings


def mark_of(workshop) -> str:
    return rules.review(workshop).chosen.mark


def set_rules(workshop, wanted: dict, *, by) -> bool:
    return waivers.set_rules(workshop, wanted, seen=mark_of(workshop), by=by)


def usual() -> dict:
    return {rule.code: (True, rule.usual) for rule in rules.rules()}


def test_a_workshop_sets_its_own_limits(workshop, by):
    set_to = {"evenings": (True, {"evenings": 4, "running": 1})}
    assert set_rules(workshop, usual() | set_to, by=by)
    assert texts(workshop) == []
    assert workshop.rule_settings.get().limits == {"evenings": 4}


def test_a_rule_can_be_off(workshop, by):
    off = {"evenings": (False, {"evenings": 3, "running": 1})}
    assert set_rules(workshop, usual() | off, by=by)
    review = rules.review(workshop)
    assert (review.findings, [rule.code for rule in review.off]) == ((), ["evenings"])


def test_setting_what_is_set_already_changes_nothing(workshop, by):
    off = {"evenings": (False, {"evenings": 5, "running": 1})}
    set_rules(workshop, usual() | off, by=by)
    before = (list(RuleSetting.objects.values()), LogEntry.objects.count())
    assert not set_rules(workshop, usual() | off, by=by)
    assert not set_rules(make_workshop(), usual(), by=by)
    assert (list(RuleSetting.objects.values()), LogEntry.objects.count()) == before


def test_what_is_as_usual_again_keeps_no_row(workshop, by):
    set_rules(workshop, {"evenings": (False, {"evenings": 3, "running": 1})}, by=by)
    assert set_rules(workshop, usual(), by=by)
    assert not RuleSetting.objects.exists()


def test_rules_that_somebody_else_set_meanwhile_are_not_written_over(workshop, by):
    opened = mark_of(workshop)
    off = {"evenings": (False, {"evenings": 3, "running": 1})}
    set_rules(workshop, usual() | off, by=by)
    with pytest.raises(waivers.RulesChanged):
        waivers.set_rules(workshop, usual(), seen=opened, by=by)
    assert workshop.rule_settings.get().is_on is False


# reading


def test_a_review_costs_as_much_for_500_sessions_and_for_ten_workshops(workshop):
    few, many = make_workshop(), make_workshop()
    for number in range(500):
        make_session(workshop=many, number=number + 1, slug=f"s-{number}")
    with CaptureQueriesContext(
        connection,
    ) as of_few:
        rules.review(few)
    with CaptureQueriesContext(connection) as of_many:
        rules.review(many)
    others = [make_workshop() for _number in range(10)]
    with CaptureQueriesContext(connection) as of_ten:
        rules.reviews([workshop, many, *others])
    assert len(of_few) <= len(of_many) == len(of_ten) == 8  # one of them is of people


def test_zones_of_speakers_and_ways_between_venues_are_read(workshop):
    one, other = make_venue("Campus"), make_venue("City")
    TravelTime.objects.create(venue=one, other=other, minutes=95)
    far = make_speaker(workshop=workshop, name="Lena Park", zone="America/New_York")
    session = make_session(workshop=workshop, venue=one, starts_at="09:00", ends_at="10:00")
    make_session(workshop=workshop, venue=other, part_of_day="afternoon")
    make_billing(session=session, speaker=far, online=True)
    found = [f.text for f in rules.findings(workshop) if f.rule in ("own_night", "travel")]
    assert sorted(found) == [
        "For Lena Park, “Lecture 5” is from 00:00 to 01:00 at night (New York).",
        "Mon 20 May: 95 minutes from Campus to City; 30 at most.",
        "Mon 20 May: 95 minutes on the way; 90 at most.",
    ]


def test_a_hotel_is_where_days_begin_if_there_is_one_alone(workshop):
    campus, hotel = make_venue("Campus"), make_venue("Inn", kind="hotel")
    TravelTime.objects.create(venue=hotel, other=campus, minutes=40)
    make_session(workshop=workshop, venue=campus)
    workshop.venues.add(hotel)
    assert len([f for f in rules.findings(workshop) if f.rule == "travel"]) == 2
    workshop.venues.add(make_venue("Lodge", kind="hotel"))
    assert [f for f in rules.findings(workshop) if f.rule == "travel"] == []


def test_what_is_cancelled_or_was_added_afterwards_is_not_judged(workshop):
    workshop.sessions.filter(date="2024-05-20").update(status="cancelled")
    assert texts(workshop) == []
    workshop.sessions.filter(date="2024-05-20").update(status="planned", is_added=True)
    assert texts(workshop) == []


def test_a_way_is_known_once_and_leads_elsewhere():
    one, other = make_venue("Campus"), make_venue("Hotel")
    TravelTime.objects.create(venue=one, other=other, minutes=20)
    with pytest.raises(IntegrityError, match="way_is_known_once"), transaction.atomic():
        TravelTime.objects.create(venue=other, other=one, minutes=25)
    with pytest.raises(IntegrityError, match="way_leads_elsewhere"), transaction.atomic():
        TravelTime.objects.create(venue=one, other=one, minutes=0)

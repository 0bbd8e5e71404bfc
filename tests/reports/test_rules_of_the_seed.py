"""What the rules find in the agenda of the real sample is what its report lets one count."""

import pytest
from django.db import transaction

from reports.samples.seed import load_seed
from tests.facts import digital_economy_2024 as facts
from tests.reports.make import NOW
from workshops import rules
from workshops.models import Workshop
from workshops.rules import Review, Severity

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def review(django_db_setup, django_db_blocker) -> Review:
    with django_db_blocker.unblock(), transaction.atomic():
        load_seed(now=NOW)
        yield rules.review(Workshop.objects.get(slug="digital-economy-2024"))
        transaction.set_rollback(True)


def said(review: Review, rule: str, key: str) -> tuple[str, float]:
    finding = review.find(rule, key).finding
    return finding.text, float(finding.weight)


def test_the_load_is_as_counted_from_the_report(review):
    load = review.programme.load
    assert (load.hours, len(load.programme_days)) == (facts.LOAD.hours, facts.LOAD.programme_days)
    assert round(float(load.hours_a_day), 1) == facts.LOAD.hours_per_day
    assert load.on_site == facts.LOAD.onsite_hours
    assert tuple(day.number for day in load.evenings) == facts.LOAD.night_days
    assert load.longest_run == len(facts.LOAD.longest_run_of_nights)
    off = tuple(day.number for day in load.days if not day.has_programme)
    assert off == facts.LOAD.days_off


def test_it_asks_for_more_hours_than_a_day_holds(review):
    assert said(review, "hours_a_day", "mean") == (
        "128 hours on 12 programme days are 10.7 a day; 8 at most.",
        facts.LOAD.hours_per_day,
    )


def test_it_has_eight_evenings_and_four_of_them_running(review):
    assert said(review, "evenings", "count") == (
        "8 of 12 programme days have an evening; 3 at most.",
        len(facts.LOAD.night_days),
    )
    first, last = facts.LOAD.longest_run_of_nights[0], facts.LOAD.longest_run_of_nights[-1]
    text, weight = said(review, "evenings", f"run-{first}")
    assert weight == len(facts.LOAD.longest_run_of_nights)
    assert text.startswith(f"4 evenings running, from Day {first} ")
    assert f"to Day {last} " in text


def test_groups_report_without_an_hour_to_prepare(review):
    text, lacking = said(review, "preparation", "hours")
    assert text.endswith(
        f"with {facts.LOAD.hours_kept_for_group_reports} hours to prepare it; 4 at least."
    )
    assert lacking == 4


def test_these_are_what_has_to_change(review):
    assert {(one.finding.rule, one.finding.key) for one in review.of(Severity.URGENT)} == {
        ("hours_a_day", "mean"),
        ("evenings", "count"),
        ("evenings", "run-1"),
        ("evenings", "run-9"),
        ("preparation", "hours"),
    }


def test_what_needs_clock_times_says_that_it_could_not_judge(review):
    unjudged = {one.rule: one.text for one in review.unjudged}
    assert {"stretch", "blocks", "speaker_twice"} <= set(unjudged)
    assert unjudged["blocks"].endswith("have no clock times, so they were not judged.")
    assert {one.finding.rule for one in review.all} & {
        "stretch",
        "blocks",
        "speaker_twice",
    } == set()

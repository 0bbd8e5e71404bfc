"""The seed workshop's own workbooks: what they give, and what they leave out."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from evaluations.importers.published import PublishedImporter
from evaluations.models import PublishedFinding
from reports.samples import FOLDER
from tests.facts import digital_economy_2024 as facts
from workshops.agenda import agenda_for
from workshops.importers.agenda import AgendaImporter
from workshops.importers.pipeline import Result, run
from workshops.models import Speaker, Workshop

pytestmark = pytest.mark.django_db
FILES = FOLDER / "digital-economy-2024"


def load(**options) -> Result:
    path = FILES / "agenda.xlsx"
    return run(AgendaImporter(**options), path.read_bytes(), path.name, dry_run=False)


@pytest.fixture
def workshop() -> Workshop:
    assert load(publish=True).ok
    return Workshop.objects.get(slug="digital-economy-2024")


def test_the_only_finding_is_the_speaker_whom_the_agenda_leaves_out():
    assert [(f.sheet, f.value, f.is_error) for f in load().findings] == [
        ("Speakers", "rong-ying", False)
    ]


def test_a_second_time_changes_nothing(workshop):
    assert load(publish=True).changes.is_nothing


def test_its_hours_are_the_reports(workshop):
    items = agenda_for(workshop).items
    assert sum(item.hours for item in items) == Decimal(facts.LOAD.hours)
    assert sum(item.hours for item in items if item.on_site) == facts.LOAD.onsite_hours
    assert [c.planned_hours for c in workshop.components.order_by("position")] == [
        *facts.COMPONENT_HOURS
    ]


def test_its_sessions_are_printed_as_annex_a_prints_them(workshop):
    items = [item for item in agenda_for(workshop).items if not item.is_off]
    assert [printed(item, workshop) for item in items] == [
        (
            s.day,
            s.part,
            s.title,
            s.hosts,
            s.arranged_by,
            tuple((b.name, b.post, b.online) for b in s.billings),
            s.online,
        )
        for s in facts.SESSIONS
    ]


def printed(item, workshop) -> tuple:
    return (
        workshop.day_number(item.date),
        item.part_of_day,
        item.title.plain,
        tuple(host.as_printed for host in item.hosts),
        item.arranged_by.plain,
        tuple((*billing.as_printed, billing.online) for billing in item.billings),
        item.delivery == "online",
    )


def test_the_tour_to_shaoxing_stops_where_annex_a_says(workshop):
    stops = {
        item.number: [stop.name.plain for stop in item.stops]
        for item in agenda_for(workshop).visits
    }
    assert [tuple(names) for names in stops.values() if len(names) > 2] == [
        s.stops for s in facts.SESSIONS if len(s.stops) > 2
    ]


def test_nothing_is_said_that_the_report_does_not_say(workshop):
    assert not workshop.sessions.exclude(starts_at=None, ends_at=None, venue=None).exists()
    said = [v.address or v.address_local or v.url for v in workshop.venues.all()]
    assert [words for words in said if words] == []
    assert set(workshop.venues.values_list("kind", flat=True)) == {"campus", "online"}
    assert not workshop.part_windows.exists()
    assert not workshop.sessions.exclude(track=None).exists()
    assert [s.name for s in Speaker.objects.exclude(biography_en="")] == ["Rong Ying"]


def test_moved_dates_keep_fourteen_days(workshop):
    load(slug="moved", starts_on=date(2031, 1, 6))
    moved = Workshop.objects.get(slug="moved")
    assert (moved.starts_on, moved.ends_on) == (date(2031, 1, 6), date(2031, 1, 19))
    assert [moved.day_number(s.date) for s in moved.sessions.all()] == [
        workshop.day_number(s.date) for s in workshop.sessions.all()
    ]


def test_its_evaluation_counts_what_the_report_lists(workshop):
    path = FILES / "evaluation-summary.xlsx"
    for _time in range(2):
        result = run(PublishedImporter(workshop), path.read_bytes(), path.name, dry_run=False)
        assert result.findings == ()
    assert result.changes.is_nothing
    rows = Counter(PublishedFinding.objects.values_list("place", "kind"))
    said = facts.EVALUATION
    assert rows == {
        ("Annex E, question 1", "application"): len(said.applied_to_work),
        ("Annex E, question 2", "suggestion"): len(said.suggestions),
        ("Annex E, question 3", "topic"): len(said.topics_asked_for),
        ("Section III, further topics", "topic"): len(said.topic_groups),
        # “Logistics” stands under positive feedback and holds one praise and two wishes.
        ("Section III, positive feedback", "strength"): len(said.positive),
        ("Section III, positive feedback", "suggestion"): 2,
        ("Section IV, areas for improvement", "recommendation"): 13,
        ("Section IV, additional suggestions", "recommendation"): 4,
    }


def test_its_evaluation_is_retold_not_copied(workshop):
    path = FILES / "evaluation-summary.xlsx"
    run(PublishedImporter(workshop), path.read_bytes(), path.name, dry_run=False)
    said = facts.EVALUATION
    sentences = {
        *said.applied_to_work,
        *said.suggestions,
        *(line.printed for line in (*said.positive, *said.recommendations)),
    }
    texts = set(PublishedFinding.objects.values_list("text_en", flat=True))
    assert texts & sentences == set()

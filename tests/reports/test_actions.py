"""Making a report final, and showing it to the public or not."""

import pytest
from django.contrib.admin.models import LogEntry

from reports import actions
from reports.models import Report
from tests.factories import make_allocation, make_organiser
from tests.reports.make import NOW, make_public_report, make_report, make_settled_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_organiser()


@pytest.fixture
def settled() -> Report:
    return make_report(workshop=make_settled_workshop())


@pytest.fixture
def unsettled() -> Report:
    report = make_report(workshop=make_settled_workshop())
    make_allocation(stream=report.workshop.streams.get(), country="PAK", seats=1)
    return report


def test_report_without_findings_becomes_final(settled, by):
    actions.finalise(settled, by=by, now=NOW)
    stored = Report.objects.get(pk=settled.pk)
    assert (stored.status, stored.finalised_by, stored.finalised_at) == ("final", by, NOW)
    assert (stored.is_public, stored.override_note) == (False, "")
    assert settled.is_final


def test_report_with_findings_stays_a_draft(unsettled, by):
    with pytest.raises(actions.ReportHasFindings) as refused:
        actions.finalise(unsettled, by=by, now=NOW, override_note="  ")
    assert [finding.code for finding in refused.value.findings] == ["seats"]
    assert Report.objects.get(pk=unsettled.pk).status == "draft"


def test_report_with_findings_becomes_final_with_a_note(unsettled, by):
    actions.finalise(unsettled, by=by, now=NOW, override_note=" The ministry asked. ")
    assert (unsettled.status, unsettled.override_note) == ("final", "The ministry asked.")


def test_note_is_not_kept_where_nothing_needs_it(settled, by):
    actions.finalise(settled, by=by, now=NOW, override_note="Why not.")
    assert settled.override_note == ""


def test_final_report_is_not_made_final_again(settled, by):
    actions.finalise(settled, by=by, now=NOW)
    with pytest.raises(actions.ReportIsFinal):
        actions.finalise(settled, by=by, now=NOW)


def test_final_report_is_published(settled, by):
    actions.finalise(settled, by=by, now=NOW)
    actions.publish(settled, by=by)
    assert Report.objects.public().get() == settled


def test_draft_is_not_published(settled, by):
    with pytest.raises(actions.ReportIsDraft):
        actions.publish(settled, by=by)
    assert not Report.objects.public().exists()


def test_withdrawn_report_stays_final(by):
    report = make_public_report()
    actions.unpublish(report, by=by)
    assert (report.status, report.is_public) == ("final", False)


def test_draft_again_is_withdrawn_and_loses_its_note(by):
    report = make_public_report(override_note_en="Why", override_note_ru="Почему")
    actions.reopen(report, by=by)
    stored = Report.objects.get(pk=report.pk)
    assert (stored.status, stored.is_public, stored.finalised_at) == ("draft", False, None)
    assert (stored.override_note_en, stored.override_note_ru) == ("", "")


def test_who_did_it_is_kept(settled, by):
    actions.finalise(settled, by=by, now=NOW)
    actions.publish(settled, by=by)
    done = LogEntry.objects.filter(user=by).order_by("pk")
    assert [entry.change_message for entry in done] == ["Made final.", "Published."]


def test_system_may_do_it_without_a_name(settled):
    actions.finalise(settled, by=None, now=NOW)
    assert settled.is_final
    assert not LogEntry.objects.exists()

"""11. Numbers that do not agree keep a report from being final until they do, or somebody says why not."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Participation, Seat, State
from reports import actions
from reports.checks import blocking, findings_of
from reports.models import Report
from tests.factories import (
    make_billing,
    make_participation,
    make_session,
    make_speaker,
    make_stream,
    make_workshop,
)
from tests.people.invariants.outcome import Outcome, of_answer
from tests.people.invariants.paths import Path, office, organiser, way
from tests.workshops.office import address

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 10, 9, tzinfo=UTC)
REFUSED = (
    "The report stays a draft: 1 finding is open. "
    "Settle it, or say why the report is final all the same."
)


@pytest.fixture
def report():
    """A workshop that is over: one participant came, on the one seat of the stream."""
    workshop = make_workshop()
    make_participation(workshop=workshop, state=State.COMPLETED, list_number=1)
    return Report.objects.create(workshop=workshop)


def seat_open(report: Report) -> None:
    """A seat of which nothing says what became of it."""
    Seat.objects.create(allocation=Seat.objects.get().allocation, number=2)


def seat_given_to_nobody(report: Report) -> None:
    Seat.objects.create(
        allocation=Seat.objects.get().allocation, number=2, state=Seat.State.REALLOCATED
    )


def stream_astray(report: Report) -> None:
    Participation.objects.update(stream=make_stream(workshop=report.workshop, name="Another"))


def number_missing(report: Report) -> None:
    Participation.objects.update(list_number=2)


def speaker_unlisted(report: Report) -> None:
    session = make_session(workshop=report.workshop)
    make_billing(session=session, speaker=make_speaker(workshop=report.workshop))


FAULTS = {
    "seats": seat_open,
    "reallocated": seat_given_to_nobody,
    "streams": stream_astray,
    "numbers": number_missing,
    "speakers": speaker_unlisted,
}

# Making a report final: go(report, note="")

FINAL: list[Path] = []


@way(FINAL, "action")
def by_action(report: Report, *, note: str = "") -> Outcome:
    try:
        actions.finalise(report, by=organiser(), now=timezone.now(), override_note=note)
    except actions.ReportRefused as refusal:
        return Outcome((str(refusal),))
    return Outcome()


@way(FINAL, "page of the report")
def on_page(report: Report, *, note: str = "") -> Outcome:
    page = reverse("admin:reports_report_finalise", args=[report.pk])
    return of_answer(office().post(page, {"note": note}))


@way(FINAL, "action of the list")
def in_the_list(report: Report, *, note: str = "") -> Outcome:
    """It leads to the page that asks, and makes nothing final by itself."""
    client = office()
    sent = {"action": "make_final", "_selected_action": [report.pk]}
    led = client.post(address(Report, "changelist"), sent)
    assert not is_final()
    return of_answer(client.post(led["Location"], {"note": note}))


def is_final() -> bool:
    return Report.objects.get().is_final


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("path", FINAL, ids=str)
def test_numbers_that_do_not_agree_block(path, fault, report):
    FAULTS[fault](report)
    assert [finding.code for finding in blocking(findings_of(report.workshop))] == [fault]
    told = path.go(report).refused
    assert (told, is_final()) == ((REFUSED,), False)


@pytest.mark.parametrize("path", FINAL, ids=str)
def test_numbers_that_agree_do_not(path, report):
    assert blocking(findings_of(report.workshop)) == ()
    assert path.go(report).done
    assert is_final()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("path", FINAL, ids=str)
def test_somebody_says_why_it_is_final_all_the_same(path, fault, report):
    FAULTS[fault](report)
    assert path.go(report, note="Counted by hand").done
    assert is_final()
    assert Report.objects.get().override_note == "Counted by hand"


# The control


def test_a_page_without_a_guard_would_be_found(report):
    def careless(report: Report, *, note: str = "") -> Outcome:
        Report.objects.update(status=Report.Status.FINAL)
        return Outcome()

    with pytest.raises(AssertionError):
        test_numbers_that_do_not_agree_block(
            Path("page without a guard", careless, frozenset()), "seats", report
        )

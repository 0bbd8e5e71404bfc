"""The criteria of a call: a verdict with its reason for each, and nobody selected past an open one."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people import gates
from people.actions import replacing, states
from people.actions.refusals import NotCleared, OutOfTurn
from people.models import Call, Gate, GateDecision, Participation, State
from tests.factories import (
    make_allocation,
    make_call,
    make_country,
    make_dossier,
    make_fund,
    make_nominee,
    make_organiser,
    make_participation,
    make_person,
    make_programme,
    make_stream,
    make_workshop,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 9, tzinfo=UTC)


def make_case(
    *, dossier: dict | None = None, allocation: dict | None = None, **call
) -> Participation:
    """A nominee with a whole dossier for a workshop of a programme that has a call."""
    workshop = make_workshop(programme=make_programme())
    make_call(workshop=workshop, **call)
    seats = make_allocation(stream=make_stream(workshop=workshop), **(allocation or {}))
    row = make_nominee(allocation=seats)
    make_dossier(participation=row, **(dossier or {}))
    return row


def check(row: Participation, gate: Gate) -> gates.Checked:
    call = Call.objects.filter(workshop=row.workshop).first()
    found = gates.gates_of(row.workshop, [row], call=call)[row.pk]
    return next(checked for checked in found if checked.gate == gate)


def open_of(row: Participation) -> list[str]:
    return [checked.gate for checked in gates.open_gates(row)]


# Language


@pytest.mark.parametrize(
    ("dossier", "verdict", "reason"),
    [
        ({}, "passed", "B2: Works in the language"),
        ({"language_level": "C1", "language_evidence": "certificate"}, "passed", "C1: Certificate"),
        ({"language_level": "B1"}, "failed", "B1 is stated; B2 is asked for."),
        ({"language_level": ""}, "unknown", "No level is stated; B2 is asked for."),
        ({"language_evidence": ""}, "unknown", "B2 is stated; nothing shows it."),
        ({"language_evidence": "stated"}, "unknown", "B2 is stated; nothing shows it."),
    ],
)
def test_language_is_a_level_that_something_shows(dossier, verdict, reason):
    checked = check(make_case(dossier=dossier), Gate.LANGUAGE)
    assert (checked.verdict, checked.reason) == (verdict, reason)


def test_a_call_that_asks_for_no_level_asks_for_no_language():
    row = make_case(language_level="", dossier={"language_level": "A1"})
    assert [
        c.gate for c in gates.gates_of(row.workshop, [row], call=row.workshop.call)[row.pk]
    ] == [
        Gate.ELIGIBILITY,
        Gate.ATTENDANCE,
    ]


# Eligibility


@pytest.mark.parametrize(
    ("sent_by", "verdict", "reason"),
    [
        ("MNG", "passed", "Sent by whom the seat is for."),
        ("PAK", "failed", "Sent by Pakistan; the seat is for Mongolia."),
        (None, "unknown", "Nobody says which country sends the person."),
    ],
)
def test_the_seat_is_for_the_country_that_sends(sent_by, verdict, reason):
    row = make_case()
    row.sending_country = make_country(sent_by) if sent_by else None
    checked = check(row, Gate.ELIGIBILITY)
    assert (checked.verdict, checked.reason) == (verdict, reason)


def test_a_fund_for_one_country_pays_for_nobody_else():
    row = make_case()
    fund = make_fund(workshop=row.workshop, name="For Mongolia", only_country=make_country("MNG"))
    row.allocation.country, row.allocation.body, row.allocation.fund = None, "A bank", fund
    assert check(row, Gate.ELIGIBILITY).verdict == "passed"
    row.sending_country = make_country("PAK")
    assert check(row, Gate.ELIGIBILITY).reason == "For Mongolia pays for Mongolia only."


@pytest.mark.parametrize(
    ("sector", "verdict", "reason"),
    [
        ("agency", "passed", "Agency or regulator"),
        ("ministry", "failed", "Ministry; sought: Agency or regulator, Business."),
        ("", "unknown", "No sector is stated."),
    ],
)
def test_the_sector_is_one_that_is_sought(sector, verdict, reason):
    checked = check(
        make_case(sectors=["business", "agency"], dossier={"sector": sector}), Gate.ELIGIBILITY
    )
    assert (checked.verdict, checked.reason) == (verdict, reason)


# Earlier workshops


@pytest.mark.parametrize(
    ("ended", "verdict"),
    [(date(2022, 5, 19), "passed"), (date(2022, 5, 20), "failed"), (date(2024, 3, 1), "failed")],
)
def test_who_came_in_the_last_years_is_pointed_out(ended, verdict):
    row = make_case(attended_within_years=2)
    before = make_workshop(
        title="Trade before", programme=row.workshop.programme, starts_on=ended, ends_on=ended
    )
    make_participation(workshop=before, person=row.person)
    checked = check(row, Gate.ATTENDANCE)
    assert checked.verdict == verdict
    if verdict == "failed":
        assert checked.reason == f"Came to “Trade before” in {ended.year}."


@pytest.mark.parametrize(
    "fields", [{"role": "staff"}, {"state": State.WITHDRAWN}, {"state": State.NO_SHOW}]
)
def test_only_those_who_came_as_participants_were_there(fields):
    row = make_case()
    before = make_workshop(programme=row.workshop.programme, starts_on=date(2023, 6, 1))
    make_participation(workshop=before, person=row.person, **fields)
    assert check(row, Gate.ATTENDANCE).passed


def test_other_programmes_and_other_people_do_not_count():
    row = make_case()
    elsewhere = make_workshop(programme=make_programme(), starts_on=date(2023, 6, 1))
    before = make_workshop(programme=row.workshop.programme, starts_on=date(2023, 7, 1))
    make_participation(workshop=elsewhere, person=row.person)
    make_participation(workshop=before, person=make_person("Somebody Else"))
    assert check(row, Gate.ATTENDANCE).passed


@pytest.mark.parametrize("leap_day", [date(2024, 2, 29), date(2028, 2, 29)])
def test_years_are_counted_back_from_a_leap_day_too(leap_day):
    assert gates.years_before(leap_day, 1) == date(leap_day.year - 1, 3, 1)
    assert gates.years_before(leap_day, 4) == date(leap_day.year - 4, 2, 29)


# Nothing to check


def test_without_a_call_there_is_nothing_to_check():
    row = make_nominee(allocation=make_allocation(stream=make_stream()))
    make_dossier(participation=row, language_level="A1", sector="")
    assert gates.open_gates(row) == ()


def test_without_a_dossier_neither_language_nor_sector_is_checked():
    row = make_case(sectors=["business"])
    row.dossier.delete()
    row = Participation.objects.get(pk=row.pk)
    assert open_of(row) == []
    row.sending_country = make_country("PAK")
    assert open_of(row) == [Gate.ELIGIBILITY]


# Decisions


def test_a_selectors_decision_stands_over_what_the_dossier_says():
    row = make_case(dossier={"language_level": "B1"})
    user = make_organiser(first_name="Wei", last_name="Chen")
    decision = GateDecision.objects.create(
        participation=row, gate=Gate.LANGUAGE, passed=True, reason="Spoke to her", by=user, at=NOW
    )
    checked = check(row, Gate.LANGUAGE)
    assert (checked.verdict, checked.reason, checked.decided_by) == (
        "passed",
        "Spoke to her",
        "Wei Chen",
    )
    GateDecision.objects.filter(pk=decision.pk).update(passed=False)
    assert check(row, Gate.LANGUAGE).verdict == "failed"


# Selecting


def select(row: Participation, **said) -> None:
    states.change(row, State.SELECTED, by=make_organiser(), now=NOW, **said)


def test_nobody_is_selected_past_an_open_criterion():
    row = make_case(dossier={"language_level": "B1", "sector": ""}, sectors=["ministry"])
    with pytest.raises(NotCleared) as refusal:
        select(row)
    assert str(refusal.value) == (
        "Saran Dorj is not cleared. Language: B1 is stated; B2 is asked for. "
        "Eligibility: No sector is stated. Decide on it first."
    )
    for gate in (Gate.LANGUAGE, Gate.ELIGIBILITY):
        GateDecision.objects.create(
            participation=row, gate=gate, passed=True, reason="Seen", by=None, at=NOW
        )
    states.change(row, State.SELECTED, by=None, now=NOW)
    assert row.state == State.SELECTED


def test_who_passes_everything_is_selected():
    row = make_case()
    select(row)
    assert row.state == State.SELECTED


@pytest.mark.parametrize("channel", ["invitation", "historical"])
def test_guests_of_the_organisers_need_not_pass(channel):
    row = make_case(dossier={"language_level": "A1"})
    Participation.objects.filter(pk=row.pk).update(channel=channel)
    select(row)
    assert row.state == State.SELECTED


def test_a_replacement_passes_the_criteria_too():
    row = make_case(dossier={"language_level": "A1"})
    out = make_participation(
        workshop=row.workshop, stream=row.stream, state=State.ACCEPTED, name="Leaving",
        seat=row.allocation.seats.first(), allocation=row.allocation,
    )  # fmt: skip
    with pytest.raises(NotCleared):
        replacing.replace(out, row, by=make_organiser(), now=NOW, reason="Ill")
    out.refresh_from_db()
    assert out.state == State.ACCEPTED


# Turn


def test_the_reserve_is_selected_in_its_order_unless_somebody_says_why_not():
    allocation = make_allocation(stream=make_stream(), seats=2)
    first, second = (
        make_nominee(allocation=allocation, name=name, state=State.RESERVE)
        for name in ("First One", "Second One")
    )
    with pytest.raises(OutOfTurn) as refusal:
        select(second)
    assert str(refusal.value) == "First One would come first. Say why not."
    states.change(second, State.SELECTED, by=None, now=NOW, reason="First One cannot travel")
    states.change(first, State.SELECTED, by=None, now=NOW)
    assert (first.state, second.state) == (State.SELECTED, State.SELECTED)


def test_the_reserve_of_another_country_is_not_passed_over():
    stream = make_stream()
    make_nominee(allocation=make_allocation(stream=stream, country="PAK"), state=State.RESERVE)
    mine = make_nominee(allocation=make_allocation(stream=stream), state=State.RESERVE)
    select(mine)
    assert mine.state == State.SELECTED


# Many at once


@pytest.mark.parametrize("count", [1, 30])
def test_the_criteria_of_many_take_as_many_queries_as_of_one(count):
    first = make_case()
    rows = [first.pk]
    for number in range(count - 1):
        row = make_nominee(allocation=first.allocation, name=f"Nominee {number}")
        make_dossier(participation=row)
        rows.append(row.pk)
    joined = Participation.objects.filter(pk__in=rows).select_related(
        "dossier", "sending_country", "allocation__fund__only_country", "allocation__country"
    )
    workshop, rows, call = first.workshop, list(joined), first.workshop.call
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = gates.gates_of(workshop, rows, call=call)
    assert (len(found), len(asked)) == (count, 2)

"""What selectors decide: each decision leads where the life cycle leads, and says why where it has to."""

from datetime import UTC, datetime

import pytest

from people.actions import selection
from people.actions.refusals import NoReason, NotEndorsed, NotInReserve, NotNext
from people.models import Gate, GateDecision, Message, Participation, State, StateChange
from tests.factories import (
    make_allocation,
    make_focal_point,
    make_nominee,
    make_organiser,
    make_person,
    make_stream,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 4, 20, 9, tzinfo=UTC)


@pytest.fixture
def user():
    return make_organiser()


@pytest.fixture
def allocation():
    return make_allocation(stream=make_stream(), seats=5)


def nominee(allocation, name="Saran Dorj", **fields) -> Participation:
    person = make_person(name, email=f"{name.split()[0].lower()}@example.org")
    return make_nominee(allocation=allocation, person=person, **fields)


def state_of(row: Participation) -> str:
    return Participation.objects.get(pk=row.pk).state


@pytest.mark.parametrize(
    ("act", "reason", "before", "after"),
    [
        (selection.select, "", "endorsed", "selected"),
        (selection.reserve, "", "under_review", "reserve"),
        (selection.release, "", "reserve", "released"),
        (selection.decline, "", "endorsed", "not_selected"),
        (selection.rule_out, "Too junior", "submitted", "ineligible"),
        (selection.return_for_completion, "The CV", "endorsed", "returned"),
        (selection.reopen, "", "not_selected", "under_review"),
        (selection.reopen, "", "ineligible", "under_review"),
        (selection.reopen, "", "released", "under_review"),
    ],
)
def test_a_decision_leads_on_once(allocation, user, act, reason, before, after):
    row = nominee(allocation, state=before)
    act(row, by=user, now=NOW, reason=reason)
    change = StateChange.objects.get()
    assert (state_of(row), change.to_state, change.actor, change.reason) == (
        after, after, user, reason,
    )  # fmt: skip
    with pytest.raises(NotNext):
        act(row, by=user, now=NOW, reason=reason)
    assert StateChange.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
@pytest.mark.parametrize(
    "act", [selection.rule_out, selection.return_for_completion, selection.waive_endorsement]
)
def test_some_decisions_need_a_reason(allocation, user, act, reason):
    row = nominee(allocation, endorsed=False)
    with pytest.raises(NoReason):
        act(row, by=user, now=NOW, reason=reason)
    assert state_of(row) == State.SUBMITTED


def test_what_is_missing_is_said_to_the_focal_points_with_a_link_of_their_own(allocation, user):
    focal_point = make_focal_point(allocation, language="ru")
    row = nominee(allocation)
    selection.return_for_completion(row, by=user, now=NOW, reason="A CV,\nand a level")
    message = Message.objects.get()
    assert (message.to_address, message.kind, message.language) == (
        focal_point.email, "returned", "ru",
    )  # fmt: skip
    assert "A CV,\nand a level" in message.body
    assert message.link.focal_point == focal_point


# The endorsement


def test_a_waived_endorsement_lets_somebody_be_selected(allocation, user):
    row = nominee(allocation, endorsed=False)
    with pytest.raises(NotEndorsed):
        selection.select(row, by=user, now=NOW)
    selection.waive_endorsement(row, by=user, now=NOW, reason="Invited by the board")
    assert (row.state, row.waived_by, row.waiver_reason) == (
        State.UNDER_REVIEW, user, "Invited by the board",
    )  # fmt: skip
    selection.select(row, by=user, now=NOW)
    assert state_of(row) == State.SELECTED


def test_without_a_waiver_nobody_unendorsed_is_selected(allocation, user):
    row = nominee(allocation, endorsed=False)
    selection.reopen(row, by=user, now=NOW)
    with pytest.raises(NotEndorsed):
        selection.select(row, by=user, now=NOW)


def test_there_is_no_endorsement_to_waive_where_there_is_one_or_all_is_decided(allocation, user):
    for row in (nominee(allocation), nominee(allocation, "Other One", state=State.WITHDRAWN)):
        with pytest.raises(NotNext):
            selection.waive_endorsement(row, by=user, now=NOW, reason="Why not")


# Criteria and notes


def test_a_criterion_is_decided_with_a_reason_and_decided_anew(allocation, user):
    row = nominee(allocation)
    with pytest.raises(NoReason):
        selection.decide_gate(row, Gate.LANGUAGE, passed=True, reason=" ", by=user, now=NOW)
    for passed in (True, False):
        selection.decide_gate(row, Gate.LANGUAGE, passed=passed, reason="Call", by=user, now=NOW)
    assert GateDecision.objects.get().passed is False
    selection.undecide_gate(row, Gate.LANGUAGE)
    assert not GateDecision.objects.exists()


def test_a_note_has_words(allocation, user):
    row = nominee(allocation)
    with pytest.raises(NoReason):
        selection.note(row, " ", by=user, now=NOW)
    kept = selection.note(row, " Strong ", by=user, now=NOW)
    assert (kept.text, kept.author, kept.at) == ("Strong", user, NOW)


# The order of the reserve


def reserve_of(allocation) -> list[tuple[str, int]]:
    rows = Participation.objects.in_reserve().filter(stream=allocation.stream)
    return [(str(row), row.reserve_rank) for row in rows]


@pytest.fixture
def reserve(allocation, user):
    rows = [nominee(allocation, name) for name in ("Ann A", "Bo B", "Cy C", "Di D")]
    for row in rows:
        selection.reserve(row, by=user, now=NOW)
    return rows


@pytest.mark.parametrize(
    ("who", "to", "order"),
    [
        (3, 1, "Di Ann Bo Cy"),
        (0, 4, "Bo Cy Di Ann"),
        (1, 3, "Ann Cy Bo Di"),
        (0, 99, "Bo Cy Di Ann"),
        (3, 0, "Di Ann Bo Cy"),
        (2, 3, "Ann Bo Cy Di"),
    ],
)
def test_a_place_in_the_reserve_is_changed_and_the_others_close_up(
    allocation, user, reserve, who, to, order
):
    selection.move_in_reserve(reserve[who], to, by=user, now=NOW, reason="Fits better")
    assert [(name.split()[0], rank) for name, rank in reserve_of(allocation)] == [
        (name, rank) for rank, name in enumerate(order.split(), start=1)
    ]


def test_a_changed_place_stands_in_the_history(allocation, user, reserve):
    selection.move_in_reserve(reserve[3], 1, by=user, now=NOW, reason="Fits better")
    change = StateChange.objects.latest("pk")
    assert (change.participation, change.actor, change.reason) == (
        reserve[3], user, "Place in the reserve: 4 → 1. Fits better",
    )  # fmt: skip


def test_who_is_not_in_the_reserve_has_no_place_there(allocation, user, reserve):
    with pytest.raises(NotInReserve):
        selection.move_in_reserve(nominee(allocation, "Ed E"), 1, by=user, now=NOW)


def test_the_reserve_closes_up_when_somebody_is_released(allocation, user, reserve):
    selection.release(reserve[1], by=user, now=NOW)
    assert reserve_of(allocation) == [("Ann A", 1), ("Cy C", 2), ("Di D", 3)]

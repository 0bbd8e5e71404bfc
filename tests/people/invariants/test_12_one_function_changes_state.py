"""12. One function changes state, every change says who, when and why, and a focal point touches only its own."""

import ast

import pytest
from django.utils import timezone

from people.actions import states
from people.models import ActedAs, FocalPoint, Participation, State, StateChange
from tests.factories import make_allocation, make_focal_point, make_nominee, make_stream
from tests.house.site import ROOT
from tests.people.invariants.paths import entering, organiser
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db
PACKAGES = ("config", "reports", "evaluations", "people", "workshops")

# Who else may write the column `state` of these models: the file, and why.
WRITERS = {
    "people/actions/states.py": "the one function, and records of the past",
    "people/actions/seats.py": "the state of a seat, with its own history",
    "people/actions/nominations.py": "begins a draft, kept as the first state; shows the caller’s object the state",
    "people/actions/offers.py": "shows the caller's object what the one function wrote",
}


def writes_of_state(source: str) -> list[int]:
    """Lines that write a `state`: as an attribute, in update() or bulk_update(), or as a value by name."""
    return sorted({node.lineno for node in ast.walk(ast.parse(source)) if writes_state(node)})


def writes_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        parts = [part for target in targets for part in ast.walk(target)]
        return any(isinstance(part, ast.Attribute) and part.attr == "state" for part in parts)
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    named = {keyword.arg for keyword in node.keywords}
    said = [argument for argument in ast.walk(node) if isinstance(argument, ast.Constant)]
    if called in ("update", "update_or_create", "create", "get_or_create"):
        return "state" in named
    return called in ("bulk_update", "setattr") and any(one.value == "state" for one in said)


def writers() -> dict[str, list[int]]:
    """Files of the product that write a state, with the lines."""
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            lines = [] if "migrations" in file.parts else writes_of_state(file.read_text())
            if lines:
                found[str(file.relative_to(ROOT))] = lines
    return found


def test_nobody_else_writes_a_state():
    assert set(writers()) == set(WRITERS)


@pytest.mark.parametrize(
    "source",
    [
        "row.state = 'accepted'",
        "before, row.state = row.state, to",
        "rows.filter(pk=1).update(state=to)",
        "Participation.objects.bulk_update(rows, ['state'])",
        "Participation.objects.update_or_create(person=1, defaults={}, state='draft')",
    ],
)
def test_the_watch_sees_a_write(source):
    assert writes_of_state(source) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "row.state == to",
        "rows.filter(state=to)",
        "before = row.state",
        "rows.update(reason='state')",
    ],
)
def test_the_watch_lets_reading_be(source):
    assert writes_of_state(source) == []


STEPS = [
    (State.ENDORSED, State.SELECTED),
    (State.ENDORSED, State.RESERVE),
    (State.SELECTED, State.ACCEPTED),
    (State.ACCEPTED, State.WITHDRAWN),
    (State.ACCEPTED, State.NO_SHOW),
    (State.ARRIVED, State.LEFT_EARLY),
]


@pytest.mark.parametrize(("before", "to"), STEPS)
@pytest.mark.parametrize("path", entering(*State.values, raw=False), ids=str)
def test_every_change_says_who_when_and_why(path, before, to):
    row = holder_of(seats_for(preparing(starts_in=-3)).seats.get(), state=before)
    began = timezone.now()
    assert path.go(row, to, reason="As they asked").done
    kept = StateChange.objects.get()
    assert (kept.from_state, kept.to_state, kept.reason) == (before, to, "As they asked")
    assert (kept.actor, kept.acted_as) == (organiser(), ActedAs.OFFICE)
    assert began <= kept.at <= timezone.now()


@pytest.mark.parametrize("path", entering(*State.values, raw=False), ids=str)
def test_a_refused_change_leaves_nothing_behind(path):
    row = holder_of(seats_for(preparing()).seats.get(), state=State.ACCEPTED)
    assert not path.go(row, State.NO_SHOW, reason="too early").done
    assert StateChange.objects.count() == 0


def test_a_change_by_a_focal_point_says_for_whom():
    row = holder_of(seats_for(preparing()).seats.get())
    mine = make_focal_point(row.allocation)
    states.change(row, State.WITHDRAWN, by=mine, now=timezone.now(), reason="ill")
    kept = StateChange.objects.get()
    assert (kept.actor, kept.acted_as, kept.acted_for) == (None, ActedAs.FOCAL_POINT, mine)


def test_a_focal_point_sees_its_own_nominees_alone():
    stream = make_stream(workshop=preparing())
    mine, theirs = (make_allocation(stream=stream, country=code) for code in ("MNG", "KAZ"))
    own = make_nominee(allocation=mine)
    make_nominee(allocation=theirs, name="Their One")
    focal_point = make_focal_point(mine)
    make_focal_point(theirs)
    assert list(Participation.objects.of(focal_point)) == [own]
    assert FocalPoint.objects.count() == 2

"""6. A replacement keeps the seat; nobody is replaced twice, and no chain of replacements comes back to itself."""

import pytest

from people.models import Participation, State
from tests.factories import make_nominee
from tests.people.invariants.outcome import REPLACED_ONCE
from tests.people.invariants.paths import Path, replace_by_save, replacing_paths
from tests.people.invariants.promises import without
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db

PROMISE = "replacements_have_no_circle"


def broken() -> list[str]:
    """People in a circle of replacements, and replacements on another seat than the one given up."""
    behind = dict(Participation.objects.exclude(replaces=None).values_list("pk", "replaces"))
    found = [
        str(row) for row in Participation.objects.filter(pk__in=behind) if circles(row.pk, behind)
    ]
    pairs = Participation.objects.holding_a_seat().exclude(replaces=None).select_related("replaces")
    return found + [str(row) for row in pairs if row.seat_id != row.replaces.seat_id]


def circles(key: int, behind: dict[int, int]) -> bool:
    seen = set()
    while key in behind and key not in seen:
        seen.add(key)
        key = behind[key]
    return key in seen


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_the_seat_passes_to_the_replacement(path):
    seat = seats_for(preparing()).seats.get()
    out = holder_of(seat, state=State.WITHDRAWN)
    into = make_nominee(allocation=seat.allocation)
    assert path.go(out, into).done
    into.refresh_from_db()
    assert (into.replaces, into.seat, broken()) == (out, seat, [])


@pytest.mark.parametrize("state", [State.SELECTED, State.ACCEPTED])
@pytest.mark.parametrize("path", replacing_paths(raw=False), ids=str)
def test_who_is_still_there_leaves_in_the_same_step(path, state):
    seat = seats_for(preparing()).seats.get()
    out = holder_of(seat, state=state)
    into = make_nominee(allocation=seat.allocation)
    assert path.go(out, into).done
    assert Participation.objects.holding_a_seat().get() == into
    assert Participation.objects.get(pk=out.pk).state in (State.WITHDRAWN, State.REPLACED)


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_nobody_is_replaced_twice(path):
    allocation = seats_for(preparing(), seats=2)
    first, second = allocation.seats.all()
    out = holder_of(first, state=State.WITHDRAWN)
    holder_of(second, name="Oyun Bold", replaces=out)
    tried = path.go(out, make_nominee(allocation=allocation))
    assert tried.refused == path.refusal("Bat Erdene was replaced already.", REPLACED_ONCE)


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_nobody_replaces_themselves(path):
    out = holder_of(seats_for(preparing()).seats.get(), state=State.WITHDRAWN)
    sentence = "Bat Erdene cannot take the place of Bat Erdene."
    assert path.go(out, out).refused == path.refusal(sentence, PROMISE, not_offered=True)


@pytest.mark.parametrize("length", [2, 3])
@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_no_chain_of_replacements_comes_back_to_itself(path, length):
    seat = seats_for(preparing()).seats.get()
    chain = [holder_of(seat, name="First One", state=State.WITHDRAWN)]
    for number in range(1, length):
        link = {"name": f"Later {number}", "state": State.WITHDRAWN, "replaces": chain[-1]}
        chain.append(holder_of(seat, **link))
    tried = path.go(chain[-1], chain[0])
    sentence = f"Later {length - 1} came in the place of First One."
    assert tried.refused == path.refusal(sentence, PROMISE, not_offered=True)
    assert broken() == []


@pytest.mark.parametrize("path", replacing_paths(raw=False), ids=str)
def test_nobody_replaces_somebody_of_another_workshop(path):
    out = holder_of(seats_for(preparing()).seats.get(), state=State.WITHDRAWN)
    into = make_nominee(allocation=seats_for(preparing()))
    sentence = "Saran Dorj cannot take the place of Bat Erdene."
    assert path.go(out, into).refused == path.refusal(sentence, "", not_offered=True)


# The control


def test_without_the_promise_a_circle_is_made_and_the_watch_sees_it():
    seat = seats_for(preparing()).seats.get()
    first = holder_of(seat, name="First One", state=State.WITHDRAWN)
    later = holder_of(seat, name="Later One", state=State.WITHDRAWN, replaces=first)
    with without(PROMISE):
        assert replace_by_save(later, first).done
    assert broken() == ["First One", "Later One"]


def test_the_watch_sees_a_seat_that_was_not_kept():
    allocation = seats_for(preparing(), seats=2)
    first, second = allocation.seats.all()
    holder_of(second, name="Oyun Bold", replaces=holder_of(first, state=State.WITHDRAWN))
    assert broken() == ["Oyun Bold"]


def test_a_page_without_a_guard_would_be_found():
    careless = Path("page without a guard", replace_by_save, frozenset())
    with without(PROMISE), pytest.raises(AssertionError):
        test_no_chain_of_replacements_comes_back_to_itself(careless, 2)

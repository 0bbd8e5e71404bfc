"""3. Selected needs an endorsement, or a waiver with a reason, or a channel that needs neither."""

import pytest

from people.models import HOLDING, Participation, State
from tests.factories import make_endorsement, make_nominee, make_organiser
from tests.people.invariants import outcome
from tests.people.invariants.paths import CARELESS, coming, entering, replacing_paths
from tests.people.invariants.promises import without
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db
NOT_ENDORSED = "Saran Dorj is not endorsed. Enter the endorsement, or waive it with a reason."
NOT_IN_FILE = "A nominee is not selected without an endorsement. Say why without one, or give another channel."
PROMISE = "selection_needs_an_endorsement"


def broken() -> list[str]:
    """Nominees in a holding state whom nobody endorsed and for whom nobody waived it."""
    rows = Participation.objects.participants().filter(
        state__in=HOLDING, channel="nomination", endorsement=None, waiver_reason=""
    )
    return [str(row) for row in rows]


def nominee(**fields) -> Participation:
    """Somebody under review whom nobody endorsed, with a free seat in sight."""
    seat = seats_for(preparing()).seats.get()
    defaults = {"endorsed": False, "state": State.UNDER_REVIEW, "seat": seat}
    return make_nominee(allocation=seat.allocation, **defaults | fields)


def endorsed(row: Participation) -> None:
    row.endorsement = make_endorsement(allocation=row.allocation)


def waived(row: Participation) -> None:
    row.waiver_reason, row.waived_by = "Known to the organisers", make_organiser("boss")


def invited(row: Participation) -> None:
    row.channel = "invitation"


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
def test_nobody_is_selected_whom_nobody_endorsed(path):
    tried = path.go(nominee(), State.SELECTED)
    assert (tried.refused, broken()) == (path.refusal(NOT_ENDORSED, PROMISE), [])


@pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
@pytest.mark.parametrize("allow", [endorsed, waived, invited])
def test_an_endorsement_a_waiver_or_an_invitation_is_enough(path, allow):
    row = nominee()
    allow(row)
    row.save()
    assert path.go(row, State.SELECTED).done
    assert Participation.objects.get(pk=row.pk).state == State.SELECTED


@pytest.mark.parametrize("path", replacing_paths(), ids=str)
def test_nobody_replaces_without_an_endorsement(path):
    row = nominee()
    leaving = holder_of(row.seat, state=State.WITHDRAWN)
    tried = path.go(leaving, row)
    assert (tried.refused, broken()) == (path.refusal(NOT_ENDORSED, PROMISE), [])


@pytest.mark.parametrize("path", coming(State.ACCEPTED), ids=str)
def test_nobody_comes_in_as_a_nominee_without_an_endorsement(path):
    workshop = preparing()
    seat = seats_for(workshop).seats.get()
    tried = path.go(workshop, "Saran Dorj", "MNG", State.ACCEPTED, channel="nomination", seat=seat)
    assert (tried.refused, broken()) == (path.refusal(NOT_IN_FILE, PROMISE), [])


@pytest.mark.parametrize("path", coming(State.ACCEPTED), ids=str)
@pytest.mark.parametrize("channel", ["invitation", "historical"])
def test_somebody_comes_in_by_another_channel(path, channel):
    workshop = preparing()
    seat = seats_for(workshop).seats.get()
    assert path.go(workshop, "Saran Dorj", "MNG", State.ACCEPTED, channel=channel, seat=seat).done


@pytest.mark.parametrize(
    "taken", [{"endorsement": None}, {"endorsement": None, "waiver_reason": ""}]
)
def test_an_endorsement_is_not_taken_from_under_a_holder(taken):
    holder = holder_of(seats_for(preparing()).seats.get())
    rows = Participation.objects.filter(pk=holder.pk)
    assert outcome.of_call(lambda: rows.update(**taken)).refused == (PROMISE,)
    assert outcome.of_call(lambda: rows.update(waiver_reason="Known", endorsement=None)).done


# The control


@pytest.mark.parametrize("path", entering(State.SELECTED, raw=True), ids=str)
def test_without_the_promise_somebody_is_selected_and_the_watch_sees_it(path):
    with without(PROMISE):
        assert path.go(nominee(), State.SELECTED).done
    assert broken() == ["Saran Dorj"]


def test_a_page_without_a_guard_would_be_found():
    with without(PROMISE), pytest.raises(AssertionError):
        test_nobody_is_selected_whom_nobody_endorsed(CARELESS)

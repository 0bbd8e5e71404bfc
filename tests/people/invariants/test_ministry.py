"""A ministry that names another for a seat breaks none of the twelve, and reads what it may know of why not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import Allocation, Participation, State
from tests.factories import make_country, make_focal_point, make_fund, make_nominee
from tests.people.desk import filled, page_of, signed_in
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.paths import replace_at_desk
from tests.people.invariants.scenes import holder_of, preparing, seats_for

pytestmark = pytest.mark.django_db
WENT = "The seat went to somebody else meanwhile. What you entered is kept."
LOOK = "The organisers have to look at this nominee before the seat can pass over."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def allocation():
    return seats_for(preparing())


def holders(allocation) -> list[str]:
    return sorted(str(row) for row in allocation.participations.holding_a_seat())


def replace_by_new(out: Participation, *, go: str = "replace") -> Outcome:
    """Somebody new, typed in, endorsed and put in the place with one button."""
    page = page_of(out.allocation, "nominees", out.uuid, "replace", "new")
    word = {"authority": "A minister", "dated": timezone.now().date().isoformat()}
    sent = filled(**word, reason="Ill", go=go)
    return outcome.of_answer(signed_in(make_focal_point(out.allocation)).post(page, sent))


def by_choosing(out: Participation) -> Outcome:
    return replace_at_desk(out, make_nominee(allocation=out.allocation))


WAYS = [by_choosing, replace_by_new]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", [State.SELECTED, State.ACCEPTED, State.WITHDRAWN])
def test_the_seat_passes_over(way, state, allocation):
    seat = allocation.seats.get()
    out = holder_of(seat, state=state)
    assert way(out).done
    assert holders(allocation) == ["Saran Dorj"]
    assert Participation.objects.holding_a_seat().get().replaces == out


@pytest.mark.parametrize("way", WAYS)
def test_a_seat_that_went_to_somebody_else_does_not(way, allocation):
    seat = allocation.seats.get()
    out = holder_of(seat, state=State.WITHDRAWN)
    holder_of(seat, name="Third One")
    assert way(out).refused == (WENT,)
    assert holders(allocation) == ["Third One"]


def test_who_comes_too_late_for_the_seat_is_kept_for_the_reserve(allocation):
    seat = allocation.seats.get()
    out = holder_of(seat, state=State.WITHDRAWN)
    holder_of(seat, name="Third One")
    assert replace_by_new(out, go="reserve").done
    kept = allocation.participations.get(person__display_name="Saran Dorj")
    assert (kept.state, holders(allocation)) == (State.ENDORSED, ["Third One"])


@pytest.mark.parametrize("way", WAYS)
def test_nobody_is_replaced_twice(way, allocation):
    allocation_of_two = seats_for(allocation.stream.workshop, country="KAZ", seats=2)
    first, second = allocation_of_two.seats.all()
    out = holder_of(first, state=State.WITHDRAWN)
    holder_of(second, name="Third One", replaces=out)
    assert way(out).refused == ("Bat Erdene was replaced already.",)
    assert holders(allocation_of_two) == ["Third One"]


@pytest.mark.parametrize("way", WAYS)
def test_after_the_cut_off_nobody_replaces(way, allocation):
    out = holder_of(allocation.seats.get())
    past = timezone.now() - timedelta(hours=1)
    Allocation.objects.update(replacement_cutoff=past)
    assert way(out).refused == (
        "The time for replacements is over. Ask the organisers of the workshop.",
    )
    assert holders(allocation) == ["Bat Erdene"]


def test_nobody_of_another_country_has_a_seat_of_a_fund_for_one(allocation):
    stream = allocation.stream
    fund = make_fund(workshop=stream.workshop, only_country=make_country("MNG"))
    Allocation.objects.update(country=None, body="A bank", fund=fund)
    allocation.refresh_from_db()
    out = holder_of(allocation.seats.get(), country="MNG")
    into = make_nominee(allocation=allocation, country="KAZ")
    assert replace_at_desk(out, into).refused == (LOOK,)
    assert holders(allocation) == ["Bat Erdene"]
    assert replace_at_desk(out, make_nominee(allocation=allocation, country="MNG")).done


def test_nobody_without_an_endorsement_replaces(allocation):
    out = holder_of(allocation.seats.get())
    into = make_nominee(allocation=allocation, endorsed=False, state=State.UNDER_REVIEW)
    assert replace_at_desk(out, into).refused == (
        "Saran Dorj is not endorsed. Enter the endorsement, or waive it with a reason.",
    )
    assert holders(allocation) == ["Bat Erdene"]


def test_nobody_of_another_allocation_replaces(allocation):
    out = holder_of(allocation.seats.get())
    foreign = make_nominee(allocation=seats_for(allocation.stream.workshop, country="KAZ"))
    (told,) = replace_at_desk(out, foreign).refused
    assert told.startswith("Select a valid choice.")
    assert holders(allocation) == ["Bat Erdene"]

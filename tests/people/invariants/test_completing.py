"""Nobody completes who did not arrive, on the pages that complete one person or all who are there."""

import pytest
from django.urls import reverse

from people.models import Participation, State
from tests.factories import make_participation, make_workshop
from tests.people.invariants import outcome
from tests.people.invariants.outcome import Outcome
from tests.people.invariants.paths import office

pytestmark = pytest.mark.django_db


def complete_one(row: Participation) -> Outcome:
    page = reverse("admin:people_participation_complete", args=[row.pk])
    return outcome.of_answer(office().post(page, {}))


def complete_all(row: Participation) -> Outcome:
    page = reverse("admin:people_participation_finish", args=[row.workshop_id])
    return outcome.of_answer(office().post(page, {"people": [row.pk]}))


@pytest.mark.parametrize("complete", [complete_one, complete_all])
@pytest.mark.parametrize("state", [State.SELECTED, State.ACCEPTED, State.NO_SHOW])
def test_who_did_not_arrive_does_not_complete(complete, state):
    row = make_participation(workshop=make_workshop(), state=state, channel="nomination")
    assert complete(row).refused != ()
    assert Participation.objects.get().state == state


@pytest.mark.parametrize("complete", [complete_one, complete_all])
def test_who_arrived_does(complete):
    row = make_participation(workshop=make_workshop(), state=State.ARRIVED, channel="nomination")
    assert complete(row).done
    assert Participation.objects.get().state == State.COMPLETED

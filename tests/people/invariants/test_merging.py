"""Merging two records makes nobody a live participant of one workshop twice."""

import pytest
from django.urls import reverse

from people.models import State
from tests.factories import make_participation, make_person, make_workshop
from tests.people.invariants import outcome
from tests.people.invariants.paths import office

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    """Two records in one workshop, each on a seat."""
    workshop = make_workshop(title="Trade now")
    records = make_person("Lei Jun"), make_person("Jun Lei")
    for person in records:
        make_participation(workshop=workshop, person=person, state=State.ACCEPTED)
    return records


def merge(kept, other):
    page = reverse("admin:people_person_merge", args=[kept.pk])
    return office().post(f"{page}?with={other.pk}", {})


def test_two_live_participants_are_not_made_one(both):
    kept, other = both
    assert outcome.of_answer(merge(kept, other)).refused == (
        "Both are participants of “Trade now” now: Lei Jun and Jun Lei. "
        "Withdraw one of the two there first.",
    )
    assert [person.participations.count() for person in both] == [1, 1]


def test_two_of_whom_one_withdrew_are(both):
    kept, other = both
    other.participations.update(state=State.WITHDRAWN)
    assert outcome.of_answer(merge(kept, other)).done
    assert kept.participations.count() == 2

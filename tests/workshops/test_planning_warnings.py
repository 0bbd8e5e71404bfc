"""The registry of what thinks along with a plan."""

import pytest

from tests.factories import make_session, make_workshop
from workshops.planning import warnings
from workshops.planning.warnings import Warning

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(monkeypatch):
    """Only what a test adds."""
    mine = []
    monkeypatch.setattr(warnings, "_sources", mine)
    return mine


def test_warnings_stand_with_what_they_are_about_the_grave_first(sources):
    session = make_session()
    light = Warning("Long", session=session.pk, is_grave=False)
    grave = Warning("Twice at once", session=session.pk)
    full = Warning("Full", day=session.date)
    much = Warning("Too much")
    warnings.add(lambda workshop: [light, full])
    warnings.add(lambda workshop: [grave, much])

    found = warnings.of(session.workshop)

    assert found.sessions == {session.pk: [grave, light]}
    assert found.days == {session.date: [full]}
    assert found.programme == [much]


def test_a_source_is_given_the_workshop(sources):
    workshop = make_workshop()
    make_session(workshop=workshop, title="Trade")
    warnings.add(lambda workshop: [Warning(str(row)) for row in workshop.sessions.all()])

    assert warnings.of(workshop).programme == [Warning("Trade")]


def test_without_sources_nothing_is_found(sources):
    assert warnings.of(make_workshop()) == warnings.Warnings()

"""Rules about who listens: what participants understand, as far as it is known, and who interprets."""

import pytest

from people import listeners
from people.models import State
from tests.factories import (
    make_dossier,
    make_participation,
    make_person,
    make_session,
    make_workshop,
)
from workshops import rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return make_workshop(working_languages=["en"])


def listener(workshop, language: str, level: str = "", state=State.ACCEPTED, **fields):
    person = make_person(language=language)
    row = make_participation(workshop=workshop, person=person, state=state, **fields)
    if level:
        make_dossier(participation=row, language_level=level)
    return row


def said(workshop, rule: str) -> list[str]:
    return [one.text for one in rules.findings(workshop) if one.rule == rule]


def test_who_is_written_to_in_another_language_may_not_follow(workshop):
    make_session(workshop=workshop)
    listener(workshop, "ru")
    listener(workshop, "en")
    assert said(workshop, "listeners") == [
        "1 of 2 participants may not follow 1 session in English without interpreters."
    ]


def test_a_good_level_of_the_working_language_is_enough(workshop):
    make_session(workshop=workshop)
    listener(workshop, "ru", level="B2")
    assert said(workshop, "listeners") == []
    listener(workshop, "ru", level="A2")
    assert said(workshop, "listeners") == [
        "1 of 2 participants may not follow 1 session in English without interpreters."
    ]


def test_it_helps_nobody_where_another_language_is_spoken(workshop):
    make_session(workshop=workshop, languages=["zh-hans"])
    listener(workshop, "ru", level="C2")
    listener(workshop, "zh-hans")
    assert said(workshop, "listeners") == [
        "1 of 2 participants may not follow 1 session in Simplified Chinese without interpreters."
    ]


def test_what_is_interpreted_everybody_follows(workshop):
    make_session(workshop=workshop, interpretation=True)
    listener(workshop, "ru")
    assert said(workshop, "listeners") == []


def test_who_holds_no_seat_listens_to_nothing(workshop):
    make_session(workshop=workshop)
    listener(workshop, "ru", state=State.SUBMITTED)
    assert said(workshop, "listeners") == []


def test_an_unknown_level_is_said_to_be_unknown(workshop):
    listener(workshop, "en")
    unjudged = [one.text for one in rules.review(workshop).unjudged if one.rule == "listeners"]
    assert unjudged == [
        "Of 1 participant it is not known how well they speak the working language."
    ]


def test_who_interprets_is_listed_where_that_is_promised(workshop):
    make_session(workshop=workshop)
    assert said(workshop, "interpreters_named") == []
    workshop.interpretation = True
    workshop.save()
    assert said(workshop, "interpreters_named") == [
        "Interpretation is promised, and nobody is listed as an interpreter."
    ]
    listener(workshop, "en", role="interpreter", state=State.ACCEPTED)
    assert said(workshop, "interpreters_named") == []


def test_an_audience_is_read_for_all_workshops_at_once(django_assert_num_queries):
    workshops = [make_workshop() for _number in range(3)]
    listener(workshops[1], "ru", level="B1")
    with django_assert_num_queries(1):
        found = listeners.audiences(workshops)
    assert [found[w.pk].known.total() for w in workshops] == [0, 1, 0]

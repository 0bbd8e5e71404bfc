"""What the library of visits is told of past evaluations, and what of few answers it is not."""

import pytest

from evaluations import box
from evaluations.models import Question, Questionnaire
from evaluations.visit_ratings import ratings_of
from tests.evaluations.make import (
    NOON,
    close_form,
    make_question,
    make_questionnaire,
    make_section,
    open_form,
)
from tests.factories import make_organiser, make_session, make_user, make_visit, make_workshop
from workshops import visit_ratings
from workshops.models import Session

pytestmark = pytest.mark.django_db


def asked_about(session: Session) -> Questionnaire:
    form, code = make_questionnaire(session.workshop), f"session-{session.number}"
    section = make_section(form, "G")
    make_question(section, "G1", rows=(code,), text="How useful was it?")
    make_question(
        section, "G4", Question.Kind.PICK, choices=(code, "other"), max_choices=1, text="Best"
    )
    return form


def answered(session: Session, marks: list[str]) -> Session:
    form, links = open_form(len(marks), asked_about(session))
    code = f"session-{session.number}"
    for link, mark in zip(links, marks, strict=True):
        box.submit(token=link.token, answers={f"G1.{code}": mark, "G4": [code]}, now=NOON)
    close_form(form)
    return session


def said(session: Session, user) -> list[tuple[str, str]]:
    found = visit_ratings.of([session], user).get(session.pk, ())
    return [(rating.question, rating.result) for rating in found]


def a_visit() -> Session:
    return make_visit(session=make_session(workshop=make_workshop())).session


def test_a_visit_is_shown_with_its_mean_and_how_often_it_was_picked():
    session = answered(a_visit(), ["5", "4", "4", "3", "5"])
    assert said(session, make_organiser()) == [
        ("How useful was it?", "mean 4.2, 5 answers"),
        ("Best", "5 of 5"),
    ]


def test_nothing_is_said_of_fewer_than_five_answers():
    assert said(answered(a_visit(), ["5", "4", "4", "3"]), make_organiser()) == []


def test_nothing_is_said_while_the_questionnaire_is_open():
    session = a_visit()
    _form, links = open_form(5, asked_about(session))
    for link in links:
        box.submit(token=link.token, answers={f"G1.session-{session.number}": "5"}, now=NOON)
    assert said(session, make_organiser()) == []


def test_a_session_of_another_workshop_with_the_same_number_is_told_nothing():
    session, other = answered(a_visit(), ["5"] * 5), a_visit()
    assert session.number == other.number
    assert ratings_of([other], make_organiser()) == {}


def test_who_may_not_read_results_is_told_nothing():
    session = answered(a_visit(), ["5"] * 5)
    assert said(session, make_user("clerk", is_staff=True)) == []

"""A new workshop takes over what was asked, and never what was said."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from evaluations import box
from evaluations.importers.repeats import sessions as offered
from evaluations.models import Choice, Envelope, Invitation, Question, Questionnaire, Row
from tests.evaluations.make import make_form, open_form
from tests.factories import make_organiser, make_session, make_track, make_workshop
from workshops.actions import starting
from workshops.actions.starting import Plan
from workshops.models import Beginning, Workshop

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def copy(past: Workshop, *pieces: str) -> Workshop:
    owner = make_organiser(f"owner-{uuid4()}")
    row = Beginning.objects.create(owner=owner, source="past", past=past, begun_at=NOW)
    facts = {"title_en": "Again", "starts_on": past.starts_on + timedelta(days=364)}
    return starting.make(row, Plan(facts, 14, copies=frozenset(pieces)), by=owner, now=NOW)


def shape(form: Questionnaire) -> list:
    """All that is asked, without keys."""
    return [
        (
            section.code,
            question.code,
            question.text_en,
            [row.code for row in question.rows.all()],
            [choice.code for choice in question.choices.all()],
        )
        for section in form.sections.all()
        for question in section.questions.all()
    ]


def test_a_questionnaire_is_taken_over_as_a_draft():
    past = make_workshop()
    old = make_form(past)
    form = copy(past, "questionnaires").questionnaires.get()
    assert shape(form) == shape(old) != []
    assert (form.slug, form.status, form.uuid != old.uuid) == (old.slug, "draft", True)


def test_nothing_that_was_said_or_who_was_asked_is_taken_over():
    old, links = open_form(people=6)
    box.submit(token=links[0].token, answers={}, now=NOW)
    envelopes, invitations = Envelope.objects.count(), Invitation.objects.count()
    form = copy(old.workshop, "questionnaires").questionnaires.get()
    assert (form.status, form.public_key, form.opened_at, form.invited_at_opening) == (
        "draft",
        None,
        None,
        None,
    )
    assert (Envelope.objects.count(), Invitation.objects.count()) == (envelopes, invitations)
    assert not form.invitations.exists()


def test_what_is_asked_once_for_each_is_asked_about_the_new_workshops_own():
    past = make_workshop()
    form = make_form(past)
    section = form.sections.first()
    make_track(workshop=past, name="Trade")
    make_session(workshop=past, number=7)
    each = {"section": section, "repeat": "tracks", "kind": "scale", "text": "How was it?"}
    asked = Question.objects.create(code="Z1", **each)
    Row.objects.create(question=asked, code="track-1", label_en="Trade", position=1)
    Row.objects.create(question=asked, code="all", label_en="All in all", position=2)
    which = Question.objects.create(
        section=section, code="Z2", repeat="sessions", kind="pick", text="Which?"
    )
    Choice.objects.create(question=which, code="session-7", label_en="Lecture 7", position=1)
    make_session(workshop=past, number=8, date=past.starts_on + timedelta(days=1))

    new = copy(past, "questionnaires", "tracks", "agenda")
    copied = {q.code: q for q in Question.objects.filter(section__questionnaire__workshop=new)}
    assert [row.code for row in copied["Z1"].rows.all()] == ["track-1", "all"]
    assert [row.code for row in copied["Z2"].choices.all()] == ["session-1", "session-2"]
    none = copy(past, "questionnaires")
    codes = Question.objects.filter(section__questionnaire__workshop=none)
    assert not {"Z1", "Z2"} & set(codes.values_list("code", flat=True))


def test_only_sessions_that_were_delivered_are_offered():
    workshop = make_workshop()
    make_session(workshop=workshop, title="Held")
    make_session(workshop=workshop, title="Marked", happened="as_planned")
    make_session(workshop=workshop, title="Not held", happened="not_held")
    make_session(workshop=workshop, title="Cancelled", status="cancelled")
    make_session(workshop=workshop, title="", is_added=True, date=None, part_of_day="")
    labels = {source.labels["label_en"] for source in offered(workshop)}
    assert labels == {"Held", "Marked", "Lecture"}

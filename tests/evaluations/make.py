"""Questionnaires for tests, with readable defaults."""

from datetime import UTC, datetime
from itertools import count

from evaluations import box
from evaluations.models import Choice, Question, Questionnaire, Row, Section
from people.models import Participation
from tests.factories import make_participation, make_workshop
from workshops.models import Workshop

NOON = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)
serial = count(1)
Kind = Question.Kind


def make_questionnaire(workshop: Workshop | None = None, **fields) -> Questionnaire:
    """A draft without questions."""
    defaults = {"title": "Closing form", "slug": f"closing-{next(serial)}"}
    return Questionnaire.objects.create(workshop=workshop or make_workshop(), **defaults | fields)


def make_section(questionnaire: Questionnaire, code: str = "B", **fields) -> Section:
    defaults = {"title": f"Section {code}", "position": questionnaire.sections.count() + 1}
    return Section.objects.create(questionnaire=questionnaire, code=code, **defaults | fields)


def make_question(
    section: Section, code: str, kind: str = Kind.SCALE, *, rows=(), choices=(), **fields
) -> Question:
    """A question on the quality scale unless said otherwise; rows and choices by their codes."""
    defaults = {"text": f"What about {code}?", "position": section.questions.count() + 1}
    if kind == Kind.SCALE:
        defaults["scale"] = "Q"
    question = Question.objects.create(section=section, code=code, kind=kind, **defaults | fields)
    for model, codes in ((Row, rows), (Choice, choices)):
        for position, name in enumerate(codes, start=1):
            model.objects.create(
                question=question, code=name, label=name.title(), position=position
            )
    return question


def make_form(workshop: Workshop | None = None, **fields) -> Questionnaire:
    """A draft with one question of every kind, in three sections."""
    questionnaire = make_questionnaire(workshop, **fields)
    start = make_section(questionnaire, "B", title="Overall")
    make_question(start, "B0", Kind.NOTICE, text="Nobody sees who said what.")
    make_question(start, "B1", text="How good was the course?")
    make_question(start, "B2", Kind.BALANCE, text="How was the load?")
    make_question(start, "B3", Kind.NPS, text="Would you suggest it?")
    middle = make_section(questionnaire, "C", title="Content")
    make_question(middle, "C4", rows=("officials", "business"), text="Suited to")
    make_question(middle, "D1", Kind.PAIR, rows=("strand-1",), text="My knowledge")
    make_question(middle, "F5", Kind.SINGLE, choices=("days", "evenings"), text="Which week?")
    make_question(middle, "H6", Kind.MULTIPLE, choices=("mail", "chat", "none"), text="Network")
    make_question(
        middle, "G4", Kind.PICK, choices=("s1", "s2", "s3"), max_choices=2, text="Up to two"
    )
    end = make_section(questionnaire, "M", title="Next")
    make_question(end, "M1", Kind.TAGS, choices=("trade", "aging"), max_choices=5, text="Topics")
    make_question(end, "M3", Kind.TEXT, text="What should we change?")
    make_question(end, "N1", Kind.CONSENT, text="May we quote you?")
    return questionnaire


def make_participants(workshop: Workshop, number: int, **fields) -> list[Participation]:
    return [
        make_participation(workshop=workshop, name=f"Person {next(serial)}", **fields)
        for _ in range(number)
    ]


def open_form(people: int = 1, questionnaire: Questionnaire | None = None, now=NOON):
    """An open questionnaire with `people` invited, and their links."""
    questionnaire = questionnaire or make_form()
    make_participants(questionnaire.workshop, people)
    return questionnaire, box.open_questionnaire(questionnaire, by=None, now=now)


def close_form(questionnaire: Questionnaire, now=NOON) -> box.Closed:
    """Close in a test's own transaction: everything but destroying the key and scrubbing."""
    return box.close_questionnaire(questionnaire, by=None, now=now)

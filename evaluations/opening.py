"""From decrypted contents to responses, answers and comments: no order, no time, no tie between them."""

import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from evaluations.drafts import Answers
from evaluations.models import Answer, Comment, Question, Response
from evaluations.scales import YES
from evaluations.structure import Structure

BATCH = 500


@dataclass(frozen=True)
class Contents:
    """What lay in the box, shuffled."""

    structure: Structure
    answers: tuple[Answers, ...]


def pour_out(contents: Contents) -> None:
    """Store the contents under random ids, comments apart and shuffled on their own."""
    questionnaire = contents.structure.questionnaire
    responses = [Response(id=uuid.uuid4(), questionnaire=questionnaire) for _ in contents.answers]
    rows, comments = [], []
    for response, answers in zip(responses, contents.answers, strict=True):
        rows.extend(rows_of(contents.structure, response, answers))
        comments.extend(comments_of(contents.structure, answers))
    randomly = secrets.SystemRandom()
    for batch in (responses, rows, comments):
        randomly.shuffle(batch)
    Response.objects.bulk_create(responses, batch_size=BATCH)
    Answer.objects.bulk_create(rows, batch_size=BATCH)
    Comment.objects.bulk_create(comments, batch_size=BATCH)


def rows_of(structure: Structure, response: Response, answers: Answers) -> Iterator[Answer]:
    for item in structure.items:
        if item.is_text:
            continue
        for value in codes_in(answers.get(item.key)):
            yield Answer(
                response=response,
                question=item.block.question,
                row=item.row.code if item.row else "",
                moment=item.moment,
                value=value,
            )


def codes_in(value: str | list[str] | None) -> list[str]:
    if isinstance(value, list):
        return list(dict.fromkeys(value))
    return [value] if value else []


def comments_of(structure: Structure, answers: Answers) -> Iterator[Comment]:
    may_quote = agrees_to_be_quoted(structure, answers)
    for item in structure.items:
        text = answers.get(item.key) if item.is_text else ""
        if text:
            yield Comment(question=item.block.question, text=text, may_quote=may_quote)


def agrees_to_be_quoted(structure: Structure, answers: Answers) -> bool:
    """Whether this person said yes to being quoted; silence is a no."""
    asked = [item for item in structure.items if item.block.question.kind == Question.Kind.CONSENT]
    return any(answers.get(item.key) == YES for item in asked)

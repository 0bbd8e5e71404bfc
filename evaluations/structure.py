"""A questionnaire as it is answered: sections, questions, and the items that each take one answer.

Read once with a fixed number of queries; the form, the sealed box and the results all go by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from evaluations.models import Choice, Question, Questionnaire, Row, Section
from evaluations.scales import SCALES, Scale

BEFORE, NOW, OWN = "before", "now", "own"
DEFAULT_SCALES = {Question.Kind.BALANCE: "B", Question.Kind.PAIR: "K"}
ON_A_SCALE = {Question.Kind.SCALE, Question.Kind.BALANCE, Question.Kind.PAIR}
WITH_CHOICES = {
    Question.Kind.SINGLE,
    Question.Kind.MULTIPLE,
    Question.Kind.PICK,
    Question.Kind.TAGS,
}
MOMENTS = {Question.Kind.PAIR: (BEFORE, NOW), Question.Kind.TAGS: ("", OWN)}


@dataclass(frozen=True)
class Item:
    """What takes one answer: a question, or one of its rows, or one moment or part of that."""

    block: "Block"
    row: Row | None
    moment: str

    @property
    def key(self) -> str:
        """Unique in a questionnaire, as C4.officials, D1.track-1.before, M1.own."""
        parts = [self.block.question.code, self.row.code if self.row else "", self.moment]
        return ".".join(part for part in parts if part)

    @property
    def is_text(self) -> bool:
        return self.block.question.kind == Question.Kind.TEXT or self.moment == OWN

    @property
    def is_many(self) -> bool:
        """Whether its answer is a list of codes."""
        many = {Question.Kind.MULTIPLE, Question.Kind.PICK, Question.Kind.TAGS}
        return self.block.question.kind in many and not self.is_text


@dataclass(frozen=True)
class Block:
    """One question with its rows and choices."""

    question: Question
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]

    @property
    def scale(self) -> Scale | None:
        return scale_of(self.question)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        if self.question.kind == Question.Kind.NOTICE:
            return ()
        moments = MOMENTS.get(self.question.kind, ("",))
        return tuple(Item(self, row, moment) for row in self.rows or (None,) for moment in moments)


@dataclass(frozen=True)
class Page:
    """One section: one page of the form. `number` counts from 1."""

    section: Section
    blocks: tuple[Block, ...]
    number: int

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for block in self.blocks for item in block.items)


@dataclass(frozen=True)
class Structure:
    """A whole questionnaire."""

    questionnaire: Questionnaire
    pages: tuple[Page, ...]

    def page(self, code: str) -> Page | None:
        return next((page for page in self.pages if page.section.code == code), None)

    def after(self, page: Page) -> Page | None:
        return self.pages[page.number] if page.number < len(self.pages) else None

    def before(self, page: Page) -> Page | None:
        return self.pages[page.number - 2] if page.number > 1 else None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for page in self.pages for block in page.blocks)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for page in self.pages for item in page.items)

    @cached_property
    def question_count(self) -> int:
        return sum(1 for block in self.blocks if block.items)


def scale_of(question: Question) -> Scale | None:
    """The scale that a question is answered on, if it is on one."""
    if question.kind not in ON_A_SCALE:
        return None
    return SCALES.get(question.scale or DEFAULT_SCALES.get(question.kind, ""))


def structure_of(questionnaire: Questionnaire) -> Structure:
    """The questionnaire's sections with the questions that are asked; four queries, whatever its length."""
    sections = questionnaire.sections.prefetch_related("questions__rows", "questions__choices")
    filled = [(section, tuple(blocks_of(section))) for section in sections]
    pages = (
        Page(section, blocks, number)
        for number, (section, blocks) in enumerate((pair for pair in filled if pair[1]), start=1)
    )
    return Structure(questionnaire, tuple(pages))


def blocks_of(section: Section) -> Iterator[Block]:
    for question in section.questions.all():
        if question.is_asked:
            yield Block(question, tuple(question.rows.all()), tuple(question.choices.all()))

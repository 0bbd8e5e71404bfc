"""A draft beside its form: what is answered, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from evaluations import forms
from evaluations.drafts import Answers
from evaluations.structure import Block, Item, Page, Structure
from workshops.content import Text, text_of


@dataclass(frozen=True)
class Said:
    """One item and its answer in words; no words where it was left out."""

    key: str
    label: str | None  # None where the question says it all
    words: tuple[str | Text | Promise, ...]
    is_text: bool


@dataclass(frozen=True)
class Asked:
    """One question and what was said to it."""

    text: Text
    items: tuple[Said, ...]


@dataclass(frozen=True)
class Part:
    """One section with how far it is answered."""

    page: Page
    questions: tuple[Asked, ...]
    answered: int
    total: int


def sections(structure: Structure, answers: Answers) -> list[Part]:
    """Every section with its questions and the answers so far."""
    return [part(page, answers) for page in structure.pages]


def part(page: Page, answers: Answers) -> Part:
    asked = [block for block in page.blocks if block.items]
    answered = sum(1 for block in asked if any(item.key in answers for item in block.items))
    questions = tuple(Asked(text_of(b.question, "text"), tuple(said(b, answers))) for b in asked)
    return Part(page, questions, answered, len(asked))


def said(block: Block, answers: Answers) -> Iterator[Said]:
    for item in block.items:
        label = forms.label_of(item) if len(block.items) > 1 else None
        yield Said(item.key, label, words(item, answers.get(item.key)), item.is_text)


def words(item: Item, value: str | list[str] | None) -> tuple:
    """The answer's labels, or the text itself."""
    if not value:
        return ()
    if item.is_text:
        return (value,)
    labels = dict(forms.field_for(item).choices)
    codes = value if isinstance(value, list) else [value]
    return tuple(labels[code] for code in codes if code in labels)

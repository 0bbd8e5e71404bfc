"""The results of a closed questionnaire: every figure computed here, once, for page, chart, file and report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations import crosses, tallies
from evaluations.comments import CommentsResult, comments_of
from evaluations.crosses import Cross, Measured
from evaluations.forms import choices_of, label_of, likelihoods
from evaluations.models import Answer, Question, Questionnaire
from evaluations.refusals import Refused
from evaluations.scales import NO, OUTSIDE, YES, Scale
from evaluations.structure import BEFORE, NOW, Block, Item, Page, Structure, structure_of
from evaluations.tallies import Moves, Summary, Tally
from workshops.content import Text, text_of

Kind = Question.Kind
FEW_ANSWERS = 50
Values = Mapping[str, Mapping[str, list[str]]]  # item key → response → codes


class NotClosed(Refused):
    """There is nothing to see before closing: no totals, no alerts, no comments."""


@dataclass(frozen=True)
class Header:
    """Who was asked and who answered."""

    invited: int
    invited_later: int
    responded: int
    opened_at: datetime | None
    closed_at: datetime | None
    version: int

    @property
    def percent(self) -> int | None:
        return tallies.percent(self.responded, self.invited)

    @property
    def sentence(self) -> str:
        """31 of 37 participants (84%) answered."""
        words = {"count": self.responded, "invited": self.invited, "percent": self.percent}
        if self.percent is None:
            return (
                ngettext(
                    "%(count)s of %(invited)s participant answered.",
                    "%(count)s of %(invited)s participants answered.",
                    self.invited,
                )
                % words
            )
        return (
            ngettext(
                "%(count)s of %(invited)s participant (%(percent)s%%) answered.",
                "%(count)s of %(invited)s participants (%(percent)s%%) answered.",
                self.invited,
            )
            % words
        )


@dataclass(frozen=True)
class ItemResult:
    """One closed item. `summary` on a scale only."""

    key: str
    label: str
    moment: str
    tally: Tally
    summary: Summary | None


@dataclass(frozen=True)
class PairResult:
    """Before and now of one row, and who moved."""

    label: str
    before: ItemResult
    now: ItemResult
    moves: Moves | None


@dataclass(frozen=True)
class BlockResult:
    """One closed question."""

    code: str
    text: Text
    kind: str
    scale: Scale | None
    items: tuple[ItemResult, ...]
    pairs: tuple[PairResult, ...]


@dataclass(frozen=True)
class SectionResult:
    """One section's closed questions."""

    code: str
    title: Text
    blocks: tuple[BlockResult, ...]


@dataclass(frozen=True)
class Results:
    """Everything that may be said about one questionnaire."""

    title: Text
    header: Header
    sections: tuple[SectionResult, ...]
    comments: tuple[CommentsResult, ...]
    cross: Cross | None
    limits: tuple[str, ...]

    @cached_property
    def blocks(self) -> tuple[BlockResult, ...]:
        return tuple(block for section in self.sections for block in section.blocks)

    @cached_property
    def waiting(self) -> int:
        """Comments that nobody has reviewed yet."""
        return sum(comments.waiting for comments in self.comments)


def results_of(questionnaire: Questionnaire) -> Results:
    """Compute the results; the same number of queries however many answered. Raises NotClosed."""
    if questionnaire.status != Questionnaire.Status.CLOSED:
        raise NotClosed
    structure = structure_of(questionnaire)
    responded = questionnaire.responses.count()
    header = header_of(questionnaire, responded)
    values = values_of(questionnaire, structure)
    sections = (section_result(page, values, header) for page in structure.pages)
    return Results(
        title=text_of(questionnaire, "title"),
        header=header,
        sections=tuple(section for section in sections if section.blocks),
        comments=tuple(comments_of(structure, responded)),
        cross=cross_of(structure, values, responded),
        limits=limits_of(header),
    )


def header_of(questionnaire: Questionnaire, responded: int) -> Header:
    invited = questionnaire.invited_count or 0
    return Header(
        invited=invited,
        invited_later=invited - min(invited, questionnaire.invited_at_opening or 0),
        responded=responded,
        opened_at=questionnaire.opened_at,
        closed_at=questionnaire.closed_at,
        version=questionnaire.version,
    )


def values_of(questionnaire: Questionnaire, structure: Structure) -> Values:
    """Every coded answer, by item and response."""
    keys = {
        (item.block.question.pk, item.row.code if item.row else "", item.moment): item.key
        for item in structure.items
    }
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    answers = Answer.objects.filter(response__questionnaire=questionnaire)
    for response, question, row, moment, value in answers.values_list(
        "response_id", "question_id", "row", "moment", "value"
    ):
        key = keys.get((question, row, moment))
        if key:
            found[key][str(response)].append(value)
    return found


def section_result(page: Page, values: Values, header: Header) -> SectionResult:
    blocks = tuple(block_result(b, values, header) for b in page.blocks if closed_items(b))
    return SectionResult(page.section.code, text_of(page.section, "title"), blocks)


def closed_items(block: Block) -> tuple[Item, ...]:
    return tuple(item for item in block.items if not item.is_text)


def block_result(block: Block, values: Values, header: Header) -> BlockResult:
    items = tuple(item_result(item, values, header) for item in closed_items(block))
    return BlockResult(
        code=block.question.code,
        text=text_of(block.question, "text"),
        kind=block.question.kind,
        scale=block.scale,
        items=items,
        pairs=tuple(pairs_of(block, items, values)),
    )


def item_result(item: Item, values: Values, header: Header) -> ItemResult:
    labels = labels_of(item)
    counted = tallies.tally(list(values[item.key].values()), labels, header.responded)
    if item.block.question.kind == Kind.SINGLE:
        counted = tallies.guarded(counted)
    scale = item.block.scale
    summary = tallies.summarise(counted, scale, header.invited) if scale else None
    label = label_of(item) if item.row or item.moment else text_of(item.block.question, "text")
    return ItemResult(item.key, label, item.moment, counted, summary)


def labels_of(item: Item) -> dict[str, str]:
    """The answers that count, in order. "Rather not say" is none, wherever it was offered."""
    scale, kind = item.block.scale, item.block.question.kind
    if scale:
        return {point.code: str(point.label) for point in scale.points}
    if kind == Kind.NPS:
        return {str(number): str(label) for number, label in enumerate(likelihoods())}
    if kind == Kind.CONSENT:
        return {YES: _("Yes"), NO: _("No")}
    outside = {outside.code for outside in OUTSIDE}
    return {code: str(label) for code, label in choices_of(item) if code not in outside}


def pairs_of(block: Block, items: tuple[ItemResult, ...], values: Values) -> Iterator[PairResult]:
    """Before and now of each row of a question that asks for both."""
    if block.question.kind != Kind.PAIR:
        return
    before = [item for item in items if item.moment == BEFORE]
    now = [item for item in items if item.moment == NOW]
    for row, first, second in zip(block.rows or (None,), before, now, strict=True):
        label = text_of(row, "label") if row else text_of(block.question, "text")
        both = tallies.moves(numbers_of_both(first, second, values))
        yield PairResult(label, first, second, both)


def numbers_of_both(first: ItemResult, second: ItemResult, values: Values) -> list[tuple[int, int]]:
    before, now = numbers(values[first.key]), numbers(values[second.key])
    return [(before[response], now[response]) for response in before if response in now]


def numbers(by_response: Mapping[str, list[str]]) -> dict[str, int]:
    """Values on the scale; what is outside of it is left out."""
    return {
        response: int(codes[0])
        for response, codes in by_response.items()
        if codes and codes[0].lstrip("-").isdigit()
    }


def cross_of(structure: Structure, values: Values, responded: int) -> Cross | None:
    """The cross by the attribute that was asked for it, if one was."""
    asked = [block for block in structure.blocks if block.question.crosses]
    if not asked:
        return None
    item = asked[0].items[0]
    labels = labels_of(item)
    members = {r: codes[0] for r, codes in values[item.key].items() if codes[0] in labels}
    question = text_of(asked[0].question, "text")
    return crosses.cross(question, labels, members, responded, measured(structure, values))


def measured(structure: Structure, values: Values) -> list[Measured]:
    return [
        Measured(item.key, full_label(item), numbers(values[item.key]), item.block.scale.has_mean)
        for item in structure.items
        if item.block.scale
    ]


def full_label(item: Item) -> str:
    """The question, with its row where it has one."""
    question = text_of(item.block.question, "text")
    if len(item.block.items) == 1:
        return question
    words = {"question": question.plain, "row": label_of(item)}
    return _("%(question)s – %(row)s") % words


def limits_of(header: Header) -> tuple[str, ...]:
    """What these figures cannot say."""
    silent = header.invited - header.responded
    not_answered = ngettext(
        "%(count)s person did not answer; the bounds show how far that could move a figure.",
        "%(count)s people did not answer; the bounds show how far that could move a figure.",
        silent,
    )
    sentences = (
        (not_answered % {"count": silent}, silent > 0),
        (_("The answers say how participants saw things, not what was measured."), True),
        (_("People are polite to those who invited them, so good marks may be too good."), True),
        (
            _("The number of answers is small: one answer moves a figure a good deal."),
            header.responded < FEW_ANSWERS,
        ),
    )
    return tuple(sentence for sentence, applies in sentences if applies)

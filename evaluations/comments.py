"""What was said in words: which comments may be quoted, and what they were about."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from evaluations.models import Comment
from evaluations.structure import Structure
from evaluations.suppression import reason_to_withhold
from workshops.content import Text, text_of


@dataclass(frozen=True)
class ThemeCount:
    """How many comments were put under one theme."""

    name: str
    count: int


@dataclass(frozen=True)
class CommentsResult:
    """One text question: what may be quoted, in an order that says nothing, and what it was about."""

    code: str
    text: Text
    given: int
    waiting: int
    quotes: tuple[str, ...]
    themes: tuple[ThemeCount, ...]


def comments_of(structure: Structure, responded: int) -> Iterator[CommentsResult]:
    """Text questions. Random ids are the order: it ties no two comments to one response."""
    texts = [block for block in structure.blocks if any(item.is_text for item in block.items)]
    by_question = defaultdict(list)
    few = reason_to_withhold({}, responded)
    comments = Comment.objects.filter(question__in=[block.question for block in texts])
    for comment in comments.order_by("id").prefetch_related("themes"):
        by_question[comment.question_id].append(comment)
    for block in texts:
        given = by_question[block.question.pk]
        shown = [c for c in given if c.is_quotable] if not few else []
        yield CommentsResult(
            code=block.question.code,
            text=text_of(block.question, "text"),
            given=len(given),
            waiting=sum(1 for c in given if c.review == Comment.Review.WAITING),
            quotes=tuple(comment.text for comment in shown),
            themes=themes_of(given),
        )


def themes_of(comments: list[Comment]) -> tuple[ThemeCount, ...]:
    counts: dict[str, int] = defaultdict(int)
    for comment in comments:
        for theme in comment.themes.all():
            counts[theme.name] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(ThemeCount(name, count) for name, count in ranked)

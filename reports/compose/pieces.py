"""Pieces that several sections share."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.document import (
    Block,
    Definition,
    Definitions,
    Heading,
    Item,
    Items,
    Paragraph,
    Run,
    Runs,
    Words,
    runs,
)
from reports.sections.figure import Figure
from reports.words import filled
from workshops.content import Text
from workshops.items import Billing

NOTHING = Text("")


def paragraph(*words: Words, role: str = "") -> Paragraph:
    return Paragraph(runs(*words), role)


def under(title: str, anchor: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks under a heading; nothing where there are none."""
    return (Heading(3, runs(title), anchor), *blocks) if blocks else ()


def bullets(lines: Iterable[Words]) -> tuple[Block, ...]:
    """A list of lines; nothing where there are none."""
    items = tuple(Item(runs(line)) for line in lines)
    return (Items(items),) if items else ()


def facts(*pairs: tuple[str, Words]) -> tuple[Block, ...]:
    """Terms and their words, those left out that have none."""
    entries = tuple(
        Definition(runs(term), (paragraph(words),)) for term, words in pairs if runs(words)
    )
    return (Definitions(entries),) if entries else ()


def figure_list(figures: Iterable[Figure]) -> Definitions:
    """Figures, each with how it was counted and a link to what it was counted from."""
    return Definitions(
        tuple(
            Definition(
                runs(figure.label),
                (
                    paragraph(runs(figure.shown, href=figure.url)),
                    paragraph(figure.how, role="quiet"),
                ),
            )
            for figure in figures
        ),
        role="figures",
    )


def printed_as(kept: str, printed: Text) -> Runs:
    """How the source prints it, in brackets; nothing where that is how we keep it."""
    if not printed or printed.plain == str.__str__(kept):
        return ()
    note = filled(_("(printed as %(words)s)"), words=runs(printed))
    return (Run(" "), *(replace(run, style="quiet") for run in note))


def beside(kept: Text, printed: Text) -> Runs:
    """The words we keep, and beside them those of the source where they differ."""
    return runs(kept, printed_as(kept, printed))


def named(honorific: str, name: str, printed: Text = NOTHING) -> Runs:
    """A person's name with what stands before it, and how the source prints it."""
    return runs(runs(f"{honorific} {name}".strip(), style="strong"), printed_as(name, printed))


def with_post(name: Runs, post: Words) -> Runs:
    """A name, then the post where there is one."""
    if not runs(post):
        return name
    return filled(_("%(name)s, %(post)s"), name=name, post=post)


def billed(billing: Billing, lang: str) -> Runs:
    """Name and post as billed on this session, where the source may print another post than on the
    next; its words are in `lang`."""
    return with_post(
        named(billing.honorific, billing.name, Text(billing.printed_name, lang)),
        Text(billing.printed_post, lang) or billing.post,
    )

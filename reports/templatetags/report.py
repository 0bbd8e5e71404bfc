"""A document as HTML: runs inside a line, and the cells of a row under their columns."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.document import Block, Column, Row, Run, Runs

register = template.Library()

SAFE = ("https://", "http://", "mailto:", "/", "#")
TAGS = {"strong": "strong", "emphasis": "em", "quiet": "small"}


@register.filter
def inline(words: Runs) -> SafeString:
    """Runs as HTML, each in its language; everything is escaped."""
    return format_html_join("", "{}", ((html_of(run),) for run in words))


def html_of(run: Run) -> SafeString:
    shown = format_html("{}", run.text)
    if run.href.startswith(SAFE) and not run.href.startswith("//"):
        shown = format_html('<a href="{}">{}</a>', run.href, shown)
    tag = TAGS.get(run.style, "span" if run.lang else "")
    if not tag:
        return shown
    if run.lang:
        return format_html('<{} lang="{}">{}</{}>', tag, run.lang, shown, tag)
    return format_html("<{}>{}</{}>", tag, shown, tag)


@register.filter
def template_of(block: Block) -> str:
    """The template that shows a block."""
    return f"reports/blocks/{block.kind}.html"


@register.filter
def under(row: Row, columns: tuple[Column, ...]) -> list[tuple[Column, Runs]]:
    """The cells of a row, each with its column."""
    return list(zip(columns, row.cells, strict=True))

"""Markdown as blocks of a document. Raw HTML in it is text, as everywhere."""

from dataclasses import replace

from django.db import models
from markdown_it.tree import SyntaxTreeNode

from reports.document import Block, Item, Items, Note, Paragraph, Run, Runs
from workshops.content import MARKDOWN, html_lang, text_of

STYLES = {"strong": "strong", "em": "emphasis"}


def blocks_of(instance: models.Model, field: str) -> tuple[Block, ...]:
    """A translated Markdown field as blocks, in the reader's language or the one it exists in."""
    text = text_of(instance, field)
    return from_markdown(text.plain, lang=html_lang(text.lang))


def from_markdown(source: str, *, lang: str = "") -> tuple[Block, ...]:
    """Paragraphs, lists and quotations; every run marked with `lang`.

    A heading becomes a bold line: the outline belongs to the document, not to a text in it.
    """
    tree = SyntaxTreeNode(MARKDOWN.parse(source))
    return tuple(block for node in tree.children for block in from_node(node, lang))


def from_node(node: SyntaxTreeNode, lang: str) -> tuple[Block, ...]:
    match node.type:
        case "paragraph":
            return (Paragraph(line_of(node, lang)),)
        case "heading":
            bold = (replace(run, style="strong") for run in line_of(node, lang))
            return (Paragraph(tuple(bold)),)
        case "bullet_list" | "ordered_list":
            items = tuple(item_of(child, lang) for child in node.children)
            return (Items(items, ordered=node.type == "ordered_list"),)
        case "blockquote":
            return (Note(tuple(b for child in node.children for b in from_node(child, lang))),)
        case "fence" | "code_block" | "html_block":
            return (Paragraph((Run(node.content.strip(), lang),)),)
        case _:
            return tuple(b for child in node.children for b in from_node(child, lang))


def item_of(node: SyntaxTreeNode, lang: str) -> Item:
    """A list item: its first paragraph is the line, the rest stands under it."""
    first, *rest = node.children or [None]
    if first is None:
        return Item(())
    if first.type != "paragraph":
        return Item((), tuple(b for child in node.children for b in from_node(child, lang)))
    return Item(line_of(first, lang), tuple(b for child in rest for b in from_node(child, lang)))


def line_of(node: SyntaxTreeNode, lang: str) -> Runs:
    """The words of a paragraph, heading or cell."""
    return tuple(run for inline in node.children for run in words_of(inline, lang, "", ""))


def words_of(node: SyntaxTreeNode, lang: str, style: str, href: str) -> list[Run]:
    if node.type in ("softbreak", "hardbreak"):
        return [Run(" ", lang, style, href)]
    if not node.children:
        return [Run(node.content, lang, style, href)] if node.content else []
    style = STYLES.get(node.type, style)
    href = str(node.attrs.get("href", "")) if node.type == "link" else href
    return [run for child in node.children for run in words_of(child, lang, style, href)]

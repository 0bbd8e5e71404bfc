"""Content in a workshop's languages: the reader's, or another where it is missing, and saying so.

A missing text falls back visibly: it is shown in the language it exists in, marked with its own
`lang`, so that browsers pick the right font and screen readers the right voice.
"""

from dataclasses import dataclass

import nh3
from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from modeltranslation.utils import build_localized_fieldname

MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
TAGS = {
    "p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "code", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class Text(str):
    """A text that knows its language. In a template it marks itself where that is not the page's.

    `lang` is "" where the text is in the language asked for.
    """

    lang: str

    def __new__(cls, value: str = "", lang: str = ""):
        text = super().__new__(cls, value)
        text.lang = lang
        return text

    def __html__(self) -> SafeString:
        if not self.lang:
            return escape(str.__str__(self))
        return format_html('<span lang="{}">{}</span>', html_lang(self.lang), self.plain)

    @property
    def plain(self) -> str:
        """Without mark-up: for attributes, titles and files."""
        return str.__str__(self)


def columns(*fields: str) -> tuple[str, ...]:
    """The columns of translated fields, one for each language: title_en, title_zh_hans, title_ru."""
    return tuple(
        build_localized_fieldname(field, code)
        for field in fields
        for code, _name in settings.LANGUAGES
    )


@dataclass(frozen=True)
class Wanted:
    """The order in which languages are tried."""

    language: str
    order: tuple[str, ...]


def wanted(language: str | None = None) -> Wanted:
    """`language` or the active one first, then the rest in the order of the settings."""
    first = language or translation.get_language() or settings.LANGUAGE_CODE
    rest = [code for code, _name in settings.LANGUAGES if code != first]
    return Wanted(first, (first, *rest))


def text_of(instance: models.Model, field: str, language: str | None = None) -> Text:
    """The instance's translated field in `language` (default: the active one), or where it exists.

    Raises AttributeError where the model has no such translated field.
    """
    want = wanted(language)
    for code in want.order:
        value = getattr(instance, build_localized_fieldname(field, code))
        if value:
            return Text(value, "" if code == want.language else code)
    return Text("")


def html_lang(code: str) -> str:
    """The language code as HTML wants it: zh-Hans."""
    return "zh-Hans" if code == "zh-hans" else code


def markdown(value: str) -> SafeString:
    """Markdown as sanitised HTML; raw HTML in it is shown as text, never run."""
    html = MARKDOWN.render(value)
    return mark_safe(  # noqa: S308 - nh3 has just sanitised it
        nh3.clean(
            html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
        )
    )


def prose_of(instance: models.Model, field: str, language: str | None = None) -> SafeString:
    """A Markdown field as HTML, in a `lang` block where it had to fall back; "" where empty."""
    return prose(text_of(instance, field, language))


def prose(text: Text) -> SafeString:
    """A Markdown text as HTML, in a `lang` block where it is not in the language asked for."""
    if not text:
        return SafeString("")
    if not text.lang:
        return markdown(text.plain)
    return format_html('<div lang="{}">{}</div>', html_lang(text.lang), markdown(text.plain))

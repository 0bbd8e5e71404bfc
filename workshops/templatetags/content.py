"""Content in several languages: {{ workshop|text:"title" }}, {{ workshop|prose:"purpose" }}."""

from datetime import date

from django import template
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString

from workshops import content, dates, languages

register = template.Library()


@register.filter
def text(instance: models.Model, field: str) -> content.Text:
    """The field in the reader's language, or marked as another's. Use `.plain` in attributes."""
    return content.text_of(instance, field)


@register.filter
def prose(instance: models.Model, field: str) -> SafeString:
    """The Markdown field as sanitised HTML."""
    return content.prose_of(instance, field)


@register.filter
def markdown(value: content.Text) -> SafeString:
    """A text of `text` that is Markdown, as sanitised HTML in its own language."""
    html = content.markdown(value.plain)
    if not value.lang:
        return html
    return format_html('<div lang="{}">{}</div>', content.html_lang(value.lang), html)


@register.filter
def html_lang(code: str) -> str:
    return content.html_lang(code)


@register.simple_tag
def name_lang(name: str) -> str:
    """A `lang` for a name whose script is not the page's, so that it is set and read aloud rightly."""
    code = languages.lang_of_name(name)
    return format_html(' lang="{}"', code) if code else ""


@register.filter
def day(value: date) -> str:
    """A date as readers read it: Mon 20 May."""
    return dates.day(value)


@register.filter
def day_year(value: date) -> str:
    """A date with its year: Mon 20 May 2024."""
    return dates.day_year(value)


@register.simple_tag
def date_range(first: date, last: date) -> str:
    """Two dates as a reader says them: 20 May – 2 June 2024."""
    return dates.date_range(first, last)

"""From sections to a document: what each section says, laid out in blocks of no format.

`compose` is the whole; one module per section knows how it reads.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.compose.agenda import agenda_part, corrections_part
from reports.compose.content import content_part
from reports.compose.evaluation import evaluation_part
from reports.compose.front import front, titles
from reports.compose.papers import materials_part, photos_part
from reports.compose.people import people_part
from reports.compose.summary import summary_part
from reports.document import Document, Part
from reports.sections import Sections
from workshops.content import html_lang

__all__ = ["compose"]


def compose(sections: Sections) -> Document:
    """The document, in the active language, which the sections were built in."""
    title, subtitles = titles(sections.cover)
    parts = (
        foreword_part(sections),
        summary_part(sections.summary),
        content_part(sections),
        agenda_part(sections.annex_a),
        materials_part(sections.annex_b),
        photos_part(sections.annex_c),
        people_part(sections.annex_d),
        evaluation_part(sections.annex_e),
        corrections_part(sections.annex_a),
    )
    return Document(
        lang=html_lang(get_language() or "en"),
        genre=_("Workshop report"),
        title=title,
        subtitles=subtitles,
        front=front(sections.cover),
        parts=tuple(part for part in parts if part),
        source=sections.cover.source,
    )


def foreword_part(sections: Sections) -> Part | None:
    if not sections.foreword:
        return None
    return Part("foreword", "", _("Foreword"), sections.foreword)

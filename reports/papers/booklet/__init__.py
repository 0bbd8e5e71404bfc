"""The booklet of a programme: cover, the weeks at a glance, one day a page, speakers, whom to ask.

`edition` says of which release it is; the other modules put a part each in words, in the active language.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from reports.papers import letterhead
from reports.papers.booklet.cover import Cover, cover_of
from reports.papers.booklet.days import DayPage, day_pages
from reports.papers.booklet.edition import Edition
from reports.papers.booklet.glance import Sheet, sheets_of
from reports.papers.booklet.marks import marks
from reports.papers.booklet.practical import Practical, practical_of
from reports.papers.booklet.speakers import IndexEntry, index_of
from workshops.agenda import Agenda
from workshops.content import text_of
from workshops.typeset import Paper, typeset


@dataclass(frozen=True)
class Booklet:
    """The booklet in words, page by page. `draft` is a word across every page, or ""."""

    institute: str
    reference: str
    draft: str
    cover: Cover
    glance_heading: str
    sheets: tuple[Sheet, ...]
    days: tuple[DayPage, ...]
    speakers_heading: str
    speakers: tuple[IndexEntry, ...]
    practical: Practical


def booklet(agenda: Agenda, edition: Edition, *, paper: str = "a4") -> bytes:
    """The PDF, in the active language. Raises TypesettingFailed."""
    return typeset(paper_of(agenda, edition, paper=paper))


def paper_of(agenda: Agenda, edition: Edition, *, paper: str = "a4") -> Paper:
    title = text_of(agenda.workshop, "title")
    return letterhead(
        template="booklet",
        language=get_language(),
        title=f"{pgettext('a booklet', 'Programme')} – {title.plain}",
        head=(settings.INSTITUTE_NAME, title),
        made_at=edition.made_at,
        content=in_words(agenda, edition),
        sheet=paper,
        pictures=marks(),
    )


def in_words(agenda: Agenda, edition: Edition) -> Booklet:
    return Booklet(
        institute=settings.INSTITUTE_NAME,
        reference=edition.reference,
        draft="" if edition.is_out else _("Draft"),
        cover=cover_of(agenda.workshop, edition),
        glance_heading=_("The programme at a glance"),
        sheets=sheets_of(agenda),
        days=day_pages(agenda),
        speakers_heading=_("Speakers"),
        speakers=index_of(agenda),
        practical=practical_of(agenda),
    )

"""What can be wrong with the workshop of an agenda workbook, and what the file would remove of it."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from workshops.importers.agenda_book import Book
from workshops.importers.findings import Finding, Level
from workshops.models import Workshop
from workshops.models.workshop import english_only
from workshops.slugs import LONGEST, cut

LONGEST_WORKSHOP = 366  # days


def one_workshop(book: Book) -> Iterator[Finding]:
    rows = book.records["workshop"]
    if not rows and "workshop" not in book.records.absent:
        yield Finding(_("This sheet has no row."), _("Give the workshop."), sheet="Workshop")
    for extra in rows[1:]:
        yield extra.finding(_("A file holds one workshop."), hint=_("Remove this row."))
    if not rows:
        return
    row = rows[0]
    if book.first and book.last and book.last < book.first:
        yield row.finding(
            _("The last day is before the first."), column="Last day", value=book.last
        )
    if book.first and book.last and (book.last - book.first).days > LONGEST_WORKSHOP:
        yield row.finding(
            _("A workshop is not longer than a year."), column="Last day", value=book.last
        )
    known = [code for code, _name in settings.LANGUAGES]
    for code in row.get("languages", ()):
        if code not in known:
            yield row.finding(
                _("Texts cannot be in this language."),
                column="Content languages",
                value=code,
                hint=_("One of: %(known)s.") % {"known": ", ".join(known)},
            )


def address_possible(book: Book) -> Iterator[Finding]:
    row = book.workshop_row
    if book.target.slug and cut(slugify(book.target.slug)) != book.target.slug:
        yield Finding(
            _("Only a–z, 0–9 and hyphens are possible in an address, %(most)s at most.")
            % {"most": LONGEST},
            value=book.target.slug,
        )
    if not row or book.target.slug or row.get("slug") or not row.get("title_en"):
        return
    if not slugify(row["title_en"]):
        yield row.finding(
            _("No address can be made from this title."),
            column="Title",
            value=row["title_en"],
            hint=_("Give one in “Address”, as digital-economy-2024."),
        )


def languages_said(book: Book) -> Iterator[Finding]:
    """Texts in a language that the workshop does not name are kept but never shown first."""
    row, old = book.workshop_row, book.workshop
    said = (row and row.get("languages")) or (old.languages if old else english_only())
    for code, _name in settings.LANGUAGES:
        ending = build_localized_fieldname("", code)
        rows = [
            record
            for records in book.records.values()
            for record in records
            if code not in said and any(k.endswith(ending) and v for k, v in record.values.items())
        ]
        for record in rows:
            yield record.finding(
                _("There is text in a language that the workshop does not name."),
                value=code,
                hint=_("Add it to “Content languages” in the sheet “Workshop”."),
                level=Level.WARNING,
            )


def removals(book: Book) -> Iterator[Finding]:
    """What the workshop has and the file no longer holds."""
    if book.workshop is None:
        return
    yield from gone_sessions(book, book.workshop)
    if "speakers" not in book.records.absent:
        keys = {row.get("slug") for row in book.records["speakers"]}
        for speaker in book.workshop.speakers.exclude(slug__in=keys - {None}):
            yield Finding(
                _("The speaker “%(name)s” is not in the file and would be removed.")
                % {"name": speaker.name},
                level=Level.WARNING,
                sheet="Speakers",
            )


def gone_sessions(book: Book, workshop: Workshop) -> Iterator[Finding]:
    for session in workshop.sessions.exclude(number__in=book.numbers):
        yield Finding(
            _("Session %(number)s, “%(title)s”, is not in the file and would be removed.")
            % {"number": session.number, "title": session},
            level=Level.WARNING,
            sheet="Agenda",
        )

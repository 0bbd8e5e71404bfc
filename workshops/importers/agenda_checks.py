"""What is wrong with an agenda workbook beyond single cells: across rows, sheets and the database."""

from collections.abc import Iterator

from workshops.importers import agenda_name_checks as names
from workshops.importers import agenda_session_checks as sessions
from workshops.importers import agenda_workshop_checks as workshop
from workshops.importers.agenda_book import Book
from workshops.importers.findings import Finding


def findings_of(book: Book) -> Iterator[Finding]:
    """Everything that can be said about the book."""
    for check in CHECKS:
        yield from check(book)


CHECKS = (
    workshop.one_workshop,
    workshop.address_possible,
    workshop.languages_said,
    sessions.sessions_by_number,
    sessions.session_dates,
    sessions.session_times,
    names.names_elsewhere,
    names.hosts_elsewhere,
    names.numbers_elsewhere,
    names.doubles,
    names.same_speakers,
    names.silent_speakers,
    names.organisation_tree,
    names.nearly_known,
    workshop.removals,
)

"""An agenda from a workbook: the workshop, its sessions, visits, speakers and papers.

`agenda_sheets` says what the workbook holds, `agenda_book` finds its way in it, `agenda_checks` lists
what can be wrong with it, and `agenda_writing` brings it into the database.
"""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import dates
from workshops.actions import releases
from workshops.countries import Gazetteer, gazetteer
from workshops.importers.agenda_book import Book, Target
from workshops.importers.agenda_checks import findings_of
from workshops.importers.agenda_sheets import agenda_sheets
from workshops.importers.agenda_writing import write_agenda
from workshops.importers.changes import Changes
from workshops.importers.findings import Finding
from workshops.importers.sheets import Records
from workshops.importers.template import template
from workshops.models import Workshop


class AgendaImporter:
    """Makes or updates one workshop from an agenda workbook.

    `slug` and `starts_on` win over the file; every date moves with `starts_on`. A new workshop is a
    draft unless `publish`, which also releases its agenda. After a write `workshop` is the one written.
    """

    def __init__(
        self,
        *,
        slug: str | None = None,
        starts_on: date | None = None,
        publish: bool = False,
        is_sample: bool = False,
    ):
        self.target = Target(slug, starts_on)
        self.publish = publish
        self.is_sample = is_sample
        self.sheets = agenda_sheets(gazetteer())
        self.workshop: Workshop | None = None

    def check(self, records: Records) -> Iterator[Finding]:
        """Findings across rows and sheets, and against the workshop as it stands."""
        book = Book(records, self.target)
        yield from findings_of(book)
        if self.publish and book.workshop:
            yield from overtaken(book.workshop)

    def write(self, records: Records, changes: Changes) -> None:
        book = Book(records, self.target)
        self.workshop = write_agenda(book, changes, publish=self.publish, is_sample=self.is_sample)
        if self.publish:
            releases.keep_up(self.workshop, by=None, now=timezone.now())


def overtaken(workshop: Workshop) -> Iterator[Finding]:
    """A release made now would take the place of one that is still to come out."""
    for row in workshop.releases.scheduled(timezone.now()):
        when = dates.moment(row.released_at, workshop.zone)
        yield Finding(
            _("Release %(number)s is to come out at %(when)s.")
            % {"number": row.number, "when": when},
            _("Cancel it or bring it forward first, or import without publishing."),
        )


def agenda_template() -> bytes:
    """An empty workbook with every sheet and column that `AgendaImporter` reads."""
    return template(agenda_sheets(Gazetteer({})))

"""An agenda from a workbook: the workshop, its sessions, visits, speakers and papers.

`agenda_sheets` says what the workbook holds, `agenda_book` finds its way in it, `agenda_checks` lists
what can be wrong with it, and `agenda_writing` brings it into the database.
"""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

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
        yield from findings_of(Book(records, self.target))

    def write(self, records: Records, changes: Changes) -> None:
        book = Book(records, self.target)
        self.workshop = write_agenda(book, changes, publish=self.publish, is_sample=self.is_sample)
        if self.publish:
            releases.keep_up(self.workshop, by=None, now=timezone.now())


def agenda_template() -> bytes:
    """An empty workbook with every sheet and column that `AgendaImporter` reads."""
    return template(agenda_sheets(Gazetteer({})))

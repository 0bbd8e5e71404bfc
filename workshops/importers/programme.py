"""A programme as organisers keep it, brought into the agenda of a workshop: one sheet, or another system's file.

`programme_layout` and `schedule_json` make rows of it, `programme_sheet` says what a row may hold, `programme_plan`
finds the session of each, `programme_checks` lists what can be wrong, `programme_writing` writes it.
"""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import turns
from workshops.importers.changes import Changes
from workshops.importers.findings import Finding
from workshops.importers.parsing import table_for
from workshops.importers.programme_checks import findings_of
from workshops.importers.programme_layout import laid_out, unfolded
from workshops.importers.programme_sheet import KEY, programme_sheet
from workshops.importers.programme_writing import write_programme
from workshops.importers.schedule_json import is_json, read_schedule
from workshops.importers.sheets import Place, Records, is_for_people
from workshops.importers.template import Offers, template
from workshops.models import ImportRun, PartOfDay, Session, Workshop
from workshops.tables import Table, read_tables

KIND = "programme"


class ProgrammeImporter:
    """Makes and changes sessions of one workshop. What the file does not have stays as it is."""

    def __init__(
        self,
        workshop: Workshop,
        *,
        now: datetime | None = None,
        by: AbstractBaseUser | None = None,
    ):
        self.workshop = workshop
        self.now = now or timezone.now()
        self.by = by
        self.sheets = (programme_sheet(workshop),)
        self.has_rows = False  # whether what was read has a row for each session already

    def new_run(self) -> ImportRun:
        return ImportRun(workshop=self.workshop, kind=KIND, by=self.by, at=self.now)

    def read(self, content: bytes, filename: str) -> list[Table]:
        """The tables of a file, its programme laid out as a list where it has another layout."""
        self.has_rows = is_json(content)
        if self.has_rows:
            return read_schedule(content, self.workshop)
        tables = read_tables(content, filename)
        for index, table in enumerate(tables):
            if table.header and not is_for_people(table.name):
                found = laid_out(table, self.sheets[0], self.workshop)
                if found is not None:
                    return [*tables[:index], found, *tables[index + 1 :]]
        return tables

    def arranged(self, tables: list[Table]) -> list[Table]:
        """The programme with a row for each session."""
        table = table_for(self.sheets[0], self.sheets, tables)
        if table is None or self.has_rows:
            return tables
        found = unfolded(table, self.sheets[0], self.workshop)
        return [found if each is table else each for each in tables]

    def check(self, records: Records) -> Iterator[Finding]:
        turns.take(self.workshop)
        if KEY not in records.absent:
            yield from findings_of(records[KEY], self.workshop)

    def write(self, records: Records, changes: Changes) -> None:
        write_programme(records[KEY], self.workshop, changes)

    def without(self, records: Records, refused: set[Place]) -> Records:
        return records.without(refused)


def programme_template(workshop: Workshop | None) -> bytes:
    """An empty workbook with the columns of a programme, and what can be picked in them."""
    if workshop is None:
        workshop = Workshop(starts_on=timezone.now().date(), ends_on=timezone.now().date())
    values = {
        (KEY, "time"): [str(label) for label in PartOfDay.labels],
        (KEY, "kind"): [str(label) for label in Session.Kind.labels],
    }
    if workshop.pk:
        values[KEY, "venue"] = [str(venue) for venue in workshop.venues.all()]
        values[KEY, "track"] = [str(track) for track in workshop.tracks.all()]
    guide = (
        _(
            "One row for each session. A day and a time hold for the rows under them until the next."
        ),
        _("A row with a day alone, as Day 1 or Monday 2 March, begins that day."),
        _("A second import finds sessions by number or GUID, by day and title, and changes them."),
        _("What the file does not have stays in the agenda. An empty cell changes nothing."),
    )
    return template((programme_sheet(workshop),), Offers(values, guide))

"""A roster from a sheet: people, and their place in one workshop.

`roster_sheet` says what it holds, `roster_known` reads what is there, `roster_plan` finds out whom each
row means, `roster_checks` lists what can be wrong, and `roster_writing` brings it into the database.
"""

from collections.abc import Iterator
from datetime import datetime

from people.importers import roster_known
from people.importers.roster_checks import findings_of
from people.importers.roster_sheet import roster_sheets
from people.importers.roster_writing import Writing, write_roster
from people.models import User
from workshops import turns
from workshops.countries import gazetteer
from workshops.importers.changes import Changes
from workshops.importers.findings import Finding
from workshops.importers.sheets import Place, Records
from workshops.models import ImportRun, Workshop


class RosterImporter:
    """Reads the roster of one workshop. Participants take free seats of their stream and country."""

    def __init__(self, workshop: Workshop, *, now: datetime, by: User | None = None):
        self.workshop = workshop
        self.now = now
        self.by = by
        self.sheets = roster_sheets(gazetteer(), workshop.starts_on)

    def new_run(self) -> ImportRun:
        return ImportRun(workshop=self.workshop, kind="roster", by=self.by, at=self.now)

    def without(self, records: Records, refused: set[Place]) -> Records:
        return records.without(refused)

    def check(self, records: Records) -> Iterator[Finding]:
        rows = records["roster"]
        turns.take(self.workshop)
        today = self.workshop.today(self.now)
        yield from findings_of(rows, roster_known.read(self.workshop, rows), today=today)

    def write(self, records: Records, changes: Changes) -> None:
        rows = records["roster"]
        known = roster_known.read(self.workshop, rows)
        write_roster(rows, Writing(self.workshop, self.by, self.now, known), changes)

"""Seats by country from a sheet: streams, funds, allocations and their seats.

`allocations_sheet` says what it holds, `allocations_known` reads what is there, `allocations_checks` lists
what can be wrong, and `allocations_writing` brings it into the database.
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from people.importers import allocations_known
from people.importers.allocations_checks import findings_of
from people.importers.allocations_sheet import allocations_sheets
from people.importers.allocations_writing import Writing, write_allocations
from people.models import User
from workshops import turns
from workshops.countries import gazetteer
from workshops.importers.changes import Changes
from workshops.importers.findings import Finding
from workshops.importers.sheets import Place, Records
from workshops.models import ImportRun, Workshop


class AllocationsImporter:
    """Reads one workshop's allocations. Lowering one removes free seats only."""

    def __init__(self, workshop: Workshop, *, now: datetime | None = None, by: User | None = None):
        self.workshop = workshop
        self.now = now or timezone.now()
        self.by = by
        self.sheets = allocations_sheets(gazetteer(), workshop.tzinfo)

    def new_run(self) -> ImportRun:
        return ImportRun(workshop=self.workshop, kind="allocations", by=self.by, at=self.now)

    def check(self, records: Records) -> Iterator[Finding]:
        turns.take(self.workshop)
        yield from findings_of(records, allocations_known.read(self.workshop), self.workshop)

    def write(self, records: Records, changes: Changes) -> None:
        known = allocations_known.read(self.workshop)
        write_allocations(records, Writing(self.workshop, self.by, self.now, known), changes)

    def without(self, records: Records, refused: set[Place]) -> Records:
        """Where a stream or fund is refused, what refers to it is left out too, unless it is there."""
        rest = records.without(refused)
        known = allocations_known.read(self.workshop)
        streams = set(known.streams) | {one["code"] for one in rest["streams"]}
        funds = {""} | set(known.funds) | {one["code"] for one in rest["funds"]}
        for key in ("allocations", "shares"):
            rest[key] = [
                one for one in rest[key] if one["stream"] in streams and one["fund"] in funds
            ]
        return rest

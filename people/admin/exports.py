"""Rosters and allocations to take away; the pages are those of `workshops.admin.exports`."""

from people.exporters import allocations, roster
from workshops.admin.exports import Export

ROSTER = Export("roster", roster.columns, roster.roster_tables)
ALLOCATIONS = Export("allocations", allocations.columns, allocations.allocation_tables)

"""Rosters and allocations as files, in the columns that `people.importers` reads."""

"""Rosters and allocations from files; see `workshops.importers.pipeline`."""

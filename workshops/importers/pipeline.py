"""The one path of every import: file → rows → parsed rows → checkers → all findings → stop or write.

A page, an admin form and a command call `run`. A dry run takes the same path and is rolled back at
its end. Any error means that nothing is written; equal faults in many rows become one line.

`sheets` says what a file may hold, `parsing` reads it, `findings` are what is wrong with it, and
`changes` writes rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction

from workshops.importers.changes import Changes
from workshops.importers.findings import Finding, merged
from workshops.importers.parsing import parse
from workshops.importers.sheets import Records, Sheet
from workshops.tables import Table, Unreadable, read_tables


class Importer(Protocol):
    """What one kind of file brings to the pipe."""

    sheets: tuple[Sheet, ...]

    def check(self, records: Records) -> Iterable[Finding]:
        """Findings about rows together, and against the database. Writes nothing."""

    def write(self, records: Records, changes: Changes) -> None:
        """Write the rows. Runs in one transaction, only where there is no error."""


@dataclass(frozen=True)
class Result:
    """What came of an import. `written` is False for a dry run and wherever there is an error."""

    findings: tuple[Finding, ...]
    changes: Changes
    written: bool

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.is_error)

    @property
    def ok(self) -> bool:
        return not self.errors


def run(importer: Importer, content: bytes, filename: str, *, dry_run: bool) -> Result:
    """Import a file, or say everything that is wrong with it. Never raises for what a file holds."""
    try:
        tables = read_tables(content, filename)
    except Unreadable as why:
        return Result((Finding(str(why)),), Changes(), written=False)
    return run_tables(importer, tables, dry_run=dry_run)


def run_tables(importer: Importer, tables: list[Table], *, dry_run: bool) -> Result:
    """The path after reading: parse, check, write in one transaction, keep or roll back."""
    records, findings = parse(importer.sheets, tables)
    findings += list(importer.check(records))
    changes = Changes()
    if any(f.is_error for f in findings):
        return Result(merged(findings), changes, written=False)
    with transaction.atomic():
        importer.write(records, changes)
        transaction.set_rollback(dry_run)
    return Result(merged(findings), changes, written=not dry_run)

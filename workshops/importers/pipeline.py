"""The one path of every import: file → rows → parsed rows → checkers → all findings → stop or write.

A page, an admin form and a command call `run`. A dry run takes the same path and is rolled back at
its end. Any error means that nothing is written; equal faults in many rows become one line. A dry run
goes on without the refused rows, to show what the others would do.

`sheets` says what a file may hold, `parsing` reads it, `findings` are what is wrong with it, `changes`
writes rows, `preview` shows them, and `journal` keeps what is needed to take them back.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from workshops import actors
from workshops.importers import journal
from workshops.importers.changes import Changes
from workshops.importers.findings import Finding, merged
from workshops.importers.mapping import Mapping, applied
from workshops.importers.parsing import parse
from workshops.importers.sheets import Place, Records, Sheet
from workshops.models import ImportRun
from workshops.tables import Table, Unreadable, read_tables

log = logging.getLogger(__name__)


class Importer(Protocol):
    """What one kind of file brings to the pipe."""

    sheets: tuple[Sheet, ...]

    def check(self, records: Records) -> Iterable[Finding]:
        """Findings about rows together, and against the database. Writes nothing."""

    def write(self, records: Records, changes: Changes) -> None:
        """Write the rows. Runs in one transaction, only where there is no error."""


@runtime_checkable
class RowByRow(Protocol):
    """An importer whose rows mean something without each other, so that refused ones can be left out."""

    def without(self, records: Records, refused: set[Place]) -> Records:
        """The rows that remain, those that need a refused one left out too."""


@runtime_checkable
class Kept(Protocol):
    """An importer whose writes are kept as runs, and can be undone: all that it writes is in `changes`."""

    def new_run(self) -> ImportRun:
        """An unsaved run: into which workshop, what kind of file, on whose behalf."""


@runtime_checkable
class OtherLayouts(Protocol):
    """An importer of files that are no tables under headings, or not only: it makes tables of them."""

    def read(self, content: bytes, filename: str) -> list[Table]:
        """The tables of a file, as far as they can be had before columns are mapped. Raises Unreadable."""

    def arranged(self, tables: list[Table]) -> list[Table]:
        """The tables under our headings with a row for each thing."""


@dataclass(frozen=True)
class Result:
    """What came of an import. `written` is False for a dry run and wherever there is an error.

    `tables` is the file with our headings, `as_read` with its own. `differs` is set where an import was
    stopped because it would have done something else than its dry run said.
    """

    findings: tuple[Finding, ...]
    changes: Changes
    written: bool
    tables: tuple[Table, ...] = ()
    as_read: tuple[Table, ...] = ()
    digest: str = ""
    differs: bool = False
    sheets: tuple[Sheet, ...] = field(default=(), repr=False)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.is_error)

    @property
    def ok(self) -> bool:
        return not self.errors


def run(
    importer: Importer,
    content: bytes,
    filename: str,
    *,
    dry_run: bool,
    columns: Mapping | None = None,
    expected: str = "",
) -> Result:
    """Import a file, or say everything that is wrong with it. Never raises for what a file holds.

    `columns` says which of its columns is which of ours. `expected` is the digest of a dry run: what would
    turn out differently is not written.
    """
    try:
        tables = tables_of(importer, content, filename)
    except Unreadable as why:
        return Result((Finding(str(why)),), Changes(), written=False)
    ours = applied(importer.sheets, tables, columns or {})
    if isinstance(importer, OtherLayouts):
        ours = importer.arranged(ours)
    result = run_tables(importer, ours, dry_run=dry_run, filename=filename, expected=expected)
    return replace(result, as_read=tuple(tables))


def tables_of(importer: Importer, content: bytes, filename: str) -> list[Table]:
    """What a file holds. Raises Unreadable."""
    if isinstance(importer, OtherLayouts):
        return importer.read(content, filename)
    return read_tables(content, filename)


def run_tables(
    importer: Importer,
    tables: list[Table],
    *,
    dry_run: bool,
    filename: str = "",
    expected: str = "",
) -> Result:
    """The path after reading: parse, check, write in one transaction, keep or roll back."""
    records, findings = parse(importer.sheets, tables)
    changes = Changes()
    with transaction.atomic():
        findings += list(importer.check(records))
        findings = merged(findings)
        rows = rows_to_write(importer, records, findings, dry_run=dry_run)
        if rows is not None:
            findings += write(importer, rows, changes)
        ok = not any(finding.is_error for finding in findings)
        digest = journal.digest_of(changes, findings)
        differs = bool(expected) and digest != expected
        written = ok and not dry_run and not differs
        if written:
            keep(importer, filename, changes)
        transaction.set_rollback(not written)
    return Result(
        findings,
        changes,
        written,
        tables=tuple(tables),
        as_read=tuple(tables),
        digest=digest,
        differs=differs and ok,
        sheets=importer.sheets,
    )


def rows_to_write(
    importer: Importer, records: Records, findings: Iterable[Finding], *, dry_run: bool
) -> Records | None:
    """All rows of a file without errors; in a dry run those that are left where some are refused."""
    errors = [finding for finding in findings if finding.is_error]
    if not errors:
        return records
    of_rows_only = all(finding.rows for finding in errors)
    if not (dry_run and of_rows_only and isinstance(importer, RowByRow)):
        return None
    refused = {(finding.sheet, row) for finding in errors for row in finding.rows}
    return importer.without(records, refused)


def write(importer: Importer, records: Records, changes: Changes) -> tuple[Finding, ...]:
    """Write, and answer what the database refuses although the checks did not."""
    try:
        with transaction.atomic(), actors.acting(on_behalf_of(importer), actors.Way.IMPORT):
            importer.write(records, changes)
    except IntegrityError:
        log.exception("An import broke a constraint that its checks did not foresee.")
        return (
            Finding(
                _("The database does not take these rows together with those that are there."),
                _("Somebody may have changed the same rows at this moment. Check the file again."),
            ),
        )
    return ()


def on_behalf_of(importer: Importer) -> AbstractBaseUser | None:
    return importer.new_run().by if isinstance(importer, Kept) else None


def keep(importer: Importer, filename: str, changes: Changes) -> None:
    """Keep what was written as a run, so that it can be taken back."""
    if changes.is_nothing or not isinstance(importer, Kept):
        return
    kept = importer.new_run()
    kept.filename = filename[: ImportRun._meta.get_field("filename").max_length]
    kept.counts = journal.counts_of(changes)
    kept.journal = journal.of(changes)
    kept.save()

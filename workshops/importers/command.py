"""What every import command shares: reading the file, printing findings, the exit status."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workshops.importers.changes import Changes
from workshops.importers.findings import Finding
from workshops.importers.mapping import Mapping, remembered
from workshops.importers.pipeline import Importer, Kept, Result, run
from workshops.importers.preview import Line, Lines, preview_of
from workshops.models import Workshop

MOST_LINES = 20


class ImportCommand(BaseCommand):
    """A `manage.py import_…` command. Subclasses say which importer reads the file."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="an .xlsx or .csv file")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen; write nothing"
        )

    def importer(self, options: dict) -> Importer:
        raise NotImplementedError

    def handle(self, *args, **options) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        importer = self.importer(options)
        result = run(
            importer,
            path.read_bytes(),
            path.name,
            dry_run=options["dry_run"],
            columns=columns_for(importer),
        )
        self.show(result)

    def show(self, result: Result) -> None:
        """Counts first, then what is wrong, then row by row what is new, changed and refused."""
        shown = preview_of(result)
        if result.ok:
            verb = "Written" if result.written else "Dry run, nothing written"
            self.stdout.write(f"{verb}: {summary(result.changes)}")
        for finding in result.findings:
            self.stderr.write(line_of(finding))
        for heading in ("new", "changed", "removed", "refused"):
            self.show_lines(heading, getattr(shown, heading))
        if not result.ok:
            raise CommandError(f"Nothing was written: {len(result.errors)} faults.")

    def show_lines(self, heading: str, rows: Lines) -> None:
        """A list of rows, cut where it grows long."""
        if not rows.total:
            return
        self.stdout.write(f"{heading}: {rows.total}")
        for line in rows.lines[:MOST_LINES]:
            self.stdout.write(f"  {words_of(line)}")
        if rows.total > MOST_LINES:
            self.stdout.write(f"  … and {rows.total - MOST_LINES} more")


class WorkshopImportCommand(ImportCommand):
    """An import into one workshop that is there already."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--workshop", required=True, help="the workshop's address (slug)")

    def workshop(self, options: dict) -> Workshop:
        try:
            return Workshop.objects.get(slug=options["workshop"])
        except Workshop.DoesNotExist:
            raise CommandError(f"There is no workshop {options['workshop']}.") from None


def columns_for(importer: Importer) -> Mapping:
    """Which column is which, as the workshop remembers it from an earlier file."""
    if not isinstance(importer, Kept):
        return {}
    into = importer.new_run()
    return remembered(into.workshop, into.kind)


def words_of(line: Line) -> str:
    """One row as one line: row 12, Bat Erdene: Post: Officer → Director."""
    place = f"row {line.row}, " if line.row else ""
    fields = "; ".join(f"{one.name}: {one.old} → {one.new}" for one in line.fields)
    reasons = "; ".join(
        f"{one.column + ': ' if one.column else ''}{one.message}" for one in line.reasons
    )
    return ": ".join(part for part in (f"{place}{line.name}", fields or reasons) if part)


def line_of(finding: Finding) -> str:
    """One finding as one line: Sheet, row 12, column Date, “03/04/2026”: message hint."""
    rows = ", ".join(str(row) for row in finding.rows[:20]) + (
        "…" if len(finding.rows) > 20 else ""
    )
    place = [
        finding.sheet,
        f"row {rows}" if len(finding.rows) == 1 else f"rows {rows}" if rows else "",
        f"column {finding.column}" if finding.column else "",
        f"“{finding.value}”" if finding.value else "",
    ]
    words = " ".join(part for part in (finding.message, finding.hint) if part)
    head = ", ".join(part for part in place if part)
    return f"{finding.level}: {head + ': ' if head else ''}{words}"


def summary(changes: Changes) -> str:
    """Counts in words: 37 new, 2 changed, 0 removed, 5 as before."""
    counts = (changes.new, changes.changed, changes.removed, changes.same)
    words = ("new", "changed", "removed", "as before")
    return ", ".join(f"{count.total()} {word}" for count, word in zip(counts, words, strict=True))

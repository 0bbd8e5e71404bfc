"""manage.py export_roster W --format xlsx|csv --output F [--columns …]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people.exporters import roster
from workshops.actions import exports
from workshops.exporters.columns import FORMATS, as_file, chosen
from workshops.models import Workshop


class Command(BaseCommand):
    help = "Write the roster of a workshop to a file that import_roster reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("workshop", help="the workshop's address (slug)")
        parser.add_argument("--format", choices=FORMATS, default="xlsx")
        parser.add_argument("--output", type=Path, required=True, help="the file to write")
        parser.add_argument(
            "--columns",
            nargs="*",
            help="keys of columns; without it all that are not private, and private ones only by name: "
            + ", ".join(column.key for column in roster.columns()),
        )

    def handle(self, *args, **options) -> None:
        workshop = Workshop.objects.filter(slug=options["workshop"]).first()
        if workshop is None:
            raise CommandError(f"There is no workshop {options['workshop']}.")
        columns = wanted(options["columns"])
        rows = roster.in_order(workshop)
        content = as_file(roster.roster_tables(rows, columns), options["format"])
        options["output"].write_bytes(content)
        count = rows.count()
        exports.keep(
            "roster",
            workshop=workshop,
            columns=columns,
            rows=count,
            format=options["format"],
            by=None,
            now=timezone.now(),
        )
        self.stdout.write(f"{count} rows written to {options['output']}.")


def wanted(keys: list[str] | None) -> list:
    """The columns of these keys. Raises CommandError for one that there is not."""
    columns = roster.columns()
    if keys is None:
        keys = [column.key for column in columns if not column.is_private]
    unknown = set(keys) - {column.key for column in columns}
    if unknown:
        raise CommandError(f"There is no column {', '.join(sorted(unknown))}.")
    return chosen(columns, keys)

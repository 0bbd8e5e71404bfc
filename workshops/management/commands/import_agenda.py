"""manage.py import_agenda FILE [--workshop SLUG] [--starts-on DATE] [--publish] [--dry-run]"""

from datetime import date

from django.core.management.base import CommandParser

from workshops.importers.agenda import AgendaImporter
from workshops.importers.command import ImportCommand


class Command(ImportCommand):
    help = "Make or update a workshop from an agenda workbook."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--workshop", help="the address (slug), where not the file’s")
        parser.add_argument(
            "--starts-on", type=date.fromisoformat, help="the first day; every date moves with it"
        )
        parser.add_argument("--publish", action="store_true", help="publish it if it is a draft")

    def importer(self, options: dict) -> AgendaImporter:
        return AgendaImporter(
            slug=options["workshop"], starts_on=options["starts_on"], publish=options["publish"]
        )

"""manage.py import_questionnaire FILE --workshop W --slug closing --instrument closing [--dry-run]"""

from django.core.management.base import CommandParser

from evaluations.importers.questionnaire import QuestionnaireImporter
from evaluations.models import Questionnaire
from workshops.importers.command import WorkshopImportCommand


class Command(WorkshopImportCommand):
    help = "Import a questionnaire into a workshop."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--slug", default="closing", help="the questionnaire's address")
        parser.add_argument(
            "--instrument",
            choices=Questionnaire.Instrument.values,
            default=Questionnaire.Instrument.CLOSING.value,
        )

    def importer(self, options: dict) -> QuestionnaireImporter:
        return QuestionnaireImporter(
            self.workshop(options), slug=options["slug"], instrument=options["instrument"]
        )

"""manage.py import_programme FILE --workshop SLUG [--dry-run]"""

from workshops.importers.command import WorkshopImportCommand
from workshops.importers.programme import ProgrammeImporter


class Command(WorkshopImportCommand):
    help = "Bring a programme on one sheet, or a schedule.json, into the agenda of a workshop."

    def importer(self, options: dict) -> ProgrammeImporter:
        return ProgrammeImporter(self.workshop(options))

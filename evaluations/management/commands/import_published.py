"""manage.py import_published FILE --workshop SLUG [--dry-run]"""

from evaluations.importers.published import PublishedImporter
from workshops.importers.command import WorkshopImportCommand


class Command(WorkshopImportCommand):
    help = "Import what a report published of an evaluation into a workshop."

    def importer(self, options: dict) -> PublishedImporter:
        return PublishedImporter(self.workshop(options))

"""manage.py import_allocations FILE --workshop W [--dry-run]"""

from django.utils import timezone

from people.importers.allocations import AllocationsImporter
from workshops.importers.command import WorkshopImportCommand


class Command(WorkshopImportCommand):
    help = "Import streams, funds and seats by country into a workshop."

    def importer(self, options: dict) -> AllocationsImporter:
        return AllocationsImporter(self.workshop(options), now=timezone.now())

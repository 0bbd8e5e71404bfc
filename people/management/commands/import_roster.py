"""manage.py import_roster FILE --workshop W [--dry-run]"""

from django.utils import timezone

from people.importers.roster import RosterImporter
from workshops.importers.command import WorkshopImportCommand


class Command(WorkshopImportCommand):
    help = "Import a roster of participants, resource persons and staff into a workshop."

    def importer(self, options: dict) -> RosterImporter:
        return RosterImporter(self.workshop(options), now=timezone.now())

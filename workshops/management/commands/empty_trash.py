"""manage.py empty_trash [--days N]: delete for good what was deleted long ago. Run it once a day."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from workshops.actions import trash
from workshops.trash import KEPT_DAYS


class Command(BaseCommand):
    help = "Delete for good what has been in the office's trash for some days, with its files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=KEPT_DAYS, help="how long it is kept")

    def handle(self, *args, days: int, **options) -> None:
        count = trash.empty(now=timezone.now(), days=days)
        self.stdout.write(f"{count} deleted for good.")

"""manage.py sweep_drafts [--days N]: what evaluations leave behind. Run it once a day."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from evaluations import box, drafts, scrubbing


class Command(BaseCommand):
    help = (
        "Delete encrypted drafts that nobody has touched for some days, and keys left by a crash."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="how old a draft may be")

    def handle(self, *args, days: int, **options) -> None:
        swept = drafts.sweep(today=timezone.now().date(), days=days)
        keys = box.destroy_spent_keys()
        cleaned = scrubbing.scrub_database()
        self.stdout.write(f"{swept} drafts and {keys} spent keys deleted.")
        if not cleaned:
            self.stderr.write("The database was too busy to be cleaned; it is tried next time.")

"""manage.py load_sample [--refresh-live]"""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from reports.samples.live import load_live
from reports.samples.seed import load_seed


class Command(BaseCommand):
    help = "Load the seed workshop and the live sample. Loading twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--refresh-live", action="store_true", help="move the live sample's dates around today"
        )

    def handle(self, *args, **options) -> None:
        now = timezone.now()
        seed = load_seed(now=now)
        live = load_live(now=now, refresh=options["refresh_live"])
        for workshop in (seed, live):
            self.stdout.write(
                f"{workshop.slug}: {workshop.title_en}, {workshop.starts_on} – {workshop.ends_on}"
            )

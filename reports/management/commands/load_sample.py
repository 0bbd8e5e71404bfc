"""manage.py load_sample [--refresh-live]"""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from reports.samples.coming import load_coming
from reports.samples.live import load_live
from reports.samples.seed import load_seed


class Command(BaseCommand):
    help = "Load the seed workshop and the two samples. Loading twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--refresh-live",
            action="store_true",
            help="move the samples' dates to around and ahead of today",
        )

    def handle(self, *args, **options) -> None:
        now = timezone.now()
        seed = load_seed(now=now)
        live = load_live(now=now, refresh=options["refresh_live"])
        coming = load_coming(now=now, refresh=options["refresh_live"])
        for workshop in (seed, live, coming):
            self.stdout.write(
                f"{workshop.slug}: {workshop.title_en}, {workshop.starts_on} – {workshop.ends_on}"
            )

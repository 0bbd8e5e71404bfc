"""manage.py run_releases: tell those concerned of scheduled releases whose time has come.

Readers see a scheduled release at its time whether or not this runs. Run it every few minutes; what was
told once is not told again.
"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from workshops.actions import releasing


class Command(BaseCommand):
    help = "Announce scheduled releases of agendas whose time has come."

    def handle(self, *args, **options) -> None:
        count = len(releasing.announce_due(now=timezone.now()))
        self.stdout.write(f"{count} announced.")

"""manage.py sweep_uploads: files whose import nobody came back for. Run it once a day."""

from django.core.management.base import BaseCommand

from workshops.admin import uploads


class Command(BaseCommand):
    help = "Delete uploaded files that were checked a day ago or more, and never imported."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{uploads.sweep()} files deleted.")

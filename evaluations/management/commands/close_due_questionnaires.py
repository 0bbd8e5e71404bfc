"""manage.py close_due_questionnaires: open the boxes whose hour has come. Run it every few minutes."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluations import box
from evaluations.models import Questionnaire
from evaluations.refusals import Refused


class Command(BaseCommand):
    help = "Close the questionnaires whose closing time has passed."

    def handle(self, *args, **options) -> None:
        now, failed = timezone.now(), 0
        for questionnaire in Questionnaire.objects.due_to_close(now):
            try:
                closed = box.close_questionnaire(questionnaire, by=None, now=now)
            except Refused as why:
                failed += 1
                self.stderr.write(f"{questionnaire.slug}: {why}")
            else:
                self.stdout.write(f"{questionnaire.slug}: {closed.responses} responses.")
        if failed:
            raise CommandError(f"{failed} could not be closed.")

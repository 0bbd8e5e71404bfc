"""manage.py run_offers: remind of offers that nobody answered, end those whose hour has passed.

Run it every few minutes; what was done once is not done again.
"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.actions import offers
from people.actions.refusals import Refused


class Command(BaseCommand):
    help = "Remind nominees of their offers, and end offers whose time has passed."

    def handle(self, *args, **options) -> None:
        now, refusals = timezone.now(), []
        counts = {"reminded": 0, "expired": 0}
        for name, rows, act in (
            ("expired", offers.due_to_expire(now), offers.expire),
            ("reminded", offers.due_to_remind(now), offers.remind),
        ):
            for row in rows:
                try:
                    counts[name] += act(row, now=now)
                except Refused as why:
                    refusals.append(f"{row.pk}: {why}")
        self.stdout.write("{reminded} reminded, {expired} expired.".format(**counts))
        if refusals:
            raise CommandError("\n".join(refusals))

"""How long the booklet of the seed workshop takes, in each language, from its release to the PDF."""

import statistics
import time

from tests.tools.bench import begin, say

MOST_SECONDS = 1.0
TRIES = 5


def measure() -> None:
    from django.conf import settings
    from django.utils import translation

    from reports.papers.booklet import booklet
    from reports.papers.booklet.edition import edition_of
    from workshops.agenda import agenda_for
    from workshops.models import Workshop

    workshop = Workshop.objects.get(slug="digital-economy-2024")
    for code, _name in settings.LANGUAGES:
        taken = []
        with translation.override(code):
            for _ in range(TRIES):
                started = time.perf_counter()
                agenda = agenda_for(workshop)
                pdf = booklet(agenda, edition_of(agenda.release, zone=agenda.zone))
                taken.append(time.perf_counter() - started)
        middle = statistics.median(taken)
        verdict = "" if middle <= MOST_SECONDS else "  <== TOO MUCH"
        say(
            f"booklet of the seed workshop ({code})\n"
            f"  {middle:.2f} s of {MOST_SECONDS:.0f}, {len(pdf) / 1000:.0f} kB{verdict}"
        )


if __name__ == "__main__":
    begin()
    measure()

"""How full the programme is, as facts: hours, days, evenings."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.sections.agenda import AnnexA
from reports.sections.figure import Figure
from workshops.models import PartOfDay


@dataclass(frozen=True)
class Load:
    """Nominal hours and evenings of an agenda."""

    hours: Figure
    days: Figure
    hours_a_day: Figure
    evenings: Figure
    evenings_running: Figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.hours, self.days, self.hours_a_day, self.evenings, self.evenings_running)


def load_of(annex: AnnexA, *, url: str) -> Load:
    """The load of the agenda; `url` leads to the list it is counted from."""
    hours = annex.agenda.hours
    days = len(annex.programme_days)
    evenings = evening_days(annex)
    return Load(
        hours=Figure(
            hours,
            _("Nominal hours"),
            _(
                "Each morning, afternoon and night of Annex A counts 4 hours and each daytime 8, "
                "unless a session says otherwise."
            ),
            url,
        ),
        days=Figure(
            days, _("Days with a programme"), _("Days of Annex A with at least one session."), url
        ),
        hours_a_day=Figure(
            hours / days if days else Decimal(0),
            _("Nominal hours on a programme day"),
            _("Nominal hours divided by days with a programme."),
            url,
        ),
        evenings=Figure(
            len(evenings),
            _("Evenings with a programme"),
            _("Days of Annex A with a session at night."),
            url,
        ),
        evenings_running=Figure(
            longest_run(evenings),
            _("Evenings running, at most"),
            _("The longest row of such days without a free evening between."),
            url,
        ),
    )


def evening_days(annex: AnnexA) -> list[int]:
    """Numbers of the days with a session at night, in order."""
    return sorted(
        {
            annex.agenda.workshop.day_number(item.date)
            for item in annex.sessions
            if item.part_of_day == PartOfDay.NIGHT
        }
    )


def longest_run(numbers: list[int]) -> int:
    """The length of the longest row of consecutive numbers."""
    longest = run = 0
    before = None
    for number in numbers:
        run = run + 1 if before is not None and number == before + 1 else 1
        longest, before = max(longest, run), number
    return longest

"""How full the programme is, as facts: hours, days, evenings."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.sections.agenda import AnnexA
from reports.sections.figure import Figure
from workshops import load
from workshops.models import Session


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
    held = [item for item in annex.sessions if item.status != Session.Status.CANCELLED]
    counted = load.load_of(held, annex.agenda.starts_on, annex.agenda.ends_on)
    return Load(
        hours=Figure(
            counted.hours,
            _("Nominal hours"),
            _(
                "Each morning, afternoon and night of Annex A counts 4 hours and each daytime 8, "
                "unless a session says otherwise."
            ),
            url,
        ),
        days=Figure(
            len(counted.programme_days),
            _("Days with a programme"),
            _("Days of Annex A with at least one session."),
            url,
        ),
        hours_a_day=Figure(
            counted.hours_a_day,
            _("Nominal hours on a programme day"),
            _("Nominal hours divided by days with a programme."),
            url,
        ),
        evenings=Figure(
            len(counted.evenings),
            _("Evenings with a programme"),
            _("Days of Annex A with a session at night."),
            url,
        ),
        evenings_running=Figure(
            counted.longest_run,
            _("Evenings running, at most"),
            _("The longest row of such days without a free evening between."),
            url,
        ),
    )

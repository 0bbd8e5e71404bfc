"""Annex A: the agenda, with names as the source prints them beside the corrected ones."""

from dataclasses import dataclass

from reports.words import source_lang
from workshops.agenda import Agenda, Day
from workshops.happened.record import Difference, record_of
from workshops.items import Billing, Item
from workshops.models import Session, SpeakerRole, Stop, Workshop
from workshops.overview import visits_of

NOT_WORK = (Session.Kind.OFF, Session.Kind.BREAK)


@dataclass(frozen=True)
class CorrectionLine:
    """Something the source misprints, and what it stands corrected to."""

    printed: str
    corrected: str
    place: str
    evidence: str


@dataclass(frozen=True)
class AnnexA:
    """The agenda day by day; `item.billings[n].as_printed` and the like are the source's words.

    They are in `source_lang`, "" where that is the language asked for. `agenda` is what was planned; every
    figure counts `delivered`, which is what was held of it, and what was added on a day that is known.
    `unmarked`: how many sessions count as planned because nobody has said what happened.
    """

    agenda: Agenda
    delivered: Agenda
    differences: tuple[Difference, ...]
    unmarked: int
    corrections: tuple[CorrectionLine, ...]
    source_lang: str

    @property
    def days(self) -> tuple[Day, ...]:
        return self.agenda.days

    @property
    def outcomes(self) -> dict[int, str]:
        """What became of a session in words, by its id, where it was not held as planned."""
        return {one.id: one.delivered for one in self.differences}

    @property
    def sessions(self) -> tuple[Item, ...]:
        """Everything delivered that is neither a break nor a day off."""
        return tuple(item for item in self.delivered.items if item.kind not in NOT_WORK)

    @property
    def programme_days(self) -> tuple[Day, ...]:
        """Days with at least one session."""
        dates = {item.date for item in self.sessions}
        return tuple(day for day in self.delivered.days if day.date in dates)

    @property
    def visits(self) -> tuple[Item, ...]:
        """The sessions that lead somewhere, as the page of visits lists them."""
        return visits_of(self.delivered)

    @property
    def places(self) -> int:
        """Stops of all visits, meals left out."""
        return sum(stop.kind != Stop.Kind.MEAL for visit in self.visits for stop in visit.stops)

    def billed(self, *roles: str, bodies: bool = False) -> tuple[Billing, ...]:
        """Who stands on a session in one of `roles`, each once, in the order of the agenda.

        Organisations are left out unless `bodies`.
        """
        found: dict[str, Billing] = {}
        for item in self.delivered.items:
            for billing in item.billings:
                if billing.role in roles and (bodies or not billing.is_organisation):
                    found.setdefault(billing.slug, billing)
        return tuple(found.values())

    @property
    def people_billed(self) -> tuple[Billing, ...]:
        """Everybody who stands on a session in any role, each once."""
        return self.billed(*SpeakerRole.Role.values)


def annex_a(workshop: Workshop, *, mount: str = "public") -> AnnexA:
    """The agenda of a workshop and the corrections to its source, in the active language."""
    corrections = workshop.corrections.order_by("position", "id")
    record = record_of(workshop, mount=mount)
    return AnnexA(
        agenda=record.planned,
        delivered=record.delivered,
        differences=record.differences,
        unmarked=record.unmarked,
        corrections=tuple(
            CorrectionLine(row.printed, row.corrected, row.place, row.evidence)
            for row in corrections
        ),
        source_lang=source_lang(workshop),
    )

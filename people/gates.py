"""What a nominee has to pass before being selected: each criterion with a verdict and its reason in words.

A criterion that nobody asks about is left out: all of them where the workshop has no call, language and
sector where there is no dossier. A selector's decision stands over what the dossier says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from people.models import (
    CAME,
    Call,
    Dossier,
    Gate,
    GateDecision,
    Level,
    Participation,
    Role,
    Sector,
)
from workshops.models import Workshop


class Verdict(models.TextChoices):
    PASSED = "passed", gettext_lazy("Passed")
    FAILED = "failed", gettext_lazy("Failed")
    UNKNOWN = "unknown", gettext_lazy("Not clear")


@dataclass(frozen=True)
class Checked:
    """One criterion for one nominee. `decided_by` is set where a selector decided."""

    gate: Gate
    verdict: Verdict
    reason: str
    decided_by: str = ""

    @property
    def passed(self) -> bool:
        return self.verdict == Verdict.PASSED


Earlier = dict[int, list[Participation]]


def gates_of(
    workshop: Workshop,
    rows: Sequence[Participation],
    *,
    call: Call | None,
    earlier: Earlier | None = None,
) -> dict[int, tuple[Checked, ...]]:
    """The criteria of nominees of one workshop, by primary key; in two queries whatever their number.

    `call` is the workshop's own, None where it has none. The rows' `dossier`, `sending_country` and
    `allocation__fund__only_country` should have been joined.
    """
    if call is None:
        return {row.pk: () for row in rows}
    if earlier is None:
        earlier = came_before(workshop, [row.person_id for row in rows])
    decided = decisions(rows)
    return {
        row.pk: tuple(
            decided.get((row.pk, checked.gate), checked)
            for checked in checks(workshop, row, call, earlier.get(row.person_id, []))
        )
        for row in rows
    }


def open_gates(row: Participation) -> tuple[Checked, ...]:
    """What still stands between one nominee and a seat."""
    call = Call.objects.filter(workshop=row.workshop_id).first()
    found = gates_of(row.workshop, [row], call=call)
    return tuple(checked for checked in found[row.pk] if not checked.passed)


def checks(
    workshop: Workshop, row: Participation, call: Call, earlier: list[Participation]
) -> Iterator[Checked]:
    dossier = getattr(row, "dossier", None)
    if dossier is not None and call.language_level:
        yield language(dossier, call.language_level)
    yield eligibility(row, dossier, call.sectors)
    if call.attended_within_years and workshop.programme_id:
        yield attendance(workshop, earlier, call.attended_within_years)


def language(dossier: Dossier, asked: str) -> Checked:
    """Enough of the working language, and somebody who can show it; the ministry's word is not enough."""
    said = {"stated": dossier.language_level, "asked": asked}
    if not dossier.language_level:
        return unclear(Gate.LANGUAGE, _("No level is stated; %(asked)s is asked for.") % said)
    order = list(Level.values)
    if order.index(dossier.language_level) < order.index(asked):
        return failed(Gate.LANGUAGE, _("%(stated)s is stated; %(asked)s is asked for.") % said)
    if dossier.language_evidence in ("", Dossier.Evidence.STATED):
        return unclear(Gate.LANGUAGE, _("%(stated)s is stated; nothing shows it.") % said)
    shown = dossier.get_language_evidence_display()
    return passed(
        Gate.LANGUAGE,
        pgettext("a level, how it is shown", "%(stated)s: %(shown)s") % (said | {"shown": shown}),
    )


def eligibility(row: Participation, dossier: Dossier | None, sectors: Sequence[str]) -> Checked:
    """Sent by the country that the seat is for and that its fund pays for, from a sector that is sought."""
    allocation = row.allocation
    country = allocation.country if allocation else None
    fund = allocation.fund if allocation else None
    if country and row.sending_country_id is None:
        return unclear(Gate.ELIGIBILITY, _("Nobody says which country sends the person."))
    if country and row.sending_country_id != country.pk:
        said = {"sent": row.sending_country, "country": country}
        return failed(Gate.ELIGIBILITY, _("Sent by %(sent)s; the seat is for %(country)s.") % said)
    if fund and fund.only_country_id and fund.only_country_id != row.sending_country_id:
        said = {"fund": fund, "country": fund.only_country}
        return failed(Gate.ELIGIBILITY, _("%(fund)s pays for %(country)s only.") % said)
    if dossier is not None and sectors:
        return of_sector(dossier, sectors)
    return passed(Gate.ELIGIBILITY, _("Sent by whom the seat is for."))


def of_sector(dossier: Dossier, sectors: Sequence[str]) -> Checked:
    if not dossier.sector:
        return unclear(Gate.ELIGIBILITY, _("No sector is stated."))
    said = {"sector": dossier.get_sector_display(), "sought": in_words(sectors)}
    if dossier.sector not in sectors:
        return failed(Gate.ELIGIBILITY, _("%(sector)s; sought: %(sought)s.") % said)
    return passed(Gate.ELIGIBILITY, said["sector"])


def in_words(sectors: Sequence[str]) -> str:
    names = [str(label) for code, label in Sector.choices if code in sectors]
    return pgettext("list separator", ", ").join(names)


def attendance(workshop: Workshop, earlier: list[Participation], years: int) -> Checked:
    """Whoever came to a workshop of the programme so recently leaves the place to others."""
    since = years_before(workshop.starts_on, years)
    recent = [
        row
        for row in earlier
        if row.workshop.programme_id == workshop.programme_id and row.workshop.ends_on >= since
    ]
    if not recent:
        return passed(
            Gate.ATTENDANCE, _("Not at a workshop of the programme since %(day)s.")
            % {"day": since.isoformat()},
        )  # fmt: skip
    last = recent[0].workshop
    return failed(
        Gate.ATTENDANCE,
        _("Came to “%(workshop)s” in %(year)s.") % {"workshop": last, "year": last.starts_on.year},
    )


def years_before(day: date, years: int) -> date:
    """The same day so many years ago; 1 March for 29 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, month=3, day=1)


def came_before(workshop: Workshop, people: Iterable[int]) -> Earlier:
    """Where these people came as participants before this workshop, the last first."""
    rows = (
        Participation.objects.filter(
            person__in=list(people),
            role=Role.PARTICIPANT,
            state__in=CAME,
            workshop__starts_on__lt=workshop.starts_on,
        )
        .exclude(workshop=workshop)
        .select_related("workshop")
        .order_by("-workshop__starts_on", "pk")
    )
    found: Earlier = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def decisions(rows: Sequence[Participation]) -> dict[tuple[int, str], Checked]:
    made = GateDecision.objects.filter(participation__in=[row.pk for row in rows])
    return {
        (one.participation_id, one.gate): Checked(
            gate=Gate(one.gate),
            verdict=Verdict.PASSED if one.passed else Verdict.FAILED,
            reason=one.reason,
            decided_by=one.by.get_full_name() or one.by.username if one.by else _("a selector"),
        )
        for one in made.select_related("by")
    }


def passed(gate: Gate, reason: str) -> Checked:
    return Checked(gate, Verdict.PASSED, reason)


def failed(gate: Gate, reason: str) -> Checked:
    return Checked(gate, Verdict.FAILED, reason)


def unclear(gate: Gate, reason: str) -> Checked:
    return Checked(gate, Verdict.UNKNOWN, reason)

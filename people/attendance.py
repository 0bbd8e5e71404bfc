"""Who was there: at the opening, ever, and on each day; and what that means for certificates.

A programme day is one with something other than a day off on the agenda; every day of the workshop where
the agenda is empty. Somebody was there on a day if that was entered. Where nobody kept attendance in the
whole workshop, the days from arrival to departure count instead; an unknown arrival is the first day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from people.models import CAME, Attendance, Call, Participation, State
from workshops.models import Session, Workshop


@dataclass(frozen=True)
class DayCount:
    """How many participants were there on one programme day, of those who had arrived and not left."""

    day: date
    present: int
    here: int


@dataclass(frozen=True)
class Figures:
    """Attendance of the participants of one workshop.

    `at_opening` had arrived on the first day or before, `ever` at any time. `kept`: attendance was entered.
    """

    at_opening: int
    ever: int
    days: tuple[DayCount, ...]
    kept: bool

    @property
    def late(self) -> int:
        return self.ever - self.at_opening


@dataclass(frozen=True)
class Standing:
    """Where one person stands as to a certificate. `needed` and `attended` are programme days."""

    attended: int
    needed: int
    of: int
    completed: bool
    came: bool
    waiver: str

    @property
    def attended_enough(self) -> bool:
        return self.attended >= self.needed

    @property
    def may_have_certificate(self) -> bool:
        """Completed and there often enough; or came at all, and somebody of the office said why."""
        return (self.completed and self.attended_enough) or (self.came and bool(self.waiver))


def figures(workshop: Workshop, *, until: date | None = None) -> Figures:
    """Three queries, whatever the number of people; without the days after `until`."""
    people = list(workshop.participations.participants().who_came().order_by("pk"))
    days, entered = programme_days(workshop), days_entered(workshop)
    return Figures(
        at_opening=sum(
            (row.arrived_on or workshop.starts_on) <= workshop.starts_on for row in people
        ),
        ever=len(people),
        days=tuple(
            day_count(day, people, entered, workshop)
            for day in days
            if until is None or day <= until
        ),
        kept=bool(entered),
    )


def day_count(
    day: date,
    people: Iterable[Participation],
    entered: Mapping[int, Collection[date]],
    workshop: Workshop,
) -> DayCount:
    here = [row for row in people if was_here(row, day, workshop)]
    present = [row for row in people if day in entered.get(row.pk, ())] if entered else here
    return DayCount(day, len(present), len(here))


def was_here(row: Participation, day: date, workshop: Workshop) -> bool:
    """Whether somebody had arrived and not left."""
    return (row.arrived_on or workshop.starts_on) <= day and (not row.left_on or day <= row.left_on)


def programme_days(workshop: Workshop) -> tuple[date, ...]:
    planned = workshop.sessions.exclude(kind=Session.Kind.OFF).exclude(date=None)
    days = sorted(set(planned.values_list("date", flat=True)))
    within = tuple(day for day in days if workshop.starts_on <= day <= workshop.ends_on)
    return within or all_days(workshop)


def all_days(workshop: Workshop) -> tuple[date, ...]:
    length = (workshop.ends_on - workshop.starts_on).days + 1
    return tuple(workshop.starts_on + timedelta(days=number) for number in range(length))


def days_entered(workshop: Workshop) -> dict[int, set[date]]:
    """The days that were entered for each participation."""
    rows = Attendance.objects.filter(participation__workshop=workshop)
    found: dict[int, set[date]] = defaultdict(set)
    for participation, day in rows.values_list("participation", "day"):
        found[participation].add(day)
    return dict(found)


def may_have_certificate(participation: Participation) -> bool:
    """Whether this person gets one; for many people ask `standings`."""
    return standing(participation).may_have_certificate


def standing(participation: Participation) -> Standing:
    return standings(participation.workshop, [participation])[participation.pk]


def standings(
    workshop: Workshop, people: Collection[Participation] | None = None
) -> dict[int, Standing]:
    """By participation, of these people or of all participants: as many queries for one as for many."""
    rows = workshop.participations.participants() if people is None else people
    days, entered = programme_days(workshop), days_entered(workshop)
    percent = percent_for(workshop)
    return {row.pk: standing_of(row, workshop, days, entered, percent) for row in rows}


def percent_for(workshop: Workshop) -> int:
    call = Call.objects.filter(workshop=workshop).first() or Call()
    return call.attendance_percent


def standing_of(
    row: Participation,
    workshop: Workshop,
    days: Collection[date],
    entered: Mapping[int, Collection[date]],
    percent: int,
) -> Standing:
    came = row.state in CAME
    if entered:
        attended = sum(day in entered.get(row.pk, ()) for day in days)
    else:
        attended = sum(came and was_here(row, day, workshop) for day in days)
    return Standing(
        attended=attended,
        needed=-(-len(days) * percent // 100),  # rounded up
        of=len(days),
        completed=row.state == State.COMPLETED,
        came=came,
        waiver=row.certificate_waiver,
    )

"""What a beginning comes to, before anything is made."""

from dataclasses import dataclass
from datetime import date, timedelta

from workshops import dates
from workshops.actions.starting import Plan
from workshops.models import Beginning, PartOfDay, Session
from workshops.starting.copies import offered, with_needs
from workshops.starting.pattern import Planned, pattern
from workshops.starting.shifting import Shifted, left_out, same_weekday, shifted

Source = Beginning.Source
PARTS = (PartOfDay.MORNING, PartOfDay.DAYTIME, PartOfDay.AFTERNOON, PartOfDay.NIGHT)


@dataclass(frozen=True)
class DayAhead:
    """One day of the pattern: its sessions in words, by part of day."""

    number: int
    day: date
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Preview:
    """`ahead` is what a pattern gives, `days` what becomes of a past workshop's; one of them is empty."""

    dates: str
    ahead: tuple[DayAhead, ...] = ()
    sessions: int = 0
    pieces: tuple[tuple[str, str], ...] = ()
    days: tuple[Shifted, ...] = ()
    keeping: tuple[date, ...] = ()
    left_out: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(day.warning for day in self.days if day.warning)


def preview(beginning: Beginning, plan: Plan) -> Preview:
    when = dates.date_range(plan.first, plan.last)
    if beginning.source == Source.PATTERN:
        planned = pattern(plan.first, plan.days, plan.wishes)
        return Preview(when, ahead=days_ahead(planned, plan), sessions=len(planned))
    if beginning.source == Source.PAST:
        return of_past(beginning, plan, when)
    return Preview(when)


def of_past(beginning: Beginning, plan: Plan, when: str) -> Preview:
    chosen = with_needs(plan.copies)
    pieces = tuple(
        (str(each.label), said) for each, said in offered(beginning.past) if each.key in chosen
    )
    if "agenda" not in chosen:
        return Preview(when, pieces=pieces)
    days = shifted(beginning.past, plan.first, plan.days)
    return Preview(
        when,
        pieces=pieces,
        days=days,
        keeping=same_weekday(beginning.past, plan.first),
        left_out=left_out(days),
    )


def days_ahead(planned: tuple[Planned, ...], plan: Plan) -> tuple[DayAhead, ...]:
    return tuple(
        DayAhead(
            number,
            plan.first + timedelta(days=number - 1),
            tuple(lines_of([each for each in planned if each.day == number])),
        )
        for number in range(1, plan.days + 1)
    )


def lines_of(planned: list[Planned]):
    """For each part of the day what is in it, breaks left out."""
    for part in PARTS:
        names = [
            str(each.title or Session.Kind(each.kind).label)
            for each in planned
            if each.part == part and each.kind != Session.Kind.BREAK
        ]
        if names:
            yield str(part.label), " · ".join(names)

"""The recommended pattern of a programme, as the lessons of past workshops have it.

Daytimes on weekdays, in blocks of 60 minutes with 20 for questions and a break after each; few evenings,
none of them a lecture and never two running; a cultural visit on Saturday, Sunday off; time to prepare
the group reports before they are given on the last day; a ceremony to open and one to close.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workshops.models import PartOfDay, Session

Kind = Session.Kind
Part = PartOfDay

BLOCK_MINUTES = 80  # 60 of them to present, 20 for questions
QUESTIONS_MINUTES = 20
LONGEST_STRETCH = 90  # minutes without a break
USUAL_EVENINGS = 3
VISIT_WEEKDAY = 2  # Wednesday
SATURDAY, SUNDAY = 5, 6
DAYS_OF_A_WEEK = 7
BETWEEN_EVENINGS = 3  # days at least from one evening to the next

MORNING = (time(9), time(10, 20)), (time(10, 20), time(10, 40)), (time(10, 40), time(12))
AFTERNOON = (time(14), time(15, 20)), (time(15, 20), time(15, 40)), (time(15, 40), time(17))
EVENING = time(18, 30), time(20, 30)


@dataclass(frozen=True)
class Wishes:
    """What one may choose of the pattern."""

    evenings: int = USUAL_EVENINGS
    reports: bool = True
    visits: bool = True


@dataclass(frozen=True)
class Planned:
    """One session of the pattern; `day` is 1 on the first day, `title` is "" where one is to be given."""

    day: int
    part: str
    kind: str
    title: str | Promise = ""
    starts_at: time | None = None
    ends_at: time | None = None
    method: str = ""
    questions: int | None = None
    on_site: bool = False
    position: int = 0


Slot = tuple[time, time]


def pattern(first: date, days: int, wishes: Wishes | None = None) -> tuple[Planned, ...]:
    """The sessions of a programme of so many days, in order."""
    wishes = wishes or Wishes()
    dates = [first + timedelta(days=n) for n in range(days)]
    working = working_days(dates)
    evenings = set(evening_days(working, wishes.evenings))
    planned: list[Planned] = []
    for number, day in enumerate(dates, start=1):
        if day in working:
            planned += working_day(number, day, working, wishes)
        else:
            planned.append(free_day(number, day, working))
        if day in evenings:
            planned.append(evening(number, day, working))
    return tuple(placed(planned))


def working_days(dates: Sequence[date]) -> list[date]:
    """The weekdays; every day where there are none."""
    return [day for day in dates if day.weekday() < SATURDAY] or list(dates)


def evening_days(working: Sequence[date], at_most: int) -> list[date]:
    """Days with an evening: the first, the last but one, then what lies furthest from the others."""
    chosen: list[date] = []
    for day in (working[0], *working[-2:-1]):
        if len(chosen) < at_most and distance(day, chosen) >= BETWEEN_EVENINGS:
            chosen.append(day)
    while len(chosen) < at_most:
        best = max(working[:-1] or working, key=lambda day: distance(day, chosen))
        if distance(best, chosen) < BETWEEN_EVENINGS:
            break
        chosen.append(best)
    return sorted(chosen)


def distance(day: date, others: Sequence[date]) -> int:
    """Days to the nearest of the others; many where there are none."""
    return min((abs((day - other).days) for other in others), default=BETWEEN_EVENINGS)


def free_day(number: int, day: date, working: Sequence[date]) -> Planned:
    """A weekend: in the middle of the programme Saturday leads to a cultural visit."""
    if day < working[0]:
        return Planned(number, Part.DAYTIME, Kind.OFF, _("Arrival"))
    if day > working[-1]:
        return Planned(number, Part.DAYTIME, Kind.OFF, _("Departure"))
    if day.weekday() == SATURDAY:
        return Planned(
            number, Part.DAYTIME, Kind.TOUR, _("Cultural visit"), method="visit", on_site=True
        )
    return Planned(number, Part.DAYTIME, Kind.OFF, _("Day off"))


def evening(number: int, day: date, working: Sequence[date]) -> Planned:
    if day == working[0]:
        title = _("Welcome evening")
    elif day in working[-2:-1]:
        title = _("Farewell evening")
    else:
        title = _("Evening together")
    return Planned(number, Part.NIGHT, Kind.NETWORKING, title, *EVENING)


def working_day(
    number: int, day: date, working: Sequence[date], wishes: Wishes
) -> Iterator[Planned]:
    """Two blocks in the morning and two in the afternoon; a visit on Wednesday afternoons."""
    only, last = len(working) == 1, day == working[-1]
    reports = wishes.reports and not only
    if last and reports:
        yield from half(number, Part.MORNING, MORNING, preparation(), preparation())
    elif day == working[0]:
        yield from half(number, Part.MORNING, MORNING, opening(), lecture())
    else:
        yield from half(number, Part.MORNING, MORNING, lecture(), lecture())
    if last:
        talk = group_reports() if reports else conclusions()
        yield from half(number, Part.AFTERNOON, AFTERNOON, talk, closing())
    elif wishes.visits and day.weekday() == VISIT_WEEKDAY and day != working[0]:
        starts, ends = AFTERNOON[0][0], AFTERNOON[-1][1]
        yield Planned(
            number, Part.AFTERNOON, Kind.SITE_VISIT, "", starts, ends, "visit", on_site=True
        )
    elif reports and day in working[-2:-1]:
        yield from half(number, Part.AFTERNOON, AFTERNOON, case(), preparation())
    else:
        yield from half(number, Part.AFTERNOON, AFTERNOON, case(), exercise())


def half(
    number: int, part: str, slots: Sequence[Slot], one: Planned, other: Planned
) -> Iterator[Planned]:
    """Two blocks with a break between them."""
    pause = Planned(number, part, Kind.BREAK, _("Break"))
    for slot, each in zip(slots, (one, pause, other), strict=True):
        yield replace(each, day=number, part=part, starts_at=slot[0], ends_at=slot[1])


def block(kind: str, title: str | Promise = "", method: str = "", questions=None) -> Planned:
    return Planned(0, "", kind, title, method=method, questions=questions)


def lecture() -> Planned:
    return block(Kind.LECTURE, method="presentation", questions=QUESTIONS_MINUTES)


def case() -> Planned:
    return block(Kind.DISCUSSION, method="case_study", questions=QUESTIONS_MINUTES)


def exercise() -> Planned:
    return block(Kind.GROUP_WORK, method="exercise")


def preparation() -> Planned:
    return block(Kind.GROUP_WORK, _("Preparing the group reports"), "exercise")


def group_reports() -> Planned:
    return block(Kind.GROUP_WORK, _("Group reports"), "discussion", QUESTIONS_MINUTES)


def conclusions() -> Planned:
    return block(Kind.DISCUSSION, _("Conclusions"), "discussion")


def opening() -> Planned:
    return block(Kind.CEREMONY, _("Opening ceremony"))


def closing() -> Planned:
    return block(Kind.CEREMONY, _("Closing ceremony"))


def placed(planned: Sequence[Planned]) -> Iterator[Planned]:
    """Each with its place among those of its half-day."""
    before: dict[tuple[int, str], int] = defaultdict(int)
    for each in planned:
        before[each.day, each.part] += 1
        yield replace(each, position=before[each.day, each.part])

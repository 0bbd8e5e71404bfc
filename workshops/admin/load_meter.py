"""The load of a programme as the page shows it: a line for each day, figures over it, shares beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from workshops import dates
from workshops.load import DayLoad
from workshops.models import Speaker
from workshops.rules import Review, rule_of
from workshops.rules.hours import scheduled_of
from workshops.rules.programme import Programme
from workshops.rules.teaching import practical_share, speaker_kinds
from workshops.rules.words import hours_word, number, rounded


@dataclass(frozen=True)
class DayLine:
    """One day: its hours as words and as percent of the widest bar."""

    day: DayLoad
    label: str
    hours: str
    percent: int
    is_over: bool
    free: str


@dataclass(frozen=True)
class Share:
    """One part of a whole: planned and scheduled hours of a component, or speakers of a kind."""

    label: str
    count: str
    of: str
    percent: int


@dataclass(frozen=True)
class Meter:
    """All of it. `limit` is where the limit of a day stands on the bars, in percent."""

    lines: tuple[DayLine, ...]
    limit: int
    most: int
    figures: tuple[tuple[str, str], ...]
    components: tuple[Share, ...]
    speakers: tuple[Share, ...]
    weeks: tuple[tuple[DayLine, ...], ...]


def meter_of(review: Review) -> Meter:
    programme = review.programme
    most = review.limits("hours_a_day")["day"]
    widest = max([day.hours for day in programme.load.days] + [Decimal(most), Decimal(1)])
    lines = {day.number: line_of(day, most, widest) for day in programme.load.days}
    return Meter(
        lines=tuple(lines.values()),
        limit=percent(most, widest),
        most=most,
        figures=tuple(figures(programme)),
        components=tuple(components(programme)),
        speakers=tuple(speakers(programme)),
        weeks=tuple(tuple(lines[d.number] for d in week) for week in programme.load.weeks),
    )


def line_of(day: DayLoad, most: int, widest: Decimal) -> DayLine:
    return DayLine(
        day=day,
        label=dates.day(day.date),
        hours=number(day.hours),
        percent=percent(day.hours, widest),
        is_over=day.hours > most,
        free=free_in_words(day),
    )


def free_in_words(day: DayLoad) -> str:
    if not day.has_programme:
        return _("Day off")
    return (
        ngettext("%(n)s half-day", "%(n)s half-days", day.free_halves) % {"n": day.free_halves}
        if day.free_halves
        else "–"
    )


def percent(part: Decimal | int, whole: Decimal | int) -> int:
    return round(part * 100 / whole) if whole else 0


def figures(programme: Programme) -> Iterator[tuple[str, str]]:
    load = programme.load
    yield _("Nominal hours"), number(load.hours)
    yield _("A day with a programme"), hours_word(load.hours_a_day)
    yield _("On site"), hours_word(load.on_site)
    yield (
        _("Evenings"),
        _("%(count)s of %(days)s, %(run)s running at most")
        % {
            "count": len(load.evenings),
            "days": len(load.programme_days),
            "run": load.longest_run,
        },
    )
    yield _("Days off"), str(len(load.days) - len(load.programme_days))
    yield _("Free half-days beside"), str(load.free_halves)
    share = practical_share(programme)
    if share is not None:
        yield _("Practical, of what is taught"), f"{number(share)} %"


def components(programme: Programme) -> Iterator[Share]:
    for component in programme.components:
        scheduled = scheduled_of(programme, component.id)
        yield Share(
            label=component.name,
            count=number(scheduled),
            of=number(component.hours),
            percent=min(percent(rounded(scheduled), component.hours), 100),
        )


def speakers(programme: Programme) -> Iterator[Share]:
    kinds = speaker_kinds(programme)
    total = sum(kinds.values())
    for kind, label in [*Speaker.Kind.choices, ("", pgettext("kind of speaker", "Not known"))]:
        if kinds[kind]:
            yield Share(str(label), str(kinds[kind]), str(total), percent(kinds[kind], total))


def name_of(code: str) -> str:
    """The rule's name, also of one that is no longer there."""
    rule = rule_of(code)
    return str(rule.name) if rule else code

"""What leaves people air: evenings, breaks, free time, and time to prepare what they present."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops import dates
from workshops.models import PartOfDay
from workshops.rules.finding import Finding, Severity, Unjudged
from workshops.rules.programme import Kind, Programme, Slot
from workshops.rules.registry import Limit, Limits, Rule, add
from workshops.rules.words import (
    day_word,
    hours_word,
    number,
    rounded,
    title_word,
    untimed_word,
)

SEATED = (Kind.CEREMONY, Kind.LECTURE, Kind.GROUP_WORK, Kind.DISCUSSION)
WHOLE_WEEK = 6  # days; what is shorter needs no day off


def evenings(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """How many evenings hold a programme, which follow each other, and which hold a lecture."""
    load = programme.load
    count, most = len(load.evenings), limits["evenings"]
    if count > most:
        yield Finding(
            key="count",
            severity=Severity.URGENT,
            text=_("%(count)s of %(days)s programme days have an evening; %(most)s at most.")
            % {"count": count, "days": len(load.programme_days), "most": most},
            weight=Decimal(count),
        )
    for run in load.runs:
        if len(run) > limits["running"]:
            yield Finding(
                key=f"run-{run[0].number}",
                severity=Severity.URGENT,
                text=_("%(count)s evenings running, from %(first)s to %(last)s.")
                % {"count": len(run), "first": day_word(run[0]), "last": day_word(run[-1])},
                weight=Decimal(len(run)),
                days=tuple(day.date for day in run),
            )
    for slot in programme.of(Kind.LECTURE):
        if slot.part_of_day == PartOfDay.NIGHT:
            yield Finding(
                key=f"lecture-{slot.uuid}",
                severity=Severity.WARNING,
                text=_("%(title)s is a lecture in the evening of %(day)s.")
                % {"title": title_word(slot), "day": dates.day(slot.day)},
                weight=rounded(slot.hours),
                days=(slot.day,),
                sessions=(slot.id,),
            )


def stretches(programme: Programme, limits: Limits) -> Iterator[Finding | Unjudged]:
    """Sessions that follow each other with less than a break between them."""
    for day, slots in programme.by_day(programme.of(*SEATED)):
        for stretch in runs_without_a_break(programme, slots, limits["pause"]):
            start, end = ends_of(programme, stretch)
            minutes = int((end - start).total_seconds() // 60)
            if len(stretch) > 1 and minutes > limits["stretch"]:
                yield Finding(
                    key=f"from-{stretch[0].uuid}",
                    severity=Severity.WARNING,
                    text=_("%(day)s: %(minutes)s minutes without a break from %(time)s on.")
                    % {
                        "day": dates.day(day),
                        "minutes": minutes,
                        "time": f"{stretch[0].starts_at:%H:%M}",
                    },
                    weight=Decimal(minutes),
                    days=(day,),
                    sessions=tuple(slot.id for slot in stretch),
                )
    yield from untimed(programme.of(*SEATED))


def runs_without_a_break(programme: Programme, slots: list[Slot], pause: int) -> list[list[Slot]]:
    """Timed sessions of a day, cut where at least `pause` minutes lie between them."""
    runs: list[list[Slot]] = []
    until = None
    timed = [slot for slot in slots if slot.is_timed]
    for slot in sorted(timed, key=lambda slot: slot.span(programme.tzinfo)):
        start, end = slot.span(programme.tzinfo)
        if until is None or (start - until).total_seconds() >= pause * 60:
            runs.append([])
        runs[-1].append(slot)
        until = max(until or end, end)
    return runs


def ends_of(programme: Programme, slots: list[Slot]) -> tuple:
    spans = [slot.span(programme.tzinfo) for slot in slots]
    return min(start for start, _end in spans), max(end for _start, end in spans)


def untimed(slots: tuple[Slot, ...]) -> Iterator[Unjudged]:
    """Say how many could not be judged for want of clock times."""
    if count := sum(not slot.is_timed for slot in slots):
        yield Unjudged(untimed_word(count))


def free_time(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """In each whole week, a day off and free half-days beside it; a further day off is two of them."""
    for place, week in enumerate(programme.load.weeks, start=1):
        if len(week) < WHOLE_WEEK:
            continue
        off = sum(not day.has_programme for day in week)
        if off < limits["off"]:
            yield Finding(
                key=f"off-{place}",
                severity=Severity.WARNING,
                text=ngettext(
                    "Week %(week)s has %(n)s day off; %(least)s at least.",
                    "Week %(week)s has %(n)s days off; %(least)s at least.",
                    off,
                )
                % {"week": place, "n": off, "least": limits["off"]},
                weight=Decimal(limits["off"] - off),
                days=tuple(day.date for day in week),
            )
        free = sum(day.free_halves for day in week if day.has_programme)
        free += 2 * max(off - limits["off"], 0)
        if free < limits["halves"]:
            yield Finding(
                key=f"halves-{place}",
                severity=Severity.WARNING,
                text=ngettext(
                    "Week %(week)s has %(n)s free half-day beside that; %(least)s at least.",
                    "Week %(week)s has %(n)s free half-days beside that; %(least)s at least.",
                    free,
                )
                % {"week": place, "n": free, "least": limits["halves"]},
                weight=Decimal(limits["halves"] - free),
                days=tuple(day.date for day in week),
            )


def preparation(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Group work before the last of it, where groups report. Nothing to ask where there is none."""
    group_work = [
        slot for _day, slots in programme.by_day(programme.of(Kind.GROUP_WORK)) for slot in slots
    ]
    if not group_work:
        return
    *earlier, report = group_work
    hours = sum((slot.hours for slot in earlier), Decimal(0))
    if hours < limits["hours"]:
        yield Finding(
            key="hours",
            severity=Severity.URGENT,
            text=_("Groups report in %(title)s with %(hours)s to prepare it; %(least)s at least.")
            % {
                "title": title_word(report),
                "hours": hours_word(hours),
                "least": number(Decimal(limits["hours"])),
            },
            weight=rounded(limits["hours"] - hours),
            days=(report.day,),
            sessions=(report.id,),
        )


add(
    Rule(
        "evenings",
        gettext_lazy("Evenings"),
        gettext_lazy("Sessions at night: how many, how many running, and that none is a lecture."),
        evenings,
        order=30,
        limits=(
            Limit("evenings", gettext_lazy("Evenings, at most"), 3),
            Limit("running", gettext_lazy("Evenings running, at most"), 1),
        ),
    )
)
add(
    Rule(
        "stretch",
        gettext_lazy("Breaks"),
        gettext_lazy("How long people sit in sessions that follow each other."),
        stretches,
        order=40,
        limits=(
            Limit("stretch", gettext_lazy("Minutes without a break, at most"), 90, most=999),
            Limit("pause", gettext_lazy("Minutes that make a break"), 10, most=120),
        ),
    )
)
add(
    Rule(
        "free_time",
        gettext_lazy("Free time"),
        gettext_lazy("Days off, and free mornings and afternoons of other days, in each week."),
        free_time,
        order=50,
        limits=(
            Limit("off", gettext_lazy("Days off a week, at least"), 1, most=7),
            Limit("halves", gettext_lazy("Free half-days a week, at least"), 1, most=14),
        ),
    )
)
add(
    Rule(
        "preparation",
        gettext_lazy("Preparation of group reports"),
        gettext_lazy("Group work before the last group work, where groups report."),
        preparation,
        order=60,
        limits=(Limit("hours", gettext_lazy("Hours to prepare, at least"), 4),),
    )
)

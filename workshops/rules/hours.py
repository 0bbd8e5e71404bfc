"""How many hours a programme asks for: a day, a week, and of each component."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.rules.finding import Finding, Mend, Severity
from workshops.rules.programme import Programme
from workshops.rules.registry import Limit, Limits, Rule, add
from workshops.rules.words import day_word, hours_word, number, rounded

TENTH = Decimal("0.1")


def hours_a_day(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """The mean over all days with a programme, and each day on its own."""
    load, most = programme.load, limits["day"]
    if load.hours_a_day > most:
        yield Finding(
            key="mean",
            severity=Severity.URGENT,
            text=_("%(hours)s on %(days)s programme days are %(mean)s a day; %(most)s at most.")
            % {
                "hours": hours_word(load.hours),
                "days": len(load.programme_days),
                "mean": number(load.hours_a_day),
                "most": most,
            },
            weight=rounded(load.hours_a_day),
        )
    for day in load.programme_days:
        if day.hours > most:
            yield Finding(
                key=f"day-{day.number}",
                severity=Severity.WARNING,
                text=_("%(day)s has %(hours)s; %(most)s at most.")
                % {"day": day_word(day), "hours": hours_word(day.hours), "most": most},
                weight=rounded(day.hours),
                days=(day.date,),
            )


def hours_a_week(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Seven days each, from the first day on."""
    for place, week in enumerate(programme.load.weeks, start=1):
        hours = sum((day.hours for day in week), Decimal(0))
        if hours > limits["week"]:
            yield Finding(
                key=f"week-{place}",
                severity=Severity.WARNING,
                text=_("Week %(week)s has %(hours)s; %(most)s at most.")
                % {"week": place, "hours": hours_word(hours), "most": limits["week"]},
                weight=rounded(hours),
                days=tuple(day.date for day in week if day.has_programme),
            )


def component_hours(programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Hours scheduled of each component against those planned for it."""
    for component in programme.components:
        scheduled = scheduled_of(programme, component.id)
        apart = abs(scheduled - component.hours)
        if rounded(apart) > limits["apart"]:
            yield Finding(
                key=f"component-{component.id}",
                severity=Severity.WARNING,
                text=_("%(component)s: %(scheduled)s of %(planned)s planned hours are scheduled.")
                % {
                    "component": component.name,
                    "scheduled": number(scheduled),
                    "planned": number(component.hours),
                },
                weight=rounded(apart),
                sessions=tuple(s.id for s in programme.work if s.component == component.id),
                mend=Mend("workshop", programme.workshop),
            )
    loose = [slot for slot in programme.work if slot.component is None]
    if programme.components and loose:
        hours = sum((slot.hours for slot in loose), Decimal(0))
        yield Finding(
            key="none",
            severity=Severity.HINT,
            text=_("%(hours)s belong to no component.") % {"hours": hours_word(hours)},
            weight=rounded(hours),
            sessions=tuple(slot.id for slot in loose),
        )


def scheduled_of(programme: Programme, component: int) -> Decimal:
    return sum((s.hours for s in programme.work if s.component == component), Decimal(0))


add(
    Rule(
        "hours_a_day",
        gettext_lazy("Hours a day"),
        gettext_lazy("Nominal hours on a day with a programme, and on average."),
        hours_a_day,
        order=10,
        limits=(Limit("day", gettext_lazy("Hours a day, at most"), 8, most=24),),
    )
)
add(
    Rule(
        "hours_a_week",
        gettext_lazy("Hours a week"),
        gettext_lazy("Nominal hours in each seven days from the first day on."),
        hours_a_week,
        order=20,
        limits=(Limit("week", gettext_lazy("Hours a week, at most"), 48, most=168),),
    )
)
add(
    Rule(
        "components",
        gettext_lazy("Planned and scheduled hours"),
        gettext_lazy("Hours of each component on the agenda against those planned for it."),
        component_hours,
        order=100,
        limits=(Limit("apart", gettext_lazy("Hours apart, at most"), 2),),
    )
)

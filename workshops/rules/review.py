"""What the rules say of a workshop, sorted into what stands, what is waived, and what nobody could judge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workshops.models import RuleSetting, Waiver, Workshop
from workshops.rules.finding import Finding, Severity, Unjudged
from workshops.rules.gathering import programmes
from workshops.rules.programme import Programme
from workshops.rules.registry import Limits, Rule, rules


@dataclass(frozen=True)
class Standing:
    """A finding, and its waiver if it has one: in force, or outgrown where it was waived when it weighed less."""

    finding: Finding
    waiver: Waiver | None = None

    @property
    def is_waived(self) -> bool:
        return self.waiver is not None and self.finding.weight <= self.waiver.weight

    @property
    def came_back(self) -> bool:
        return self.waiver is not None and not self.is_waived


@dataclass(frozen=True)
class Review:
    """All of it for one workshop. `off` are the rules that do not look; `idle` the waivers that match nothing."""

    programme: Programme
    all: tuple[Standing, ...]
    unjudged: tuple[Unjudged, ...]
    idle: tuple[Waiver, ...]
    off: tuple[Rule, ...]

    @property
    def standing(self) -> tuple[Standing, ...]:
        """What is not waived, or came back."""
        return tuple(one for one in self.all if not one.is_waived)

    @property
    def waived(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.all if one.is_waived)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one.finding for one in self.standing)

    def of(self, severity: str) -> tuple[Standing, ...]:
        return tuple(one for one in self.standing if one.finding.severity == severity)

    @property
    def urgent(self) -> tuple[Standing, ...]:
        return self.of(Severity.URGENT)

    def find(self, rule: str, key: str) -> Standing | None:
        """The finding of that rule with that key, waived or not."""
        same = (one for one in self.all if (one.finding.rule, one.finding.key) == (rule, key))
        return next(same, None)


def findings(workshop: Workshop) -> tuple[Finding, ...]:
    """What stands against the working copy now, heaviest first; what is waived is left out."""
    return review(workshop).findings


def review(workshop: Workshop) -> Review:
    return reviews([workshop])[workshop.pk]


def reviews(workshops: Sequence[Workshop]) -> dict[int, Review]:
    """Of each workshop by primary key, in as many queries for one as for fifty."""
    read = programmes(workshops)
    chosen = settings_of(workshops)
    waivers = Waiver.objects.filter(workshop__in=workshops).select_related("by")
    by_workshop: dict[int, list[Waiver]] = {workshop.pk: [] for workshop in workshops}
    for waiver in waivers:
        by_workshop[waiver.workshop_id].append(waiver)
    return {
        pk: sorted_out(programme, chosen.get(pk, {}), by_workshop[pk])
        for pk, programme in read.items()
    }


def settings_of(workshops: Sequence[Workshop]) -> dict[int, dict[str, RuleSetting]]:
    """What is not as usual, by workshop and rule."""
    found: dict[int, dict[str, RuleSetting]] = {}
    for row in RuleSetting.objects.filter(workshop__in=workshops):
        found.setdefault(row.workshop_id, {})[row.rule] = row
    return found


def limits_of(rule: Rule, setting: RuleSetting | None) -> Limits:
    """The limits that a rule goes by: the usual ones, and what is set instead."""
    own = setting.limits if setting else {}
    return {**rule.usual, **{name: own[name] for name in rule.usual if name in own}}


def sorted_out(
    programme: Programme, settings: dict[str, RuleSetting], waivers: Iterable[Waiver]
) -> Review:
    off = [rule for rule in rules() if rule.code in settings and not settings[rule.code].is_on]
    said = [
        replace(word, rule=rule.code)
        for rule in rules()
        if rule not in off
        for word in rule.judge(programme, limits_of(rule, settings.get(rule.code)))
    ]
    held = {(waiver.rule, waiver.key): waiver for waiver in waivers}
    found = sorted(
        (word for word in said if isinstance(word, Finding)), key=lambda finding: finding.place
    )
    keys = {(finding.rule, finding.key) for finding in found}
    return Review(
        programme=programme,
        all=tuple(Standing(f, held.get((f.rule, f.key))) for f in found),
        unjudged=tuple(word for word in said if isinstance(word, Unjudged)),
        idle=tuple(waiver for pair, waiver in held.items() if pair not in keys),
        off=tuple(off),
    )

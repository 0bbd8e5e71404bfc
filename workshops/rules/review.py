"""What the rules say of a workshop, sorted into what stands, what is waived, and what nobody could judge."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from workshops.models import RuleSetting, Waiver, Workshop
from workshops.rules.finding import Finding, Severity, Unjudged
from workshops.rules.gathering import programmes
from workshops.rules.programme import Programme
from workshops.rules.registry import Limits, Rule, rule_of, rules


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
class Chosen:
    """What one workshop set of the rules; what it did not set is as usual."""

    rows: Mapping[str, RuleSetting]

    def is_on(self, rule: Rule) -> bool:
        return self.rows[rule.code].is_on if rule.code in self.rows else True

    def limits(self, rule: Rule) -> Limits:
        own = self.rows[rule.code].limits if rule.code in self.rows else {}
        return {**rule.usual, **{name: own[name] for name in rule.usual if name in own}}

    @property
    def mark(self) -> str:
        """Changes whenever any of it does."""
        said = [
            (rule.code, self.is_on(rule), sorted(self.limits(rule).items())) for rule in rules()
        ]
        return sha256(repr(said).encode()).hexdigest()


@dataclass(frozen=True)
class Review:
    """All of it for one workshop. `off` are the rules that do not look; `idle` the waivers that match nothing."""

    programme: Programme
    chosen: Chosen
    all: tuple[Standing, ...]
    unjudged: tuple[Unjudged, ...]
    idle: tuple[Waiver, ...]
    off: tuple[Rule, ...]

    def limits(self, rule: str) -> Limits:
        return self.chosen.limits(rule_of(rule))

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
    chosen = chosen_by(workshops)
    held: dict[int, list[Waiver]] = {workshop.pk: [] for workshop in workshops}
    for waiver in Waiver.objects.filter(workshop__in=workshops).select_related("by"):
        held[waiver.workshop_id].append(waiver)
    return {pk: sorted_out(programme, chosen[pk], held[pk]) for pk, programme in read.items()}


def chosen_by(workshops: Sequence[Workshop]) -> dict[int, Chosen]:
    """What each workshop set, by primary key."""
    rows: dict[int, dict[str, RuleSetting]] = {workshop.pk: {} for workshop in workshops}
    for row in RuleSetting.objects.filter(workshop__in=workshops):
        rows[row.workshop_id][row.rule] = row
    return {pk: Chosen(found) for pk, found in rows.items()}


def sorted_out(programme: Programme, chosen: Chosen, waivers: Iterable[Waiver]) -> Review:
    off = [rule for rule in rules() if not chosen.is_on(rule)]
    said = [
        replace(word, rule=rule.code)
        for rule in rules()
        if rule not in off
        for word in rule.judge(programme, chosen.limits(rule))
    ]
    held = {(waiver.rule, waiver.key): waiver for waiver in waivers}
    found = sorted(
        (word for word in said if isinstance(word, Finding)), key=lambda finding: finding.place
    )
    keys = {(finding.rule, finding.key) for finding in found}
    return Review(
        programme=programme,
        chosen=chosen,
        all=tuple(Standing(f, held.get((f.rule, f.key))) for f in found),
        unjudged=tuple(word for word in said if isinstance(word, Unjudged)),
        idle=tuple(waiver for pair, waiver in held.items() if pair not in keys),
        off=tuple(off),
    )

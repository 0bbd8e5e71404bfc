"""The rules there are. Upper packages add theirs in `AppConfig.ready()`:

registry.add(Rule("listeners", _("Languages of participants"), …, judge=listeners, order=160, gather=spoken))
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from workshops.rules.finding import Finding, Unjudged
from workshops.rules.programme import Programme

if TYPE_CHECKING:  # apps register before any model is loaded
    from workshops.models import Workshop

Limits = Mapping[str, int]
Judge = Callable[[Programme, Limits], Iterable[Finding | Unjudged]]
Gather = Callable[[Sequence["Workshop"]], Mapping[int, Any]]


@dataclass(frozen=True)
class Limit:
    """A number that a rule goes by, and what it usually is."""

    name: str
    label: str | Promise
    usual: int
    most: int = 999
    least: int = 0


@dataclass(frozen=True)
class Rule:
    """A rule: `judge` is pure and knows no clock.

    `gather` reads what the rule needs beyond the programme, for several workshops at once, in as many
    queries for one as for fifty; it answers by primary key, and `judge` finds it in `programme.known`.
    """

    code: str
    name: str | Promise
    about: str | Promise
    judge: Judge
    order: int
    limits: tuple[Limit, ...] = ()
    gather: Gather | None = None

    @property
    def usual(self) -> dict[str, int]:
        return {limit.name: limit.usual for limit in self.limits}


_rules: dict[str, Rule] = {}


def add(rule: Rule) -> None:
    """Register a rule; adding one of the same code again replaces it."""
    _rules[rule.code] = rule


def rules() -> list[Rule]:
    """All of them, in order."""
    return sorted(_rules.values(), key=lambda rule: rule.order)


def rule_of(code: str) -> Rule | None:
    return _rules.get(code)

"""Rules that think along: what a programme asks of people, judged by limits that each workshop sets.

    rules.findings(workshop)      what stands against its working copy now, waived findings left out
    rules.review(workshop)        the same with what is waived, what could not be judged, and the load

A rule is a pure function over a `Programme`; `registry.add` lists it, from an upper package too.
"""

from workshops.rules import (  # noqa: F401 - registering is the point
    clashes,
    hours,
    missing,
    rest,
    teaching,
)
from workshops.rules.finding import Finding, Mend, Severity, Unjudged
from workshops.rules.registry import Rule, rule_of, rules
from workshops.rules.review import Review, Standing, findings, review, reviews

__all__ = [
    "Finding",
    "Mend",
    "Review",
    "Rule",
    "Severity",
    "Standing",
    "Unjudged",
    "findings",
    "review",
    "reviews",
    "rule_of",
    "rules",
]

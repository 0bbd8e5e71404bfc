"""Visa rules, for many nationalities at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from people.models import VisaRule
from workshops.models import Country


@dataclass(frozen=True)
class Written:
    """How many rules are new, and how many say something else than before."""

    new: int
    changed: int


@transaction.atomic
def write(
    host: Country,
    nationalities: Iterable[Country],
    *,
    needed: bool,
    lead_days: int,
    source: str,
    as_of: date | None,
    is_sample: bool = False,
) -> Written:
    """Say the same of nationals of several countries; what was said of them before is replaced."""
    said = {"needed": needed, "lead_days": lead_days, "source": source, "as_of": as_of}
    new = changed = 0
    for nationality in nationalities:
        rule, is_new = VisaRule.objects.get_or_create(
            host=host, nationality=nationality, is_sample=is_sample, defaults=said
        )
        new += is_new
        if not is_new and any(getattr(rule, name) != value for name, value in said.items()):
            VisaRule.objects.filter(pk=rule.pk).update(**said)
            changed += 1
    return Written(new, changed)

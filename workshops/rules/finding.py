"""What a rule says: a finding, or that it could not judge."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """How much a finding weighs, the heaviest first."""

    URGENT = "urgent", _("Has to change, or be waived")
    WARNING = "warning", _("Worth another look")
    HINT = "hint", _("Still to be filled in")


ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Mend:
    """Where something can be put right: the name of a model, and the row's key (0: its list or form)."""

    model: str
    pk: int = 0


@dataclass(frozen=True)
class Finding:
    """Something that a rule has against a programme, in the active language.

    `key` names what it is about and stays the same while that does, so that a waiver can hold on to it;
    `weight` says how bad it is: a finding that weighs more than when it was waived comes back.
    `sessions` are primary keys. `due`: not missing before that day.
    """

    key: str
    severity: Severity
    text: str
    weight: Decimal = Decimal(1)
    days: tuple[date, ...] = ()
    sessions: tuple[int, ...] = ()
    mend: Mend | None = None
    due: date | None = None
    rule: str = ""

    @property
    def place(self) -> tuple:
        """Heaviest first, what is about the whole programme before what is about a day."""
        return ORDER[self.severity], len(self.days) > 0, self.days, self.rule, self.key


@dataclass(frozen=True)
class Unjudged:
    """What a rule could not judge, and for want of what."""

    text: str
    rule: str = ""


def before(day: date, days: int) -> date:
    return day - timedelta(days=days)

"""Figures and names as findings say them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from workshops import dates
from workshops.load import DayLoad
from workshops.rules.programme import Slot

TENTH = Decimal("0.1")
NAMED = 3  # so many are named, the others counted


def rounded(value: Decimal) -> Decimal:
    """To one decimal, as it is shown and as it is compared with what was waived."""
    return value.quantize(TENTH, ROUND_HALF_UP)


def number(value: Decimal) -> str:
    """10.7, and 8 rather than 8.0, as the reader's language writes it."""
    shown = rounded(value)
    return formats.number_format(shown, 0 if shown == shown.to_integral_value() else 1)


def hours_word(value: Decimal) -> str:
    whole = int(rounded(value)) if rounded(value) == int(value) else 2
    return ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": number(value)}


def day_word(day: DayLoad) -> str:
    """Day 3 (Wed 22 May)."""
    return _("Day %(number)s (%(date)s)") % {"number": day.number, "date": dates.day(day.date)}


def title_word(slot: Slot) -> str:
    """“Digital identity”, or what kind of session it is and when."""
    return _("“%(title)s”") % {"title": slot.title}


def listed(names: list[str]) -> str:
    """A, B, C and 4 more."""
    shown = pgettext("list separator", ", ").join(names[:NAMED])
    more = len(names) - NAMED
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {
        "names": shown,
        "n": more,
    }


def untimed_word(count: int) -> str:
    return ngettext(
        "%(n)s session has no clock times, so it was not judged.",
        "%(n)s sessions have no clock times, so they were not judged.",
        count,
    ) % {"n": count}

"""Words of the report: numbers, lists and sentences in the reader's language.

A sentence is translated whole, with named places; what fills a place keeps its own language.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language, ngettext, npgettext, pgettext

from reports.document import Run, Runs, Words, plain, runs
from workshops.models import Workshop

PLACE = re.compile(r"%\((\w+)\)s")
COMMAS = (",", "，", "、")


def filled(sentence: str, /, **places: Words) -> Runs:
    """`sentence` with its %(name)s filled, each filling in its own language.

    A full stop after a filling that ends in one, as “2024 г.” and “Ltd.” do, is set once.
    """
    line: Runs = ()
    for n, piece in enumerate(PLACE.split(sentence)):
        if n % 2 == 0 and piece.startswith(".") and plain(line).endswith("."):
            piece = piece.removeprefix(".")
        line += runs(places[piece] if n % 2 else piece)
    return line


def sentences(lines: Sequence[Runs]) -> Runs:
    """Sentences one after the other; Chinese sets no space between them."""
    return joined(lines, "" if (get_language() or "").startswith("zh") else " ")


def listed(names: Sequence[Words]) -> Runs:
    """A, B and C; where a name has a comma of its own, A, a; B; C."""
    lines = [runs(name) for name in names]
    if len(lines) < 2:
        return lines[0] if lines else ()
    if any(comma in plain(line) for line in lines for comma in COMMAS):
        return joined(lines, pgettext("separator of a list whose parts have commas", "; "))
    first = joined(lines[:-1], pgettext("list separator", ", "))
    return filled(
        pgettext("a list and its last part", "%(first)s and %(last)s"), first=first, last=lines[-1]
    )


def joined(lines: Sequence[Runs], between: str) -> Runs:
    """Lines one after the other, with words between them."""
    line = tuple(run for line in lines for run in (Run(between), *line))[1:]
    return tuple(run for run in line if run.text)


def number(value: int | Decimal) -> str:
    """37; 10.7; with the reader's separators and without idle zeros."""
    if value == int(value):
        return formats.number_format(int(value), use_l10n=True)
    return formats.number_format(round(Decimal(value), 1), decimal_pos=1, use_l10n=True)


def participants(count: int) -> str:
    return ngettext("%(n)s participant", "%(n)s participants", count) % {"n": number(count)}


def from_countries(count: int) -> str:
    """Countries as they stand after “from”."""
    return npgettext("after “from”", "%(n)s country", "%(n)s countries", count) % {
        "n": number(count)
    }


def sessions(count: int) -> str:
    return ngettext("%(n)s session", "%(n)s sessions", count) % {"n": number(count)}


def organisations(count: int) -> str:
    """Organisations as they stand after “by”."""
    return npgettext("after “by”", "%(n)s organisation", "%(n)s organisations", count) % {
        "n": number(count)
    }


def on_days(count: int) -> str:
    """Days as they stand after “on”."""
    return npgettext("after “on”", "%(n)s day", "%(n)s days", count) % {"n": number(count)}


def hours(count: Decimal) -> str:
    whole = int(count) if count == int(count) else 2  # a fraction takes the plural
    return ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": number(count)}


def source_lang(workshop: Workshop) -> str:
    """The language that a workshop's words as printed are in; "" where it is the reader's."""
    first = workshop.languages[0]
    return "" if first == get_language() else first

"""Parsers of cells: each turns what stands in a cell into a value, or says what is wrong with it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from workshops.importers.sheets import BadValue
from workshops.slugs import LONGEST, cut
from workshops.tables import Cell

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
CODE = re.compile(r"^[-a-zA-Z0-9_]+$")
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-z]{2,8})?$")
LARGEST = 2**31 - 1  # what a database’s whole numbers hold
YES = {"yes", "y", "true", "1", "x", "是", "да", "✓"}
NO = {"", "no", "n", "false", "0", "否", "нет"}


def text(longest: int = 400) -> Callable[[Cell], str]:
    """Text of at most so many characters; numbers as Excel shows whole ones."""

    def parse(cell: Cell) -> str:
        if isinstance(cell, float) and not cell.is_integer():
            value = str(cell)
        elif isinstance(cell, float):
            value = str(int(cell))
        elif isinstance(cell, datetime | date):
            value = cell.isoformat()[:10]
        else:
            value = "" if cell is None else str(cell)
        if len(value) > longest:
            raise BadValue(
                _("The text has %(length)s characters; %(longest)s are possible.")
                % {"length": len(value), "longest": longest}
            )
        return value

    return parse


def number(cell: Cell) -> int | None:
    """A whole number, or None where blank."""
    if cell in (None, ""):
        return None
    try:
        value = Decimal(str(cell))
    except InvalidOperation:
        raise BadValue(_("This is not a number.")) from None
    if not value.is_finite() or value != value.to_integral_value() or not 0 <= value <= LARGEST:
        raise BadValue(_("A whole number of 0 or more is expected."))
    return int(value)


def whole(most: int) -> Callable[[Cell], int | None]:
    """A whole number up to `most`, or None where blank."""

    def parse(cell: Cell) -> int | None:
        value = number(cell)
        if value is not None and value > most:
            raise BadValue(_("At most %(most)s is possible.") % {"most": most})
        return value

    return parse


def between(least: int, most: int) -> Callable[[Cell], int | None]:
    """A whole number in a range, or None where blank."""

    def parse(cell: Cell) -> int | None:
        value = whole(most)(cell)
        if value is not None and value < least:
            raise BadValue(_("At least %(least)s is expected.") % {"least": least})
        return value

    return parse


def hours(most: int) -> Callable[[Cell], Decimal | None]:
    """Hours up to `most` in tenths, or None where blank."""

    def parse(cell: Cell) -> Decimal | None:
        value = decimal(cell)
        if value is not None and (value > most or value != round(value, 1)):
            raise BadValue(
                _("Hours go up to %(most)s, with one decimal place.") % {"most": most},
                _("Write 1.5 for an hour and a half."),
            )
        return value

    return parse


def decimal(cell: Cell) -> Decimal | None:
    """A number of 0 or more, or None where blank."""
    if cell in (None, ""):
        return None
    try:
        value = Decimal(str(cell).replace(",", "."))
    except InvalidOperation:
        raise BadValue(_("This is not a number.")) from None
    if not value.is_finite() or value < 0:
        raise BadValue(_("A number of 0 or more is expected."))
    return value


def yes_no(cell: Cell) -> bool:
    word = str("" if cell is None else cell).strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadValue(_("Yes or no is expected."))


def choice(choices: type[models.TextChoices], default: str | None = None) -> Callable[[Cell], str]:
    """One of a set of codes, or its label in any of our languages."""

    def parse(cell: Cell) -> str:
        word = as_code(cell)
        if not word and default is not None:
            return default
        if word in known_words(choices):
            return known_words(choices)[word]
        raise BadValue(
            _("“%(word)s” is not possible here.") % {"word": "" if cell is None else cell},
            _("One of: %(known)s.") % {"known": ", ".join(choices.values)},
        )

    return parse


@cache
def known_words(choices: type[models.TextChoices]) -> dict[str, str]:
    """Codes by every way of writing them: themselves, and their labels in each language."""
    words = {code: code for code in choices.values}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for member in choices:
                words.setdefault(as_code(member.label), member.value)
    return words


def as_code(cell: object) -> str:
    word = "" if cell is None else str(cell)
    return word.strip().casefold().replace(" ", "_").replace("-", "_")


def one_of(codes: dict[str, Any]) -> Callable[[Cell], Any]:
    """The value of a code; blank is None."""

    def parse(cell: Cell) -> Any:
        word = str("" if cell is None else cell).strip()
        if not word:
            return None
        if word not in codes:
            raise BadValue(
                _("“%(word)s” is not possible here.") % {"word": word},
                _("One of: %(known)s.") % {"known": ", ".join(codes)},
            )
        return codes[word]

    return parse


def email(cell: Cell) -> str:
    value = str("" if cell is None else cell).strip()
    if value:
        try:
            validate_email(value)
        except ValidationError:
            raise BadValue(_("This is not an e-mail address.")) from None
    return value


def web(cell: Cell) -> str:
    """A web address that begins with https:// or http://."""
    value = str("" if cell is None else cell).strip()
    if value:
        try:
            URLValidator(schemes=["http", "https"])(value)
        except ValidationError:
            raise BadValue(
                _("This is not a web address."), _("Write it with https:// at its beginning.")
            ) from None
        if len(value) > 200:
            raise BadValue(_("The address is longer than 200 characters."))
    return value


def address(cell: Cell) -> str:
    """What may stand in a link of ours: Latin small letters, digits and hyphens."""
    value = str("" if cell is None else cell).strip()
    if value and (not SLUG.match(value) or len(value) > LONGEST):
        raise BadValue(
            _("Only a–z, 0–9 and hyphens are possible here, %(most)s at most.") % {"most": LONGEST},
            _("Write it as %(address)s.") % {"address": cut(slugify(value)) or "lecture-1"},
        )
    return value


def code(longest: int) -> Callable[[Cell], str]:
    """A short name that other sheets refer to: letters, digits, hyphens and underscores."""

    def parse(cell: Cell) -> str:
        value = text(longest)(cell)
        if value and not CODE.match(value):
            raise BadValue(
                _("Only a–z, 0–9, hyphens and underscores are possible here."),
                _("Write it as %(code)s.") % {"code": slugify(value)[:longest] or "carec"},
            )
        return value

    return parse


def language_codes(cell: Cell) -> tuple[str, ...]:
    """Several language codes in one cell, as en, zh-hans, ru."""
    written = "" if cell is None else str(cell)
    words = tuple(dict.fromkeys(w for w in re.split(r"[\s,;]+", written.casefold()) if w))
    for word in words:
        if not LANGUAGE.match(word):
            raise BadValue(
                _("“%(word)s” is not a language code.") % {"word": word},
                _("Write en, zh-hans or ru, with commas between."),
            )
    return words


def several(parse: Callable[[Cell], Any]) -> Callable[[Cell], tuple]:
    """Several values in one cell, one a line or between semicolons, each by `parse`."""

    def parse_each(cell: Cell) -> tuple:
        written = "" if cell is None else str(cell)
        words = [word.strip() for word in re.split(r"[\n;]", written)]
        return tuple(dict.fromkeys(parse(word) for word in words if word))

    return parse_each


def lines(cell: Cell) -> tuple[str, ...]:
    """Several values in one cell, one a line."""
    written = "" if cell is None else str(cell)
    return tuple(line.strip() for line in written.splitlines() if line.strip())

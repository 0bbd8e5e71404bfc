"""The columns of a questionnaire's file: one row a question, several values of a cell one a line."""

import re
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from evaluations.importers.repeats import REPEATS
from evaluations.models import Question
from evaluations.scales import SCALES
from workshops.importers import cells
from workshops.importers.sheets import BadValue, Column, Sheet
from workshops.tables import Cell

LANGUAGES = tuple(code.replace("-", "_") for code, _name in settings.LANGUAGES)
CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]*$")


def code(longest: int) -> Callable[[Cell], str]:
    """A short name of letters and digits, as answers and results refer to it."""
    text = cells.text(longest)

    def parse(cell: Cell) -> str:
        value = text(cell)
        if value and not CODE.match(value):
            raise BadValue(
                _("A code has letters, digits, hyphens and underscores only."),
                _("Write it as C4 or site-visits."),
            )
        return value

    return parse


def codes(cell: Cell) -> tuple[str, ...]:
    """Codes, one a line; each once."""
    parse = code(40)
    values = tuple(parse(line) for line in cells.lines(cell))
    if len(set(values)) < len(values):
        raise BadValue(_("A code stands twice in this cell."))
    return values


def labels(cell: Cell) -> tuple[str, ...]:
    parse = cells.text(250)
    return tuple(parse(line) for line in cells.lines(cell))


def one_word(known: dict) -> Callable[[Cell], str]:
    """One of the known words, or blank."""
    find = cells.one_of({word: word for word in known})
    return lambda cell: find(cell) or ""


def by_language(
    key: str, parse: Callable[[Cell], object], *, required: bool = False
) -> tuple[Column, ...]:
    """One column for each language, required in English only."""
    return tuple(
        Column(f"{key}_{language}", f"{key}_{language}", parse, required and language == "en")
        for language in LANGUAGES
    )


SHEET = Sheet(
    key="questions",
    title="Questions",
    required=True,
    columns=(
        Column("section", "section", code(4), required=True),
        *by_language("section_title", cells.text(150)),
        Column("code", "code", code(8), required=True),
        Column("core", "core", cells.yes_no),
        Column("kind", "kind", cells.choice(Question.Kind), required=True),
        Column("scale", "scale", one_word(SCALES)),
        Column("repeat", "repeat", one_word(REPEATS)),
        *by_language("text", cells.text(400), required=True),
        *by_language("help", cells.text(2000)),
        Column("options_code", "options_code", codes),
        *by_language("options", labels),
        Column("rows_code", "rows_code", codes),
        *by_language("rows", labels),
        Column("max_choices", "max_choices", cells.number),
        Column("crosses", "crosses", cells.yes_no),
    ),
)

"""What a programme names that a workshop may have already: rows by their names, and rooms that are none."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from workshops.content import columns
from workshops.importers.programme_words import ONLINE_WORDS
from workshops.importers.sheets import fold
from workshops.models import Session

NOT_SAID = "Venue not said"  # as our own schedule.json has it


def named(rows: Iterable, name: str, *fields: str) -> Any:
    """The first row that has this name in any language, however it is written."""
    word = fold(name)
    names = columns(*fields)
    return next(
        (row for row in rows if any(fold(getattr(row, key) or "") == word for key in names)), None
    )


def no_room() -> set[str]:
    """Words for a room that is none, in every language."""
    found = {fold(word) for word in ONLINE_WORDS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels = (Session.Delivery.ONLINE.label, Session.Delivery.HYBRID.label)
            found |= {fold(word) for word in (gettext(NOT_SAID), *map(str, labels))}
    return found

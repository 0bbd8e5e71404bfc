"""What a programme names that a workshop may have already: rows by their names, and rooms that are none."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, override

from workshops.content import columns
from workshops.importers.programme_words import ONLINE_WORDS
from workshops.importers.sheets import fold
from workshops.models import Session

NOT_SAID = "Venue not said"  # as our own schedule.json has it


def by_name(rows: Iterable[models.Model], *fields: str) -> dict[str, Any]:
    """Rows by their names in every language, as they are compared; the first of two alike counts."""
    found: dict[str, Any] = {}
    for row in rows:
        for key in columns(*fields):
            if name := fold(getattr(row, key) or ""):
                found.setdefault(name, row)
    return found


def no_room() -> set[str]:
    """Words for a room that is none, in every language."""
    found = {fold(word) for word in ONLINE_WORDS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels = (Session.Delivery.ONLINE.label, Session.Delivery.HYBRID.label)
            found |= {fold(word) for word in (gettext(NOT_SAID), *map(str, labels))}
    return found

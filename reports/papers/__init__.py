"""Papers that leave the house: for each a frozen dataclass of facts, and a module that puts it in words.

`workshops.typeset` makes the PDF, by a template of `templates/papers`.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

from workshops.typeset import Paper


def letterhead(**of_the_paper: Any) -> Paper:
    """A paper with the institute's name above it and its mark, where that is an SVG."""
    return Paper(logo=mark(), **of_the_paper)


def mark() -> str:
    """The institute's logo as SVG source; "" where there is none of that kind."""
    found = finders.find(settings.INSTITUTE_LOGO) if settings.INSTITUTE_LOGO else None
    return Path(found).read_text() if found and found.endswith(".svg") else ""

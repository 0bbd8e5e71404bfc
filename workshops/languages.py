"""The names of languages, in the reader's own."""

from django.utils import translation
from django.utils.translation import gettext as _


def language_name(code: str, *, alone: bool = True) -> str:
    """A language that is spoken or written; the code where we have no word for it.

    `alone` gives it a capital; within a sentence it has one only where its own language wants it.
    """
    if code in ("zh", "zh-hans"):
        name = _("Chinese")
        return name if alone or not translation.get_language().startswith("ru") else name.lower()
    try:
        name = str(translation.get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name[:1].upper() + name[1:] if alone else name

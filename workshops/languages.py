"""The names of languages, in the reader's own."""

from django.utils import translation
from django.utils.translation import gettext as _


def language_name(code: str, *, alone: bool = True) -> str:
    """A language that is spoken or written; the code where we have no word for it.

    `alone` gives it a capital; within a sentence only a language that wants one has it.
    """
    name = name_of(code)
    if alone:
        return name[:1].upper() + name[1:]
    is_russian = translation.get_language() == "ru"
    return name.lower() if is_russian and name != code else name


def name_of(code: str) -> str:
    if code in ("zh", "zh-hans"):
        return _("Chinese")
    try:
        return str(translation.get_language_info(code)["name_translated"])
    except KeyError:
        return code

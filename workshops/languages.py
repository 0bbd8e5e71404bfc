"""The names of languages, in the reader's own, and the language that a name is to be read in."""

import unicodedata

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


# The language whose letters a name is written in, as far as a font and a voice are to be chosen.
LETTERS = {"LATIN": "en", "CYRILLIC": "ru", "CJK": "zh-Hans"}


def lang_of_name(name: str) -> str:
    """A language to set a name in, by its letters; "" where they are those of the active language."""
    scripts = {
        unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()
    }
    found = {LETTERS[script] for script in scripts & set(LETTERS)}
    active = translation.get_language() or "en"
    return found.pop() if len(found) == 1 and active not in {code.lower() for code in found} else ""

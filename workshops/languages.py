"""The names of languages, in the reader's own."""

from django.utils import translation
from django.utils.translation import gettext as _


def language_name(code: str) -> str:
    """A language that is spoken or written; the code where we have no word for it."""
    if code in ("zh", "zh-hans"):
        return _("Chinese")
    try:
        name = translation.get_language_info(code)["name_translated"]
    except KeyError:
        return code
    return name[:1].upper() + name[1:]

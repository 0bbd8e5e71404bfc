"""Finding text in any script: the lookup `any_case`, for the admin's search fields and for filters.

    search_fields = [*in_every_language("title"), "city__any_case"]

SQLite's own `icontains` knows capital letters in ASCII only. A folded column, as people have, would
want a writer in every model; titles and posts are few hundred rows, so both databases compare them
as they stand, by their case-insensitive regular expressions, with the term taken literally.
"""

import re

from django.conf import settings
from django.db.models import CharField, TextField
from django.db.models.lookups import BuiltinLookup
from modeltranslation.utils import build_localized_fieldname


@CharField.register_lookup
@TextField.register_lookup
class AnyCase(BuiltinLookup):
    """Contains the term, whatever the case, in Latin, Cyrillic and any other script."""

    lookup_name = "any_case"

    def get_prep_lookup(self) -> str:
        return re.escape(str(self.rhs))

    def get_rhs_op(self, connection, rhs: str) -> str:
        return connection.operators["iregex"] % rhs


def in_every_language(field: str, path: str = "") -> list[str]:
    """Search fields for a translated field, reached over `path`: title_en, title_zh_hans, title_ru."""
    prefix = f"{path}__" if path else ""
    return [
        f"{prefix}{build_localized_fieldname(field, code)}__{AnyCase.lookup_name}"
        for code, _name in settings.LANGUAGES
    ]

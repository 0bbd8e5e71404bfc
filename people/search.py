"""Finding people: the lookup `folded`, which compares the column `searchable` with a folded term."""

from django.db.models import TextField
from django.db.models.lookups import Contains

from people import names


@TextField.register_lookup
class Folded(Contains):
    """Contains the term once case and accents are taken off it; the column holds folded names."""

    lookup_name = "folded"

    def get_prep_lookup(self) -> str:
        return names.fold(str(self.rhs))

    def get_rhs_op(self, connection, rhs: str) -> str:
        return connection.operators["contains"] % rhs


def by_name(path: str = "") -> str:
    """The search field for a person's names in any script, reached over `path`."""
    return f"{path}__searchable__folded" if path else "searchable__folded"

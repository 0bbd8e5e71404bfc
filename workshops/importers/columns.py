"""Columns that several importers share."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from workshops.countries import Gazetteer
from workshops.importers.pipeline import BadValue
from workshops.models import Country
from workshops.tables import Cell


def country(known: Gazetteer) -> Callable[[Cell], Country | None]:
    """A country in any spelling of the reviewed table; blank is None."""

    def parse(cell: Cell) -> Country | None:
        written = "" if cell is None else str(cell).strip()
        if not written:
            return None
        found = known.recognise(written)
        if found is None:
            near = known.nearest(written)
            raise BadValue(
                _("This country is not in the table of countries."),
                _("Did you mean %(name)s?") % {"name": near}
                if near
                else _("Write its name or its three-letter code."),
            )
        return found

    return parse

"""Columns that several importers share."""

from collections.abc import Callable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from workshops.countries import Gazetteer
from workshops.importers.cells import text
from workshops.importers.sheets import BadValue, Column
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


def translated(
    key: str,
    header: str,
    *,
    longest: int = 400,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    hints: tuple[str, ...] = (),
    label: Callable[[str], str | Promise] = lambda key: "",
    help: str | Promise = "",
) -> tuple[Column, ...]:
    """One column per language: `Title` or `Title (en)`, `Title (zh-hans)`, `Title (ru)`.

    Required, and known by other names, in the first only.
    """
    columns = []
    for index, (code, _name) in enumerate(settings.LANGUAGES):
        first = index == 0
        columns.append(
            Column(
                key=build_localized_fieldname(key, code),
                header=header if first else f"{header} ({code})",
                parse=text(longest),
                required=required and first,
                aliases=(f"{header} ({code})", f"{header} {code}", *(aliases if first else ())),
                hints=hints if first else (),
                label=label(build_localized_fieldname(key, code)),
                help=help if first else "",
            )
        )
    return tuple(columns)

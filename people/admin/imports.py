"""Rosters and allocations as files; the pages are those of `workshops.admin.imports`."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.importers.allocations import AllocationsImporter
from people.importers.roster import RosterImporter
from people.importers.templates import allocations_template, roster_template
from workshops.admin import imports
from workshops.admin.imports import ImportKind
from workshops.models import Workshop


def allocations(workshop: Workshop | None, request: HttpRequest) -> AllocationsImporter:
    return AllocationsImporter(workshop, now=timezone.now(), by=request.user)


def roster(workshop: Workshop | None, request: HttpRequest) -> RosterImporter:
    return RosterImporter(workshop, now=timezone.now(), by=request.user)


imports.add(
    ImportKind(
        "allocations",
        _("Allocations"),
        _(
            "Streams, funds, and how many seats each country or body has. "
            "Import them before the roster: participants take free seats."
        ),
        allocations,
        allocations_template,
    )
)
imports.add(
    ImportKind(
        "roster",
        _("Roster"),
        _(
            "One row for each person and role. Somebody known by e-mail address is recognised; "
            "a state that is there already is kept."
        ),
        roster,
        roster_template,
    )
)

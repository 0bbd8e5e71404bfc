"""Travel and papers on the page of a participation: how far each thing is that one may see, and the way to it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people import panels
from people.models import Facet, Participation, User
from people.panels import Line, Panel
from people.permissions import may_see_board_of_papers, may_see_facet, may_see_travel
from people.travel.matrix import Words
from people.travel.readiness import is_ready


def papers(row: Participation, user: User) -> Panel | None:
    if not may_see_board_of_papers(user):
        return None
    facets = {facet.kind: facet for facet in row.facets.all()}
    lines = (*readiness(row, facets, user), *lines_of(row, facets, user))
    return Panel(_("Travel and papers"), lines) if lines else None


def readiness(row: Participation, facets: dict[str, Facet], user: User) -> Iterator[Line]:
    ready = is_ready(row.state, facets)
    if ready is None or not may_see_travel(user):
        return
    page = reverse("admin:people_participation_travel", args=[row.workshop_id])
    said = _("Yes") if ready else _("No")
    yield Line(_("Ready to travel"), said, f"{page}#p{row.pk}")


def lines_of(row: Participation, facets: dict[str, Facet], user: User) -> Iterator[Line]:
    words = Words(row.workshop.today(timezone.now()))
    for kind, label in words.kinds.items():
        facet = facets.get(kind)
        if facet is None:
            continue
        if not may_see_facet(user, kind):
            yield Line(label, words.masked)
            continue
        page = reverse(
            "admin:people_participation_travel_cell", args=[row.workshop_id, row.pk, kind]
        )
        yield Line(label, words.of(facet), page, note_on(facet, row, words))


def note_on(facet: Facet, row: Participation, words: Words) -> str:
    """By when, while it is open and matters; overdue where that has passed."""
    if not facet.is_open or not facet.counts_for(row.state) or not facet.due_on:
        return ""
    said = _("overdue since %(day)s") if facet.is_overdue(words.today) else _("due %(day)s")
    return said % {"day": words.day(facet.due_on)}


panels.add(papers, order=25)

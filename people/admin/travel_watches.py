"""What organisers keep an eye on among papers: what is overdue, visas at risk, and diets told lately."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from people.travel.counts import overdue_in
from people.travel.risks import risks_in
from people.travel.told import diets_told_this_week
from workshops import panels
from workshops.admin.watches import per_workshop
from workshops.models import Workshop
from workshops.panels import Figure, Watch


def board(workshop: int, **chosen: str) -> str:
    page = reverse("admin:people_participation_travel", args=[workshop])
    return f"{page}?{urlencode(chosen)}"


def overdue(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    counted = overdue_in(workshops, now=timezone.now())
    return {
        workshop: Figure(
            ngettext("%(count)s paper is overdue", "%(count)s papers are overdue", count)
            % {"count": count},
            url=board(workshop, late="any"),
            urgent=True,
        )
        for workshop, count in counted.items()
    }


def visas_at_risk(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """2 too late, 1 at risk; from three weeks before the first day every open visa is urgent."""
    found = {}
    now = timezone.now()
    coming = [workshop for workshop in workshops if workshop.today(now) <= workshop.ends_on]
    for workshop, risks in risks_in(coming, now=now).items():
        if not risks.rows:
            continue
        late = [_now("%(count)s too late") % {"count": risks.too_late}] if risks.too_late else []
        late += [_now("%(count)s at risk") % {"count": risks.at_risk}] if risks.at_risk else []
        count = len(risks.rows)
        found[workshop] = Figure(
            pgettext("list separator", ", ").join(late)
            or ngettext("%(count)s visa is open", "%(count)s visas are open", count)
            % {"count": count},
            url=reverse("admin:people_participation_travel_risks", args=[workshop]),
            urgent=bool(late) or risks.is_alarming,
        )
    return found


def diets_told(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """What people said this week of what they eat; the kitchen may not know yet."""
    now = timezone.now()
    coming = [workshop for workshop in workshops if workshop.today(now) <= workshop.ends_on]
    rows = diets_told_this_week(now).filter(participation__workshop__in=coming)
    return {
        workshop: Figure(
            ngettext("%(count)s told this week", "%(count)s told this week", count)
            % {"count": count},
            url=board(workshop, diet="week"),
        )
        for workshop, count in per_workshop(rows, "participation__workshop").items()
    }


panels.add_to_dashboard(Watch("papers", _("Papers"), overdue, order=24))
panels.add_to_dashboard(Watch("visas", _("Visas"), visas_at_risk, order=25))
panels.add_to_dashboard(Watch("diets", _("Diets"), diets_told, order=26))

"""What organisers keep an eye on, as far as the agenda goes. Upper packages add theirs."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workshops import panels, readiness
from workshops.models import Session, Workshop
from workshops.panels import Figure, Watch


def sessions(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    counted = per_workshop(Session.objects.listed().filter(workshop__in=workshops))
    return {
        workshop.pk: Figure(
            ngettext("%(count)s session", "%(count)s sessions", counted.get(workshop.pk, 0))
            % {"count": counted.get(workshop.pk, 0)},
            url=list_of(Session, workshop=workshop.pk),
            urgent=not counted.get(workshop.pk),
        )
        for workshop in workshops
    }


def untitled(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    rows = readiness.untitled(Session.objects.listed().filter(workshop__in=workshops))
    return {
        workshop: Figure(
            ngettext("%(count)s without a title", "%(count)s without a title", count)
            % {"count": count},
            url=list_of(Session, workshop=workshop, missing="title"),
            urgent=True,
        )
        for workshop, count in per_workshop(rows).items()
    }


def without_speaker(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    rows = readiness.without_speaker(Session.objects.listed().filter(workshop__in=workshops))
    return {
        workshop: Figure(
            ngettext(
                "%(count)s lecture without a speaker", "%(count)s lectures without a speaker", count
            )
            % {"count": count},
            url=list_of(Session, workshop=workshop, missing="speaker"),
            urgent=True,
        )
        for workshop, count in per_workshop(rows).items()
    }


def per_workshop(rows: QuerySet, path: str = "workshop") -> dict[int, int]:
    """How many of the rows each workshop has, by its primary key; `path` leads to the workshop."""
    counted = rows.order_by().values_list(path).annotate(count=Count("pk", distinct=True))
    return dict(counted)


def list_of(model: type, **filters: object) -> str:
    """The address of a list of the admin, filtered: `workshop` is a primary key."""
    options = model._meta
    query = {
        "workshop__id__exact" if key == "workshop" else key: value for key, value in filters.items()
    }
    address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return f"{address}?{urlencode(query)}"


panels.add_to_dashboard(Watch("sessions", _("Agenda"), sessions, order=10, in_list=True))
panels.add_to_dashboard(Watch("untitled", _("Titles"), untitled, order=11))
panels.add_to_dashboard(Watch("speakers", _("Speakers"), without_speaker, order=12))

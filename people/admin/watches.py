"""What organisers keep an eye on among people and seats."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from people import board
from people.models import HOLDING, Message, Participation, Role, Seat, State
from people.selection.following import left_seats
from workshops import panels, readiness
from workshops.admin.watches import list_of, per_workshop
from workshops.models import Workshop
from workshops.panels import Figure, Watch

SOON = timedelta(days=3)
TO_DECIDE = [State.SUBMITTED, State.ENDORSED, State.UNDER_REVIEW]


def seats_filled(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """35 of 37 seats; urgent while a workshop to come has free ones."""
    rows = Seat.objects.in_force().filter(allocation__stream__workshop__in=workshops)
    offered = by_workshop(rows)
    held = by_workshop(rows.filter(participations__state__in=HOLDING))
    return {
        workshop.pk: Figure(
            ngettext(
                "%(held)s of %(count)s seat", "%(held)s of %(count)s seats", offered[workshop.pk]
            )
            % {"held": held.get(workshop.pk, 0), "count": offered[workshop.pk]},
            url=list_of(Participation, workshop=workshop.pk, role__exact=Role.PARTICIPANT),
        )
        for workshop in workshops
        if workshop.pk in offered
    }


def late_countries(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """2 overdue, 1 silent; or how many countries and bodies there are. Leads to the seat board."""
    found = {}
    for workshop, rows in board.lines(workshops, now=timezone.now()).items():
        overdue = sum(line.is_overdue for line in rows)
        silent = sum(line.is_silent for line in rows)
        late = [_now("%(count)s overdue") % {"count": overdue}] if overdue else []
        late += [_now("%(count)s silent") % {"count": silent}] if silent else []
        if rows:
            found[workshop] = Figure(
                pgettext("list separator", ", ").join(late)
                or ngettext("%(count)s line", "%(count)s lines", len(rows)) % {"count": len(rows)},
                url=reverse("admin:people_allocation_board", args=[workshop]),
                urgent=bool(late),
            )
    return found


def seats_free(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    rows = Seat.objects.in_force().filter(allocation__stream__workshop__in=workshops)
    free = by_workshop(
        rows.exclude(state=Seat.State.LOST).exclude(
            pk__in=Seat.objects.filter(participations__state__in=HOLDING).values("pk")
        )
    )
    return {
        workshop: Figure(
            ngettext("%(count)s seat is free", "%(count)s seats are free", count)
            % {"count": count},
            url=list_of(Seat, allocation__stream__workshop__id__exact=workshop, held="no"),
            urgent=True,
        )
        for workshop, count in free.items()
    }


def nominations(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    rows = Participation.objects.filter(workshop__in=workshops, state__in=TO_DECIDE)
    return {
        workshop: Figure(
            ngettext("%(count)s nomination to decide", "%(count)s nominations to decide", count)
            % {"count": count},
            url=list_of(Participation, workshop=workshop, state__in=",".join(TO_DECIDE)),
            urgent=True,
        )
        for workshop, count in per_workshop(rows).items()
    }


def mail_in_trouble(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """Messages that failed, or of which nobody knows whether they went."""
    rows = Message.objects.filter(workshop__in=workshops).in_trouble(timezone.now())
    return {
        workshop: Figure(
            ngettext("%(count)s message to look at", "%(count)s messages to look at", count)
            % {"count": count},
            url=list_of(Message, workshop=workshop, trouble="yes"),
            urgent=True,
        )
        for workshop, count in per_workshop(rows).items()
    }


def offers_due(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """Offers that nobody has answered, with three days left or fewer."""
    now = timezone.now()
    rows = Participation.objects.participants().filter(
        workshop__in=workshops,
        state=State.SELECTED,
        answer_by__gt=now,
        answer_by__lte=now + SOON,
    )
    return {
        workshop: Figure(
            ngettext("%(count)s offer ends soon", "%(count)s offers end soon", count)
            % {"count": count},
            url=selection_page(workshop, "selection", phase="chosen"),
            urgent=True,
        )
        for workshop, count in per_workshop(rows).items()
    }


def without_successor(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """Seats that somebody left, by an offer that ended for instance: who follows is to be decided."""
    now = timezone.now()
    coming = [workshop for workshop in workshops if workshop.ends_on >= workshop.today(now)]
    rows = left_seats(coming).order_by().values_list("workshop", "seat", "state").distinct()
    seats: dict[int, dict[int, set[str]]] = {}
    for workshop, seat, state in rows:
        seats.setdefault(workshop, {}).setdefault(seat, set()).add(state)
    return {
        workshop: Figure(
            said_of_vacancies(found),
            url=selection_page(workshop, "following"),
            urgent=True,
        )
        for workshop, found in seats.items()
    }


def said_of_vacancies(found: dict[int, set[str]]) -> str:
    """3 seats, 1 of them by an expired offer: decide who follows."""
    count = len(found)
    said = ngettext(
        "%(count)s seat: decide who follows", "%(count)s seats: decide who follows", count
    ) % {"count": count}
    expired = sum(State.EXPIRED in states for states in found.values())
    if not expired:
        return said
    more = ngettext("%(count)s offer expired", "%(count)s offers expired", expired)
    return f"{said} ({more % {'count': expired}})"


def endorsements_overdue(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """Nominees whom nobody has endorsed although nominations are closed."""
    rows = Participation.objects.participants().filter(
        workshop__in=workshops,
        channel=Participation.Channel.NOMINATION,
        state__in=(State.SUBMITTED, State.UNDER_REVIEW),
        endorsement__isnull=True,
        waiver_reason="",
        allocation__nomination_deadline__lt=timezone.now(),
    )
    return {
        workshop: Figure(
            ngettext("%(count)s endorsement overdue", "%(count)s endorsements overdue", count)
            % {"count": count},
            url=selection_page(workshop, "selection", phase="to_decide"),
            urgent=True,
        )
        for workshop, count in per_workshop(rows).items()
    }


def selection_page(workshop: int, name: str, **query: str) -> str:
    address = reverse(f"admin:people_participation_{name}", args=[workshop])
    return f"{address}?{urlencode(query)}" if query else address


def by_workshop(seats) -> dict[int, int]:
    return per_workshop(seats, "allocation__stream__workshop")


def people_who_agreed(workshop: Workshop) -> str:
    """What a reader learns about people once the workshop is public."""
    listed = workshop.participations.participants().listed_publicly().count()
    came = workshop.participations.participants().who_came().count()
    if not came:
        return ""
    return _now("%(listed)s of %(came)s participants by name: those who agreed") % {
        "listed": listed,
        "came": came,
    }


panels.add_to_dashboard(Watch("seats", _("Participants"), seats_filled, order=20, in_list=True))
panels.add_to_dashboard(Watch("board", _("Seats by country"), late_countries, order=19))
panels.add_to_dashboard(Watch("free", _("Free seats"), seats_free, order=21))
panels.add_to_dashboard(Watch("nominations", _("Nominations"), nominations, order=22))
panels.add_to_dashboard(Watch("endorsements", _("Endorsements"), endorsements_overdue, order=23))
panels.add_to_dashboard(Watch("offers", _("Offers"), offers_due, order=24))
panels.add_to_dashboard(Watch("following", _("Successors"), without_successor, order=25))
panels.add_to_dashboard(Watch("mail", _("Mail"), mail_in_trouble, order=28))
readiness.add_visible(people_who_agreed, order=30)

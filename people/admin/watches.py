"""What organisers keep an eye on among people and seats."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from people import board
from people.models import HOLDING, Allocation, Message, Participation, Role, Seat, State
from people.selection.due import Due
from people.selection.vacancies import Kind, OpenSeat, open_seats
from workshops import panels, readiness
from workshops.admin.watches import list_of, per_workshop
from workshops.models import Workshop
from workshops.panels import Figure, Watch
from workshops.readiness import Check

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


def drafts_waiting(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """Messages about a release that somebody has to read and send."""
    rows = Message.objects.filter(workshop__in=workshops).drafts()
    return {
        workshop: Figure(
            ngettext(
                "%(count)s message waits as a draft", "%(count)s messages wait as drafts", count
            )
            % {"count": count},
            url=reverse("admin:people_message_drafts", args=[workshop]),
        )
        for workshop, count in per_workshop(rows).items()
    }


def offers_due(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """Offers that nobody has answered, with three days left or fewer."""
    rows = Due.ANSWER.rows(Participation.objects.filter(workshop__in=workshops), timezone.now())
    return {
        workshop: Figure(
            ngettext("%(count)s offer ends soon", "%(count)s offers end soon", count)
            % {"count": count},
            url=selection_page(workshop, "selection", due=Due.ANSWER),
            urgent=True,
        )
        for workshop, count in per_workshop(rows).items()
    }


def endorsements_overdue(workshops: Sequence[Workshop]) -> dict[int, Figure]:
    """Nominees whom nobody has endorsed although nominations are closed."""
    now = timezone.now()
    rows = Due.ENDORSEMENT.rows(Participation.objects.filter(workshop__in=workshops), now)
    return {
        workshop: Figure(
            ngettext("%(count)s endorsement overdue", "%(count)s endorsements overdue", count)
            % {"count": count},
            url=selection_page(workshop, "selection", due=Due.ENDORSEMENT),
            urgent=True,
        )
        for workshop, count in per_workshop(rows).items()
    }


def to_fill(workshops: Sequence[Workshop]) -> list[OpenSeat]:
    """The seats to fill of workshops that are not over; read once for the watches below."""
    now = timezone.now()
    coming = [workshop for workshop in workshops if workshop.ends_on >= workshop.today(now)]
    return open_seats(coming, now=now) if coming else []


def watch_to_fill(
    name: str, heading: str, kind: Kind, say: Callable[[int], str], *, order: int
) -> Watch:
    """What of the page of seats to fill is for one reason."""

    def figures(found: Sequence[OpenSeat]) -> dict[int, Figure]:
        counts = Counter(one.workshop.pk for one in found if kind in one.kinds)
        return {
            workshop: Figure(
                say(count), url=selection_page(workshop, "following", of=kind), urgent=True
            )
            for workshop, count in counts.items()
        }

    return Watch(name, heading, figures, order=order, of=to_fill)


def say_left(count: int) -> str:
    return ngettext(
        "%(count)s seat left: decide who follows",
        "%(count)s seats left: decide who follows",
        count,
    ) % {"count": count}


def say_expired(count: int) -> str:
    return ngettext(
        "%(count)s offer expired: decide who follows",
        "%(count)s offers expired: decide who follows",
        count,
    ) % {"count": count}


def say_free(count: int) -> str:
    return ngettext(
        "%(count)s country or body has free seats and a reserve",
        "%(count)s countries and bodies have free seats and a reserve",
        count,
    ) % {"count": count}


def say_late(count: int) -> str:
    return ngettext(
        "%(count)s seat is not filled, and its country’s time is over",
        "%(count)s seats are not filled, and their countries’ time is over",
        count,
    ) % {"count": count}


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


def what_is_offered(workshop: Workshop) -> Iterator[Check]:
    """Whether anybody can be nominated: seats by country, and who nominates for each."""
    allocations = Allocation.objects.filter(stream__workshop=workshop)
    total = allocations.count()
    url = reverse("admin:people_allocation_board", args=[workshop.pk])
    said = "" if total else _now("No seats are allocated to a country or body.")
    yield Check("seats", _now("Seats by country"), said, total, total, url)
    missing = allocations.filter(focal_points=None).count()
    if total:
        said = ngettext(
            "%(count)s allocation has no focal point.",
            "%(count)s allocations have no focal point.",
            missing,
        ) % {"count": missing}
        told = said if missing else ""
        yield Check("focal-points", _now("Focal points"), told, total - missing, total, url)


readiness.add_group("people", _("Nominations"), what_is_offered, order=60)
panels.add_to_dashboard(Watch("seats", _("Participants"), seats_filled, order=20, in_list=True))
panels.add_to_dashboard(Watch("board", _("Seats by country"), late_countries, order=19))
panels.add_to_dashboard(Watch("free", _("Free seats"), seats_free, order=21))
panels.add_to_dashboard(Watch("nominations", _("Nominations"), nominations, order=22))
panels.add_to_dashboard(Watch("endorsements", _("Endorsements"), endorsements_overdue, order=23))
panels.add_to_dashboard(Watch("offers", _("Offers"), offers_due, order=24))
panels.add_to_dashboard(watch_to_fill("expired", _("Offers"), Kind.EXPIRED, say_expired, order=24))
panels.add_to_dashboard(watch_to_fill("left", _("Seats to fill"), Kind.LEFT, say_left, order=25))
panels.add_to_dashboard(watch_to_fill("free_reserve", _("Reserve"), Kind.FREE, say_free, order=26))
panels.add_to_dashboard(watch_to_fill("late", _("Replacements"), Kind.LATE, say_late, order=27))
panels.add_to_dashboard(Watch("mail", _("Mail"), mail_in_trouble, order=28))
panels.add_to_dashboard(Watch("drafts", _("Draft messages"), drafts_waiting, order=29))
readiness.add_visible(people_who_agreed, order=30)

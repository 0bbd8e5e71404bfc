"""What somebody finds under their own link: the offer, what became of it, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.models import Facet, Participation, State
from people.offering import paid_by
from people.own_changes import may_read
from people.own_sessions import OwnSession, own_sessions
from workshops import dates
from workshops.content import Text, text_of
from workshops.models import Workshop

# What somebody sees to, or has to know how far it is.
OWN_PAPERS = (
    Facet.Kind.VISA, Facet.Kind.TICKET, Facet.Kind.INSURANCE, Facet.Kind.DIET, Facet.Kind.ARRIVAL,
)  # fmt: skip
ASKED_OF_PEOPLE = (Facet.Kind.DIET, Facet.Kind.ARRIVAL, Facet.Kind.INSURANCE)


class Phase(Enum):
    """Where somebody stands, as they need to know it."""

    WAITING = "waiting"
    OFFER = "offer"
    LATE = "late"  # the hour has passed, and the clock has not come round to it
    DECLINED = "declined"
    EXPIRED = "expired"
    CONFIRMED = "confirmed"
    THERE = "there"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    MISSED = "missed"
    NONE = "none"


PHASES = {
    State.DECLINED: Phase.DECLINED,
    State.EXPIRED: Phase.EXPIRED,
    State.ACCEPTED: Phase.CONFIRMED,
    State.ARRIVED: Phase.THERE,
    State.COMPLETED: Phase.OVER,
    State.LEFT_EARLY: Phase.OVER,
    State.WITHDRAWN: Phase.WITHDRAWN,
    State.REPLACED: Phase.REPLACED,
    State.NO_SHOW: Phase.MISSED,
    State.NOT_SELECTED: Phase.NONE,
    State.INELIGIBLE: Phase.NONE,
    State.RELEASED: Phase.NONE,
}
TAKES_PART = (Phase.CONFIRMED, Phase.THERE, Phase.OVER)
IS_EXPECTED = (Phase.CONFIRMED,)
STILL_NEEDS = (Phase.CONFIRMED, Phase.THERE)


@dataclass(frozen=True)
class Fact:
    """A line of `components/facts.html`."""

    term: str
    text: Text | str
    note: str = ""


@dataclass(frozen=True)
class Consent:
    """One layer of what is shown of somebody. `where` says what a yes means."""

    field: str
    name: str
    where: str
    given: bool


@dataclass(frozen=True)
class StillOpen:
    """One thing that is not there yet, and by when it should be."""

    name: str
    status: str
    due: str
    is_overdue: bool


@dataclass(frozen=True)
class Place:
    """The page of one participation at one moment."""

    row: Participation
    phase: Phase
    facts: tuple[Fact, ...]
    answer_by: str
    paid_by: tuple[str, ...]
    package: Text
    consents: tuple[Consent, ...]
    asks: bool
    asked: tuple[str, ...]
    still_open: tuple[StillOpen, ...]
    information_url: str
    changes: bool  # whether there is a page of what changed in the agenda for them
    sessions: tuple[OwnSession, ...] = ()

    @property
    def takes_part(self) -> bool:
        return self.phase in TAKES_PART

    @property
    def is_offered(self) -> bool:
        return self.phase is Phase.OFFER


def place_of(row: Participation, now: datetime) -> Place:
    """In the active language."""
    workshop, allocation = row.workshop, row.allocation
    phase = phase_of(row, now)
    asked = asked_of(row) if phase in IS_EXPECTED else ()
    return Place(
        row=row,
        phase=phase,
        facts=tuple(facts(workshop)),
        answer_by=dates.moment(row.answer_by, workshop.zone) if row.answer_by else "",
        paid_by=tuple(paid_by(allocation)) if allocation else (),
        package=text_of(allocation, "package") if allocation else Text(""),
        consents=tuple(consents(row)),
        asks=bool(asked),
        asked=tuple(str(Facet.Kind(kind).label) for kind in asked),
        still_open=tuple(still_open(row, workshop.today(now))) if phase in STILL_NEEDS else (),
        information_url=information_url(workshop),
        changes=may_read(row, takes_part=phase in TAKES_PART),
        sessions=own_sessions(row, now) if phase in TAKES_PART else (),
    )


def phase_of(row: Participation, now: datetime) -> Phase:
    if row.state == State.SELECTED:
        return Phase.LATE if row.answer_by and now > row.answer_by else Phase.OFFER
    return PHASES.get(State(row.state), Phase.WAITING)


def facts(workshop: Workshop) -> Iterator[Fact]:
    yield Fact(_("Dates"), dates.date_range(workshop.starts_on, workshop.ends_on))
    where = [workshop.city, text_of(workshop.country, "name").plain if workshop.country else ""]
    if any(where):
        yield Fact(_("Place"), pgettext("list separator", ", ").join(filter(None, where)))
    yield Fact(_("How"), workshop.get_format_display())


def consents(row: Participation) -> Iterator[Consent]:
    """From the smallest circle to the largest."""
    yield Consent(
        "directory",
        _("The participants’ directory"),
        _(
            "Participants and organisers of this workshop see your name, post, organisation and country. "
            "Your e-mail address is not in it."
        ),
        row.directory,
    )
    yield Consent(
        "public_list",
        _("The public list of participants"),
        _(
            "Anybody on the internet sees your name, post and country, once you have arrived, and in the report "
            "of the workshop. Without it you are counted there, not named."
        ),
        row.public_list,
    )
    yield Consent(
        "photo_consent",
        _("Photos"),
        _(
            "Photos on which you can be recognised may be shown on the public pages of the workshop."
        ),
        row.photo_consent,
    )


def asked_of(row: Participation) -> tuple[str, ...]:
    """What the person is asked for: nothing that was settled as not needed, nothing for a screen."""
    if row.workshop.format == Workshop.Format.ONLINE:
        return ()
    settled = row.facets.filter(status=Facet.Status.NOT_NEEDED).values_list("kind", flat=True)
    not_needed = set(settled)
    return tuple(kind for kind in ASKED_OF_PEOPLE if kind not in not_needed)


def still_open(row: Participation, today: date) -> Iterator[StillOpen]:
    """What is due first comes first; what the office noted of it is the office's."""
    rows = row.facets.open().that_count().filter(kind__in=OWN_PAPERS)
    for facet in rows.order_by(F("due_on").asc(nulls_last=True), "kind", "pk"):
        yield StillOpen(
            name=str(facet.get_kind_display()),
            status=str(facet.get_status_display()),
            due=dates.day(facet.due_on) if facet.due_on else "",
            is_overdue=facet.is_overdue(today),
        )


def information_url(workshop: Workshop) -> str:
    """The page of practical information, where the public may read it."""
    return reverse("public:information", args=[workshop.slug]) if workshop.is_public else ""

"""The list of workshops and the front page of one, as a reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from workshops import dates, timetable
from workshops.agenda import Agenda, agenda_for
from workshops.content import Text, text_of
from workshops.items import Share, Spot
from workshops.languages import language_name
from workshops.models import Organisation, OrganisationRole, Workshop


@dataclass(frozen=True)
class Shelves:
    """The list: what runs, what comes soonest first, what was latest first."""

    now: tuple[Workshop, ...]
    coming: tuple[Workshop, ...]
    past: tuple[Workshop, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.now or self.coming or self.past)


@dataclass(frozen=True)
class Fact:
    """One line of `components/facts.html`."""

    term: str
    text: str
    icon: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Body:
    """An organisation as a page names it."""

    name: Text
    url: str


@dataclass(frozen=True)
class Bodies:
    """The organisations in one role."""

    label: str
    bodies: tuple[Body, ...]


@dataclass(frozen=True)
class Figure:
    """A number and what it counts: the caption stands in the right plural."""

    number: int
    caption: str


@dataclass(frozen=True)
class Overview:
    """The front page of a workshop."""

    kind: str
    dates: str
    joint_titles: tuple[Text, ...]
    facts: tuple[Fact, ...]
    moment: timetable.Moment
    columns: tuple[timetable.ColumnView, ...]
    key: tuple[tuple[str, str], ...]
    agenda_url: str
    outcomes: tuple[Text, ...]
    shares: tuple[Share, ...]
    planned_hours: Decimal
    tracks: tuple[Text, ...]
    figures: tuple[Figure, ...]
    bodies: tuple[Bodies, ...]
    venues: tuple[Spot, ...]


def shelves(workshops: Iterable[Workshop], now: datetime) -> Shelves:
    """Sort workshops by whether they run, each by its own date."""
    running, coming, past = [], [], []
    for workshop in sorted(workshops, key=lambda one: (one.starts_on, one.pk)):
        today = workshop.today(now)
        if workshop.ends_on < today:
            past.append(workshop)
        elif workshop.starts_on > today:
            coming.append(workshop)
        else:
            running.append(workshop)
    return Shelves(tuple(running), tuple(coming), tuple(reversed(past)))


def overview(workshop: Workshop, *, now: datetime, mount: str) -> Overview:
    """Everything the front page says of a workshop, in the active language."""
    agenda = agenda_for(workshop, mount=mount)
    today = workshop.today(now)
    moment = timetable.moment_of(agenda, now)
    agenda_url = reverse(f"{mount}:agenda", args=[workshop.slug])
    return Overview(
        kind=workshop.get_kind_display(),
        dates=dates.date_range(workshop.starts_on, workshop.ends_on),
        joint_titles=tuple(text_of(title, "title") for title in workshop.joint_titles.all()),
        facts=facts_of(workshop),
        moment=moment,
        columns=columns_of(agenda, today, agenda_url),
        key=tuple(timetable.kinds_in(agenda)),
        agenda_url=f"{agenda_url}#now" if moment.anchor else agenda_url,
        outcomes=tuple(text_of(outcome, "text") for outcome in workshop.outcomes.all()),
        shares=agenda.shares,
        planned_hours=sum((share.hours for share in agenda.shares), Decimal(0)),
        tracks=agenda.tracks,
        figures=figures_of(agenda),
        bodies=bodies_of(workshop),
        venues=venues_of(agenda),
    )


def columns_of(agenda: Agenda, today: date, agenda_url: str) -> tuple[timetable.ColumnView, ...]:
    """The programme at a glance; nothing while nothing is planned."""
    if not agenda.items:
        return ()
    return timetable.at_a_glance(agenda, today=today, agenda_url=agenda_url)


def facts_of(workshop: Workshop) -> tuple[Fact, ...]:
    facts = [when(workshop), where(workshop), languages_of(workshop)]
    return tuple(fact for fact in facts if fact is not None)


def when(workshop: Workshop) -> Fact:
    days = (workshop.ends_on - workshop.starts_on).days + 1
    return Fact(
        term=_("When"),
        icon="calendar",
        text=dates.date_range(workshop.starts_on, workshop.ends_on),
        note=ngettext("%(count)d day, in %(zone)s", "%(count)d days, in %(zone)s", days)
        % {"count": days, "zone": dates.zone_in_words(workshop.zone, workshop.starts_on)},
    )


def where(workshop: Workshop) -> Fact | None:
    place = place_of(workshop)
    format_label = workshop.get_format_display()
    if not place:
        return Fact(term=_("Where"), icon="place", text=format_label)
    return Fact(term=_("Where"), icon="place", text=place, note=format_label)


def place_of(workshop: Workshop) -> str:
    """City and country, either or nothing."""
    city = text_of(workshop, "city").plain
    country = text_of(workshop.country, "name").plain if workshop.country else ""
    if city and country:
        return pgettext("place", "%(city)s, %(country)s") % {"city": city, "country": country}
    return city or country


def languages_of(workshop: Workshop) -> Fact | None:
    """What is spoken in the room."""
    spoken = [
        language_name(code, alone=n == 0) for n, code in enumerate(workshop.working_languages)
    ]
    if not spoken:
        return None
    return Fact(
        term=_("Language"),
        icon="language",
        text=pgettext("list separator", ", ").join(spoken),
        note=_("With simultaneous interpretation") if workshop.interpretation else "",
    )


def figures_of(agenda: Agenda) -> tuple[Figure, ...]:
    """Sessions, visits and the people who stand on them, those there are any of."""
    sessions = sum(1 for item in agenda.items if not item.is_off)
    visits = len(visits_of(agenda))
    billings = [billing for item in agenda.items for billing in item.billings]
    speakers = len({billing.slug for billing in billings if not billing.is_organisation})
    counted = [
        Figure(sessions, ngettext("Session", "Sessions", sessions)),
        Figure(visits, ngettext("Visit", "Visits", visits)),
        Figure(speakers, ngettext("Speaker", "Speakers", speakers)),
    ]
    return tuple(figure for figure in counted if figure.number)


def visits_of(agenda: Agenda) -> tuple:
    """The sessions that lead somewhere: on site at a host's, or with stops."""
    return tuple(item for item in agenda.items if item.is_visit or item.on_site)


def bodies_of(workshop: Workshop) -> tuple[Bodies, ...]:
    """The organisations by role, in the order of the roles."""
    rows = list(workshop.organisation_roles.select_related("organisation"))
    grouped = (
        Bodies(str(label), tuple(body_of(row.organisation) for row in rows if row.role == role))
        for role, label in (
            (OrganisationRole.Role.ORGANISER, _("Organised by")),
            (OrganisationRole.Role.CO_ORGANISER, _("Co-organised by")),
            (OrganisationRole.Role.FUNDER, _("Funded by")),
            (OrganisationRole.Role.SUPPORTER, _("Supported by")),
        )
    )
    return tuple(group for group in grouped if group.bodies)


def body_of(organisation: Organisation) -> Body:
    return Body(text_of(organisation, "name"), organisation.url)


def venues_of(agenda: Agenda) -> tuple[Spot, ...]:
    """Where the workshop as a whole is held."""
    return tuple(spot for spot in agenda.venues if spot.is_main)

"""The agenda as readers, feeds and reports see it: frozen dataclasses, built in one place.

Everything that shows an agenda goes through `agenda_for`. It takes the same number of queries with
4 and with 500 sessions. Its texts are in the active language.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Prefetch
from django.urls import reverse

from workshops import dates
from workshops.content import Text, text_of
from workshops.models import (
    PartOfDay,
    Session,
    SessionOrganisation,
    SpeakerRole,
    Stop,
    Workshop,
)

# When the parts of the day are, where a workshop does not say: for order and "now" only.
USUAL_WINDOWS = {
    PartOfDay.MORNING: (time(9), time(12)),
    PartOfDay.DAYTIME: (time(9), time(17)),
    PartOfDay.AFTERNOON: (time(14), time(17)),
    PartOfDay.NIGHT: (time(19), time(21)),
}
# Nominal hours of a half-day; on the seed workshop these give exactly its 128 (lessons.md).
PART_HOURS = {
    PartOfDay.MORNING: Decimal(4),
    PartOfDay.AFTERNOON: Decimal(4),
    PartOfDay.NIGHT: Decimal(4),
    PartOfDay.DAYTIME: Decimal(8),
}


@dataclass(frozen=True)
class Billing:
    """A speaker on a session. `printed_*` is what the source prints there, where it differs."""

    slug: str
    name: str
    honorific: str
    post: Text
    role: str
    role_label: str
    online: bool
    is_organisation: bool
    printed_name: str
    printed_post: str
    url: str

    @property
    def as_printed(self) -> tuple[str, str]:
        """Name and post as the source prints them here."""
        return self.printed_name or self.name, self.printed_post or self.post.plain


@dataclass(frozen=True)
class Host:
    """An organisation that hosts or arranges a session."""

    name: Text
    printed_name: str

    @property
    def as_printed(self) -> str:
        return self.printed_name or self.name.plain


@dataclass(frozen=True)
class Place:
    """One stop of a visit."""

    name: Text
    kind: str
    kind_label: str
    description: Text

    @property
    def get_kind_display(self) -> str:
        return self.kind_label


@dataclass(frozen=True)
class Item:
    """One session as a reader sees it. Times are the workshop's zone; "" and None where not known."""

    id: int
    uuid: str
    number: int
    slug: str
    url: str
    date: date
    part_of_day: str
    part_label: str
    position: int
    starts_at: time | None
    ends_at: time | None
    kind: str
    kind_label: str
    title: Text
    description: Text
    on_site: bool
    is_online: bool
    delivery: str
    delivery_label: str
    venue_name: Text
    component: Text
    track: Text
    hosts: tuple[Host, ...]
    arrangers: tuple[Host, ...]
    arranged_by: Text
    billings: tuple[Billing, ...]
    stops: tuple[Place, ...]
    activities: Text
    hours: Decimal
    is_visit: bool
    is_now: bool = False

    @property
    def time_range(self) -> str:
        return dates.time_range(self.starts_at, self.ends_at)

    @property
    def shows_stops(self) -> bool:
        """Whether the stops say more than the hosts do: a visit to its host alone needs no line of places."""
        if len(self.stops) != 1:
            return bool(self.stops)
        stop = self.stops[0]
        at_host = any(host.name == stop.name for host in self.hosts)
        return bool(stop.description) or not at_host

    @property
    def shows_hosts(self) -> bool:
        """Whether the hosts are still to be named: not where each of them is a stop that is shown."""
        places = {stop.name for stop in self.stops} if self.shows_stops else set()
        return any(host.name not in places for host in self.hosts)

    @property
    def display_title(self) -> Text:
        """The title, or the kind where there is none."""
        return self.title or Text(self.kind_label)

    @property
    def is_off(self) -> bool:
        return self.kind == Session.Kind.OFF

    @property
    def get_kind_display(self) -> str:
        return self.kind_label


@dataclass(frozen=True)
class Part:
    """One part of a day with its sessions in order."""

    code: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Day:
    """One day of the workshop, with or without sessions."""

    number: int
    date: date
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for part in self.parts for item in part.items)

    @property
    def is_off(self) -> bool:
        return all(item.is_off for item in self.items)

    @property
    def anchor(self) -> str:
        return f"day-{self.number}"


@dataclass(frozen=True)
class Agenda:
    """A whole programme. `days` holds every date from the first to the last."""

    workshop: Workshop
    days: tuple[Day, ...]
    windows: dict[str, tuple[time, time]]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for day in self.days for item in day.items)

    @property
    def visits(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_visit)

    @property
    def hours(self) -> Decimal:
        return sum((item.hours for item in self.items), Decimal(0))

    def now(self, moment: datetime) -> tuple[Item, ...]:
        """The sessions running at `moment`, by their clock times or else their part of the day."""
        return tuple(
            item
            for item in self.items
            if not item.is_off and self.starts(item) <= moment < self.ends(item)
        )

    def following(self, moment: datetime) -> tuple[Item, ...]:
        """The next sessions to begin after `moment`: all that begin together."""
        later = [item for item in self.items if not item.is_off and self.starts(item) > moment]
        if not later:
            return ()
        first = min(self.starts(item) for item in later)
        return tuple(item for item in later if self.starts(item) == first)

    def starts(self, item: Item) -> datetime:
        """When it begins, or when its part of the day does."""
        return self.moment(item.date, item.starts_at or self.windows[item.part_of_day][0])

    def ends(self, item: Item) -> datetime:
        """When it ends; an end earlier than the start is after midnight."""
        start = item.starts_at or self.windows[item.part_of_day][0]
        end = item.ends_at or self.windows[item.part_of_day][1]
        day = item.date if end > start else item.date + timedelta(days=1)
        return self.moment(day, end)

    def moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.workshop.tzinfo)


def agenda_for(workshop: Workshop, *, mount: str = "public") -> Agenda:
    """The agenda of a workshop in the active language, in 6 queries whatever its length.

    `mount` is the namespace its addresses lead to: `public`, or `preview` for organisers.
    """
    sessions = list(sessions_of(workshop))
    shares = nominal_hours(sessions)
    by_day: dict[date, list[Item]] = defaultdict(list)
    for session in sessions:
        by_day[session.date].append(item_of(session, workshop, shares[session.pk], mount))
    windows = windows_of(workshop)
    return Agenda(
        workshop=workshop,
        days=tuple(
            day_of(workshop, day, by_day.get(day, []), windows)
            for day in dates_of(workshop, by_day)
        ),
        windows=windows,
    )


def sessions_of(workshop: Workshop):
    """The sessions with all that a reader sees of them."""
    return (
        workshop.sessions.select_related("venue", "component", "track", "visit")
        .prefetch_related(
            Prefetch("speaker_roles", SpeakerRole.objects.select_related("speaker")),
            Prefetch(
                "session_organisations",
                SessionOrganisation.objects.select_related("organisation"),
            ),
            Prefetch("visit__stops", Stop.objects.all()),
        )
        .order_by("date", "position", "number")
    )


def dates_of(workshop: Workshop, by_day: dict[date, list[Item]]) -> list[date]:
    """Every date of the workshop, and any outside it that has sessions all the same."""
    span = (workshop.ends_on - workshop.starts_on).days + 1
    within = {workshop.starts_on + timedelta(days=n) for n in range(span)}
    return sorted(within | set(by_day))


def windows_of(workshop: Workshop) -> dict[str, tuple[time, time]]:
    own = {w.part_of_day: (w.starts_at, w.ends_at) for w in workshop.part_windows.all()}
    return {**USUAL_WINDOWS, **own}


def nominal_hours(sessions: list[Session]) -> dict[int, Decimal]:
    """Hours by session id: its own, or an equal share of what its half-day has left; none on days off."""
    blocks: dict[tuple[date, str], list[Session]] = defaultdict(list)
    hours: dict[int, Decimal] = {}
    for session in sessions:
        if session.kind in (Session.Kind.OFF, Session.Kind.BREAK):
            hours[session.pk] = Decimal(0)
        else:
            blocks[session.date, session.part_of_day].append(session)
    for (_day, part), block in blocks.items():
        said = {s.pk: s.hours for s in block if s.hours is not None}
        open_ones = [s for s in block if s.hours is None]
        left = max(PART_HOURS[part] - sum(said.values(), Decimal(0)), Decimal(0))
        hours |= said | {s.pk: left / len(open_ones) for s in open_ones}
    return hours


def day_of(workshop: Workshop, day: date, items: list[Item], windows) -> Day:
    by_part: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_part[item.part_of_day].append(item)
    order = sorted(by_part, key=lambda part: (windows[part], part))
    parts = (
        Part(part, str(PartOfDay(part).label), tuple(sorted(by_part[part], key=place_in_part)))
        for part in order
    )
    return Day(workshop.day_number(day), day, tuple(parts))


def place_in_part(item: Item) -> tuple:
    """Timed sessions by the clock, the others in the order given."""
    return (item.starts_at or time.min, item.position, item.number)


def item_of(session: Session, workshop: Workshop, hours: Decimal, mount: str) -> Item:
    visit = getattr(session, "visit", None)
    organisations = list(session.session_organisations.all())
    return Item(
        id=session.pk,
        uuid=str(session.uuid),
        number=session.number,
        slug=session.slug,
        url=reverse(f"{mount}:session", args=[workshop.slug, session.slug]),
        date=session.date,
        part_of_day=session.part_of_day,
        part_label=session.get_part_of_day_display(),
        position=session.position,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        kind=session.kind,
        kind_label=session.get_kind_display(),
        title=text_of(session, "title"),
        description=text_of(session, "description"),
        on_site=session.on_site,
        is_online=session.delivery != Session.Delivery.IN_PERSON,
        delivery=session.delivery,
        delivery_label=session.get_delivery_display(),
        venue_name=text_of(session.venue, "name") if session.venue else Text(""),
        component=text_of(session.component, "name") if session.component else Text(""),
        track=text_of(session.track, "name") if session.track else Text(""),
        hosts=hosts_of(organisations, SessionOrganisation.Role.HOST),
        arrangers=hosts_of(organisations, SessionOrganisation.Role.ARRANGER),
        arranged_by=text_of(session, "arranged_by"),
        billings=tuple(billing_of(role, workshop, mount) for role in session.speaker_roles.all()),
        stops=tuple(place_of(stop) for stop in visit.stops.all()) if visit else (),
        activities=text_of(visit, "activities") if visit else Text(""),
        hours=hours,
        is_visit=visit is not None,
    )


def hosts_of(organisations: list[SessionOrganisation], role: str) -> tuple[Host, ...]:
    return tuple(
        Host(text_of(one.organisation, "name"), one.printed_name)
        for one in organisations
        if one.role == role
    )


def billing_of(role: SpeakerRole, workshop: Workshop, mount: str) -> Billing:
    speaker = role.speaker
    return Billing(
        slug=speaker.slug,
        name=speaker.name,
        honorific=speaker.honorific,
        post=text_of(speaker, "post"),
        role=role.role,
        role_label=role.get_role_display(),
        online=role.online,
        is_organisation=speaker.is_organisation,
        printed_name=role.printed_name,
        printed_post=role.printed_post,
        url=reverse(f"{mount}:speaker", args=[workshop.slug, speaker.slug]),
    )


def place_of(stop: Stop) -> Place:
    return Place(
        name=text_of(stop, "name"),
        kind=stop.kind,
        kind_label=stop.get_kind_display(),
        description=text_of(stop, "description"),
    )

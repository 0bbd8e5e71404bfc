"""One session as readers, feeds and reports see it: frozen, in the active language."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.urls import reverse

from workshops import dates
from workshops.content import Text, text_of
from workshops.models import Session, SessionOrganisation, SpeakerRole, Stop, Workshop


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

"""One session as readers, feeds and reports see it: frozen, in the active language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from workshops import dates, extras
from workshops.clocks import When
from workshops.content import Text
from workshops.models import Session

# What people write in where a venue stands, so that its address is set and read aloud rightly.
LOCAL_SCRIPTS = {
    "AZE": "az", "CHN": "zh-Hans", "GEO": "ka", "KAZ": "kk", "KGZ": "ky", "KHM": "km", "LAO": "lo",
    "MNG": "mn", "PAK": "ur", "RUS": "ru", "THA": "th", "TJK": "tg", "TKM": "tk", "UZB": "uz",
    "VNM": "vi",
}  # fmt: skip
NOTHING = Text("")


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
    arrives_at: time | None = None
    leaves_at: time | None = None

    @property
    def get_kind_display(self) -> str:
        return self.kind_label

    @property
    def time_range(self) -> str:
        """When one is there, as planned; "" where no arrival is."""
        return dates.time_range(self.arrives_at, self.leaves_at)


@dataclass(frozen=True)
class Ride:
    """A vehicle of a visit, as those who board it need to know it."""

    label: Text
    meeting_point: Text
    leaves_at: time | None
    returns_at: time | None


@dataclass(frozen=True)
class Spot:
    """A venue, with its address in local script where that is known. `is_main`: of the workshop as a whole."""

    id: int
    name: Text
    kind: str
    kind_label: str
    address: Text
    address_local: str
    country: str
    url: str
    is_main: bool

    @property
    def local_lang(self) -> str:
        """The language of the address in local script, where we know it."""
        return LOCAL_SCRIPTS.get(self.country, "")


@dataclass(frozen=True)
class Share:
    """A component of the programme with its planned hours."""

    id: int
    name: Text
    hours: Decimal


@dataclass(frozen=True)
class Profile:
    """A speaker of the workshop. `organisation` is what they speak for, in full and in short."""

    slug: str
    name: str
    name_native: str
    honorific: str
    is_organisation: bool
    kind: str
    post: Text
    organisation: Text
    organisation_short: Text
    biography: Text
    photo: str
    url: str


@dataclass(frozen=True)
class Item:
    """One session as a reader sees it. Times are the workshop's zone; "" and None where not known.

    What a page adds: whether it runs, whether a filter hides it, and its moments in the reader's zone.
    """

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
    venue: Spot | None
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
    status: str = Session.Status.PLANNED
    method: str = ""
    languages: tuple[str, ...] = ()
    interpretation: bool = False
    questions_minutes: int | None = None
    meeting_point: Text = NOTHING
    meets_at: time | None = None
    to_bring: Text = NOTHING
    rides: tuple[Ride, ...] = ()
    needs_sign_up: bool = False
    places: int | None = None
    component_id: int | None = None
    track_id: int | None = None
    sequence: int = 0
    extras: Mapping[str, Any] = field(default_factory=dict)
    is_now: bool = False
    is_hidden: bool = False
    when: When | None = None

    @property
    def venue_name(self) -> Text:
        return self.venue.name if self.venue else NOTHING

    @property
    def is_cancelled(self) -> bool:
        return self.status == Session.Status.CANCELLED

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
    def has_meeting(self) -> bool:
        """Whether it says where or when people meet, or what takes them there."""
        return bool(self.meeting_point or self.meets_at or self.rides)

    @property
    def display_title(self) -> Text:
        """The title, or the kind where there is none."""
        return self.title or Text(self.kind_label)

    @property
    def is_off(self) -> bool:
        return self.kind == Session.Kind.OFF

    @property
    def is_held(self) -> bool:
        """Whether anything takes place: not on a day off, nor where it is cancelled."""
        return not self.is_off and not self.is_cancelled

    @property
    def more(self) -> tuple[tuple[str, str], ...]:
        """What upper packages add, as label and words: for which groups it is."""
        return tuple(extras.in_words(self.extras))

    @property
    def get_kind_display(self) -> str:
        return self.kind_label

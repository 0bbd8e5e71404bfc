"""One day a page: its parts, and in them every session with who, where and which places."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from workshops import dates
from workshops.agenda import Agenda, Day, Part
from workshops.content import Text
from workshops.items import Billing, Item, Ride
from workshops.languages import language_name
from workshops.models import SpeakerRole

Said = str | Text | tuple[str | Text, ...]
LONG = 16  # lines of people and places from which a session may go over the end of a page


@dataclass(frozen=True)
class Who:
    """Somebody on a session: in what role, where not the plain one, the name, the post, and a mark."""

    role: str
    name: str
    post: Text
    mark: str


@dataclass(frozen=True)
class Spot:
    """A stop of a visit."""

    name: Text
    time: str
    kind: str
    description: Text


@dataclass(frozen=True)
class Entry:
    """A session. `lines` are words and their values: host, venue, where to meet."""

    time: str
    kind: str
    kind_label: str
    marks: tuple[str, ...]
    title: Text
    is_cancelled: bool
    who: tuple[Who, ...]
    lines: tuple[tuple[str, tuple[Said, ...]], ...]
    spots: tuple[Spot, ...]
    activities: Text
    is_long: bool


@dataclass(frozen=True)
class PartOfPage:
    """A part of the day with its sessions."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class DayPage:
    """A day. `calm` is what stands on the page of a day off, or of one with nothing planned."""

    anchor: str
    date: str
    number: str
    parts: tuple[PartOfPage, ...]
    calm: str
    note: Said


def day_pages(agenda: Agenda) -> tuple[DayPage, ...]:
    return tuple(day_page(day) for day in agenda.days)


def day_page(day: Day) -> DayPage:
    is_off = bool(day.items) and day.is_off
    return DayPage(
        anchor=day.anchor,
        date=dates.weekday(day.date),
        number=_("Day %(number)s") % {"number": day.number},
        parts=() if is_off else tuple(part_of_page(part) for part in day.parts),
        calm=calm(day, is_off=is_off),
        note=next((item.title for item in day.items if item.is_off), ""),
    )


def calm(day: Day, *, is_off: bool) -> str:
    if is_off:
        return _("Day off")
    return "" if day.items else _("Nothing is planned for this day yet.")


def part_of_page(part: Part) -> PartOfPage:
    return PartOfPage(part.label, tuple(entry_of(item) for item in part.items))


def entry_of(item: Item) -> Entry:
    spots = item.stops if item.shows_stops else ()
    return Entry(
        time=item.time_range,
        kind=item.kind,
        kind_label=item.kind_label if item.title else "",
        marks=tuple(marks_of(item)),
        title=item.display_title,
        is_cancelled=item.is_cancelled,
        who=tuple(who(billing) for billing in item.billings),
        lines=tuple(lines_of(item)),
        spots=tuple(
            Spot(spot.name, spot.time_range, spot.kind_label, spot.description) for spot in spots
        ),
        activities=item.activities,
        is_long=len(item.billings) + len(spots) + len(item.activities) // 80 >= LONG,
    )


def marks_of(item: Item) -> Iterator[str]:
    if item.is_cancelled:
        yield _("Cancelled")
    if item.is_online:
        yield item.delivery_label


def who(billing: Billing) -> Who:
    return Who(
        role=billing.role_label if billing.role != SpeakerRole.Role.SPEAKER else "",
        name=titled(billing.honorific, billing.name),
        post=billing.post if billing.post.plain != billing.name else Text(""),
        mark=_("online") if billing.online else "",
    )


def titled(honorific: str, name: str) -> str:
    """Prof. Lei Jun, unless the name is written with its honorific."""
    if not honorific or name.startswith(honorific):
        return name
    return f"{honorific} {name}"


def lines_of(item: Item) -> Iterator[tuple[str, tuple[Said, ...]]]:
    if item.shows_hosts:
        yield _("Host"), tuple(host.name for host in item.hosts)
    if item.arranged_by:
        yield _("Arranged by"), (item.arranged_by,)
    elif item.arrangers:
        yield _("Arranged by"), tuple(host.name for host in item.arrangers)
    if item.venue_name:
        yield _("Venue"), (item.venue_name,)
    if item.languages:
        yield _("Language"), tuple(language_name(code) for code in item.languages)
    if item.meeting_point or item.meets_at:
        yield _("Meeting point"), (pieces(clock_of(item.meets_at), item.meeting_point),)
    if item.rides:
        yield _("Transport"), tuple(ride_of(ride) for ride in item.rides)
    if item.to_bring:
        yield _("What to bring and wear"), (item.to_bring,)


def ride_of(ride: Ride) -> Said:
    """Bus 1 · leaves at 08:15 · back at 17:30 · north gate."""
    leaves = _("leaves at %(time)s") % {"time": clock_of(ride.leaves_at)} if ride.leaves_at else ""
    back = _("back at %(time)s") % {"time": clock_of(ride.returns_at)} if ride.returns_at else ""
    return pieces(ride.label, leaves, back, ride.meeting_point)


def pieces(*said: str | Text) -> Said:
    """What is said of these, with a dot between."""
    told = [each for each in said if each]
    return tuple(part for each in told for part in (" · ", each))[1:]


def clock_of(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""

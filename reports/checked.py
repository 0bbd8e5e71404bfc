"""What the identity checks look at, gathered apart from the report's own figures."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from people.models import Allocation, Participation, Role, Seat
from reports.sections.seats import SeatCount, seat_counts
from workshops.content import text_of
from workshops.models import Speaker, SpeakerRole, Workshop

LISTED_ROLES = (Role.RESOURCE_PERSON, Role.STAFF, Role.GUEST)
TAUGHT = (SpeakerRole.Role.SPEAKER, SpeakerRole.Role.MODERATOR)


@dataclass(frozen=True)
class CountrySeats:
    """What became of the seats of one country or body."""

    country: str
    count: SeatCount


@dataclass(frozen=True)
class Attendee:
    """A participant who came, as the checks see one."""

    name: str
    stream: int | None
    seat_stream: int | None
    number: int | None


@dataclass(frozen=True)
class Facts:
    """What the checks look at in one workshop, gathered apart from the report's own figures."""

    workshop: Workshop
    seats: tuple[CountrySeats, ...]
    attendees: tuple[Attendee, ...]
    seats_astray: tuple[str, ...]
    unlisted_speakers: tuple[str, ...]
    silent_resource_persons: tuple[str, ...]


def gather(workshops: Collection[Workshop]) -> list[Facts]:
    """The facts of each workshop, in six queries."""
    ids = [workshop.pk for workshop in workshops]
    seats, attendees = seats_in(ids), attendees_in(ids)
    astray = seats_astray_in(ids)
    unlisted, silent = unlisted_speakers_in(ids), silent_resource_persons_in(ids)
    return [
        Facts(
            workshop=workshop,
            seats=tuple(seats[workshop.pk]),
            attendees=tuple(attendees[workshop.pk]),
            seats_astray=tuple(astray[workshop.pk]),
            unlisted_speakers=tuple(unlisted[workshop.pk]),
            silent_resource_persons=tuple(silent[workshop.pk]),
        )
        for workshop in workshops
    ]


def seats_in(ids: list[int]) -> dict[int, list[CountrySeats]]:
    """Seats by country, all its funds and streams together, by workshop id."""
    counts = seat_counts(Seat.objects.filter(allocation__stream__workshop__in=ids))
    found: dict[int, dict[str, SeatCount]] = defaultdict(dict)
    rows = Allocation.objects.filter(pk__in=counts).select_related("country", "stream")
    for allocation in rows.order_by("stream__position", "position", "id"):
        country = allocation.country
        name = text_of(country, "name").plain if country else allocation.body
        under = found[allocation.stream.workshop_id]
        under[name] = under.get(name, SeatCount()) + counts[allocation.pk]
    return defaultdict(
        list,
        {
            workshop: [CountrySeats(name, count) for name, count in under.items()]
            for workshop, under in found.items()
        },
    )


def seats_astray_in(ids: list[int]) -> dict[int, list[str]]:
    """Reallocated seats that became no other, by workshop id."""
    rows = (
        Seat.objects.filter(
            allocation__stream__workshop__in=ids, state=Seat.State.REALLOCATED, moved_to=None
        )
        .select_related("allocation__country", "allocation__stream")
        .order_by("allocation__stream__position", "allocation", "number")
    )
    return grouped((seat.allocation.stream.workshop_id, str(seat)) for seat in rows)


def attendees_in(ids: list[int]) -> dict[int, list[Attendee]]:
    rows = (
        Participation.objects.participants()
        .who_came()
        .filter(workshop__in=ids)
        .order_by("person__sort_name", "person__display_name", "id")
        .values_list(
            "workshop_id",
            "person__display_name",
            "stream_id",
            "seat__allocation__stream_id",
            "list_number",
        )
    )
    found = defaultdict(list)
    for workshop, *fields in rows:
        found[workshop].append(Attendee(*fields))
    return found


def unlisted_speakers_in(ids: list[int]) -> dict[int, list[str]]:
    """Names of people who spoke or moderated and stand on no list, by workshop id.

    Who gives welcome or closing remarks is a guest of honour by that.
    """
    on_a_list = Participation.objects.who_came().filter(
        speaker=OuterRef("pk"), role__in=LISTED_ROLES
    )
    speaks = SpeakerRole.objects.delivered().filter(speaker=OuterRef("pk"), role__in=TAUGHT)
    rows = (
        Speaker.objects.filter(workshop__in=ids, is_organisation=False)
        .filter(Exists(speaks), ~Exists(on_a_list))
        .order_by("sort_name", "name", "id")
        .values_list("workshop_id", "name")
    )
    return grouped(rows)


def silent_resource_persons_in(ids: list[int]) -> dict[int, list[str]]:
    """Names of resource persons who stand on no session that was held, by workshop id."""
    speaks = SpeakerRole.objects.delivered().filter(speaker=OuterRef("speaker"))
    rows = (
        Participation.objects.who_came()
        .filter(workshop__in=ids, role=Role.RESOURCE_PERSON)
        .filter(~Exists(speaks))
        .order_by("list_number", "person__sort_name", "id")
        .values_list("workshop_id", "person__display_name")
    )
    return grouped(rows)


def grouped(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found

"""The public list of people: those who came and agreed to be named; the others as a number.

Nothing here carries an e-mail address, a phone number or a gender.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from people.models import WITHOUT_A_SEAT, Participation, Role, Stream
from people.seats import Board, BoardRow, boards
from workshops.content import Text, text_of
from workshops.models import Workshop

LAST = 10**6  # where rows without a number stand


@dataclass(frozen=True)
class Entry:
    """One person as listed, corrected; `printed_*` is what the source prints, where it differs."""

    number: int | None
    name: str
    honorific: str
    post: Text
    printed_name: str
    printed_post: str
    printed_country: str
    note: Text
    speaker_url: str


@dataclass(frozen=True)
class CountryGroup:
    """Those sent by one country, or under no country where `name` is "". `withheld` came too."""

    name: Text
    code: str
    entries: tuple[Entry, ...]
    withheld: int

    @property
    def count(self) -> int:
        return len(self.entries) + self.withheld

    @property
    def printed(self) -> tuple[str, ...]:
        """How the source prints the country, where it differs."""
        printed = (entry.printed_country for entry in self.entries if entry.printed_country)
        return tuple(dict.fromkeys(printed))


@dataclass(frozen=True)
class StreamGroup:
    """One list of participants by country, with its seats."""

    anchor: str
    name: Text
    countries: tuple[CountryGroup, ...]
    board: tuple[BoardRow, ...]
    seats: int
    notes: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(country.count for country in self.countries)

    @property
    def withheld(self) -> int:
        return sum(country.withheld for country in self.countries)

    @property
    def country_count(self) -> int:
        return sum(1 for country in self.countries if country.code)


@dataclass(frozen=True)
class UnitGroup:
    """Others under one heading; `name` is "" for those under none."""

    name: str
    entries: tuple[Entry, ...]
    withheld: int


@dataclass(frozen=True)
class RoleGroup:
    """Resource persons, staff, guests or interpreters."""

    code: str
    units: tuple[UnitGroup, ...]


@dataclass(frozen=True)
class Roster:
    """The page of participants."""

    streams: tuple[StreamGroup, ...]
    roles: tuple[RoleGroup, ...]
    count: int
    countries: int
    withheld: int

    @property
    def is_empty(self) -> bool:
        return not (self.count or self.roles)


@dataclass(frozen=True)
class _Heads:
    """How many came, listed or not, by where they are listed."""

    by_country: Counter
    by_unit: Counter


def roster(workshop: Workshop, *, mount: str) -> Roster:
    """Who came, in the active language, in the same number of queries whatever their number."""
    listed = list(
        workshop.participations.listed_publicly()
        .select_related("person", "sending_country", "speaker")
        .order_by("list_number", "person__sort_name", "person__display_name", "id")
    )
    heads = heads_of(workshop)
    streams = streams_of(workshop, listed, heads, mount)
    return Roster(
        streams=streams,
        roles=roles_of(workshop, listed, heads, mount),
        count=sum(stream.count for stream in streams),
        countries=len({c.code for s in streams for c in s.countries if c.code}),
        withheld=sum(stream.withheld for stream in streams),
    )


def heads_of(workshop: Workshop) -> _Heads:
    rows = (
        workshop.participations.who_came()
        .values_list("role", "stream", "sending_country", "unit")
        .annotate(Count("id"))
        .order_by()
    )
    by_country, by_unit = Counter(), Counter()
    for role, stream, country, unit, count in rows:
        if role == Role.PARTICIPANT:
            by_country[stream, country or ""] += count
        else:
            by_unit[role, unit] += count
    return _Heads(by_country, by_unit)


def streams_of(
    workshop: Workshop, listed: list[Participation], heads: _Heads, mount: str
) -> tuple[StreamGroup, ...]:
    """The streams in order; participants under no stream come last."""
    named: dict[tuple[int | None, str], list[Participation]] = defaultdict(list)
    for one in listed:
        if one.role == Role.PARTICIPANT:
            named[one.stream_id, one.sending_country_id or ""].append(one)
    seats = boards(workshop)
    names = country_names(heads)
    without = Stream(pk=None, workshop=workshop)
    groups = (
        stream_group(workshop, stream, named, heads, names, seats.get(stream.pk), mount)
        for stream in (*workshop.streams.all(), without)
    )
    return tuple(group for group in groups if group.countries or group.board)


def country_names(heads: _Heads) -> dict[str, Text]:
    codes = {code for _stream, code in heads.by_country if code}
    countries = Participation._meta.get_field("sending_country").related_model.objects
    return {country.pk: text_of(country, "name") for country in countries.filter(pk__in=codes)}


def stream_group(
    workshop: Workshop,
    stream: Stream,
    named: dict[tuple[int | None, str], list[Participation]],
    heads: _Heads,
    names: dict[str, Text],
    board: Board | None,
    mount: str,
) -> StreamGroup:
    codes = [code for of, code in heads.by_country if of == stream.pk]
    countries = [
        CountryGroup(
            name=names.get(code, Text("")),
            code=code,
            entries=tuple(entry(one, workshop, mount) for one in named[stream.pk, code]),
            withheld=heads.by_country[stream.pk, code] - len(named[stream.pk, code]),
        )
        for code in codes
    ]
    return StreamGroup(
        anchor=f"stream-{stream.code}" if stream.pk else "others",
        name=text_of(stream, "name"),
        countries=tuple(sorted(countries, key=place_in_list)),
        board=board.rows if board else (),
        seats=board.seats if board else 0,
        notes=board.notes if board else (),
    )


def place_in_list(country: CountryGroup) -> tuple:
    """As the list numbers its people; by name where it does not; no country last."""
    numbers = [one.number for one in country.entries if one.number is not None]
    return (not country.code, min(numbers, default=LAST), country.name.plain)


def roles_of(
    workshop: Workshop, listed: list[Participation], heads: _Heads, mount: str
) -> tuple[RoleGroup, ...]:
    """Everybody who is not a participant, by role and by unit."""
    named: dict[tuple[str, str], list[Participation]] = defaultdict(list)
    for one in listed:
        named[one.role, one.unit].append(one)
    groups = (
        RoleGroup(
            code=role,
            units=tuple(
                UnitGroup(
                    name=unit,
                    entries=tuple(entry(one, workshop, mount) for one in named[role, unit]),
                    withheld=heads.by_unit[role, unit] - len(named[role, unit]),
                )
                for unit in units_in_order(role, listed, heads)
            ),
        )
        for role in WITHOUT_A_SEAT
    )
    return tuple(group for group in groups if group.units)


def units_in_order(role: str, listed: Iterable[Participation], heads: _Heads) -> list[str]:
    """The units of a role: as the list has them, then those of which nobody is named."""
    rows = sorted((one for one in listed if one.role == role), key=lambda one: one.pk)
    units = [one.unit for one in rows]
    units += sorted(unit for of, unit in heads.by_unit if of == role)
    return list(dict.fromkeys(units))


def entry(one: Participation, workshop: Workshop, mount: str) -> Entry:
    speaker = one.speaker
    return Entry(
        number=one.list_number,
        name=one.person.display_name,
        honorific=one.person.honorific,
        post=text_of(one, "post"),
        printed_name=one.printed_name,
        printed_post=one.printed_post,
        printed_country=one.printed_country,
        note=text_of(one, "public_note"),
        speaker_url=(
            reverse(f"{mount}:speaker", args=[workshop.slug, speaker.slug]) if speaker else ""
        ),
    )

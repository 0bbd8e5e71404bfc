"""What a roster's rows are compared with, read once however many rows there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from people import names
from people.models import Participation, Person, Seat, State, Stream
from workshops.importers.sheets import Record
from workshops.models import Country, Speaker, Workshop

AT_ONCE = 400  # values that one query asks for

Code = str | None  # of a country, or of a fund


class People:
    """Whom a row means: by e-mail address anywhere, else by name within the workshop.

    Namesakes within the workshop are told apart by the countries that sent them.
    """

    def __init__(self, here: Iterable[Participation], rows: list[Record]):
        self.by_email: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.countries: dict[int, set[Code]] = defaultdict(set)
        self.countries_in_file = countries_by_name(rows)
        known: dict[int, Person] = {}
        for row in here:
            row.person = known.setdefault(row.person_id, row.person)
            self.remember(row.person, row.person.display_name, row.sending_country_id)
        for person in people_of_addresses(rows):
            self.by_email.setdefault(person.email.casefold(), known.get(person.pk, person))

    def remember(self, person: Person, name: str, country: Code, address: str = "") -> None:
        """Let later rows find this person under a name, and an address."""
        alike = self.by_name[names.fold(name)]
        if not any(one is person for one in alike):
            alike.append(person)
        self.countries[id(person)].add(country)
        if address:
            self.by_email.setdefault(address.casefold(), person)

    def of(self, record: Record) -> Person | None:
        """The person a row means, or None where it brings somebody new."""
        address = (record.get("email") or "").casefold()
        if address in self.by_email:
            return self.by_email[address]
        folded = names.fold(record["display_name"])
        alike = self.by_name.get(folded, [])
        if "sending_country" not in record.present or not alike:
            return alike[0] if alike else None
        return self.nearest(alike, country_of(record), self.countries_in_file[folded])

    def nearest(self, alike: list[Person], country: Code, in_file: set[Code]) -> Person | None:
        """Of namesakes the one whom this country sent; one without a country may be anybody's."""
        for fits in (lambda sent: country in sent, lambda sent: None in (*sent, country)):
            for person in alike:
                if fits(self.countries[id(person)]):
                    return person
        return alike[0] if len(alike) == 1 and len(in_file) == 1 else None


@dataclass(frozen=True)
class FreeSeats:
    """Free seats by stream, country and fund, in the order in which they are given out."""

    pools: dict[tuple[int, Code, Code], list[Seat]]

    def take(self, stream: Stream, country: Country, fund: str) -> Seat | None:
        """The next free seat of the stream and country, from `fund` if one is named."""
        for (of_stream, of_country, of_fund), seats in self.pools.items():
            fits = (of_stream, of_country) == (stream.pk, country.code)
            if fits and seats and fund in ("", of_fund):
                return seats.pop(0)
        return None


@dataclass(frozen=True)
class Known:
    """What is there before the file."""

    streams: dict[str, Stream]
    speakers: dict[str, Speaker | None]
    people: People
    places: dict[int, dict[str, Participation]]  # by person and role
    seats: FreeSeats
    names_elsewhere: set[str]
    reserve: dict[int | None, int]  # the last place in it, by stream

    def place_of(self, person: Person, record: Record) -> Participation | None:
        """The person's place in the row's role; in the only one they have, where the file has no roles."""
        here = self.places.get(person.pk, {})
        if "role" not in record.present and len(here) == 1:
            return next(iter(here.values()))
        return here.get(record.get("role") or "")


def read(workshop: Workshop, rows: list[Record]) -> Known:
    """Everything that checks and writing ask for: a fixed number of queries, and one for each batch."""
    here = list(
        workshop.participations.select_related("person").order_by("person__sort_name", "id")
    )
    return Known(
        streams={stream.code: stream for stream in workshop.streams.all()},
        speakers={"": None} | {names.fold(one.name): one for one in workshop.speakers.all()},
        people=People(here, rows),
        places=by_person_and_role(here),
        seats=free_seats(workshop),
        names_elsewhere=names_elsewhere(workshop, rows),
        reserve=last_in_reserve(here),
    )


def by_person_and_role(rows: list[Participation]) -> dict[int, dict[str, Participation]]:
    found: dict[int, dict[str, Participation]] = defaultdict(dict)
    for row in rows:
        found[row.person_id][row.role] = row
    return found


def last_in_reserve(rows: list[Participation]) -> dict[int | None, int]:
    last: dict[int | None, int] = defaultdict(int)
    for row in rows:
        if row.state == State.RESERVE:
            last[row.stream_id] = max(last[row.stream_id], row.reserve_rank or 0)
    return last


def free_seats(workshop: Workshop) -> FreeSeats:
    """Seats that nobody holds and that their fund lets their country have; those once lost come last."""
    pools: dict[tuple[int, Code, Code], list[Seat]] = defaultdict(list)
    seats = (
        Seat.objects.free()
        .filter(allocation__stream__workshop=workshop, state__in=Seat.TO_TAKE)
        .select_related("allocation__fund")
        .order_by("allocation__stream__position", "allocation__position", "allocation", "number")
    )
    for seat in sorted(seats, key=lambda seat: seat.state == Seat.State.LOST):
        allocation, fund = seat.allocation, seat.allocation.fund
        if fund is None or fund.only_country_id in (None, allocation.country_id):
            key = (allocation.stream_id, allocation.country_id, fund.code if fund else None)
            pools[key].append(seat)
    return FreeSeats(pools)


def people_of_addresses(rows: list[Record]) -> Iterator[Person]:
    """Those with an e-mail address of the file; of several with one address the first in lists."""
    for some in batches({row.get("email") for row in rows}):
        alike = Q(email__in=some) | Q(lowered__in=[one.lower() for one in some])
        found = Person.objects.alias(lowered=Lower("email")).filter(alike)
        yield from found.order_by("sort_name", "display_name", "id")


def names_elsewhere(workshop: Workshop, rows: list[Record]) -> set[str]:
    """Those of the file's names under which somebody is known who is not in this workshop."""
    found: set[str] = set()
    for some in batches({row.get("display_name") for row in rows}):
        alike = Person.objects.filter(display_name__in=some)
        elsewhere = alike.exclude(participations__workshop=workshop)
        found.update(elsewhere.values_list("display_name", flat=True))
    return found


def batches(values: set[str | None]) -> Iterator[list[str]]:
    written = sorted(values - {None, ""})
    for start in range(0, len(written), AT_ONCE):
        yield written[start : start + AT_ONCE]


def countries_by_name(rows: list[Record]) -> dict[str, set[Code]]:
    """Under which countries the file has each name."""
    found: dict[str, set[Code]] = defaultdict(set)
    for row in rows:
        found[names.fold(row.get("display_name") or "")].add(country_of(row))
    return found


def country_of(record: Record) -> Code:
    country = record.get("sending_country")
    return country.code if country else None

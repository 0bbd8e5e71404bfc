"""What a roster's rows are compared with, read once however many rows there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from people import names
from people.models import (
    HOLDING,
    Allocation,
    Call,
    Dossier,
    Participation,
    Person,
    Seat,
    State,
    Stream,
)
from workshops.content import columns
from workshops.importers.sheets import Record
from workshops.models import Organisation, Speaker, Workshop

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
class Pool:
    """One allocation with its free seats, in the order in which they are given out."""

    allocation: Allocation
    seats: list[Seat]

    def is_for(self, stream: Stream, country: Code, body: str, fund: str) -> bool:
        """Whether a row of that stream, country or body, and fund (if it says one) means it."""
        one = self.allocation
        to = (None, body) if body else (country, "")
        same = (one.stream_id, one.country_id, one.body) == (stream.pk, *to)
        return same and fund in ("", one.fund.code if one.fund else None)

    def pays_for(self, country: Code) -> bool:
        fund = self.allocation.fund
        return fund is None or fund.only_country_id in (None, country)


@dataclass(frozen=True)
class Known:
    """What is there before the file."""

    workshop: Workshop
    streams: dict[str, Stream]
    speakers: dict[str, Speaker | None]
    organisations: dict[str, Organisation]
    people: People
    places: dict[int, dict[str, Participation]]  # by person and role
    by_reference: dict[str, Participation]
    dossiers: dict[int, Dossier]  # by participation
    pools: list[Pool]
    allocations: dict[int, Allocation]  # by seat
    names_elsewhere: set[str]
    reserve: dict[int | None, int]  # the last place in it, by stream
    call: Call | None

    def place_of(self, person: Person, record: Record) -> Participation | None:
        """The person's place in the row's role; in the only one they have, where the file has no roles."""
        here = self.places.get(person.pk, {})
        if "role" not in record.present and len(here) == 1:
            return next(iter(here.values()))
        return here.get(record.get("role") or "")

    def allocation_of(self, place: Participation | None) -> Allocation | None:
        """What somebody is put forward under, or on whose seat they are."""
        if place is None:
            return None
        own = (one.allocation for one in self.pools if one.allocation.pk == place.allocation_id)
        return next(own, None) or self.allocations.get(place.seat_id)

    def pools_for(self, record: Record) -> list[Pool]:
        """The allocations that a row may mean, in their order."""
        stream = self.streams.get(record.get("stream") or "")
        if stream is None:
            return []
        body, fund = record.get("body") or "", record.get("fund") or ""
        country = country_of(record)
        return [pool for pool in self.pools if pool.is_for(stream, country, body, fund)]

    def take_seat(self, record: Record) -> Seat | None:
        """The next free seat that a row may have."""
        for pool in self.pools_for(record):
            if pool.seats and pool.pays_for(country_of(record)):
                return pool.seats.pop(0)
        return None


def read(workshop: Workshop, rows: list[Record]) -> Known:
    """Everything that checks and writing ask for: a fixed number of queries, and one for each batch."""
    here = list(
        workshop.participations.select_related("person").order_by("person__sort_name", "id")
    )
    pools = pools_of(workshop)
    return Known(
        workshop=workshop,
        streams={stream.code: stream for stream in workshop.streams.all()},
        speakers={"": None} | {names.fold(one.name): one for one in workshop.speakers.all()},
        organisations=organisations_named(rows),
        people=People(here, rows),
        places=by_person_and_role(here),
        by_reference={str(row.uuid): row for row in here},
        dossiers={one.participation_id: one for one in dossiers_of(workshop)},
        pools=pools,
        allocations=allocations_by_seat(workshop, pools),
        names_elsewhere=names_elsewhere(workshop, rows),
        reserve=last_in_reserve(here),
        call=Call.objects.filter(workshop=workshop).first(),
    )


def by_person_and_role(rows: list[Participation]) -> dict[int, dict[str, Participation]]:
    """Of several nominations of one person the one that holds a seat, else the newest."""
    found: dict[int, dict[str, Participation]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (row.state in HOLDING, row.pk)):
        found[row.person_id][row.role] = row
    return found


def dossiers_of(workshop: Workshop) -> QuerySet[Dossier]:
    return Dossier.objects.filter(participation__workshop=workshop)


def organisations_named(rows: list[Record]) -> dict[str, Organisation]:
    """Organisations by their folded names, asked for only where the file names some."""
    if not any(row.get("organisation") for row in rows):
        return {}
    found: dict[str, Organisation] = {}
    for one in Organisation.objects.order_by("pk"):
        for column in columns("name", "short_name"):
            if getattr(one, column):
                found.setdefault(names.fold(getattr(one, column)), one)
    return found


def last_in_reserve(rows: list[Participation]) -> dict[int | None, int]:
    last: dict[int | None, int] = defaultdict(int)
    for row in rows:
        if row.state == State.RESERVE:
            last[row.stream_id] = max(last[row.stream_id], row.reserve_rank or 0)
    return last


def pools_of(workshop: Workshop) -> list[Pool]:
    """Every allocation with the seats that nobody holds; those once lost come last."""
    allocations = Allocation.objects.filter(stream__workshop=workshop).select_related(
        "country", "fund__only_country"
    )
    free: dict[int, list[Seat]] = defaultdict(list)
    seats = Seat.objects.free().filter(
        allocation__stream__workshop=workshop, state__in=Seat.TO_TAKE
    )
    for seat in sorted(seats.order_by("number"), key=lambda seat: seat.state == Seat.State.LOST):
        free[seat.allocation_id].append(seat)
    in_order = allocations.order_by("stream__position", "stream", "position", "pk")
    pools = [Pool(allocation, free[allocation.pk]) for allocation in in_order]
    for pool in pools:
        for seat in pool.seats:
            seat.allocation = pool.allocation
    return pools


def allocations_by_seat(workshop: Workshop, pools: list[Pool]) -> dict[int, Allocation]:
    known = {pool.allocation.pk: pool.allocation for pool in pools}
    seats = Seat.objects.filter(allocation__stream__workshop=workshop)
    return {pk: known[of] for pk, of in seats.values_list("pk", "allocation")}


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

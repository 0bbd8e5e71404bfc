"""Annex D: participants by stream and country, resource persons, staff by unit.

Who did not agree to be named stands as one person, name withheld: the name is left behind here, so
that no format can show it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from people.models import Participation, Role
from reports.words import source_lang
from workshops.content import Text, text_of
from workshops.models import Workshop

NOTHING = Text("")


@dataclass(frozen=True)
class Listed:
    """One person on a list. `printed_*` is what the source prints, where it differs."""

    number: int | None
    withheld: bool
    honorific: str = ""
    name: str = ""
    post: Text = NOTHING
    printed_name: str = ""
    printed_post: str = ""
    note: Text = NOTHING

    @property
    def as_printed(self) -> tuple[int | None, str, str, str]:
        """Number, honorific, name and post as the source prints them."""
        return (
            self.number,
            self.honorific,
            self.printed_name or self.name,
            self.printed_post or self.post.plain,
        )


@dataclass(frozen=True)
class Roll:
    """People under one heading: a country (with its `code`), a body, a unit, or none."""

    heading: Text
    code: str
    printed_heading: str
    people: tuple[Listed, ...]

    @property
    def as_printed(self) -> str:
        return self.printed_heading or self.heading.plain


@dataclass(frozen=True)
class StreamRoll:
    """The participants of one stream by country. `name` is empty for those in no stream."""

    name: Text
    rolls: tuple[Roll, ...]

    @property
    def people(self) -> tuple[Listed, ...]:
        return tuple(person for roll in self.rolls for person in roll.people)

    @property
    def countries(self) -> int:
        """Sending countries, each once."""
        return len({roll.code for roll in self.rolls if roll.code})


@dataclass(frozen=True)
class AnnexD:
    """Everybody who was there; words as printed are in `source_lang`, "" for the reader's."""

    streams: tuple[StreamRoll, ...]
    resource_persons: tuple[Listed, ...]
    guests: tuple[Listed, ...]
    interpreters: tuple[Listed, ...]
    units: tuple[Roll, ...]
    source_lang: str

    @property
    def participants(self) -> tuple[Listed, ...]:
        return tuple(person for stream in self.streams for person in stream.people)

    @property
    def countries(self) -> int:
        """Sending countries, each once, whatever the stream."""
        rolls = (roll for stream in self.streams for roll in stream.rolls)
        return len({roll.code for roll in rolls if roll.code})

    @property
    def withheld(self) -> int:
        """Participants who are counted without their name."""
        return sum(person.withheld for person in self.participants)


def annex_d(workshop: Workshop) -> AnnexD:
    """Everybody who was at the workshop, in one query, in the active language."""
    rows = sorted(
        workshop.participations.who_came().select_related(
            "person", "stream", "sending_country", "seat__allocation"
        ),
        key=place_on_list,
    )
    in_role = {role: [row for row in rows if row.role == role] for role in Role.values}
    return AnnexD(
        streams=streams_of(in_role[Role.PARTICIPANT]),
        resource_persons=tuple(listed(row) for row in in_role[Role.RESOURCE_PERSON]),
        guests=tuple(listed(row) for row in in_role[Role.GUEST]),
        interpreters=tuple(listed(row) for row in in_role[Role.INTERPRETER]),
        units=rolls(sorted(in_role[Role.STAFF], key=lambda row: row.pk), unit_of),
        source_lang=source_lang(workshop),
    )


def streams_of(rows: list[Participation]) -> tuple[StreamRoll, ...]:
    """Streams in their own order; those in none at the end."""
    streams = {row.stream for row in rows}
    order = sorted(streams, key=lambda s: (s is None, s.position if s else 0, s.pk if s else 0))
    return tuple(
        StreamRoll(
            name=text_of(stream, "name") if stream else Text(""),
            rolls=rolls([row for row in rows if row.stream == stream], country_of),
        )
        for stream in order
    )


def rolls(
    rows: Iterable[Participation], heading_of: Callable[[Participation], tuple[Text, str]]
) -> tuple[Roll, ...]:
    """Rows under their headings, both in the order in which they first come."""
    under: dict[tuple[Text, str], list[Participation]] = {}
    for row in rows:
        under.setdefault(heading_of(row), []).append(row)
    return tuple(
        Roll(
            heading=heading,
            code=code,
            printed_heading=next((row.printed_country for row in group if row.printed_country), ""),
            people=tuple(listed(row) for row in sorted(group, key=place_on_list)),
        )
        for (heading, code), group in under.items()
    )


def country_of(row: Participation) -> tuple[Text, str]:
    """The sending country with its code, or the body that sent where it is not a country."""
    if row.sending_country:
        return text_of(row.sending_country, "name"), row.sending_country.code
    return Text(row.seat.allocation.body if row.seat else ""), ""


def unit_of(row: Participation) -> tuple[Text, str]:
    return Text(row.unit), ""


def place_on_list(row: Participation) -> tuple:
    """By number; those without one after them, by name, those without a name at the end."""
    unnumbered, withheld = row.list_number is None, not row.public_list
    return (unnumbered, row.list_number or 0, withheld, row.person.sort_name, row.pk)


def listed(row: Participation) -> Listed:
    if not row.public_list:
        return Listed(number=row.list_number, withheld=True)
    return Listed(
        number=row.list_number,
        withheld=False,
        honorific=row.person.honorific,
        name=row.person.display_name,
        post=text_of(row, "post"),
        printed_name=row.printed_name,
        printed_post=row.printed_post,
        note=text_of(row, "public_note"),
    )

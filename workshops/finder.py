"""Finding sessions of an agenda: by words, strand, kind, venue and language, from a query string.

Everything works from the address alone. The script of the page does the same at once, from the same form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from workshops.agenda import Agenda
from workshops.items import Item
from workshops.languages import language_name
from workshops.models import Session

FEW = 40  # sessions that one looks through without filters
LONGEST = 100  # characters of a search


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    is_on: bool = False


@dataclass(frozen=True)
class Group:
    """One filter with its values: those that some session has."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Pill:
    """A filter that is on; `url` is the page without it."""

    name: str
    value: str
    label: str
    url: str


@dataclass(frozen=True)
class Finder:
    """What a reader looks for. `zone` travels along; `chosen` are the values that are on, by filter."""

    words: str = ""
    zone: str = ""
    groups: tuple[Group, ...] = ()
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()

    @property
    def is_on(self) -> bool:
        return bool(self.words or self.chosen)

    @property
    def pills(self) -> tuple[Pill, ...]:
        return tuple(self.all_pills())

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is looked for, as the pairs of a query string."""
        words = [("q", self.words)] if self.words else []
        on = [(name, one) for name in sorted(self.chosen) for one in sorted(self.chosen[name])]
        return (*words, *on)

    @property
    def venue_url(self) -> str:
        """The same in the times of the venue."""
        return f"?{urlencode(self.pairs)}"

    @property
    def clear_url(self) -> str:
        return f"?{urlencode({'zone': self.zone})}" if self.zone else "?"

    def all_pills(self) -> Iterator[Pill]:
        if self.words:
            label = _("“%(words)s”") % {"words": self.words}
            yield Pill("q", self.words, label, self.url("q", self.words))
        for group in self.groups:
            for one in group.choices:
                if one.is_on:
                    yield Pill(group.name, one.value, one.label, self.url(group.name, one.value))

    def url(self, name: str, value: str) -> str:
        """The query string without one of its values."""
        kept = [pair for pair in self.pairs if pair != (name, value)]
        kept += [("zone", self.zone)] if self.zone else []
        return f"?{urlencode(kept)}" if kept else "?"

    def shows(self, item: Item) -> bool:
        """Whether a session has all words, and for each filter one of the values that are on."""
        if not self.is_on:
            return True
        has = values(item, self.spoken)
        if any(not (on & has[name]) for name, on in self.chosen.items()):
            return False
        text = text_of(item)
        return all(word in text for word in self.words.casefold().split())


def finder(agenda: Agenda, query: QueryDict, *, zone: str = "") -> Finder:
    """What a query string asks for; what it asks for that no session has is left out."""
    spoken = tuple(agenda.workshop.working_languages)
    items = [item for item in agenda.items if not item.is_off]
    groups = tuple(groups_of(agenda, items, spoken, query)) if len(items) >= FEW else ()
    chosen = {
        group.name: frozenset(choice.value for choice in group.choices if choice.is_on)
        for group in groups
    }
    return Finder(
        words=query.get("q", "").strip()[:LONGEST],
        zone=zone,
        groups=groups,
        chosen={name: on for name, on in chosen.items() if on},
        spoken=spoken,
    )


def groups_of(
    agenda: Agenda, items: list[Item], spoken: tuple[str, ...], query: QueryDict
) -> Iterator[Group]:
    """The filters that would tell sessions apart: those with two values or more."""
    offered = {
        "track": (_("Strand"), {str(item.track_id): item.track for item in items if item.track}),
        "kind": (_("Kind"), {item.kind: item.kind_label for item in in_order_of_kind(items)}),
        "venue": (
            _("Venue"),
            {str(item.venue.id): item.venue.name for item in items if item.venue},
        ),
        "language": (_("Language"), languages(items, spoken)),
    }
    for name, (label, labels) in offered.items():
        if len(labels) > 1:
            on = set(query.getlist(name))
            choices = (Choice(value, said, value in on) for value, said in labels.items())
            yield Group(name, label, tuple(choices))


def in_order_of_kind(items: Iterable[Item]) -> list[Item]:
    order = Session.Kind.values
    return sorted(items, key=lambda item: order.index(item.kind))


def languages(items: Iterable[Item], spoken: tuple[str, ...]) -> dict[str, str]:
    found = {code for item in items for code in item.languages or spoken}
    return {code: language_name(code) for code in sorted(found)}


def values(item: Item, spoken: tuple[str, ...]) -> dict[str, set[str]]:
    """What a session has of each filter."""
    return {
        "track": {str(item.track_id)} if item.track else set(),
        "kind": {item.kind},
        "venue": {str(item.venue.id)} if item.venue else set(),
        "language": set(item.languages or spoken),
    }


def text_of(item: Item) -> str:
    """Everything of a session that one may search: what its line on the page shows."""
    said = [item.display_title, item.kind_label, item.venue_name, item.arranged_by, item.time_range]
    said += [one.name for one in (*item.hosts, *item.arrangers, *item.stops)]
    said += [word for one in item.billings for word in (one.name, one.post, one.role_label)]
    return " ".join(said).casefold()

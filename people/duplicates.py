"""Whether two records may be of one person: by e-mail address and by name, in either order and any script.

Compared are the folded lines of `Person.searchable`, so that case, accents and the order of given and
family name do not matter. A name that is nearly the same counts within one nationality. A person decides;
nothing is merged by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext as _

from people.models import Person

SHORTEST_TOKEN = 3  # shared by names that are compared letter by letter
SLIPS = ((14, 2), (8, 1))  # letters that a name must have for so many slips


class Likeness(IntEnum):
    """Why two records may be of one person; the strongest first."""

    EMAIL = 1
    NAME = 2
    NEARLY = 3

    @property
    def label(self) -> str:
        return {
            Likeness.EMAIL: _("Same e-mail address"),
            Likeness.NAME: _("Same name"),
            Likeness.NEARLY: _("Nearly the same name"),
        }[self]


@dataclass(frozen=True)
class Twin:
    """Another record that may be of the same person."""

    person: int
    likeness: Likeness


@dataclass(frozen=True)
class Known:
    """What is compared of one person."""

    pk: int
    nationality: str | None
    emails: frozenset[str]
    names: frozenset[str]

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(
            token for name in self.names for token in name.split() if len(token) >= SHORTEST_TOKEN
        )


def twins_of(people: Sequence[Person] | Sequence[int]) -> dict[int, tuple[Twin, ...]]:
    """Other records that may be of these people, by primary key; in one query whatever their number."""
    wanted = {getattr(one, "pk", one) for one in people}
    if not wanted:
        return {}
    known = list(everybody())
    subjects = [one for one in known if one.pk in wanted]
    by_line: dict[str, list[Known]] = defaultdict(list)
    by_token: dict[str, list[Known]] = defaultdict(list)
    for one in subjects:
        for line in one.emails | one.names:
            by_line[line].append(one)
        for token in one.tokens:
            by_token[token].append(one)
    found: dict[int, dict[int, Likeness]] = defaultdict(dict)
    for other in known:
        for subject in candidates(other, by_line, by_token):
            likeness = compare(subject, other)
            if likeness is not None:
                found[subject.pk][other.pk] = likeness
    return {
        pk: tuple(Twin(*pair) for pair in sorted(pairs.items(), key=lambda pair: pair[::-1]))
        for pk, pairs in found.items()
    }


def everybody() -> Iterator[Known]:
    rows = Person.objects.order_by("pk").values_list("pk", "nationality", "searchable")
    for pk, nationality, searchable in rows:
        lines = frozenset(filter(None, searchable.split("\n")))
        emails = frozenset(line for line in lines if "@" in line)
        yield Known(pk, nationality, emails, lines - emails)


def candidates(
    other: Known, by_line: dict[str, list[Known]], by_token: dict[str, list[Known]]
) -> Iterable[Known]:
    """Those who have a whole line or a word of a name in common with somebody."""
    near = {one.pk: one for line in other.emails | other.names for one in by_line.get(line, ())}
    near |= {one.pk: one for token in other.tokens for one in by_token.get(token, ())}
    near.pop(other.pk, None)
    return near.values()


def compare(one: Known, other: Known) -> Likeness | None:
    if one.emails & other.emails:
        return Likeness.EMAIL
    if one.names & other.names:
        return Likeness.NAME
    foreign = one.nationality and other.nationality and one.nationality != other.nationality
    if not foreign and any(nearly(a, b) for a in one.names for b in other.names):
        return Likeness.NEARLY
    return None


def nearly(one: str, other: str) -> bool:
    """Whether one name may be a slip of the other."""
    shorter = min(len(one), len(other))
    allowed = next((slips for letters, slips in SLIPS if shorter >= letters), 0)
    return bool(allowed) and slips_between(one, other, allowed) <= allowed


def slips_between(one: str, other: str, most: int) -> int:
    """Letters missing, added, wrong or swapped; more than `most` is as good as `most` + 1.

    The optimal string alignment distance.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            swapped = (
                row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against
            )
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]

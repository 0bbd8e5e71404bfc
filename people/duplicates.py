"""Whether two records may be of one person: by e-mail address and by name, in either order and any script.

Compared are the folded lines of `Person.searchable`, so that case, accents and the order of given and
family name do not matter. A name that is nearly the same counts within one nationality. A person decides;
nothing is merged by itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from django.utils.translation import gettext as _

from people.models import Person

LETTERS = 8  # that a name must have to be compared for slips
FOR_TWO = 14  # and for two of them
HEARD_ALIKE = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"[^\w\s]", ""),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"d?zh", "j"),
        (r"ph", "f"),
        (r"ts", "c"),
        (r"[iy]y|ii", "i"),
        (r"[iy]u", "u"),
        (r"[iy]a", "a"),
        (r"[iy]o", "o"),
        (r"y", "i"),
        (r"(ff?|w)\b", "v"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"q", "k"),
        (r"(.)\1", r"\1"),
    )
]  # the same Cyrillic, Arabic or Persian letters are written in several ways with Latin ones


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
    def words(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name.split())

    @property
    def whole(self) -> frozenset[str]:
        """What is the same for the same person: addresses, and names in either order."""
        return self.emails | self.names | frozenset(map(turned, self.names))

    @property
    def long(self) -> frozenset[str]:
        """Names that are long enough to be compared for more than being the same."""
        return frozenset(name for name in self.whole if "@" not in name and len(name) >= LETTERS)

    @property
    def sounds(self) -> frozenset[str]:
        return frozenset(map(sound_of, self.long))

    @property
    def slips(self) -> frozenset[str]:
        """What names with a slip between them have in common: all letters but one."""
        return frozenset(shorter for name in self.long for shorter in without_one(name))


def twins_of(people: Sequence[Person] | Sequence[int]) -> dict[int, tuple[Twin, ...]]:
    """Other records that may be of these people, by primary key; in one query whatever their number."""
    wanted = {getattr(one, "pk", one) for one in people}
    if not wanted:
        return {}
    known = list(everybody())
    subjects = [one for one in known if one.pk in wanted]
    whole, sounds, slips = (index(subjects, keys) for keys in ("whole", "sounds", "slips"))
    words = frozenset().union(*(one.words for one in subjects))
    found: dict[int, dict[int, Likeness]] = defaultdict(dict)
    for other in known:
        near = in_common(other.whole, whole) | in_common(other.sounds, sounds)
        if len(other.words) == 1 or not words.isdisjoint(other.words):
            near |= in_common(other.slips, slips)  # one slip leaves the other words as they are
        for subject in near:
            likeness = compare(subject, other) if subject.pk != other.pk else None
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


def index(subjects: Iterable[Known], keys: str) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for one in subjects:
        for key in getattr(one, keys):
            found[key].append(one)
    return found


def in_common(keys: Iterable[str], among: Mapping[str, list[Known]]) -> set[Known]:
    return {one for key in keys for one in among.get(key, ())}


def turned(name: str) -> str:
    """The words in reverse order."""
    return " ".join(reversed(name.split()))


def sound_of(name: str) -> str:
    """The name as it is heard, however it is written with Latin letters."""
    return " ".join(map(sound_of_word, name.split()))


@lru_cache(maxsize=20_000)
def sound_of_word(word: str) -> str:
    for pattern, letters in HEARD_ALIKE:
        word = pattern.sub(letters, word)
    return word


def without_one(name: str) -> Iterator[str]:
    yield name
    for place in range(len(name)):
        yield name[:place] + name[place + 1 :]


def compare(one: Known, other: Known) -> Likeness | None:
    if one.emails & other.emails:
        return Likeness.EMAIL
    if one.whole & other.whole:
        return Likeness.NAME
    foreign = one.nationality and other.nationality and one.nationality != other.nationality
    if not foreign and any(nearly(a, b) for a in one.whole for b in other.names):
        return Likeness.NEARLY
    return None


def nearly(one: str, other: str) -> bool:
    """Whether one name may be a slip of the other, or another way to write it."""
    shorter = min(len(one), len(other))
    if shorter < LETTERS:
        return False
    if sound_of(one) == sound_of(other):
        return True
    allowed = 2 if shorter >= FOR_TWO else 1
    return slips_between(one, other, allowed) <= allowed


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

"""Working groups that mix people: made from what is known of each, and measured in words.

Two people of one group who share a country are a pair. Fewer pairs is better mixed, and how few are
possible is known: as many as remain when the people of each country are spread evenly. Countries come
first; then the other traits together. Nothing here knows the database.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

TRAITS = ("country", "stream", "sector", "gender", "organisation")
WEIGHTS = (0, 3, 2, 2, 3)  # of the traits beside the country
MOST_PASSES = 12  # of the improvement; a workshop of 50 needs three or four

Places = tuple[tuple[int, ...], ...]  # for each group the places of its people in the list given


@dataclass(frozen=True)
class Member:
    """Somebody to put into a group. `traits` stand in the order of TRAITS; "" is not known."""

    key: int
    traits: tuple[str, ...]
    fixed: int | None = None  # the group that this person stays in, counted from 0


@dataclass(frozen=True)
class TraitMix:
    """How one trait is mixed over all groups, or within one.

    `pairs` in one group share it, of `met` pairs who know it of each other; `least` is possible.
    """

    trait: str
    pairs: int
    least: int
    met: int

    @property
    def is_best(self) -> bool:
        return self.pairs <= self.least

    @property
    def percent(self) -> int:
        """100 where no better mix is possible, 0 where every pair shares the trait."""
        worst = self.met - self.least
        return 100 if worst <= 0 else round(100 * (self.met - self.pairs) / worst)


@dataclass(frozen=True)
class Variety:
    """How many different values of one trait a group holds, of how many it could."""

    trait: str
    there: int
    most: int

    @property
    def percent(self) -> int:
        return round(100 * self.there / self.most) if self.most else 100


def make(members: Sequence[Member], count: int, *, seed: int) -> Places:
    """`count` groups of all members, whose sizes differ by one at most; the same again for a seed.

    Who is fixed stays; where more are fixed in a group than an even share, the others even out.
    """
    return improve(members, deal(members, count, seed=seed))


def deal(members: Sequence[Member], count: int, *, seed: int) -> Places:
    """The start: one by one, the people of the largest country first, each to where it fits best."""
    table = Table(members, count)
    for place, member in enumerate(members):
        if member.fixed is not None:
            table.add(place, member.fixed)
    for place in order_of_dealing(members, random.Random(seed)):  # noqa: S311 - to be repeated, not secret
        if members[place].fixed is None:
            table.add(place, table.best_group(members[place]))
    return table.places()


def order_of_dealing(members: Sequence[Member], chance: random.Random) -> list[int]:
    """Countries one after the other, so that each is spread evenly; by chance within."""
    places = list(range(len(members)))
    chance.shuffle(places)
    heads = Counter(member.traits[0] for member in members)
    return sorted(
        places,
        key=lambda place: (
            members[place].traits[0] == "",
            -heads[members[place].traits[0]],
            members[place].traits[:3],
        ),
    )


def improve(members: Sequence[Member], start: Places) -> Places:
    """Swap two people as long as that mixes better. Never worse than the start."""
    table = Table(members, len(start))
    for group, places in enumerate(start):
        for place in places:
            table.add(place, group)
    free = [place for place, member in enumerate(members) if member.fixed is None]
    for _turn in range(MOST_PASSES):
        if not swap_where_better(table, free):
            break
    return table.places()


def swap_where_better(table: "Table", free: Sequence[int]) -> bool:
    """One pass over all pairs; whether anything was swapped."""
    swapped = False
    for index, one in enumerate(free):
        for other in free[index + 1 :]:
            if table.gain(one, other) < (0, 0):
                table.swap(one, other)
                swapped = True
    return swapped


def place_for(newcomer: Member, groups: Sequence[Sequence[Member]]) -> int:
    """The group that somebody who comes late fits best: one of the smallest, with the fewest new pairs."""
    there = [member for group in groups for member in group]
    table = Table(there, len(groups))
    place = 0
    for number, group in enumerate(groups):
        for _member in group:
            table.add(place, number)
            place += 1
    return table.best_group(newcomer)


def cost(members: Sequence[Member], places: Places) -> tuple[int, int]:
    """What is to be made small: pairs of one country; then the other traits' pairs by weight."""
    pairs = [mix.pairs for mix in mixes(groups_of(members, places))]
    return pairs[0], sum(
        weight * number for weight, number in zip(WEIGHTS[1:], pairs[1:], strict=True)
    )


def groups_of(members: Sequence[Member], places: Places) -> list[list[Member]]:
    return [[members[place] for place in group] for group in places]


def mixes(groups: Sequence[Sequence[Member]]) -> tuple[TraitMix, ...]:
    """How well each trait is mixed over all groups."""
    return tuple(mix_of(index, groups) for index in range(len(TRAITS)))


def mix_of(index: int, groups: Sequence[Sequence[Member]]) -> TraitMix:
    known = [
        Counter(member.traits[index] for member in group if member.traits[index])
        for group in groups
    ]
    whole: Counter = sum(known, Counter())
    return TraitMix(
        trait=TRAITS[index],
        pairs=sum(comb(number, 2) for counts in known for number in counts.values()),
        least=sum(fewest_pairs(number, len(groups)) for number in whole.values()),
        met=sum(comb(counts.total(), 2) for counts in known),
    )


def fewest_pairs(people: int, groups: int) -> int:
    """Pairs within groups when that many people are spread evenly."""
    if not groups:
        return 0
    each, more = divmod(people, groups)
    return more * comb(each + 1, 2) + (groups - more) * comb(each, 2)


def varieties(group: Sequence[Member], groups: Sequence[Sequence[Member]]) -> tuple[Variety, ...]:
    """What one group holds of each trait that anybody has."""
    found = []
    for index, trait in enumerate(TRAITS):
        everywhere = {m.traits[index] for members in groups for m in members} - {""}
        known = [member.traits[index] for member in group if member.traits[index]]
        if everywhere:
            most = min(len(known), len(everywhere))
            found.append(Variety(trait, len(set(known)), most))
    return tuple(found)


class Table:
    """Groups being filled, with how often each value of each trait stands in each."""

    def __init__(self, members: Sequence[Member], count: int):
        self.members = members
        self.group_of: dict[int, int] = {}
        self.sizes = [0] * count
        self.counts: list[tuple[Counter, ...]] = [
            tuple(Counter() for _trait in TRAITS) for _group in range(count)
        ]

    def places(self) -> Places:
        found: list[list[int]] = [[] for _size in self.sizes]
        for place in sorted(self.group_of):
            found[self.group_of[place]].append(place)
        return tuple(tuple(group) for group in found)

    def add(self, place: int, group: int) -> None:
        self.group_of[place] = group
        self.sizes[group] += 1
        self.count(place, group, 1)

    def count(self, place: int, group: int, step: int) -> None:
        for counts, value in zip(self.counts[group], self.members[place].traits, strict=True):
            if value:
                counts[value] += step

    def best_group(self, member: Member) -> int:
        """Of the smallest groups, the one where this person makes the fewest pairs."""
        smallest = min(self.sizes)
        return min(
            (group for group, size in enumerate(self.sizes) if size == smallest),
            key=lambda group: self.pairs_with(member, group),
        )

    def pairs_with(self, member: Member, group: int) -> tuple[int, int]:
        met = [
            counts[value] if value else 0
            for counts, value in zip(self.counts[group], member.traits, strict=True)
        ]
        return met[0], sum(weight * number for weight, number in zip(WEIGHTS, met, strict=True))

    def gain(self, one: int, other: int) -> tuple[int, int]:
        """How the cost changes when two people swap; below (0, 0) is better."""
        here, there = self.group_of[one], self.group_of[other]
        if here == there:
            return 0, 0
        ours, theirs = self.members[one].traits, self.members[other].traits
        country = rest = 0
        for index, (mine, yours) in enumerate(zip(ours, theirs, strict=True)):
            if mine == yours:
                continue
            left, right = self.counts[here][index], self.counts[there][index]
            change = 0
            if mine:
                change += right[mine] - left[mine] + 1
            if yours:
                change += left[yours] - right[yours] + 1
            if index == 0:
                country = change
            else:
                rest += WEIGHTS[index] * change
        return country, rest

    def swap(self, one: int, other: int) -> None:
        here, there = self.group_of[one], self.group_of[other]
        for place, old, new in ((one, here, there), (other, there, here)):
            self.count(place, old, -1)
            self.count(place, new, 1)
            self.group_of[place] = new

"""Groups are mixed well, whole, even, and the same again for the same seed."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.grouping import (
    TRAITS,
    Member,
    cost,
    deal,
    groups_of,
    improve,
    make,
    mixes,
    place_for,
    varieties,
)

COUNTRIES = ["", "MNG", "PAK", "KAZ", "UZB", "IDN"]
traits = st.tuples(
    st.sampled_from(COUNTRIES),
    st.sampled_from(["", "carec", "asean"]),
    st.sampled_from(["", "ministry", "agency", "academia"]),
    st.sampled_from(["", "female", "male"]),
    st.sampled_from(["", "a", "b", "c"]),
)


@st.composite
def workshops(draw, fixed: bool = False) -> tuple[list[Member], int]:
    """Some people, and a number of groups that they can fill."""
    known = draw(st.lists(traits, min_size=1, max_size=40))
    count = draw(st.integers(1, len(known)))
    stays = st.none() | st.integers(0, count - 1) if fixed else st.none()
    return [Member(key, each, draw(stays)) for key, each in enumerate(known)], count


def person(key: int, country: str = "", **known: str) -> Member:
    return Member(key, (country, *(known.get(trait, "") for trait in TRAITS[1:])))


@given(workshops(fixed=True))
@settings(deadline=None)
def test_nobody_is_lost_or_doubled(workshop):
    members, count = workshop
    groups = make(members, count, seed=1)
    assert len(groups) == count
    assert sorted(place for group in groups for place in group) == list(range(len(members)))


@given(workshops())
@settings(deadline=None)
def test_sizes_differ_by_one_at_most(workshop):
    members, count = workshop
    sizes = [len(group) for group in make(members, count, seed=1)]
    assert max(sizes) - min(sizes) <= 1


@given(workshops(fixed=True))
@settings(deadline=None)
def test_who_is_fixed_stays_and_the_others_even_out(workshop):
    members, count = workshop
    groups = make(members, count, seed=1)
    for number, group in enumerate(groups):
        assert {members[place].fixed for place in group} <= {None, number}
    fixed = Counter(member.fixed for member in members if member.fixed is not None)
    free = [len(group) for number, group in enumerate(groups) if len(group) > fixed[number]]
    if free:  # nobody was put into a group while another was smaller by two
        assert max(free) - min(len(group) for group in groups) <= 1


@given(workshops(fixed=True), st.integers(0, 3))
@settings(deadline=None)
def test_improving_never_mixes_worse(workshop, seed):
    members, count = workshop
    start = deal(members, count, seed=seed)
    assert cost(members, improve(members, start)) <= cost(members, start)


def test_improving_does_improve_a_bad_start():
    members = [person(key, "MNG" if key < 2 else "PAK") for key in range(4)]
    start = ((0, 1), (2, 3))
    assert (cost(members, start), cost(members, improve(members, start))) == ((2, 0), (0, 0))


@given(workshops())
@settings(deadline=None)
def test_countries_are_mixed_as_well_as_possible(workshop):
    """With no more people of a country than groups, no two of them are together."""
    members, count = workshop
    country = mixes(groups_of(members, make(members, count, seed=1)))[0]
    assert country.pairs == country.least
    heads = Counter(member.traits[0] for member in members if member.traits[0])
    assert (country.least == 0) == (max(heads.values(), default=0) <= count)


@given(workshops(fixed=True), st.integers(0, 9))
@settings(deadline=None)
def test_a_seed_gives_the_same_groups_again(workshop, seed):
    members, count = workshop
    assert make(members, count, seed=seed) == make(members, count, seed=seed)


def test_another_seed_gives_other_groups():
    members = [person(key) for key in range(12)]
    assert len({make(members, 3, seed=seed) for seed in range(5)}) > 1


def test_a_cohort_like_the_seeds_is_mixed_as_well_as_can_be():
    """Two streams, 22 countries, 48 people, six groups: only pairs that no arrangement avoids."""
    members = [
        person(
            key,
            f"C{key % 22}",
            stream="carec" if key % 22 < 10 else "asean",
            sector=("ministry", "agency", "academia", "ministry")[key % 4],
            gender=("male", "male", "female")[key % 3],
        )
        for key in range(48)
    ]
    found = mixes(groups_of(members, make(members, 6, seed=1)))
    assert [(mix.trait, mix.pairs - mix.least) for mix in found] == [(name, 0) for name in TRAITS]
    assert [mix.percent for mix in found] == [100] * len(TRAITS)


def test_somebody_late_goes_to_a_small_group_without_compatriots():
    groups = [
        [person(1, "MNG"), person(2, "KAZ"), person(3, "UZB")],
        [person(4, "MNG"), person(5, "KAZ")],
        [person(6, "PAK"), person(7, "UZB")],
    ]
    assert place_for(person(8, "MNG"), groups) == 2
    assert place_for(person(8, "PAK"), groups) == 1


def test_a_mix_is_said_against_what_is_possible():
    members = [person(1, "MNG"), person(2, "MNG"), person(3, "PAK"), person(4, "PAK")]
    apart, together = (((0, 2), (1, 3)), ((0, 1), (2, 3)))
    for places, pairs, percent in ((apart, 0, 100), (together, 2, 0)):
        country = mixes(groups_of(members, places))[0]
        assert (country.pairs, country.least, country.met) == (pairs, 0, 2)
        assert country.percent == percent


def test_what_is_not_known_makes_no_pairs():
    members = [person(key) for key in range(4)]
    assert [mix.met for mix in mixes([members])] == [0] * len(TRAITS)
    assert varieties(members, [members]) == ()


def test_a_group_holds_as_many_countries_as_it_can():
    group = [person(1, "MNG"), person(2, "MNG"), person(3, "PAK")]
    (country,) = varieties(group, [group, [person(4, "KAZ")]])
    assert (country.there, country.most, country.percent) == (2, 3, 67)


@pytest.mark.parametrize("count", [1, 3])
def test_nobody_makes_empty_groups(count):
    assert make([], count, seed=1) == ((),) * count

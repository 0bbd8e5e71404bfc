"""Nothing is said about fewer than five people, also not by subtraction."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations import crosses
from evaluations.crosses import Measured
from evaluations.suppression import FEWEST, Reason, reason_to_withhold, safe_cells

GROUPS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 30), min_size=1)


def subsets(keys):
    keys = list(keys)
    return (chosen for size in range(len(keys) + 1) for chosen in combinations(keys, size))


@pytest.mark.parametrize(
    ("groups", "whole", "reason"),
    [
        ({"a": 5, "b": 5}, 10, None),
        ({"a": 5, "b": 5}, 15, None),
        ({"a": 4, "b": 20}, 24, Reason.TOO_FEW),
        ({"a": 10, "b": 10}, 22, Reason.REMAINDER),
        ({}, 4, Reason.TOO_FEW),
        ({}, 5, Reason.REMAINDER if FEWEST > 5 else None),
    ],
)
def test_groups_are_shown_only_where_they_and_the_rest_are_large_enough(groups, whole, reason):
    assert reason_to_withhold(groups, whole) == reason


@given(GROUPS, st.integers(0, 30))
def test_no_sum_and_no_difference_of_shown_groups_is_small(groups, rest):
    whole = sum(groups.values()) + rest
    if reason_to_withhold(groups, whole):
        return
    for chosen in subsets(groups):
        size = sum(groups[code] for code in chosen)
        assert size == 0 or size >= FEWEST
        assert whole - size == 0 or whole - size >= FEWEST


@given(GROUPS)
def test_hidden_cells_cannot_be_had_by_subtraction(counts):
    total = sum(counts.values())
    if total < FEWEST:
        return
    safe = safe_cells(counts)
    assert all(count is None or count == 0 or count >= FEWEST for count in safe.values())
    hidden = [code for code, count in safe.items() if count is None]
    together = total - sum(count or 0 for count in safe.values())
    assert together == sum(counts[code] for code in hidden)
    assert together == 0 or together >= FEWEST
    assert len(hidden) != 1 or len([c for c in counts.values() if c]) == 1


RESPONSES = st.lists(
    st.tuples(
        st.sampled_from(["carec", "asean", ""]),  # the stream, or none given
        st.sampled_from([None, 1, 2, 3, 4, 5]),  # the item, or left out
    ),
    max_size=60,
)


@given(RESPONSES)
def test_a_cross_gives_away_nothing_about_fewer_than_five(responses):
    members = {str(i): stream for i, (stream, _value) in enumerate(responses) if stream}
    values = {str(i): value for i, (_stream, value) in enumerate(responses) if value}
    labels = {"carec": "CAREC", "asean": "ASEAN"}
    item = Measured("B1", "How good?", values, has_mean=True)
    shown = crosses.cross("Which list?", labels, members, len(responses), [item])
    sizes = {group.code: group.size for group in shown.groups}
    for chosen in subsets(sizes):
        size = sum(sizes[code] for code in chosen)
        assert size == 0 or size >= FEWEST
        if sizes:
            assert len(responses) - size == 0 or len(responses) - size >= FEWEST
    for line in shown.lines:
        if line.figures is None:
            continue
        answered = {
            code: [v for i, v in values.items() if members.get(i) == code] for code in sizes
        }
        assert all(len(given) >= FEWEST for given in answered.values())
        rest = len(values) - sum(len(given) for given in answered.values())
        assert rest == 0 or rest >= FEWEST


def test_a_cross_never_holds_cells_or_how_many_of_a_group_answered():
    assert set(crosses.Figure.__dataclass_fields__) == {"median", "mean"}
    assert set(crosses.CrossLine.__dataclass_fields__) == {"key", "label", "figures"}


def test_one_group_alone_is_no_cross():
    members = {str(i): "carec" for i in range(20)}
    shown = crosses.cross("Which list?", {"carec": "CAREC", "asean": "ASEAN"}, members, 20, [])
    assert (shown.withheld, shown.groups) == (Reason.TOO_FEW, ())


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 4, "b": 4, "c": 9, "d": 7}, {"c"}),  # eight in two cells under five: four in each
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 6, "g": 8}, {"g"}),  # five in five: one each
        ({"a": 4, "b": 4, "c": 0}, set()),  # nothing else to hide but the empty cell
        ({"a": 4, "b": 3, "c": 9}, {"c"}),  # seven: four and three, or three and four
        ({"a": 2, "b": 3, "c": 9}, {"c"}),
        ({"a": 9, "b": 7, "c": 0}, {"a", "b", "c"}),
    ],
)
def test_hidden_cells_cannot_be_worked_out_from_their_sum(counts, shown):
    assert {code for code, count in safe_cells(counts).items() if count is not None} == shown

"""What may be shown, and what must be withheld so that nothing is said about fewer than five people.

The rule, used wherever a figure leaves the box (page, chart, table, file and report all read `results`,
and `results` asks here):

1. Any figure is about a group of people. It is shown only if the group has five or more, and if what
   remains of any larger group that is also shown has five or more, or nobody: else subtraction would
   give away the remainder. `reason_to_withhold` says so for groups of one whole.
2. An opinion (a scale, a balance, 0 to 10, topics, picks) of the whole cohort is shown from five answers
   on with all its cells, also small ones. A cell of 2 there says that two of the thirty-one people thought so; which
   two is not said by any other figure, because opinions are never split by attributes cell by cell.
3. An answer to a single choice may be a fact about the person that others can see (which list, in which
   language). Its cells are groups of people in the sense of 1: cells under five are hidden, and one more
   where the hidden ones could be had by subtraction. `safe_cells` does that.
4. A cross (by stream) shows, for each group, the median and the mean of an item, never its cells, and never how
   many of the group answered that item: the difference to the group's size would be a group of one.
   It is withheld whole where the groups themselves are too small, and item by item where the people of a
   group who answered it are. One cross at a time, never by country, never with gender.
"""

from collections.abc import Mapping
from enum import StrEnum

FEWEST = 5


class Reason(StrEnum):
    """Why figures are withheld."""

    TOO_FEW = "too_few"
    REMAINDER = "remainder"


def reason_to_withhold(groups: Mapping[str, int], whole: int) -> Reason | None:
    """Why figures about these disjoint groups may not stand beside figures about the whole, or None.

    `groups` are sizes by name, `whole` the number of all. With None every sum of groups and every
    difference between them and the whole is 0 or at least `FEWEST`.
    """
    if whole < FEWEST or any(size < FEWEST for size in groups.values()):
        return Reason.TOO_FEW
    if 0 < whole - sum(groups.values()) < FEWEST:
        return Reason.REMAINDER
    return None


def safe_cells(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The counts of one single choice, None where hidden.

    Cells of 1 to 4 are hidden. If the hidden ones could be worked out from their sum, which is known, or are
    together under `FEWEST`, the smallest cell that is shown is hidden too, or the empty ones where none is.
    """
    hidden = {code for code, count in counts.items() if 0 < count < FEWEST}
    shown = sorted((count, code) for code, count in counts.items() if count >= FEWEST)
    if hidden and gives_away(sum(counts[code] for code in hidden), len(hidden)):
        empty = {code for code, count in counts.items() if not count}
        hidden |= {code for _count, code in shown[:1]} or empty
    return {code: None if code in hidden else count for code, count in counts.items()}


def gives_away(total: int, cells: int) -> bool:
    """Whether so many hidden cells of 1 to 4 are known from their sum, or are too few people even together.

    Cells that must all be 1, or all be 4, are known; so is a single one.
    """
    return total < FEWEST or total in (cells, cells * (FEWEST - 1)) or cells == 1

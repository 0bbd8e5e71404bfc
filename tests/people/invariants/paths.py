"""Every way in which somebody can come into a state, into a workshop or onto a seat.

A path is a function that tries something and gives an `Outcome`. It is written once here; each invariant
tries all paths that lead where it matters:

    @pytest.mark.parametrize("path", entering(State.SELECTED), ids=str)
    def test_…(path):
        assert path.go(row, State.SELECTED).refused == …

Of the same thing that is tried, paths of the product say a sentence, and writes past it (`raw`) break a
constraint.
"""

from tests.people.invariants.table import (
    COMING,
    ENTERING,
    LEAVING,
    REPLACING,
    RESIZING,
    Path,
    coming,
    entering,
    office,
    organiser,
    replacing_paths,
    way,
)
from tests.people.invariants.ways_door import at_the_door
from tests.people.invariants.ways_leaving import replace_on_page
from tests.people.invariants.ways_others import (
    on_page_of_nominee,
    replace_at_desk,
)
from tests.people.invariants.ways_people import (
    CARELESS,
    by_import,
    by_update,
    on_form,
    on_page_of_seat,
    on_page_of_state_with_seat,
    replace_by_save,
)
from tests.people.invariants.ways_seats import (
    in_list_of_seats,
    on_page_of_seats,
    resize_by_import,
    update_seat,
)

__all__ = [
    "CARELESS",
    "COMING",
    "ENTERING",
    "LEAVING",
    "REPLACING",
    "RESIZING",
    "Path",
    "at_the_door",
    "by_import",
    "by_update",
    "coming",
    "entering",
    "in_list_of_seats",
    "office",
    "on_form",
    "on_page_of_nominee",
    "on_page_of_seat",
    "on_page_of_seats",
    "on_page_of_state_with_seat",
    "organiser",
    "replace_at_desk",
    "replace_by_save",
    "replace_on_page",
    "replacing_paths",
    "resize_by_import",
    "update_seat",
    "way",
]

"""What it takes to tell two releases of 500 sessions apart, every session changed in three fields."""

import statistics
from copy import deepcopy

from tests.tools.bench import begin, rounds, say

COUNT = 500
MOST_SECONDS = 0.2


def measure() -> None:
    from tests.workshops.contents import long_programme
    from workshops.changes import compare, tell

    before = long_programme(COUNT)
    after = deepcopy(before)
    for row in after["sessions"]:
        row["description"]["en"] = row["description"]["en"].replace("customs", "border", 3)
        row["title"]["en"] += " in practice"
        row["starts_at"] = "08:00"

    compared, told = rounds(
        lambda: compare(before, after), lambda: tell(compare(before, after)), count=5, requests=2
    )
    took = statistics.median(told)
    over = "" if took <= MOST_SECONDS else "  <== TOO MUCH"
    say(
        f"changes from one release of {COUNT} sessions to another\n"
        f"  compared in {statistics.median(compared) * 1000:.0f} ms, compared and told in "
        f"{took * 1000:.0f} of {MOST_SECONDS * 1000:.0f} ms{over}"
    )


if __name__ == "__main__":
    begin()
    measure()

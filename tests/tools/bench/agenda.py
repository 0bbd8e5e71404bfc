"""What the agenda page costs over a bare Django view that returns the same bytes.

Rounds of both are interleaved, so that a busy moment hits both alike; the figure is the median of the
rounds' ratios. Both go through the same middleware, in one process, without a network.
"""

import statistics

from tests.tools.bench import begin, rounds, say

PATHS = ("/en/workshops/sample-live/agenda/", "/en/workshops/digital-economy-2024/agenda/")


def measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.tools.bench.urls import BODY

    client = Client()
    for path in PATHS:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            BODY[0] = client.get(path).content
        asked = len(queries)
        real, bare = rounds(lambda: client.get(path), lambda: client.get("/bare"))  # noqa: B023
        ratio = statistics.median(a / b for a, b in zip(real, bare, strict=True))
        say(
            f"{path}\n  {ratio:.1f} times a bare view ({statistics.median(real) * 1000:.1f} ms "
            f"against {statistics.median(bare) * 1000:.1f} ms), {asked} queries, "
            f"{len(BODY[0]) / 1000:.0f} kB unpacked"
        )


if __name__ == "__main__":
    begin()
    measure()

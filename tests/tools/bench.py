"""What the agenda page costs over a bare Django view that returns the same bytes.

    python -m tests.tools.bench

A ratio, because seconds differ from machine to machine. Rounds of both are interleaved, so that a
busy moment hits both alike; the figure is the median of the rounds' ratios. Both go through the same
middleware, in one process, without a network.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATHS = ("/en/workshops/sample-live/agenda/", "/en/workshops/digital-economy-2024/agenda/")
ROUNDS, REQUESTS = 15, 10


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="rostrum-bench-") as var:
        (Path(var) / "static").mkdir()
        os.environ |= {"ROSTRUM_DEBUG": "1", "ROSTRUM_VAR": var}
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        for command in (["migrate", "--verbosity", "0"], ["load_sample"]):
            manage = [sys.executable, "manage.py", *command]
            subprocess.run(manage, cwd=ROOT, check=True, capture_output=True)
        measure()
    return 0


def measure() -> None:
    import django
    from django.conf import settings

    settings.DEBUG = False
    settings.ROOT_URLCONF = "tests.tools.bench_urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.tools.bench_urls import BODY

    client = Client()
    for path in PATHS:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            BODY[0] = client.get(path).content
        asked = len(queries)
        real, bare = rounds(lambda: client.get(path), lambda: client.get("/bare"))  # noqa: B023
        ratio = statistics.median(a / b for a, b in zip(real, bare, strict=True))
        sys.stdout.write(
            f"{path}\n  {ratio:.1f} times a bare view ({statistics.median(real) * 1000:.1f} ms "
            f"against {statistics.median(bare) * 1000:.1f} ms), {asked} queries, "
            f"{len(BODY[0]) / 1000:.0f} kB unpacked\n"
        )


def rounds(*askings: Callable) -> list[list[float]]:
    """Seconds per request of each, by round; each round asks all of them in turn."""
    taken: list[list[float]] = [[] for _ in askings]
    for _ in range(ROUNDS):
        for asking, seconds in zip(askings, taken, strict=True):
            started = time.perf_counter()
            for _ in range(REQUESTS):
                asking()
            seconds.append((time.perf_counter() - started) / REQUESTS)
    return taken


if __name__ == "__main__":
    raise SystemExit(main())

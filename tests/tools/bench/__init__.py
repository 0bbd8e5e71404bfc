"""What Rostrum costs against the least that would do: `python -m tests.tools.bench`.

Ratios, because seconds differ from machine to machine. A subject is a module here with a function
`measure`, run in a process of its own after `begin`, so that one's memory is not another's.
"""

import sys
import time
from collections.abc import Callable

import django
from django.conf import settings


def begin() -> None:
    """Django as in production, in this process."""
    settings.DEBUG = False
    settings.ROOT_URLCONF = "tests.tools.bench.urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    django.setup()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def rounds(*askings: Callable, count: int = 15, requests: int = 10) -> list[list[float]]:
    """Seconds per request of each, by round; each round asks all of them in turn."""
    taken: list[list[float]] = [[] for _ in askings]
    for _ in range(count):
        for asking, seconds in zip(askings, taken, strict=True):
            started = time.perf_counter()
            for _ in range(requests):
                asking()
            seconds.append((time.perf_counter() - started) / requests)
    return taken


def against(figure: float, most: float) -> str:
    """How a figure stands to what it may be at most: "21 of 60"."""
    return f"{figure:,.0f} of {most:,}{'' if figure <= most else '  <== TOO MUCH'}"

"""The whole suite: all of it on SQLite, then again on PostgreSQL what needs no browser.

    python -m tests.tools.suite [--engine=sqlite|postgresql] [what pytest takes]

The server is of this run alone. Where there is none on this machine, the second run is left out, but
not in CI.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from tests.tools.machine import must_have_all
from tests.tools.postgres import cluster, find_postgresql

NOTHING_CHOSEN = 5  # pytest's status where no test fits what was asked for
DATABASE = "rostrum"


def main(arguments: list[str]) -> int:
    """Run on one engine or on both, whatever the first finds; 0 where nothing failed."""
    chosen = [a.removeprefix("--engine=") for a in arguments if a.startswith("--engine=")]
    others = [argument for argument in arguments if not argument.startswith("--engine=")]
    statuses = {engine: timed(engine, others) for engine in chosen or ENGINES}
    if set(statuses.values()) == {0, NOTHING_CHOSEN} and not must_have_all():
        return 0  # what was asked for exists on one engine only
    return next((status for status in statuses.values() if status), 0)


def timed(engine: str, arguments: list[str]) -> int:
    began = time.monotonic()
    status = ENGINES[engine](arguments)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    sys.stdout.write(f"{engine}: {minutes} min {seconds} s, ended with {status}\n\n")
    sys.stdout.flush()
    return status


def on_sqlite(arguments: list[str]) -> int:
    return pytest(arguments, {"ROSTRUM_TEST_POSTGRESQL": ""})


def on_postgresql(arguments: list[str]) -> int:
    if find_postgresql() is None:
        sys.stdout.write("Left out: the suite on PostgreSQL.\n")
        return 1 if must_have_all() else 0
    with cluster() as server:
        return pytest(arguments, {"ROSTRUM_TEST_POSTGRESQL": server.url_of(DATABASE)})


ENGINES: dict[str, Callable[[list[str]], int]] = {
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
}


def pytest(arguments: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    with subprocess.Popen(command, env=os.environ | environment) as running:
        try:
            return running.wait()
        except KeyboardInterrupt:  # which pytest has had too
            return running.wait()
        except SystemExit:
            running.send_signal(signal.SIGINT)
            running.wait()
            raise


def end(*_signal: object) -> None:
    """On SIGTERM leave in order, so that the server is stopped and removed."""
    raise SystemExit(128 + signal.SIGTERM)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    raise SystemExit(main(sys.argv[1:]))

"""What the agenda page of a release costs over a bare Django view that returns the same bytes.

Seconds to the first byte, through a real web server with one worker, as a browser asks (gzip) and plain.
Rounds of both are interleaved, so that a busy moment hits both alike; the figure is the median of the
rounds' ratios.
"""

import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from tests.house.site import free_port
from tests.tools.bench import begin, rounds, say

AT_MOST = 1.5
QUERIES = 2
ASKED_AS = {"as a browser asks": "Accept-Encoding: gzip\r\n", "plain": ""}


def measure() -> None:
    from tests.tools.bench.wsgi import PAGES

    with serving("tests.tools.bench.wsgi:application") as port:
        for number, page in enumerate(PAGES):
            say(f"{page}\n  {queries_of(page)} of at most {QUERIES} queries, kept or not")
            for words, header in ASKED_AS.items():
                paths = (page, f"/bare/{number}")
                real, bare = rounds(*(partial(first_byte, port, path, header) for path in paths))
                ratio = statistics.median(a / b for a, b in zip(real, bare, strict=True))
                say(
                    f"  {words}: {ratio:.2f} times a bare view ({statistics.median(real) * 1000:.2f} ms "
                    f"against {statistics.median(bare) * 1000:.2f} ms), at most {AT_MOST}"
                    + ("" if ratio <= AT_MOST else "  <== TOO MUCH")
                )


def queries_of(page: str) -> int:
    """The most of a first and a second look."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    caches["pages"].clear()
    counts = []
    for _look in range(2):
        with CaptureQueriesContext(connection) as captured:
            Client().get(page)
        counts.append(len(captured))
    return max(counts)


def first_byte(port: int, path: str, header: str) -> None:
    """Ask and wait for the first byte of the answer."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        request = f"GET {path} HTTP/1.1\r\nHost: testserver\r\nConnection: close\r\n{header}\r\n"
        line.sendall(request.encode())
        if not line.recv(1):
            raise ConnectionError(path)


@contextmanager
def serving(application: str) -> Iterator[int]:
    """A web server with one worker; gives its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "-w", "1", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--no-control-socket", "--log-level", "error"])
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(port: int) -> None:
    for _attempt in range(120):
        try:
            first_byte(port, "/bare/0", "")
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("the web server does not answer")


if __name__ == "__main__":
    begin()
    measure()

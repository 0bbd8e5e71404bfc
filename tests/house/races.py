"""Many who want one thing at one moment: over the web, by commands and by actions, in several processes.

Everybody waits for the same start; then what was answered, and what the database holds, is compared with
the one thing that may have happened.
"""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.house.site import ROOT, Site, production_environment, rows, served

SERVERS, RACERS = 4, 3  # processes of the web server, and beside it
PATIENCE = 120  # seconds until the last of those who wait is answered
CSRF = "r" * 32  # a browser's secret and a form's token in one
ANSWERS = {"200", "302", "409"}  # a page that says why, done, somebody has to decide


@dataclass
class Racer:
    """A process of `racer.py`: does one task at a time."""

    process: subprocess.Popen

    def do(self, name: str, /, **arguments: object):
        self.process.stdin.write(json.dumps([name, arguments]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the process ended at {name}"
        return json.loads(line)


@dataclass(frozen=True)
class Browser:
    """Somebody who is in: each request on a connection of its own."""

    site: Site
    session: str

    def post(self, path: str, form: dict) -> str:
        """The status of the answer."""
        answer = self.site.request(
            "POST",
            path,
            headers={
                "Cookie": f"__Host-session={self.session}; __Host-csrf={CSRF}",
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Forwarded-Proto": "https",
                "Referer": f"https://{self.site.host}/",
            },
            body=urlencode(form | {"csrfmiddlewaretoken": CSRF}, doseq=True).encode(),
            timeout=PATIENCE,
        )
        return str(answer.status)


@dataclass
class Track:
    """A served site with processes beside it, and who is waiting for the next start."""

    site: Site
    racers: list[Racer]
    office: Browser = field(init=False)
    waiting: list[Callable[[], object]] = field(default_factory=list)

    def __post_init__(self):
        self.office = Browser(self.site, self.ask("sign_in"))

    def ask(self, name: str, /, **arguments: object):
        """Before and after a race, in a process beside the site."""
        answer = self.racers[0].do(name, **arguments)
        assert not str(answer).startswith("failed"), answer
        return answer

    def desk(self, scene: dict) -> Browser:
        return Browser(self.site, self.ask("come_to_the_desk", focal_point=scene["focal_point"]))

    def nominee(self, pk: int) -> Browser:
        return Browser(self.site, self.ask("come_in", participation=pk))

    def post(self, browser: Browser, path: str, form: dict | None = None) -> None:
        self.waiting.append(lambda: browser.post(path, form or {}))

    def process(self, number: int, *tasks: tuple[str, dict]) -> None:
        """In one process, one task after the other."""
        racer = self.racers[number]
        self.waiting.append(lambda: [racer.do(name, **arguments) for name, arguments in tasks])

    def run(self) -> Counter:
        """Start all at one moment; how many were answered in which way."""
        start = threading.Barrier(len(self.waiting))

        def held(act: Callable[[], object]) -> object:
            start.wait()
            return act()

        with ThreadPoolExecutor(len(self.waiting)) as together:
            said = list(together.map(held, self.waiting))
        self.waiting.clear()
        return Counter(each for one in said for each in (one if isinstance(one, list) else [one]))


def failures(answers: Counter) -> dict[str, int]:
    """Answers that nobody should get: a fault of the server's, or none."""
    return {
        said: count
        for said, count in answers.items()
        if said not in ANSWERS and said != "done" and not said.startswith("refused: ")
    }


@contextmanager
def track(prepared: Path, var: Path, *, careless: bool = False) -> Iterator[Track]:
    """Serve a copy of a site with several processes; careless ones hold no locks, nor does the database."""
    application = "tests.house.careless:site()" if careless else "config.wsgi"
    many = {"workers": SERVERS, "application": application, "may_fail": careless}
    with ExitStack() as stack:
        site = stack.enter_context(served(prepared, var, **many))
        if careless:
            rows(var, "DROP INDEX seat_has_one_holder")
        arguments = ["--careless"] if careless else []
        yield Track(site, [stack.enter_context(racer(site, *arguments)) for _ in range(RACERS)])


@contextmanager
def racer(site: Site, *arguments: str) -> Iterator[Racer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.house.racer", *arguments],
        cwd=ROOT,
        env=production_environment(site.var)
        | {"ROSTRUM_SITE_URL": site.url, "ROSTRUM_SECRET_KEY": site.secret},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Racer(process)

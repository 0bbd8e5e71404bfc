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
from urllib.parse import quote, urlencode, urlsplit

from tests.house.site import (
    ROOT,
    Site,
    copy,
    database_of,
    manage,
    production_environment,
    rows,
    served,
)

SERVERS, RACERS = 4, 3  # processes of the web server, and beside it
PATIENCE = 300  # seconds until the last of those who wait is answered
# A slow machine is no fault: whoever waits for a row gets it in the end. A circle is an error at once.
PATIENT = {
    "sqlite": {"timeout": f"{PATIENCE}"},
    "postgres": {"options": f"-c lock_timeout={PATIENCE}s -c statement_timeout={PATIENCE}s"},
}
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
class Crowd:
    """Processes of one site, and who is waiting for the next start."""

    racers: list[Racer]
    waiting: list[Callable[[], object]] = field(default_factory=list)

    def ask(self, name: str, /, **arguments: object):
        """Before and after a race, in a process beside the site."""
        answer = self.racers[0].do(name, **arguments)
        assert not str(answer).startswith("failed"), answer
        return answer

    def process(self, number: int, *tasks: tuple[str, dict]) -> None:
        """In one process, one task after the other."""
        racer = self.racers[number]
        self.waiting.append(lambda: [racer.do(name, **arguments) for name, arguments in tasks])

    def run(self) -> Counter:
        """Start all at one moment; how many were answered in which way."""
        waiting, self.waiting = self.waiting, []
        start = threading.Barrier(len(waiting))

        def held(act: Callable[[], object]) -> object:
            start.wait()
            return act()

        with ThreadPoolExecutor(len(waiting)) as together:
            said = list(together.map(held, waiting))
        return Counter(each for one in said for each in (one if isinstance(one, list) else [one]))


@dataclass(kw_only=True)
class Track(Crowd):
    """With the site served, so that people come over the web too."""

    site: Site
    office: Browser = field(init=False)

    def __post_init__(self):
        self.office = Browser(self.site, self.ask("sign_in"))

    def desk(self, scene: dict) -> Browser:
        return Browser(self.site, self.ask("come_to_the_desk", focal_point=scene["focal_point"]))

    def nominee(self, pk: int) -> Browser:
        return Browser(self.site, self.ask("come_in", participation=pk))

    def post(self, browser: Browser, path: str, form: dict | None = None) -> None:
        self.waiting.append(lambda: browser.post(path, form or {}))


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
    with served(prepared, var, settings=patient(var), **many) as site:
        if careless:
            let_two_have_a_seat(var)
        own = {"ROSTRUM_SITE_URL": site.url, "ROSTRUM_SECRET_KEY": site.secret}
        with racers(production_environment(var) | own | patient(var), careless=careless) as beside:
            yield Track(beside, site=site)


@contextmanager
def crowd(prepared: Path, var: Path, *, careless: bool = False) -> Iterator[Crowd]:
    """Processes of a copy of a site that is not served; careless ones hold no locks."""
    copy(prepared, var)
    manage(var, "setup_site")
    with racers(production_environment(var) | patient(var), careless=careless) as together:
        yield Crowd(together)


def patient(var: Path) -> dict[str, str]:
    """What a site in a folder is told, so that nobody is sent away for waiting long."""
    url = database_of(var)
    options = urlencode(PATIENT[urlsplit(url).scheme], quote_via=quote)
    return {
        "DATABASE_URL": f"{url}{'&' if urlsplit(url).query else '?'}{options}",
        "GUNICORN_CMD_ARGS": f"--timeout={PATIENCE}",
    }


def let_two_have_a_seat(var: Path) -> None:
    rows(var, "DROP INDEX seat_has_one_holder")


@contextmanager
def racers(environment: dict[str, str], *, careless: bool) -> Iterator[list[Racer]]:
    with ExitStack() as stack:
        yield [stack.enter_context(racer(environment, careless)) for _ in range(RACERS)]


@contextmanager
def racer(environment: dict[str, str], careless: bool) -> Iterator[Racer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.house.racer", *(["--careless"] if careless else [])],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Racer(process)

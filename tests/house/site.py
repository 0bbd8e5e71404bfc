"""A real site for tests: the samples loaded once per run, served as in production by gunicorn.

A site is a folder like var/. Its database is SQLite's file in there or, in the suite's run on PostgreSQL,
one on the run's server that is named after the folder.
"""

import fcntl
import hashlib
import http.client
import os
import re
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.tools import postgres

ROOT = Path(__file__).resolve().parents[2]
GUNICORN = ["gunicorn", "--no-control-socket", "--log-level=warning"]
START_SECONDS = 30


@dataclass(frozen=True)
class Site:
    """A running site and the ways into it."""

    url: str
    var: Path
    organiser: str
    password: str
    personal_link: str
    secret: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def log(self) -> str:
        return (self.var / "gunicorn.log").read_text()

    def request(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        timeout: int = 20,
    ) -> http.client.HTTPResponse:
        """One request as it goes over the wire: nothing followed, nothing quoted. Body is read."""
        connection = http.client.HTTPConnection(self.host, timeout=timeout)
        try:
            connection.request(method, path, body=body or None, headers=headers or {})
            response = connection.getresponse()
            response.body = response.read()
            return response
        finally:
            connection.close()

    def rows(self, query: str) -> list[tuple]:
        """What a query finds in this site's database."""
        return rows(self.var, query)

    def manage(self, *command: str) -> str:
        """Run a management command of this site, as at home; its output."""
        return manage(self.var, *command, site_url=self.url, secret=self.secret)


def manage(
    var: Path, *command: str, site_url: str = "http://127.0.0.1:8000", secret: str = ""
) -> str:
    """Run a management command; with the secret of a site its links are good there."""
    own = {"ROSTRUM_SITE_URL": site_url, "DATABASE_URL": database_of(var)} | (
        {"ROSTRUM_SECRET_KEY": secret} if secret else {}
    )
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**bare_environment(), "ROSTRUM_DEBUG": "1", "ROSTRUM_VAR": str(var)} | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"manage.py {' '.join(command)} failed:\n{done.stdout}")
    return done.stdout


def bare_environment() -> dict[str, str]:
    """Ours without what would change the site: no settings of the suite, no secrets of the machine."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ROSTRUM_", "DJANGO_")) and name != "DATABASE_URL"
    }


def production_environment(var: Path) -> dict[str, str]:
    """A production site behind a proxy, but for the redirect to HTTPS, which nobody here answers."""
    return {
        **bare_environment(),
        "ROSTRUM_VAR": str(var),
        "DATABASE_URL": database_of(var),
        "ROSTRUM_SECRET_KEY": secrets.token_urlsafe(60),
        "ROSTRUM_HOSTS": "127.0.0.1",
        "ROSTRUM_SITE_URL": "http://127.0.0.1",
        "ROSTRUM_SSL_REDIRECT": "0",
        "ROSTRUM_BEHIND_PROXY": "1",
    }


def postgresql_server() -> str:
    """The server of the run on PostgreSQL; nothing in the run on SQLite."""
    return os.environ.get("ROSTRUM_TEST_POSTGRESQL", "")


def database_of(var: Path) -> str:
    """The DATABASE_URL of the site in a folder."""
    if server := postgresql_server():
        name = hashlib.sha256(str(var).encode()).hexdigest()[:16]
        return postgres.beside(server, f"site_{name}")
    return f"sqlite:///{file_of(var)}"


def file_of(var: Path) -> Path:
    return var / "rostrum.sqlite3"


def rows(var: Path, query: str) -> list[tuple]:
    """What a query finds in the database of the site in a folder; what it changes is kept."""
    if postgresql_server():
        with psycopg.connect(database_of(var)) as database:
            cursor = database.execute(query)
            return cursor.fetchall() if cursor.description else []
    with closing(sqlite3.connect(file_of(var), timeout=20)) as database, database:
        return database.execute(query).fetchall()


def prepare(var: Path) -> Path:
    """Fill `var` with a migrated database, both samples and static files, once for all processes."""
    var.mkdir(parents=True, exist_ok=True)
    ready = var / ".ready"
    with (var / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            migrate(var)
            manage(var, "load_sample")
            collect_static(var)
            ready.touch()
    return var


def migrate(var: Path) -> None:
    """Make the database of the site in a folder, with its tables and nothing in them."""
    if postgresql_server():
        postgres.create_database(database_of(var))
    manage(var, "migrate", "--verbosity", "0")


def collect_static(var: Path) -> None:
    """Fingerprint and compress static files, as production has them."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
        cwd=ROOT,
        env=production_environment(var),
        check=True,
    )


def copy(prepared: Path, var: Path) -> None:
    """Another site like a prepared one, that nobody is connected to."""
    shutil.copytree(prepared, var, ignore=shutil.ignore_patterns("static", ".ready", ".lock"))
    (var / "static").symlink_to(prepared / "static")
    if postgresql_server():
        template = postgres.name_in(database_of(prepared))
        postgres.create_database(database_of(var), template=template)


@contextmanager
def served(
    prepared: Path,
    var: Path,
    *,
    workers: int = 2,
    application: str = "config.wsgi",
    may_fail: bool = False,
    settings: dict[str, str] | None = None,
) -> Iterator[Site]:
    """Serve a copy of a prepared site; whatever is done to it, the next one starts afresh.

    A failure that the server logs is one of the test, unless it `may_fail`.
    """
    copy(prepared, var)
    url = f"http://127.0.0.1:{free_port()}"
    bound = f"--bind={urlsplit(url).netloc}"
    environment = production_environment(var) | {"ROSTRUM_SITE_URL": url} | (settings or {})
    secret = environment["ROSTRUM_SECRET_KEY"]
    said = manage(var, "setup_site", site_url=url, secret=secret)
    with (var / "gunicorn.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", *GUNICORN, f"--workers={workers}", bound, application],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    site = Site(url=url, var=var, secret=secret, **ways_in(said))
    try:
        wait_for(site, server)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=30)
    if not may_fail and ("Internal Server Error" in site.log or "Traceback" in site.log):
        raise AssertionError(f"The server logged a failure:\n{site.log}")


def ways_in(said: str) -> dict[str, str]:
    """What `setup_site` prints: sign-in and personal link."""
    link = re.search(r"https?://\S+/e/\S+", said)
    return {
        "organiser": re.search(r"Sign in as +(\S+)", said)[1],
        "password": re.search(r"Password +(\S+)", said)[1],
        "personal_link": link[0] if link else "",
    }


def wait_for(site: Site, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            site.request("GET", "/robots.txt")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The server did not start:\n{site.log}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

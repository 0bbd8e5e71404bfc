"""A throwaway PostgreSQL for tests: a cluster of this run alone, gone when the run ends.

    with cluster() as server:
        server.url_of("rostrum")  # postgres://…, for DATABASE_URL

It listens on a socket in a folder that only its account may enter, and on no port. It is fast because it
promises nothing: after a crash its files are worthless. PostgreSQL refuses to run as root, so there it runs
as an account without rights.
"""

import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

OLDEST = 14  # what Django 5.2 supports
USER = "rostrum"
ACCOUNTS = ("postgres", "nobody")  # who runs it where we are root
FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
START_SECONDS = 60
LONGEST_SOCKET = 90  # an address of a socket has 104 bytes or a few more, with its file's name

# Sorted by code point as in SQLite, with upper and lower case known in every script.
LOCALE = ["--encoding=UTF8", "--lc-collate=C"]
LOCALE += [f"--lc-ctype={'UTF-8' if sys.platform == 'darwin' else 'C.UTF-8'}"]
SPEED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SIZE = {
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "wal_keep_size": "512MB",
}


@dataclass(frozen=True)
class Server:
    """A running cluster: where its socket is, where its data lies."""

    socket: Path
    data: Path

    def url_of(self, database: str) -> str:
        return f"postgres://{USER}@/{database}?host={quote(str(self.socket))}"


def find_postgresql() -> Path | None:
    """The folder of the newest PostgreSQL on this machine; ROSTRUM_POSTGRESQL names the only one to look in."""
    named = os.environ.get("ROSTRUM_POSTGRESQL")
    found = [Path(named)] if named else [*on_the_path(), *in_usual_folders()]
    usable = {folder: version_of(folder) for folder in found}
    newest = max(usable, key=usable.get, default=None)
    return newest if newest and usable[newest] >= OLDEST else None


def on_the_path() -> Iterator[Path]:
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def in_usual_folders() -> Iterator[Path]:
    for pattern in FOLDERS:
        yield from Path("/").glob(pattern.removeprefix("/"))


def version_of(folder: Path) -> int:
    """The major version of the server in a folder; 0 where there is none."""
    if not all((folder / name).is_file() for name in ("initdb", "postgres")):
        return 0
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    found = re.search(r"\) (\d+)", said.stdout)
    return int(found[1]) if found else 0


@contextmanager
def cluster() -> Iterator[Server]:
    """Make a cluster, start it, and remove it at the end, whatever happened."""
    programs = find_postgresql()
    if programs is None:
        raise FileNotFoundError(f"There is no PostgreSQL {OLDEST} or newer on this machine.")
    folder, runner = make_folder(), runs_as()
    try:
        server = Server(socket=folder, data=folder / "data")
        if runner:
            os.chown(folder, runner["user"], runner["group"])
        initialise(programs, server, runner)
        with (folder / "log").open("w") as log:
            process = start(programs, server, runner, log)
        try:
            wait_for(server, process)
            yield server
        finally:
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_folder() -> Path:
    """A folder for data and socket that nobody else may enter, with a path short enough for a socket."""
    folder = tempfile.mkdtemp(prefix="rostrum-postgresql-")
    if len(folder) > LONGEST_SOCKET:
        os.rmdir(folder)
        folder = tempfile.mkdtemp(prefix="rostrum-postgresql-", dir="/tmp")
    return Path(folder)


def runs_as() -> dict:
    """For subprocesses: the account to drop to where we are root, else nothing."""
    if os.geteuid() != 0:
        return {}
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = next(accounts[name] for name in ACCOUNTS if name in accounts)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def initialise(programs: Path, server: Server, runner: dict) -> None:
    command = [programs / "initdb", f"--pgdata={server.data}", f"--username={USER}"]
    subprocess.run(
        [*command, "--auth=trust", "--no-sync", "--no-instructions", *LOCALE],
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
        **runner,
    )


def start(programs: Path, server: Server, runner: dict, log) -> subprocess.Popen:
    settings = SPEED | SIZE | {"listen_addresses": ""}
    settings |= {"unix_socket_directories": str(server.socket), "unix_socket_permissions": "0700"}
    return subprocess.Popen(
        [
            programs / "postgres",
            "-D",
            server.data,
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
        ],
        cwd="/",
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl+C is for the tests, which end first
        **runner,
    )


def wait_for(server: Server, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(server.url_of("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{(server.socket / 'log').read_text()}")


def stop(process: subprocess.Popen) -> None:
    """Fast, without waiting for who is still connected; at once where that takes too long."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=20)


# Databases of a running server


def beside(url: str, database: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def create_database(url: str, *, template: str = "template0") -> None:
    """Make the database that a URL names, empty or as a copy of another that nobody is connected to."""
    names = {"name": sql.Identifier(name_in(url)), "template": sql.Identifier(template)}
    execute(url, sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))


def drop_database(url: str) -> None:
    """Remove the database that a URL names, and who is still connected to it."""
    command = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    execute(url, command.format(sql.Identifier(name_in(url))))


def name_in(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def execute(url: str, command: sql.Composed) -> None:
    with psycopg.connect(beside(url, "postgres"), autocommit=True) as server:
        server.execute(command)


def random_name() -> str:
    return f"rostrum_{secrets.token_hex(6)}"

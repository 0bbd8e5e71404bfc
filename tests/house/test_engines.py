"""The suite brings its own PostgreSQL, runs on both engines, and leaves nothing behind."""

import os
import subprocess
import sys

import psycopg
import pytest

from tests.house.site import ROOT, bare_environment
from tests.tools import postgres, provide

OF_THE_ENGINE = """
import pytest
from django.db import connection

@pytest.fixture
def prepared_site():
    pass

def test_it_is_not_postgresql(prepared_site):
    assert connection.vendor != "postgresql"

def test_no_database_is_asked():
    pass
"""


def suite(planted, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """The suite, as if it held the planted tests and nothing else."""
    planted.joinpath("test_planted.py").write_text(OF_THE_ENGINE)
    only = ["-p", "tests.conftest", "-c", "pyproject.toml", "-p", "no:cacheprovider", str(planted)]
    return subprocess.run(
        [sys.executable, "-m", "tests.tools.suite", *only, *arguments],
        cwd=ROOT,
        env=bare_environment() | {"CI": ""} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_what_fails_on_one_engine_alone_fails_the_suite(tmp_path):
    done = suite(tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("database: SQLite") == 1
    assert done.stdout.count("database: PostgreSQL") == 1
    ended = [line.rpartition(" ")[2] for line in done.stdout.splitlines() if "ended with" in line]
    assert ended == ["0", "1"]
    assert done.stdout.count("2 passed") == 1
    assert done.stdout.count("1 failed, 1 deselected") == 1  # what would only be repeated


@pytest.mark.parametrize(
    ("environment", "status"), [({}, 0), ({"CI": "true"}, 1)], ids=["home", "CI"]
)
def test_without_postgresql_a_run_is_left_out_but_not_in_ci(tmp_path, environment, status):
    done = suite(tmp_path, **environment, ROSTRUM_POSTGRESQL=str(tmp_path))
    assert done.returncode == status
    assert "Left out: the suite on PostgreSQL." in done.stdout


def test_a_throwaway_server_is_for_us_alone_and_goes_with_its_block():
    with postgres.cluster() as server:
        with psycopg.connect(server.url_of("postgres")) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        note = server.data / "postmaster.pid"  # written by the server itself
        process = int(note.read_text().splitlines()[0])
        assert note.stat().st_uid != 0
        assert server.socket.stat().st_mode & 0o077 == 0
    assert not server.socket.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_file_stands_while_packages_are_installed_and_no_longer(tmp_path):
    """Debian's package would start a server of the machine's own; a file in its folder forbids it."""
    path = tmp_path / "createcluster.d" / "rostrum-tests.conf"
    with provide.standing([(str(path), "no = thing\n")], []):
        assert path.read_text() == "no = thing\n"
    assert not path.exists()

"""What every test of evaluations uses."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.evaluations.burglary import Files, PostgresqlFiles, SqliteFile


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path) -> Path:
    """Private keys in a folder of this test's own."""
    settings.EVALUATION_KEY_DIR = tmp_path / "keys"
    return settings.EVALUATION_KEY_DIR


@pytest.fixture
def database_files(transactional_db, tmp_path) -> Iterator[Files]:
    """A database that threads share and that lies in files, as in production."""
    if connection.vendor == "postgresql":
        yield postgresql_files()
    else:
        yield from sqlite_in_a_file(tmp_path / "rostrum.sqlite3")


def postgresql_files() -> PostgresqlFiles:
    """The tables lie as if nothing had been in them, and as they are written.

    Other tests leave gaps, which would be filled first; the server would tidy up when it likes, and keep
    deleted rows from being forgotten while it looks at others; columns might hide words by compressing them.
    """
    with connection.cursor() as cursor:
        keep_from_tidying_up(cursor)
        cursor.execute("TRUNCATE evaluations_questionnaire CASCADE")
        for table, column in (("envelope", "sealed"), ("draft", "ciphertext")):
            change = f"ALTER TABLE evaluations_{table} ALTER {column} SET STORAGE EXTERNAL"
            cursor.execute(change)
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        return PostgresqlFiles(began=cursor.fetchone()[0])


def keep_from_tidying_up(cursor) -> None:
    """For the rest of the run, whose server this is."""
    cursor.execute("ALTER SYSTEM SET autovacuum = off")
    cursor.execute("SELECT pg_reload_conf()")
    deadline = time.monotonic() + 60
    while True:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE backend_type LIKE 'autovacuum %'")
        if cursor.fetchone() is None:
            return
        assert time.monotonic() < deadline
        time.sleep(0.05)


def sqlite_in_a_file(path: Path) -> Iterator[SqliteFile]:
    """With its write-ahead log, for this test alone. The suite's database lives in memory, where threads
    share one connection's locks and no bytes lie about to be searched."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    in_memory, configured = connections["default"], connections.settings["default"]
    name, configured["NAME"] = configured["NAME"], str(path)
    connections["default"] = connections.create_connection("default")
    yield SqliteFile(path)
    connections["default"].close()
    configured["NAME"] = name
    connections["default"] = in_memory

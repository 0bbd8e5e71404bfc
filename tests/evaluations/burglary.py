"""What somebody takes away who reads the database's own files: on SQLite and on PostgreSQL."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from django.db import connection


@dataclass(frozen=True)
class Haul:
    """The database as it lay on the disk at one moment, its log included."""

    content: bytes
    envelopes: list[bytes]


@dataclass(frozen=True)
class SqliteFile:
    """A file and the write-ahead log beside it."""

    path: Path
    place: str = "rowid"  # where a row lies
    traces: tuple[str, ...] = ("rowid",)  # what may tell when a row was written last

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.path) as database:
            return database.execute(query).fetchall()

    def tables(self) -> bytes:
        """The tables, and the log that in SQLite is a part of them."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return self.path.read_bytes() + (log.read_bytes() if log.exists() else b"")

    def haul(self) -> Haul:
        return Haul(self.tables(), sealed(self))


@dataclass(frozen=True)
class PostgresqlFiles:
    """The files of this database, and what the server's log has taken in since `began`."""

    began: str  # a position in the log
    place: str = "ctid"
    traces: tuple[str, ...] = ("ctid", "xmin::text::bigint")

    def rows(self, query: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def haul(self) -> Haul:
        return Haul(self.log() + self.tables(), sealed(self))

    def tables(self) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        question = "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = "
        [(data, number)] = self.rows(f"{question} current_database()")
        return b"".join(contents(path) for path in Path(data, "base", str(number)).iterdir())

    def log(self) -> bytes:
        """The log from `began` to now, across its files of equal size."""
        [(data, now, size)] = self.rows(
            "SELECT current_setting('data_directory'), pg_current_wal_insert_lsn() - '0/0', "
            "pg_size_bytes(current_setting('wal_segment_size'))"
        )
        began = int(self.rows(f"SELECT '{self.began}'::pg_lsn - '0/0'")[0][0])
        size, now = int(size), int(now)
        parts = []
        for number in range(began // size, now // size + 1):
            per_file = 2**32 // size
            name = f"{1:08X}{number // per_file:08X}{number % per_file:08X}"
            parts.append(Path(data, "pg_wal", name).read_bytes())
        start = began // size * size
        return b"".join(parts)[began - start : now - start]


def contents(path: Path) -> bytes:
    """Of a file that the server may remove at any time."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


Files = SqliteFile | PostgresqlFiles


def sealed(files: Files) -> list[bytes]:
    return [bytes(row[0]) for row in files.rows("SELECT sealed FROM evaluations_envelope")]

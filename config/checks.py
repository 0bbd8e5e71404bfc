"""What the database must promise before this site may stand on it.

`manage.py migrate` runs these checks and stops at an error, and so does `manage.py check --database default`.
"""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# SQLite: each pragma, what it must be at least, and what is lost otherwise.
PRAGMAS = (
    ("foreign_keys", 1, "rows that point nowhere would be stored"),
    ("busy_timeout", 5000, "two people who save at one moment would see an error"),
    ("synchronous", 2, "a power failure could take back an answer that was confirmed"),
    ("secure_delete", 1, "deleted answers would stay readable in the file"),
)
# PostgreSQL: a question that must be answered with yes, and what is wrong otherwise.
ABLE = (
    ("current_setting('server_encoding') = 'UTF8'", "names are not stored in UTF-8"),
    ("'ҚАЗАҚ' ~* 'қазақ'", "searches do not find capital letters outside of English"),
    ("'B' < 'a' AND 'Z' < 'É'", "lists are sorted otherwise than on SQLite and in files"),
)
SAFE = (
    ("current_setting('fsync') = 'on'", "fsync is off: a power failure could destroy the database"),
    (
        "current_setting('synchronous_commit') NOT IN ('off', 'local')",
        "synchronous_commit is off: a crash could take back an answer that was confirmed",
    ),
)
CREATE = "Create it with: createdb -T template0 -E UTF8 --lc-collate=C --lc-ctype=C.UTF-8 rostrum"


@register(Tags.database)
def database_keeps_its_promises(
    databases: Sequence[str] | None = None, **kwargs
) -> list[CheckMessage]:
    """Errors where data would be lost or mixed up; nothing where no database is asked for."""
    ask = {"sqlite": sqlite_findings, "postgresql": postgresql_findings}
    asked = [connections[alias] for alias in databases or []]
    return [found for connection in asked for found in ask[connection.vendor](connection)]


def sqlite_findings(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    found = [
        Error(f"SQLite's {name} is {value}: {lost}.", id="rostrum.E001")
        for name, least, lost in PRAGMAS
        if (value := asked(connection, f"PRAGMA {name}")) < least
    ]
    if not connection.is_in_memory_db() and asked(connection, "PRAGMA journal_mode") != "wal":
        found.append(Error("SQLite has no write-ahead log: readers would wait.", id="rostrum.E002"))
    if connection.transaction_mode != "IMMEDIATE":
        found.append(
            Error(
                "SQLite's transactions do not begin IMMEDIATE: one that reads before it writes fails "
                "at once where another has written, and two could give one seat twice.",
                id="rostrum.E003",
            )
        )
    return found


def postgresql_findings(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    unable = [
        Error(f"In this PostgreSQL database {wrong}.", hint=CREATE, id="rostrum.E004")
        for question, wrong in ABLE
        if not asked(connection, f"SELECT {question}")
    ]
    unsafe = [
        Warning(f"In this PostgreSQL {wrong}.", id="rostrum.W001")
        for question, wrong in SAFE
        if not asked(connection, f"SELECT {question}")
    ]
    return unable + unsafe


def asked(connection: BaseDatabaseWrapper, question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]

"""What a database still knows after rows are gone, and how to make it forget."""

import logging

from django.db import OperationalError, connection, transaction

logger = logging.getLogger(__name__)

# By what their rows are put in order: random, or the order of the list.
TABLES = {
    "evaluations_envelope": "id",
    "evaluations_invitation": "id",
    "evaluations_draft": "locator",
}
ANEW = """
    LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE;
    CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM {table};
    TRUNCATE {table};
    INSERT INTO {table} SELECT * FROM kept ORDER BY {key};
"""


def scrub_database() -> bool:
    """Rewrite the file or the tables without what was deleted, and empty the write-ahead log.

    Outside any transaction. Whether it could be done: a busy database is left for the next sweep, and
    what then remains is ciphertext whose key is destroyed.
    """
    try:
        SCRUBBERS[connection.vendor]()
    except OperationalError:
        logger.warning("The database was busy; run sweep_drafts to finish cleaning it.")
        return False
    return True


def scrub_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _frames, _moved = cursor.fetchone()
    if busy:
        raise OperationalError("readers hold the write-ahead log")


def scrub_postgresql() -> None:
    """Write each table into a new file, its rows in the order of their keys.

    PostgreSQL numbers transactions, and each row tells the one that wrote it last: for an invitation, the
    moment it was answered. Written all at once, they tell of this moment only. CLUSTER and VACUUM FULL
    would take deleted rows along as long as any transaction of the server, even in another database, is
    older than the deletion. The write-ahead log is the server's own: it keeps envelopes as ciphertext
    until it has gone round.
    """
    for table, key in TABLES.items():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ANEW.format(table=table, key=key))


SCRUBBERS = {"sqlite": scrub_sqlite, "postgresql": scrub_postgresql}

"""What a database still knows after rows are gone, and how to make it forget."""

import logging

from django.db import OperationalError, connection

logger = logging.getLogger(__name__)

TABLES = ("evaluations_envelope", "evaluations_invitation", "evaluations_draft")
# PostgreSQL numbers transactions, and each row tells the one that wrote it last: for an invitation, the
# moment it was answered. Written all at once, they tell the closing only.
ANSWERED_AT_ONE_MOMENT = """
    UPDATE evaluations_invitation SET answered = answered FROM evaluations_questionnaire asked
    WHERE asked.id = questionnaire_id AND asked.status = 'closed'
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
    """Write each table anew in the order of its keys, which are random or the order of the list.

    The write-ahead log is the server's own: it keeps envelopes as ciphertext until it has gone round.
    """
    with connection.cursor() as cursor:
        cursor.execute(ANSWERED_AT_ONE_MOMENT)
        for table in TABLES:
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")


SCRUBBERS = {"sqlite": scrub_sqlite, "postgresql": scrub_postgresql}

"""The two databases that Rostrum runs on, each set up so that it is safe with several workers.

What an address in DATABASE_URL says itself (`?sslmode=verify-full`) goes before what stands here.
"""

from django.core.exceptions import ImproperlyConfigured

# A write-ahead log, a write lock taken at BEGIN, a wait rather than an error, and an answer
# acknowledged only when it is on the disk.
SQLITE = {
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;"
        ),
    },
}

# Nothing waits for ever: a row that stays locked or a query that does not end is an error within the
# time that the web server gives a request, and a transaction that was forgotten lets go of its rows.
POSTGRESQL_LIMITS = {
    "lock_timeout": "10s",
    "statement_timeout": "25s",
    "idle_in_transaction_session_timeout": "60s",
}
POSTGRESQL = {
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "connect_timeout": 5,
        "application_name": "rostrum",
        "options": " ".join(f"-c {name}={value}" for name, value in POSTGRESQL_LIMITS.items()),
    },
}
ENGINES = {
    "django.db.backends.sqlite3": SQLITE,
    "django.db.backends.postgresql": POSTGRESQL,
}


def set_up(database: dict) -> dict:
    """A database as its address names it, with what Rostrum needs of its engine."""
    ours = ENGINES.get(database["ENGINE"])
    if ours is None:
        raise ImproperlyConfigured(
            "Set DATABASE_URL to an address that begins sqlite: or postgres:."
        )
    return {**ours, **database, "OPTIONS": {**ours["OPTIONS"], **database.get("OPTIONS", {})}}

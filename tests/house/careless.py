"""The site without its locks, for the control that shows what they are for.

gunicorn "tests.house.careless:site()"
"""

from collections.abc import Callable

from django.db import connection
from django.db.models import QuerySet
from django.db.transaction import Atomic

from config.wsgi import application


def take_locks_away() -> None:
    """No row is held; on SQLite, where a transaction is the lock, none is begun either."""
    QuerySet.select_for_update = lambda self, *args, **kwargs: self
    if connection.vendor == "sqlite":
        Atomic.__enter__ = lambda self: None
        Atomic.__exit__ = lambda self, kind, value, traceback: None


def site() -> Callable:
    take_locks_away()
    return application

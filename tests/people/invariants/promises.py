"""Taking a promise of the database away, to show that what watches over it would see it broken."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

from people import promises
from people.models import Participation

TABLE = Participation._meta.db_table


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Within this block, and within the test's transaction, these constraints do not hold.

    SQLite keeps a partial unique constraint as an index, and can be told to ignore its checks.
    """
    by_name = {constraint.name: constraint for constraint in Participation._meta.constraints}
    checks = any(isinstance(by_name.get(name), models.CheckConstraint) for name in names)
    connection.check_constraints()  # PostgreSQL changes no table that has checks to come
    with connection.cursor() as cursor:
        for name in names:
            for statement in [taking_away(by_name[name])] if name in by_name else dropping(name):
                cursor.execute(statement)
        if checks and connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            if checks and connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def dropping(name: str) -> list[str]:
    """The statements for one promise that triggers keep."""
    return [
        statement
        for promise in promises.PROMISES
        if promise.name == name
        for statement in promises.dropping(promise, connection.alias)
    ]


def taking_away(constraint: models.BaseConstraint) -> str:
    """The statement for one constraint; the test's transaction brings it back."""
    unique = isinstance(constraint, models.UniqueConstraint)
    if unique and constraint.condition is not None:
        return f'DROP INDEX "{constraint.name}"'
    if connection.vendor == "sqlite":
        return "SELECT 1"
    return f'ALTER TABLE "{TABLE}" DROP CONSTRAINT "{constraint.name}"'

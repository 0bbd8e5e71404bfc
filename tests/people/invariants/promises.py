"""Taking a promise of the database away, to show that what watches over it would see it broken."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

from people.models import Participation

TABLE = Participation._meta.db_table


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Within this block, and within the test's transaction, these constraints do not hold.

    SQLite keeps a partial unique constraint as an index, and can be told to ignore its checks.
    """
    by_name = {constraint.name: constraint for constraint in Participation._meta.constraints}
    checks = any(isinstance(by_name[name], models.CheckConstraint) for name in names)
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(taking_away(by_name[name]))
        if checks and connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            if checks and connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def taking_away(constraint: models.BaseConstraint) -> str:
    """The statement for one constraint; the test's transaction brings it back."""
    unique = isinstance(constraint, models.UniqueConstraint)
    if unique and constraint.condition is not None:
        return f'DROP INDEX "{constraint.name}"'
    if connection.vendor == "sqlite":
        return "SELECT 1"
    return f'ALTER TABLE "{TABLE}" DROP CONSTRAINT "{constraint.name}"'

"""One change of people and seats at a time in each workshop.

What will hold rows of a workshop takes the workshop's turn first, before it holds anything else: who comes
second waits there, and holds nothing that the first could come to want. So nobody waits in a circle,
whatever the rows and their order. SQLite gives turns to whole transactions by itself.
"""

from django.db import connection
from django.db.models import Model

from workshops import scope
from workshops.models import Workshop


def take(*rows: Model) -> None:
    """Wait for the turn of these rows' workshops; it lasts until the transaction ends."""
    if not connection.features.has_select_for_update:
        return
    keys = {key_of(row) for row in rows} - {None}
    turns = Workshop.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(turns.order_by("pk").values_list("pk"))


def key_of(row: Model) -> int | None:
    """The key of a row's workshop; None for what is shared by all."""
    path = scope.path_of(type(row))
    if path is None:
        return None
    before, _, last = f"__{path}".rpartition("__")
    holder = scope.follow(row, before)
    return getattr(holder, f"{last}_id" if last else "pk", None)

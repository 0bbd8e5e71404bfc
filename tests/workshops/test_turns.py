"""Who changes people or seats of a workshop waits for whoever began before; see also `house/test_races.py`."""

import psycopg
import pytest
from django.db import connection, transaction

from tests.factories import (
    make_allocation,
    make_country,
    make_nominee,
    make_stream,
    make_workshop,
)
from workshops import turns

WANTED = "SELECT 1 FROM workshops_workshop WHERE id = %s FOR NO KEY UPDATE NOWAIT"
POINTED_AT = "SELECT 1 FROM workshops_workshop WHERE id = %s FOR KEY SHARE NOWAIT"


@pytest.mark.django_db
def test_a_row_leads_to_the_turn_of_its_workshop():
    workshop = make_workshop()
    allocation = make_allocation(stream=make_stream(workshop=workshop))
    nominee = make_nominee(allocation=allocation)
    rows = [workshop, allocation.stream, allocation, allocation.seats.first(), nominee]
    assert [turns.key_of(row) for row in rows] == [workshop.pk] * 5
    assert turns.key_of(make_country("KAZ")) is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_turn_is_kept_from_others_until_it_ends_and_rows_can_point_there_meanwhile():
    mine, other = make_workshop(), make_workshop()
    with psycopg.connect(**connection.connection.info.get_parameters()) as second:
        with transaction.atomic():
            turns.take(mine, make_stream(workshop=mine))
            with pytest.raises(psycopg.errors.LockNotAvailable), second.transaction():
                second.execute(WANTED, [mine.pk])
            with second.transaction():
                second.execute(POINTED_AT, [mine.pk])
                second.execute(WANTED, [other.pk])
        second.execute(WANTED, [mine.pk])

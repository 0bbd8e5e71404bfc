"""What the database promises about seats beyond its constraints: triggers, since they look at several rows.

`held_seat_stays_in_force`      a seat that somebody holds is neither returned, reallocated nor cancelled
`seats_fit_the_places`          a workshop has no more seats in force than its call has places
`fund_pays_for_its_country`     who holds a seat is sent by the country that its fund pays for alone
`replacements_have_no_circle`   nobody is replaced, over however many others, by themselves
`completed_implies_arrived`     nobody completes who did not arrive, or arrives who did not accept; historical
                                records, which were never lived through here, stand apart

The actions refuse all of this in words; a trigger stops what goes past them. SQLite loses the triggers of a
table that a migration makes anew, so they are taken away before migrations and set up after them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connections, models

from people.models import (
    CAME,
    HOLDING,
    Allocation,
    Call,
    Fund,
    Participation,
    Role,
    Seat,
    State,
    Stream,
)


def listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value!s}'" for value in values)


NAMES = {state.value: state.value for state in State} | {
    "participation": Participation._meta.db_table,
    "seat": Seat._meta.db_table,
    "allocation": Allocation._meta.db_table,
    "fund": Fund._meta.db_table,
    "stream": Stream._meta.db_table,
    "call": Call._meta.db_table,
    "holding": listed(HOLDING),
    "came": listed(CAME),
    "in_force": listed(Seat.IN_FORCE),
    "participant": Role.PARTICIPANT.value,
    "historical": Participation.Channel.HISTORICAL.value,
}


@dataclass(frozen=True)
class Promise:
    """A trigger: on which columns of which table, and the query that finds something where it is broken.

    `held` selects the rows that it counts against, which PostgreSQL locks first: of two who add the
    last seat at once, the second has to see the first.
    """

    name: str
    model: type[models.Model]
    columns: tuple[str, ...]
    broken: str
    on_insert: bool = True
    held: str = ""

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def query(self) -> str:
        return self.broken.format_map(NAMES)


HELD_OUT_OF_FORCE = """
    SELECT 1 FROM {seat} WHERE id = NEW.seat_id AND state NOT IN ({in_force})
    AND NEW.role = '{participant}' AND NEW.state IN ({holding})
"""
OUT_OF_FORCE_HELD = """
    SELECT 1 FROM {participation} WHERE seat_id = NEW.id AND state IN ({holding})
    AND NEW.state NOT IN ({in_force})
"""
CALL_OF_SEAT = """
    1 FROM {call}
    JOIN {stream} ON {stream}.workshop_id = {call}.workshop_id
    JOIN {allocation} ON {allocation}.stream_id = {stream}.id
    WHERE {allocation}.id = NEW.allocation_id FOR UPDATE OF {call}
"""
ONE_SEAT_TOO_MANY = """
    SELECT 1 FROM {call}
    JOIN {stream} ON {stream}.workshop_id = {call}.workshop_id
    JOIN {allocation} ON {allocation}.stream_id = {stream}.id
    WHERE {allocation}.id = NEW.allocation_id AND NEW.state IN ({in_force}) AND {call}.capacity <= (
        SELECT COUNT(*) FROM {seat} other
        JOIN {allocation} its ON its.id = other.allocation_id
        JOIN {stream} their ON their.id = its.stream_id
        WHERE their.workshop_id = {call}.workshop_id AND other.state IN ({in_force})
        AND other.id <> COALESCE(NEW.id, -1)
    )
"""
FEWER_PLACES_THAN_SEATS = """
    SELECT 1 WHERE NEW.capacity < (
        SELECT COUNT(*) FROM {seat}
        JOIN {allocation} ON {allocation}.id = {seat}.allocation_id
        JOIN {stream} ON {stream}.id = {allocation}.stream_id
        WHERE {stream}.workshop_id = NEW.workshop_id AND {seat}.state IN ({in_force})
    )
"""
HOLDER_OF_ANOTHER_COUNTRY = """
    SELECT 1 FROM {seat}
    JOIN {allocation} ON {allocation}.id = {seat}.allocation_id
    JOIN {fund} ON {fund}.id = {allocation}.fund_id
    WHERE {seat}.id = NEW.seat_id AND NEW.role = '{participant}' AND NEW.state IN ({holding})
    AND {fund}.only_country_id <> COALESCE(NEW.sending_country_id, '')
"""
FUND_OVER_HOLDERS = """
    SELECT 1 FROM {participation}
    JOIN {seat} ON {seat}.id = {participation}.seat_id
    JOIN {allocation} ON {allocation}.id = {seat}.allocation_id
    WHERE {allocation}.fund_id = NEW.id AND {participation}.state IN ({holding})
    AND NEW.only_country_id <> COALESCE({participation}.sending_country_id, '')
"""
ALLOCATION_OVER_HOLDERS = """
    SELECT 1 FROM {participation}
    JOIN {seat} ON {seat}.id = {participation}.seat_id
    JOIN {fund} ON {fund}.id = NEW.fund_id
    WHERE {seat}.allocation_id = NEW.id AND {participation}.state IN ({holding})
    AND {fund}.only_country_id <> COALESCE({participation}.sending_country_id, '')
"""
CIRCLE = """
    WITH RECURSIVE earlier(id) AS (
        SELECT NEW.replaces_id
        UNION
        SELECT {participation}.replaces_id FROM {participation}
        JOIN earlier ON {participation}.id = earlier.id
        WHERE {participation}.replaces_id IS NOT NULL
    )
    SELECT 1 FROM earlier WHERE id = NEW.id
"""
SKIPPED = """
    SELECT 1 WHERE NEW.channel <> '{historical}' AND (
        (NEW.state IN ('{completed}', '{left_early}') AND OLD.state NOT IN ({came}))
        OR (NEW.state = '{arrived}' AND OLD.state NOT IN ('{accepted}', '{no_show}', {came}))
    )
"""
HOLDS = ("seat_id", "state", "role")
PROMISES = (
    Promise("held_seat_stays_in_force", Participation, HOLDS, HELD_OUT_OF_FORCE),
    Promise("held_seat_stays_in_force", Seat, ("state",), OUT_OF_FORCE_HELD, on_insert=False),
    Promise(
        "seats_fit_the_places",
        Seat,
        ("state",),
        ONE_SEAT_TOO_MANY,
        held=CALL_OF_SEAT,
    ),
    Promise("seats_fit_the_places", Call, ("capacity",), FEWER_PLACES_THAN_SEATS),
    Promise(
        "fund_pays_for_its_country",
        Participation,
        (*HOLDS, "sending_country_id"),
        HOLDER_OF_ANOTHER_COUNTRY,
    ),
    Promise(
        "fund_pays_for_its_country", Fund, ("only_country_id",), FUND_OVER_HOLDERS, on_insert=False
    ),
    Promise(
        "fund_pays_for_its_country",
        Allocation,
        ("fund_id",),
        ALLOCATION_OVER_HOLDERS,
        on_insert=False,
    ),
    Promise(
        "replacements_have_no_circle", Participation, ("replaces_id",), CIRCLE, on_insert=False
    ),
    Promise("completed_implies_arrived", Participation, ("state",), SKIPPED, on_insert=False),
)


def take_away(*, using: str, **_signal: object) -> None:
    """Before migrations: nothing refers to what they change."""
    run(using, (statement for promise in PROMISES for statement in dropping(promise, using)))


def set_up(*, using: str, **_signal: object) -> None:
    """After migrations, on the tables that there are by then."""
    take_away(using=using)
    if is_ready(using):
        run(using, (statement for promise in PROMISES for statement in making(promise, using)))


def run(using: str, statements: Iterator[str]) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def is_ready(using: str) -> bool:
    """Whether the tables have the columns that are looked at; halfway through the migrations they do not."""
    inspect = connections[using].introspection
    with connections[using].cursor() as cursor:
        tables = inspect.table_names(cursor)
        for promise in PROMISES:
            if promise.table not in tables:
                return False
            there = {column.name for column in inspect.get_table_description(cursor, promise.table)}
            if not there.issuperset(promise.columns):
                return False
    return True


def moments(promise: Promise) -> dict[str, str]:
    """The names of its triggers, and when each fires."""
    name = f"{promise.name}_{promise.model._meta.model_name}"
    found = {f"{name}_changed": f"UPDATE OF {', '.join(promise.columns)}"}
    return found | ({f"{name}_added": "INSERT"} if promise.on_insert else {})


def dropping(promise: Promise, using: str) -> Iterator[str]:
    where = f" ON {promise.table}" if connections[using].vendor == "postgresql" else ""
    for name in moments(promise):
        yield f"DROP TRIGGER IF EXISTS {name}{where}"


def making(promise: Promise, using: str) -> Iterator[str]:
    if connections[using].vendor == "postgresql":
        yield from making_on_postgresql(promise)
        return
    for name, moment in moments(promise).items():
        yield (
            f"CREATE TRIGGER {name} BEFORE {moment} ON {promise.table} FOR EACH ROW "
            f"WHEN EXISTS ({promise.query}) BEGIN SELECT RAISE(ABORT, '{promise.name}'); END"
        )


def making_on_postgresql(promise: Promise) -> Iterator[str]:
    function = f"{promise.name}_{promise.model._meta.model_name}"
    hold = f"PERFORM {promise.held.format_map(NAMES)};"
    yield f"""
        CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {hold if promise.held else ""}
            IF EXISTS ({promise.query}) THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'integrity_constraint_violation',
                    MESSAGE = '{promise.name}',
                    CONSTRAINT = '{promise.name}';
            END IF;
            RETURN NEW;
        END $$
    """
    for name, moment in moments(promise).items():
        yield (
            f"CREATE TRIGGER {name} BEFORE {moment} ON {promise.table} FOR EACH ROW "
            f"EXECUTE FUNCTION {function}()"
        )

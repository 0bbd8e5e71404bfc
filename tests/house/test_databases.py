"""Both databases are set up to be safe, and a site does not stand on one that is not."""

import subprocess
import sys
import time

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, connections
from psycopg.sql import SQL

from config import checks, databases
from tests.house.site import ROOT, postgresql_server, production_environment
from tests.tools import postgres

pytestmark = pytest.mark.django_db


def test_what_an_address_says_goes_before_what_we_say():
    named = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"sslmode": "verify-full", "connect_timeout": 1},
    }
    ready = databases.set_up(named)
    assert (ready["CONN_MAX_AGE"], ready["CONN_HEALTH_CHECKS"]) == (0, True)
    assert ready["OPTIONS"]["sslmode"] == "verify-full"
    assert ready["OPTIONS"]["connect_timeout"] == 1
    assert "lock_timeout=10s" in ready["OPTIONS"]["options"]


def test_another_engine_is_refused():
    with pytest.raises(ImproperlyConfigured):
        databases.set_up({"ENGINE": "django.db.backends.mysql", "NAME": "rostrum"})


def test_the_suites_database_keeps_its_promises():
    found = checks.database_keeps_its_promises(databases=["default"])
    fast = ["rostrum.W001", "rostrum.W001"] if connection.vendor == "postgresql" else []
    assert [each.id for each in found] == fast  # a throwaway server promises nothing of the disk


def test_no_database_is_asked_unless_it_is_named():
    assert checks.database_keeps_its_promises(databases=None) == []


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("pragma", "found"),
    [
        ("PRAGMA foreign_keys=OFF", "rostrum.E001"),
        ("PRAGMA busy_timeout=0", "rostrum.E001"),
        ("PRAGMA synchronous=NORMAL", "rostrum.E001"),
        ("PRAGMA secure_delete=OFF", "rostrum.E001"),
        ("PRAGMA journal_mode=DELETE", "rostrum.E002"),
    ],
)
def test_a_weakened_sqlite_is_found(in_a_file, pragma, found):
    assert ids(in_a_file) == []
    with in_a_file.cursor() as cursor:
        cursor.execute(pragma)
    assert ids(in_a_file) == [found]


@pytest.mark.sqlite
def test_transactions_that_do_not_begin_with_the_lock_are_found(in_a_file):
    in_a_file.settings_dict["OPTIONS"] = in_a_file.settings_dict["OPTIONS"] | {
        "transaction_mode": "DEFERRED"
    }
    assert ids(in_a_file) == ["rostrum.E003"]


def ids(sqlite) -> list[str]:
    return [found.id for found in checks.sqlite_findings(sqlite)]


@pytest.fixture
def in_a_file(tmp_path):
    """A connection to an empty SQLite file with the settings of production."""
    sqlite = connections.create_connection("default")
    sqlite.settings_dict = sqlite.settings_dict | {"NAME": str(tmp_path / "rostrum.sqlite3")}
    yield sqlite
    sqlite.connection.close()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("created", "wrong"),
    [
        ("ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'", []),
        ("ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'", []),
        ("ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", ["searches do not find"]),
        ("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'", ["names are not", "searches do not"]),
        (
            "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'",
            ["lists are sorted"],
        ),
    ],
)
def test_a_database_of_another_locale_is_found(own_database, created, wrong):
    database = own_database(created)
    found = [each for each in checks.postgresql_findings(database) if each.id == "rostrum.E004"]
    assert len(found) == len(wrong)
    for each, words in zip(found, wrong, strict=True):
        assert words in each.msg


@pytest.mark.postgresql
def test_migrating_stops_at_a_database_that_is_not_able(own_database, tmp_path):
    name = own_database("ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'").settings_dict["NAME"]
    migrating = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=ROOT,
        env=production_environment(tmp_path)
        | {"DATABASE_URL": postgres.beside(postgresql_server(), name)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert migrating.returncode == 1
    assert "searches do not find capital letters" in migrating.stderr


@pytest.mark.postgresql
def test_a_wait_for_a_locked_row_ends_with_an_error(own_database):
    database = own_database("ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    with database.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("10s",)
        cursor.execute("CREATE TABLE seat (id int); INSERT INTO seat VALUES (1)")
        cursor.execute("SET lock_timeout = '200ms'")
    with psycopg.connect(**database.connection.info.get_parameters()) as other:
        other.execute("SELECT * FROM seat FOR UPDATE")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="lock timeout"), database.cursor() as cursor:
            cursor.execute("SELECT * FROM seat FOR UPDATE")
        assert time.monotonic() - began < 5


@pytest.fixture
def own_database():
    """`own_database(created)`: a connection to a database made with these words."""
    made = []

    def create(words: str):
        name = postgres.random_name()
        postgres.execute(
            postgresql_server(), SQL(f"CREATE DATABASE {name} TEMPLATE template0 {words}")
        )
        database = connections.create_connection("default")
        database.settings_dict = database.settings_dict | {"NAME": name}
        made.append(database)
        return database

    yield create
    for database in made:
        database.close()

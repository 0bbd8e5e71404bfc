"""What every test of evaluations uses."""

from pathlib import Path

import pytest
from django.db import connection, connections


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path) -> Path:
    """Private keys in a folder of this test's own."""
    settings.EVALUATION_KEY_DIR = tmp_path / "keys"
    return settings.EVALUATION_KEY_DIR


@pytest.fixture
def database_file(transactional_db, tmp_path) -> Path:
    """SQLite in a file with its write-ahead log, as in production, for this test alone.

    The suite's database lives in memory, where threads share one connection's locks and no bytes lie
    about to be searched.
    """
    if connection.vendor != "sqlite":
        pytest.skip("about the bytes of SQLite's file")
    path = tmp_path / "rostrum.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    in_memory, configured = connections["default"], connections.settings["default"]
    name, configured["NAME"] = configured["NAME"], str(path)
    connections["default"] = connections.create_connection("default")
    yield path
    connections["default"].close()
    configured["NAME"] = name
    connections["default"] = in_memory

"""What every test may use, and the rule that in CI nothing is left out."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import translation

from tests.house.site import Site, migrate, prepare, served
from tests.tools.machine import must_have_all

# What a second run on PostgreSQL would only repeat, or cannot mean.
ON_SQLITE_ALONE = {"browser", "sqlite"}
ON_POSTGRESQL_ALONE = {"postgresql"}
# Tests that ask a database are marked for it, or have one of these.
FROM_A_DATABASE = {"db", "transactional_db", "django_db_setup", "prepared_site", "empty_site"}


def pytest_report_header() -> str:
    return f"database: {connection.display_name}"


def pytest_collection_modifyitems(config, items: list[pytest.Item]) -> None:
    """Leave to the other engine what is about it; see the markers in pyproject.toml."""
    on_sqlite = connection.vendor == "sqlite"
    elsewhere = ON_POSTGRESQL_ALONE if on_sqlite else ON_SQLITE_ALONE
    if "ROSTRUM_RACE_HEATS" not in os.environ:
        elsewhere = elsewhere | {"race"}  # minutes of both cores: `make races`
    left = {item for item in items if elsewhere & marks_of(item)}
    if not on_sqlite:
        left |= {item for item in items if not asks_a_database(item)}
    config.hook.pytest_deselected(items=list(left))
    items[:] = [item for item in items if item not in left]


def marks_of(item: pytest.Item) -> set[str]:
    return {mark.name for mark in item.iter_markers()}


def asks_a_database(item: pytest.Item) -> bool:
    return bool(
        {"django_db", *ON_POSTGRESQL_ALONE} & marks_of(item)
        or FROM_A_DATABASE & set(item.fixturenames)
    )


@pytest.fixture(scope="session", autouse=True)
def the_end_of_a_request_is_not_the_end_of_the_test() -> None:
    """A request within a test shares its connection and transaction, and may not close them."""
    connections["default"].close_if_unusable_or_obsolete = lambda: None


@pytest.fixture(autouse=True)
def begin_in_english() -> None:
    """Whatever language the last request of another test was answered in."""
    translation.deactivate()


@pytest.fixture(scope="session")
def prepared_site(tmp_path_factory, worker_id) -> Path:
    """A folder like var/ with both samples loaded: built once per run, to be copied, not changed."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    return prepare(shared / "prepared-site")


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory) -> Path:
    """A folder like var/ whose database has its tables and nothing in them."""
    var = tmp_path_factory.mktemp("empty-site")
    migrate(var)
    return var


@pytest.fixture(scope="session")
def site(prepared_site, tmp_path_factory) -> Site:
    """The samples, served as in production. One per process: leave it as you found it."""
    with served(prepared_site, tmp_path_factory.mktemp("served") / "var") as site:
        yield site


@pytest.fixture
def own_site(prepared_site, tmp_path) -> Site:
    """A served site of this test alone, to write to."""
    with served(prepared_site, tmp_path / "var") as site:
        yield site


def pytest_terminal_summary(terminalreporter, exitstatus, config) -> None:
    if must_have_all() and (left_out := terminalreporter.stats.get("skipped")):
        terminalreporter.write_line(f"Nothing may be left out here, but {len(left_out)} were.")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus) -> None:
    """In CI a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and must_have_all() and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)

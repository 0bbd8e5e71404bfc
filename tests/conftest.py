"""What every test may use, and the rule that in CI nothing is left out."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tests.house.site import Site, prepare, served
from tests.tools.machine import must_have_all


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

"""In CI nothing is left out: a skipped test is a failure there, and so is a missing tool."""

import os
import subprocess
import sys

import pytest

from tests.house.site import ROOT, bare_environment

SKIPPED = "import pytest\n\ndef test_a(): pass\n\n@pytest.mark.skip\ndef test_b(): pass\n"
PASSED = "def test_a(): pass\n"
FREE = {"CI": "", "ROSTRUM_REQUIRE_ALL": ""}
STRICT = {"CI": "true"}


def run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=bare_environment() | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("test", "environment", "status"),
    [(SKIPPED, FREE, 0), (SKIPPED, STRICT, 1), (PASSED, STRICT, 0)],
    ids=["a skip at home", "a skip in CI", "no skip in CI"],
)
def test_a_skip_fails_in_ci_alone(tmp_path, test, environment, status):
    (tmp_path / "test_planted.py").write_text(test)
    done = run(
        "pytest", "-p", "tests.conftest", "-c", "pyproject.toml", str(tmp_path), **environment
    )
    assert (done.returncode, done.stderr) == (status, "")


@pytest.mark.parametrize(("environment", "status"), [(FREE, 0), (STRICT, 1)], ids=["home", "CI"])
def test_what_is_missing_is_named_and_fails_in_ci_alone(tmp_path, environment, status):
    nothing = {"PATH": str(tmp_path), "ROSTRUM_BROWSER": "", "ROSTRUM_POSTGRESQL": str(tmp_path)}
    done = run("tests.tools.provide", **environment, **nothing)
    assert done.returncode == status
    assert done.stdout.splitlines() == [
        "Left out: the browser tests. To run them, install Chromium or Google Chrome, "
        "or name one in ROSTRUM_BROWSER.",
        "Left out: the translation tests. To run them, install GNU gettext "
        "(xgettext, msgmerge, msguniq, msgfmt).",
        "Left out: the browser tests in Chinese. To run them, install a font with "
        "Chinese characters.",
        "Left out: the suite on PostgreSQL. To run them, install PostgreSQL 14 or newer, "
        "or name its folder in ROSTRUM_POSTGRESQL.",
    ]


def test_ci_fails_when_any_of_its_parts_does(tmp_path):
    """`.ci/run` with a `make` that fails at one goal: the other may not hide it."""
    for goal, status in (("check", 1), ("test", 1), ("neither", 0)):
        make = tmp_path / "make"
        make.write_text(f'#!/bin/sh\n[ "$1" != "{goal}" ]\n')
        make.chmod(0o755)
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run([ROOT / ".ci" / "run"], env=os.environ | {"PATH": path}, check=False)
        assert done.returncode == status
